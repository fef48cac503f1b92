package io.github.cookieward.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SiteTexts;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A site's own words go before ours; a mistake in them is told with its place. */
class SiteTextsTest {
  private static final Locale HUNGARIAN = Locale.forLanguageTag("hu");

  private static SiteTexts texts(String tag, String... lines) throws IOException {
    return and(SiteTexts.NONE, tag, lines);
  }

  private static SiteTexts and(SiteTexts before, String tag, String... lines) throws IOException {
    byte[] bytes = String.join("\n", lines).getBytes(UTF_8);
    return before.with(
        Locale.forLanguageTag(tag),
        new ByteArrayInputStream(bytes),
        "texts_" + tag + ".properties");
  }

  private static Settings site(SiteTexts texts) {
    return Sites.shop()
        .category(CategorySettings.of(Category.PREFERENCE))
        .category(CategorySettings.of(Category.ANALYTICS))
        .category(CategorySettings.of(Category.THIRD_PARTY))
        .category(new CategorySettings(new Category("research"), 1, "Research", "We study."))
        .texts(texts)
        .build();
  }

  private static Texts in(String tag, SiteTexts texts) {
    return Texts.of(Locale.forLanguageTag(tag), site(texts));
  }

  @Test
  void aTextOfTheSitesGoesBeforeOursInItsLanguageOnly() throws IOException {
    SiteTexts own = texts("de", "# ours", "", "button.accept-all = Ja, alles ");
    assertThat(in("de", own).get("button.accept-all")).isEqualTo("Ja, alles");
    assertThat(in("de-AT", own).get("button.accept-all")).isEqualTo("Ja, alles");
    assertThat(in("de", own).get("button.reject-all")).isEqualTo("Alle ablehnen");
    assertThat(in("en", own).get("button.accept-all")).isEqualTo("Accept all");
    assertThat(in("fr", own).get("button.accept-all")).isEqualTo("Tout accepter");
  }

  @Test
  void anAddedLanguageTakesPartInMatchingAndInTheChooser() throws IOException {
    Settings site = site(texts("hu", "settings.title=Sütibeállítások"));
    assertThat(Languages.best(List.of(Locale.forLanguageTag("hu-HU"), Locale.GERMAN), site))
        .isEqualTo(HUNGARIAN);
    assertThat(Languages.best(List.of(Locale.forLanguageTag("pt-AO")), site))
        .isEqualTo(Locale.forLanguageTag("pt-PT"));
    assertThat(Languages.best(List.of(Locale.forLanguageTag("zh-TW")), site))
        .isEqualTo(Locale.forLanguageTag("zh-Hant"));
    assertThat(Languages.ownNames(site)).containsEntry("hu", "Magyar").hasSize(20);
    assertThat(Languages.ownNames(Sites.plain())).hasSize(19);
    Visit visit = Visit.first(site);
    assertThat(Visit.render(Page::settingsPage, visit.view(HUNGARIAN)))
        .contains("<html lang=\"hu\" dir=\"ltr\">")
        .contains("<option value=\"hu\" lang=\"hu\" selected>Magyar</option>");
  }

  @Test
  void aLanguageMayBeCalledByTheSitesOwnNameForIt() throws IOException {
    assertThat(Languages.ownNames(site(texts("gsw", "language.name=Schwiizerdütsch"))))
        .containsEntry("gsw", "Schwiizerdütsch");
  }

  @Test
  void whatAnAddedLanguageLacksIsSaidInEnglishAndSaysSo() throws IOException {
    Settings site =
        site(texts("fa", "settings.title=تنظیمات کوکی", "category.analytics.purpose=اندازه‌گیری"));
    String page =
        Visit.render(Page::settingsPage, Visit.first(site).view(Locale.forLanguageTag("fa-IR")));
    assertThat(page)
        .contains("<html lang=\"fa\" dir=\"rtl\">")
        .contains("<h1>تنظیمات کوکی</h1>")
        .contains("<title>تنظیمات کوکی – The Shop</title>")
        .contains("<span lang=\"en\" dir=\"ltr\">Save settings</span>")
        .contains("<span lang=\"en\" dir=\"ltr\">Analytics</span>")
        .contains(">اندازه‌گیری</p>")
        .contains("<span>Research</span>") // declared: nobody says in which language
        .contains("<option value=\"\" lang=\"en\" dir=\"ltr\">as the category</option>")
        .contains(
            "><span lang=\"en\" dir=\"ltr\">Privacy policy of Video Hall (new tab)</span></a>")
        .doesNotContain("<option value=\"\"><span");
    assertThat(SiteWording.check(site))
        .singleElement()
        .asString()
        .startsWith("texts in fa lack ")
        .contains(" button.save,", "duration.days,", "category.analytics.name")
        .doesNotContain("settings.title", "category.analytics.purpose");
  }

  @Test
  void aTitleHasNoMarkup() throws IOException {
    Settings site = site(texts("hu", "button.save=Mentés"));
    assertThat(Visit.render(Page::settingsPage, Visit.first(site).view(HUNGARIAN)))
        .contains("<title lang=\"en\" dir=\"ltr\">Cookie settings – The Shop</title>")
        .contains("<h1><span lang=\"en\" dir=\"ltr\">Cookie settings</span></h1>");
  }

