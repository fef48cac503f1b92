package io.github.cookieward.page;

import static io.github.cookieward.page.BannerTest.button;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.model.Proves;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SettingsPageTest {
  private static final Settings SHOP = Sites.plain();

  private final String fresh = Visit.first(SHOP).sees(Page::settingsPage);

  private static List<String> ticked(String html) {
    return Pattern.compile("name=\"category\" value=\"([a-z-]+)\"[^>]* checked")
        .matcher(html)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  private static Answer save(Set<Category> on, Set<String> allowed, Set<String> never) {
    return new Answer(Action.SAVE, on, allowed, never, 1);
  }

  @Test
  void c1NoOptionalToggleIsPreTicked() {
    assertThat(ticked(fresh)).containsExactly("essential");
    assertThat(Visit.first(SHOP).sees(Page::dialog)).doesNotContain(" selected");
  }

  @Test
  @Proves("categories.essential")
  void c2EssentialIsShownOnFixedAndExplained() {
    assertThat(fresh)
        .containsPattern("value=\"essential\"[^>]* checked disabled>")
        .contains("cannot work without");
  }

  @Test
  @Proves("categories.third-party")
  void c3EveryPurposeHasItsToggleAndThirdPartiesOneOfTheirOwn() {
    assertThat(
            Pattern.compile("role=\"switch\" name=\"category\" value=\"([a-z-]+)\"")
                .matcher(fresh)
                .results()
                .map((MatchResult found) -> found.group(1)))
        .containsExactly("essential", "preference", "analytics", "advertising", "third-party");
    assertThat(fresh)
        .contains(
            "Video Hall",
            "Hall Ltd",
            "6 months",
            "<code dir=\"ltr\">hall</code>",
            "On this site: Video Hall.")
        .contains(
            "target=\"_blank\" rel=\"noopener noreferrer\" href=\"https://video.example/privacy\"")
        .contains("<option value=\"\">", "<option value=\"video\">", "<option value=\"!video\">");
  }

  @Test
  void theRowAboveTheOthersIsTheScriptsAndSendsNothing() {
    assertThat(fresh)
        .containsSubsequence(
            "<div class=\"cookieward-category\" hidden><label><span>Accept all cookies</span>"
                + "<input type=\"checkbox\" role=\"switch\" data-consent-all>",
            "value=\"essential\"");
  }

  @Test
  @Proves("categories.four")
  void fourRowsSayMarketingAndAskAboutNoThirdParties() {
    Settings four =
        Sites.shop().dialog(DialogSettings.DEFAULTS.with(DialogSettings.Preset.FOUR)).build();

    String page = Visit.first(four).sees(Page::settingsPage);

    assertThat(page)
        .containsSubsequence("Essential", "Preferences", "Analytics", "Marketing")
        .doesNotContain("value=\"third-party\"", "data-consent-all", ">Advertising<")
        .as("they are told of all the same")
        .contains("On this site: Video Hall.", "/shop/consent/third-parties?");
    Visit agreed = Visit.first(four).then(save(Set.of(Category.PREFERENCE), Set.of(), Set.of()));
    assertThat(agreed.enforcement().coversService("video"))
        .as("without that row its purpose is enough")
        .isTrue();
    assertThat(Visit.first(four).sees(Page::banner)).contains("show and measure advertisements");
  }

  @Test
  @Proves("categories.hidden")
  void aRowThatIsNotThereIsNeverGranted() {
    Settings own =
        Sites.shop()
            .category(CategorySettings.of(Category.PREFERENCE))
            .category(CategorySettings.of(Category.ANALYTICS))
            .build();

    Visit agreed = Visit.first(own).then(Answer.of(Action.ACCEPT_ALL, own));

    assertThat(agreed.enforcement().consent().categories().keySet())
        .doesNotContain(Category.ADVERTISING, Category.THIRD_PARTY);
  }

  @Test
  void thirdPartiesAreExplainedOnAPageOfTheirOwn() {
    assertThat(fresh)
        .contains(
            "href=\"/shop/consent/third-parties?return=%2Fshop%2Fa%3Fb%3D1%26c%3D2&amp;lang=en\"");
  }

  @Test
  void theDialogHasAWayBackToTheFirstLayerThatTheScriptShows() {
    assertThat(Visit.first(SHOP).sees(Page::dialog))
        .contains("<form method=\"dialog\" hidden data-consent-back>")
        .doesNotContain("cookieward-sheet");
    assertThat(
            Visit.first(
                    Sites.shop()
                        .dialog(DialogSettings.DEFAULTS.with(DialogSettings.Dialog.SHEET))
                        .build())
                .sees(Page::dialog))
        .contains("class=\"cookieward cookieward-dialog cookieward-sheet\"");
  }

  @Test
  void c3OffersThirdPartiesOnlyWhereTheSiteDoes() {
    Settings own =
        Settings.builder().category(CategorySettings.of(Category.ANALYTICS)).builtIn(false).build();

    assertThat(Visit.first(own).sees(Page::settingsPage)).doesNotContain("third-party");
  }

  @Test
  void c5AcceptAndRejectAreHereAndEqual() {
    assertThat(button(fresh, "accept-all").replace("accept-all", "?").replace("Accept", "?"))
        .isEqualTo(button(fresh, "reject-all").replace("reject-all", "?").replace("Reject", "?"));
  }

  @Test
  void c4TheEnterKeySavesWhatIsShownAndAcceptsNothing() {
    assertThat(fresh.indexOf("value=\"save\"")).isLessThan(fresh.indexOf("value=\"accept-all\""));
  }

  @Test
  @Proves("dialog.save")
  void c6ShowsWhatIsStored() {
    Visit partly =
        Visit.first(SHOP)
            .then(save(Set.of(Category.ANALYTICS), Set.of("video"), Set.of("counter")));

    String page = partly.sees(Page::settingsPage);

    assertThat(ticked(page)).containsExactly("essential", "analytics");
    assertThat(page)
        .contains("<option value=\"video\" selected>", "<option value=\"!counter\" selected>");
    assertThat(
            ticked(Visit.first(SHOP).then(Answer.of(Action.REJECT_ALL, SHOP)).sees(Page::dialog)))
        .containsExactly("essential");
  }

  @Test
  @Proves("duty.new")
  void c6ShowsNothingAsAllowedThatHasChangedSince() {
    Visit before = Visit.first(SHOP);
    Settings later =
        Settings.builder()
            .builtIn(false)
            .policyVersion(2)
            .category(new CategorySettings(Category.ANALYTICS, 2, "", ""))
            .category(CategorySettings.of(Category.PREFERENCE))
            .service(Sites.VIDEO.toBuilder().since(2).build())
            .build();

    String page =
        before
            .then(
                save(Set.of(Category.ANALYTICS, Category.PREFERENCE), Set.of("video"), Set.of()),
                later,
                Signals.NONE)
            .sees(Page::dialog);

    assertThat(ticked(page)).containsExactly("essential", "preference");
    assertThat(page)
        .doesNotContain(" selected")
        .contains("since your last answer: Analytics, Video Hall.");
  }

  @Test
  void g2AnOptOutSignalShowsAsOff() {
    String page =
        Visit.first(SHOP)
            .then(Answer.of(Action.ACCEPT_ALL, SHOP), SHOP, Visit.GPC)
            .sees(Page::settingsPage);

    assertThat(ticked(page)).containsExactly("essential", "preference", "analytics");
    assertThat(page).contains("It is honoured");
  }

  @Test
  void g3AnAnswerGivenDespiteTheSignalIsShownAsSuch() {
    String page =
        Visit.first(SHOP, Visit.GPC)
            .then(Answer.of(Action.ACCEPT_ALL, SHOP))
            .sees(Page::settingsPage);

    assertThat(ticked(page)).contains("advertising", "third-party");
    assertThat(page).contains("nonetheless");
  }

  @Test
  void e6SaysThatOthersCookiesCannotBeDeletedHere() {
    assertThat(fresh).contains("stored under their own addresses cannot be deleted from here");
  }

  @Test
  void i6NeedsNoInlineCodeAndNoOtherHost() {
    String page = Visit.first(Sites.shop().policies("", "").build()).sees(Page::settingsPage);

    assertThat(page)
        .doesNotContain("<script", "style=", "<style")
        .doesNotContainPattern("\\son[a-z]+=")
        .doesNotContainPattern("(src|<link[^>]*href|action)=\"https?:");
  }

  @Test
  void i6EncodesHostileNamesAndRefusesAddressesThatRun() {
    String hostile = "\"><script>alert(1)</script>";
    Service service =
        Service.builder("evil", Category.ANALYTICS)
            .name(hostile)
            .purpose(hostile)
            .controller(hostile)
            .retention(hostile)
            .privacy("javascript:alert(1)")
            .build();
    Settings site =
        Settings.builder()
            .builtIn(false)
            .siteName(hostile)
            .policies("java\nscript:alert(1)", "data:text/html,x")
            .category(new CategorySettings(Category.ANALYTICS, 1, hostile, hostile))
            .service(service)
            .build();

    assertThat(Visit.first(site).sees(Page::settingsPage))
        .doesNotContain("<script")
        .doesNotContainPattern("href=\"(java|data)");
  }

  @Test
  void j1IsAWholePageWithLanguageTitleAndForm() {
    assertThat(fresh)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">")
        .contains("<title>Cookie settings – The Shop</title>")
        .contains("<form class=\"cookieward-settings\" method=\"post\" autocomplete=\"off\"");
  }

  @Test
  void k2TheDialogIsNativeNamedAndClosed() {
    assertThat(Visit.first(SHOP).sees(Page::dialog))
        .startsWith("<dialog id=\"cookie-settings\"")
        .contains("aria-labelledby=\"cookieward-title\"", "role=\"status\"")
        .doesNotContainPattern("<dialog[^>]* open");
  }

  @Test
  void k4EverySwitchHasANameAndADescriptionOfItsOwn() {
    for (String id : List.of("essential", "analytics", "third-party")) {
      assertThat(fresh)
          .contains("aria-describedby=\"cookieward-" + id + "\"", "id=\"cookieward-" + id + "\"");
    }
  }

  @Test
  void theSiteMayNameACategoryItself() {
    Settings site =
        Settings.builder()
            .category(new CategorySettings(new Category("maps"), 1, "Maps", "Shows maps."))
            .build();

    assertThat(Visit.first(site).sees(Page::settingsPage)).contains(">Maps<", ">Shows maps.<");
    assertThat(Visit.first(site).sees(Page::banner)).contains("<li>Maps</li>");
  }
}
