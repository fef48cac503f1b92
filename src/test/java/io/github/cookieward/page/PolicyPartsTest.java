package io.github.cookieward.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.catalogue.Technology;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.model.Proves;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What there is for a policy page beside the table: third parties, technologies, languages. */
class PolicyPartsTest {
  private static final Service ADS =
      Service.builder("ads", Category.ADVERTISING)
          .name("Ad Works")
          .thirdParty(true)
          .controller("Works Inc.")
          .privacy("https://ads.example/privacy")
          .retention("P1Y")
          .purpose("Shows you advertisements.")
          .cookie(
              new CookieRule(
                  CookieRule.Kind.PREFIX, "_ad", "", "", false, "P90D", "Counts clicks."))
          .address("ads.example")
          .storageKey("ad-*")
          .parameter("adid")
          .build();
  private static final Settings SITE = Sites.shop().service(ADS).build();

  private static String block(String page, String name) {
    int at = page.indexOf(">" + name + "<");
    assertThat(at).as(name).isPositive();
    return page.substring(at, page.indexOf("</article>", at));
  }

  @Test
  @Proves("dialog.third-parties")
  void aThirdPartyIsToldOfInFull() {
    assertThat(block(Visit.first(SITE).sees(Page::thirdPartiesPage), "Ad Works"))
        .containsSubsequence(
            "Category: Advertising",
            "What it is used for:</strong> Shows you advertisements.",
            "<code dir=\"ltr\">_ad*</code> (3 months): Counts clicks.",
            "Also stored in the browser:</strong> <code dir=\"ltr\">ad-*</code>",
            "Contacted addresses:</strong> <code dir=\"ltr\">ads.example</code>",
            "Kept for:</strong> 12 months",
            "Who has access:</strong> Works Inc., under its own privacy policy",
            "<a target=\"_blank\" rel=\"noopener noreferrer\" href=\"https://ads.example/privacy\">");
  }

  @Test
  void whereTheSiteSaysNothingTheCategoryDoes() {
    assertThat(block(Visit.first(SITE).sees(Page::thirdParties), "Video Hall"))
        .contains("Remembers choices such as language", "(6 months)", "Hall Ltd, under")
        .doesNotContain("Contacted addresses", "Also stored");
  }

  @Test
  void thePageLeadsBackToTheSettingsAndOnToOtherLanguages() {
    String page = Visit.first(SITE).sees(Page::thirdPartiesPage);

    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">")
        .contains(
            "href=\"/shop/consent?return=%2Fshop%2Fa%3Fb%3D1%26c%3D2&amp;lang=en\">Back to the")
        .contains("method=\"get\" lang=\"en\" dir=\"ltr\" action=\"/shop/consent/third-parties\"")
        .contains("name=\"return\" value=\"/shop/a?b=1&amp;c=2\"")
        .doesNotContain("<script", "style=", "Visit counter");
  }

  @Test
  void aSiteWithoutThirdPartiesSaysSo() {
    Settings none = Settings.builder().builtIn(false).service(Sites.COUNTER).build();

    assertThat(Visit.first(none).sees(Page::thirdParties))
        .contains("uses no services of third parties");
    assertThat(Visit.first(none).sees(Page::dialog)).doesNotContain("/third-parties");
  }

  @Test
  void i6EncodesWhatTheSiteSays() {
    String hostile = "\"><script>alert(1)</script>";
    Settings site =
        Settings.builder()
            .builtIn(false)
            .service(
                Service.builder("evil", Category.ANALYTICS)
                    .thirdParty(true)
                    .name(hostile)
                    .purpose(hostile)
                    .controller(hostile)
                    .address(hostile)
                    .storageKey(hostile)
                    .parameter(hostile)
                    .privacy("javascript:alert(1)")
                    .build())
            .build();

    assertThat(Visit.first(site).sees(Page::thirdPartiesPage))
        .doesNotContain("<script", "href=\"javascript");
    assertThat(Visit.first(site).sees(Page::technologies)).doesNotContain("<script");
  }

  private static String used(Settings site, String technology) {
    var found =
        Pattern.compile("<h3>" + technology + "</h3><p>[^<]*</p><p>([^<]*)</p>")
            .matcher(Visit.first(site).sees(Page::technologies));
    assertThat(found.find()).as(technology).isTrue();
    return found.group(1);
  }

  @ParameterizedTest
  @CsvSource({
    "Cookies of this site, 'Used here by: Cookie settings, Sign-in, Visit counter.'",
    "Cookies of third parties, 'Used here by: Video Hall, Ad Works.'",
    "Local storage, Used here by: Ad Works.",
    "Web beacons, Used here by: Ad Works.",
    "Beacon API, Used here by: Ad Works.",
    "Tracking addresses, Used here by: Ad Works.",
    "Device identifiers, Not used on this site.",
  })
  @Proves({"categories.technologies", "technique.device"})
  void eachTechnologyNamesItsUsers(String technology, String users) {
    assertThat(used(SITE, technology)).isEqualTo(users);
  }

  @Test
  void whatAServiceSaysOfItselfGoesBeforeWhatIsTaken() {
    Settings site =
        Settings.builder()
            .builtIn(false)
            .service(ADS.toBuilder().technology(Technology.BEACONS).build())
            .service(
                Service.builder("own", Category.ESSENTIAL)
                    .name("Own")
                    .technology(Technology.DEVICE_IDENTIFIER)
                    .build())
            .service(
                Service.builder("count", Category.ANALYTICS)
                    .name("Count")
                    .endpoint("/collect")
                    .build())
            .build();

    assertThat(used(site, "Web beacons")).isEqualTo("Used here by: Ad Works.");
    assertThat(used(site, "Beacon API")).isEqualTo("Used here by: Count.");
    assertThat(used(site, "Device identifiers")).isEqualTo("Used here by: Own.");
  }

  private static String chooser(String address, String parameter, Locale locale) {
    View view = Visit.first(SITE).view(locale);
    View there =
        new View(
            view.enforcement(), view.endpoint(), address, locale, view.token(), PagePolicy.NONE);
    return Visit.render((out, v) -> Page.languageChooser(out, v, parameter), there);
  }

  @Test
  void theChooserAsksForTheSamePageInAnotherLanguage() {
    assertThat(chooser("/shop/a?b=1&lang=en&c=%C3%A4+%26&%zz", "lang", Locale.GERMAN))
        .contains("method=\"get\" lang=\"de\" dir=\"ltr\" action=\"/shop/a\"")
        .contains("name=\"b\" value=\"1\"", "name=\"c\" value=\"ä &amp;\"", "name=\"%zz\"")
        .contains("<select name=\"lang\">", "<option value=\"de\" lang=\"de\" selected>Deutsch<")
        .contains("<option value=\"ja\" lang=\"ja\">日本語</option>", ">Sprache wählen<")
        .doesNotContain("type=\"hidden\" name=\"lang\"");
    assertThat(chooser("/shop/a", "sprache", Locale.ENGLISH))
        .contains("<select name=\"sprache\">")
        .doesNotContain("type=\"hidden\"");
  }

  @Test
  @Proves("languages.chooser")
  void theChooserHasEveryLanguageOnce() {
    assertThat(
            Pattern.compile("<option value=\"([^\"]+)\"")
                .matcher(chooser("/", "lang", Locale.ENGLISH))
                .results()
                .map(found -> found.group(1)))
        .containsExactlyElementsOf(Languages.ownNames().keySet());
  }
}
