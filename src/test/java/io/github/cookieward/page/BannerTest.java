package io.github.cookieward.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.enforcement.SiteTexts;
import io.github.cookieward.model.Proves;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BannerTest {
  private static final Settings SHOP = Sites.plain();
  private static final Answer NO = Answer.of(Action.REJECT_ALL, SHOP);
  private static final Answer YES = Answer.of(Action.ACCEPT_ALL, SHOP);

  private final String banner = Visit.first(SHOP).sees(Page::banner);

  @Test
  @Proves("banner.shown")
  void isThereUntilTheVisitorHasAnsweredEitherWay() {
    assertThat(banner).startsWith("<section ").endsWith("</form>");
    assertThat(Visit.first(SHOP).then(NO).sees(Page::banner)).isEmpty();
    assertThat(Visit.first(SHOP).then(YES).sees(Page::banner)).isEmpty();
  }

  private static Settings asking(DialogSettings dialog) {
    return Sites.shop().dialog(dialog).build();
  }

  @ParameterizedTest
  @CsvSource({
    "/shop/cookies, true", // the policy
    "/shop/cookies?x=1, true",
    "/shop/%63ookies;a=b, true",
    "/shop/checkout/pay, true",
    "/shop/checkout, false",
    "/shop/terms, true",
    "/shop/termsandmore, false",
    "/cookies, false", // another application's
    "'', false",
  })
  @Proves("banner.waits")
  void waitsOnPoliciesAndWhereTheSiteSays(String path, boolean waits) {
    Visit visit = Visit.first(asking(DialogSettings.DEFAULTS.waitingOn("/checkout/*", "/terms")));
    View view =
        new View(
            visit.enforcement(), "/shop/consent", path, Locale.ENGLISH, "a-token", PagePolicy.NONE);

    assertThat(Visit.render(Page::banner, view).isEmpty()).isEqualTo(waits);
  }

  @Test
  void whereItAsksLateTheScriptShowsIt() {
    Settings late = asking(DialogSettings.DEFAULTS.with(DialogSettings.Asks.WHEN_NEEDED));

    assertThat(Visit.first(late).sees(Page::banner)).contains(" data-consent-late hidden>");
    assertThat(Visit.first(late).sees(Page::needed)).contains("data-consent-needed");
    assertThat(banner).doesNotContain("hidden>", "late");
    assertThat(Visit.first(SHOP).sees(Page::needed)).isEmpty();
  }

  @Test
  @Proves("banner.shape")
  void theLayoutIsAClass() {
    assertThat(banner).contains("class=\"cookieward cookieward-banner\"");
    assertThat(
            Visit.first(asking(DialogSettings.DEFAULTS.with(DialogSettings.Layout.CORNER)))
                .sees(Page::banner))
        .contains("class=\"cookieward cookieward-banner cookieward-box cookieward-corner\"");
  }

  @Test
  @Proves("banner.reject")
  void b1AndB2AcceptAndRejectDifferInWordAndValueOnly() {
    assertThat(button(banner, "accept-all").replace("accept-all", "?").replace("Accept", "?"))
        .isEqualTo(button(banner, "reject-all").replace("reject-all", "?").replace("Reject", "?"));
  }

  static String button(String html, String action) {
    var found =
        Pattern.compile("<button[^>]*value=\"" + action + "\"[^>]*>[^<]*</button>").matcher(html);
    assertThat(found.find()).as(action).isTrue();
    return found.group();
  }

  @Test
  @Proves("banner.text")
  void b7NamesWhoAsksForWhatHowLongAndHowToChangeIt() {
    assertThat(banner)
        .contains("The Shop")
        .contains("measure how the site is used", "show and measure advertisements")
        .contains("third parties: Hall Ltd.")
        .contains("up to 13 months", "kept for 6 months")
        .contains("change it at any time under “Cookie settings”")
        .contains("href=\"/shop/cookies\"", "href=\"https://shop.example/privacy\"");
  }

  private static final String ADVERTISING = "cookies are also used to show you advertisements";

  private static final String PARTNERS = "partners receive data about your visit";

  private static Settings offering(Category... categories) {
    SettingsBuilder site = Settings.builder().siteName("The Shop");
    for (Category category : categories) {
      site.category(CategorySettings.of(category));
    }
    return site.build();
  }

  @Test
  @Proves("banner.variants")
  void whoOffersAdvertisingSaysSoAndWhoDoesNotKeepsToThePlainWords() {
    assertThat(Visit.first(offering(Category.ANALYTICS, Category.THIRD_PARTY)).sees(Page::banner))
        .contains("With your permission it uses more of them")
        .doesNotContain(ADVERTISING, PARTNERS);
    assertThat(Visit.first(offering(Category.ANALYTICS, Category.ADVERTISING)).sees(Page::banner))
        .contains(ADVERTISING + ". More cookies")
        .doesNotContain(PARTNERS);
    assertThat(Visit.first(offering(Category.ADVERTISING, Category.THIRD_PARTY)).sees(Page::banner))
        .contains(ADVERTISING + ", and " + PARTNERS);
    DialogSettings four = DialogSettings.DEFAULTS.with(DialogSettings.Preset.FOUR);
    assertThat(Visit.first(Settings.builder().dialog(four).build()).sees(Page::banner))
        .contains(ADVERTISING + ". More cookies");
    assertThat(Visit.first(asking(four)).sees(Page::banner))
        .as("marketing with a third party that has no row of its own")
        .contains(ADVERTISING + ", and " + PARTNERS);
  }

  @Test
  @Proves("banner.variants")
  void theTextsAreOfTheirOwnInEveryLanguage() {
    for (String tag : Languages.ownNames().keySet()) {
      Texts texts = Texts.of(Locale.forLanguageTag(tag));
      String plain = texts.get("banner.intro", "X");
      String advertising = texts.get("banner.intro.advertising", "X");
      String partners = texts.get("banner.intro.partners", "X");
      assertThat(Set.of(plain, advertising, partners)).as(tag).hasSize(3);
      String ending = plain.substring(plain.length() - 3);
      assertThat(List.of(advertising, partners))
          .as("%s: the list of purposes follows in the same way", tag)
          .allMatch(text -> text.endsWith(ending));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "banner.intro=Ours, Ours",
    "banner.intro.partners=Ours for {0}, Ours for The Shop",
    "banner.intro.advertising=Another {0}, cookies are also used",
  })
  void aSitesOwnWordsGoBeforeOursOfAnyVariant(String line, String said) throws IOException {
    SiteTexts own =
        SiteTexts.NONE.with(
            Locale.ENGLISH, new ByteArrayInputStream(line.getBytes(UTF_8)), "texts.properties");
    Settings site = Sites.shop().texts(own).build();
    assertThat(Visit.first(site).sees(Page::banner)).contains(said).doesNotContain("Another");
    assertThat(new Wording(Visit.first(site).view(Locale.ENGLISH)).texts().get("banner.intro"))
        .contains(said);
  }

  @Test
  void aNameThatEndsWithADotEndsTheSentenceOnce() {
    Service works =
        Service.builder("works", Category.ANALYTICS)
            .controller("Works Inc.")
            .thirdParty(true)
            .build();

    assertThat(Visit.first(Sites.shop().service(works).build()).sees(Page::banner))
        .contains("third parties: Hall Ltd, Works Inc. They last");
  }

  @Test
  @Proves("languages.direction")
  void b9SaysItsLanguageAndDirection() {
    assertThat(banner).contains("lang=\"en\" dir=\"ltr\"");
    assertThat(Visit.render(Page::banner, Visit.first(SHOP).view(new Locale("eo"))))
        .as("no bundle")
        .contains("lang=\"en\" dir=\"ltr\"");
  }

  @Test
  @Proves("banner.shown")
  void d3SaysWhatHasChangedSinceTheAnswer() {
    Service chat =
        Service.builder("chat", Category.PREFERENCE).name("Chat Corner").since(2).build();
    Settings later = Sites.shop().policyVersion(2).service(chat).build();

    String again = Visit.first(SHOP).then(YES, later, Signals.NONE).sees(Page::banner);

    assertThat(again).contains("New or changed since your last answer: Chat Corner.");
    assertThat(banner).doesNotContain("cookieward-changed");
  }

  @Test
  @Proves("banner.opt-out-signal")
  void g4SaysThatTheOptOutSignalIsHonoured() {
    assertThat(Visit.first(SHOP, Visit.GPC).sees(Page::banner)).contains("It is honoured");
    assertThat(banner).doesNotContain("cookieward-signal");
    assertThat(Visit.first(Sites.shop().honoursGpc(false).build(), Visit.GPC).sees(Page::banner))
        .as("where the site does not honour it, it must not say so")
        .doesNotContain("cookieward-signal");
  }

  @Test
  void i6EncodesWhatTheSiteSays() {
    String hostile = "\"><script>alert(1)</script>";
    Service service =
        Service.builder("evil", Category.ANALYTICS).name(hostile).thirdParty(true).build();
    Settings site = Sites.shop().siteName(hostile).service(service).build();

    assertThat(Visit.first(site).sees(Page::banner)).doesNotContain("<script");
  }

  @Test
  void j1IsAPlainFormWithAllThatTheAnswerNeeds() {
    assertThat(banner)
        .contains("method=\"post\"", "action=\"/shop/consent\"")
        .contains("name=\"return\" value=\"/shop/a?b=1&amp;c=2\"")
        .contains("name=\"policy\" value=\"1\"", "name=\"token\" value=\"a-token\"")
        .contains("<form hidden method=\"get\"", "name=\"lang\" value=\"en\"");
  }

  @Test
  void itsFormsCanStandElsewhere() {
    String alone = Visit.first(SHOP).sees(Page::bannerWithoutForms);
    String forms = Visit.first(SHOP).sees(Page::bannerForms);

    assertThat(alone).doesNotContain("<form").contains("form=\"cookieward-answer\"");
    assertThat(alone).contains("form=\"cookieward-customise\"");
    assertThat(forms).contains("id=\"cookieward-answer\"", "id=\"cookieward-customise\"");
    assertThat(alone + forms).isEqualTo(banner);
    assertThat(Visit.first(SHOP).then(NO).sees(Page::bannerForms)).isEmpty();
  }

  @Test
  void k1IsANamedRegionThatNeitherTrapsNorTakesTheFocus() {
    assertThat(banner)
        .contains("role=\"region\"", "aria-label=\"Cookie choice\"")
        .doesNotContain("aria-modal", "autofocus", "tabindex");
  }
}