  @Test
  void aKindOfALanguageFallsBackToItWithoutAWord() throws IOException {
    Settings site = site(texts("de-AT", "button.save=Passt"));
    assertThat(SiteWording.check(site)).isEmpty();
    Texts austrian = Texts.of(Locale.forLanguageTag("de-AT"), site);
    assertThat(austrian.language()).isEqualTo("de-AT");
    assertThat(austrian.get("button.save")).isEqualTo("Passt");
    assertThat(austrian.get("button.reject-all")).isEqualTo("Alle ablehnen");
    assertThat(austrian.foreign("button.reject-all")).isEmpty();
    Texts hongkong =
        Texts.of(Locale.forLanguageTag("zh-HK"), site(texts("zh-HK", "button.save=好")));
    assertThat(hongkong.get("button.reject-all"))
        .isEqualTo(in("zh-TW", SiteTexts.NONE).get("button.reject-all"));
  }

  @Test
  void theSitesOwnCategoriesAndServicesHaveTextsInEveryLanguage() throws IOException {
    SiteTexts german =
        texts(
            "de",
            "category.research.name=Forschung",
            "category.research.purpose=Studien.",
            "service.counter.purpose=Zählt Besuche.",
            "service.video.name=Filmhalle");
    Settings site = site(german);
    assertThat(SiteWording.check(site)).isEmpty();
    String page = Visit.render(Page::settingsPage, Visit.first(site).view(Locale.GERMAN));
    assertThat(page).contains("Forschung", "Studien.", "Zählt Besuche.", "Filmhalle");
    assertThat(page).doesNotContain("Research", "Counts visits", "Video Hall");
    assertThat(Visit.first(site).sees(Page::settingsPage))
        .contains("Research", "Counts visits", "Video Hall");
  }

  @Test
  void anApostropheIsOneAndMarkupIsText() throws IOException {
    SiteTexts french =
        texts("fr", "embed.why=C'est de {0}, d''ailleurs <b>", "site=L\\u2019île \\\n   d'ici");
    assertThat(in("fr", french).get("embed.why", "X")).isEqualTo("C'est de X, d'ailleurs <b>");
    assertThat(in("fr", french).get("site")).isEqualTo("L’île d'ici");
  }

  @Test
  void numbersTakeTheFormsOfAnAddedLanguage() throws IOException {
    Texts czech =
        in(
            "cs",
            texts(
                "cs",
                "duration.days.one=den",
                "duration.days.few={0} dny",
                "duration.days.other={0} dní"));
    assertThat(czech.count("duration.days", 1)).isEqualTo("den");
    assertThat(czech.count("duration.days", 3)).isEqualTo("3 dny");
    assertThat(czech.count("duration.days", 5)).isEqualTo("5 dní");
    assertThat(czech.count("duration.hours", 5)).isEqualTo("5 hours");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | buton.save=x | buton.save: there is no such text; did you mean [button.save",
        "de | nothing.like.it=x | there is no such text",
        "de | category.poetry.name=x | there is no such text",
        "de | embed.why=x | embed.why: the text must have {0}",
        "de | embed.why={1} | embed.why: the text must have {0}, not {1}",
        "de | button.save={0} | the text has no place to fill in; remove {0}",
        "de | button.save=a } b | a brace stands only around a place",
        "de | button.save=a {name} | a brace stands only around a place",
        "de | embed.why={0,colour} | not a text of java.text.MessageFormat",
        "de | button.save= | the text is empty",
        "ja | duration.days.one=x | ja has no such form; it has .other",
        "de | duration.days.few=x | de has no such form; it has .one, .other",
        "hu | duration.days.other=x | duration.days: the form .one is missing; hu has .one, .other",
        "cs | duration.days.many=x | cs has no such form; it has .one, .few, .other",
        "de | duration.days.one={1} | the text must have {0}, not {1}",
        "zh | button.save=x | name the file _zh_Hans or _zh_Hant",
      })
  void aMistakeIsToldWithFileLineKeyAndRemedy(String tag, String line, String message)
      throws IOException {
    Settings site = site(texts(tag, "# a comment", line));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SiteWording.check(site))
        .withMessageStartingWith("texts_" + tag + ".properties, line 2, ")
        .withMessageContaining(message);
  }

  @Test
  void whatCannotBeReadIsToldWithItsPlace() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> texts("de", "a=1", "b=2", "a=3"))
        .withMessage(
            "texts_de.properties, line 3, a: the key stands in line 1 already; remove one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> texts("de", "a=1", "b=\\u12"))
        .withMessageStartingWith("texts_de.properties, line 2: a \\u");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SiteTexts.NONE.with(
                    Locale.GERMAN,
                    new ByteArrayInputStream(new byte[] {'a', '=', (byte) 0xe4}),
                    "texts_de.properties"))
        .withMessage("texts_de.properties: is not UTF-8; save it as UTF-8");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> and(texts("en", "site=a"), "en", "site=b"))
        .withMessageContaining("there are texts in en already");
  }
}
