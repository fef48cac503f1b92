package io.github.cookieward.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.cookieward.model.Proves;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every language is whole, is its own, and fits. */
class LanguagesTest {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)[^}]*}");
  private static final Pattern FORM = Pattern.compile("\\.(zero|one|two|few|many|other)$");

  /** Words that are the same in many languages: names, and what was borrowed with its spelling. */
  private static final Set<String> BORROWED =
      Set.of(
          "service.cookies",
          "service.never",
          "settings.services.one",
          "settings.services.other",
          "table.cookie",
          "table.service",
          "duration.minutes.one",
          "duration.minutes.other",
          "technologies.beacons.name",
          "technologies.beacon-api.name",
          "category.marketing.name",
          "conflict.on");

  static Stream<String> translations() {
    return Languages.ownNames().keySet().stream().filter(tag -> !tag.equals("en"));
  }

  private static Map<String, String> read(String tag) {
    String end = tag.isEmpty() ? "" : "_" + tag.replace('-', '_');
    Properties texts = new Properties();
    try (InputStream in =
            Objects.requireNonNull(
                Texts.class.getResourceAsStream("Texts" + end + ".properties"), tag);
        InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      texts.load(reader);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return texts.stringPropertyNames().stream()
        .collect(Collectors.toMap(key -> key, texts::getProperty));
  }

  private static Set<String> stems(Map<String, String> texts) {
    return texts.keySet().stream()
        .map(key -> FORM.matcher(key).replaceFirst(".*"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    for (Matcher m = PLACE.matcher(text); m.find(); ) {
      places.add(m.group(1));
    }
    return places;
  }

  @Test
  @Proves("languages.all")
  void thereAreThoseOfTheModelAndOneMore() {
    assertThat(Languages.ownNames().keySet())
        .containsExactlyInAnyOrder(
            "ar", "zh-Hans", "zh-Hant", "nl", "en", "fr", "de", "id", "it", "ja", "ko", "pl", "pt",
            "pt-PT", "ro", "ru", "es", "th", "vi");
  }

  @ParameterizedTest
  @MethodSource("translations")
  @Proves("languages.all")
  void nothingIsMissingAndNothingIsLeftOver(String tag) {
    assertThat(stems(read(tag))).isEqualTo(stems(read("")));
  }

  @ParameterizedTest
  @MethodSource("translations")
  @Proves("languages.all")
  void nothingIsLeftInEnglish(String tag) {
    Map<String, String> english = read("");
    read(tag)
        .forEach(
            (key, text) -> {
              if (!BORROWED.contains(key)) {
                assertThat(text).as(key).isNotEqualTo(english.get(key));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("translations")
  void everyTextSaysWhatIsFilledIn(String tag) {
    Map<String, String> english = read("");
    read(tag)
        .forEach(
            (key, text) -> {
              assertThat(text).as(key).isNotBlank().doesNotContain("'").isEqualTo(text.strip());
              assertThatCode(() -> new MessageFormat(text, Locale.forLanguageTag(tag)))
                  .as(key)
                  .doesNotThrowAnyException();
              if (!FORM.matcher(key).find()) {
                assertThat(places(text)).as(key).isEqualTo(places(english.get(key)));
              }
            });
  }

  @ParameterizedTest
  @MethodSource("translations")
  @Proves("languages.all")
  void everyNumberHasItsForm(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    Map<String, String> texts = read(tag);
    Set<String> needed =
        IntStream.rangeClosed(1, 400)
            .mapToObj(n -> Plural.of(locale, n).key())
            .collect(Collectors.toSet());
    Set<String> counted =
        texts.keySet().stream()
            .filter(key -> key.endsWith(".other"))
            .map(key -> key.substring(0, key.length() - ".other".length()))
            .collect(Collectors.toSet());
    assertThat(counted).hasSize(6);
    for (String stem : counted) {
      for (String form : needed) {
        assertThat(texts).containsKey(stem + form);
      }
    }
  }

  /** A full-width letter takes the room of two. */
  private static int width(String text) {
    return text.codePoints().map(c -> c >= 0x1100 && c < 0xfb00 && c != 0x200b ? 2 : 1).sum();
  }

  @ParameterizedTest
  @MethodSource("translations")
  @Proves("languages.all")
  void theButtonsAreShort(String tag) {
    Map<String, String> texts = read(tag);
    for (String key :
        List.of(
            "button.accept-all",
            "button.reject-all",
            "button.save",
            "banner.customise",
            "embed.once")) {
      assertThat(width(texts.get(key))).as(key + " " + texts.get(key)).isLessThanOrEqualTo(24);
    }
    for (String key :
        List.of("conflict.use-new", "conflict.use-saved", "hand-over.take", "hand-over.leave")) {
      assertThat(width(texts.get(key))).as(key + " " + texts.get(key)).isLessThanOrEqualTo(32);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "de-AT, de",
    "en-GB, en",
    "pt, pt",
    "pt-BR, pt",
    "pt-PT, pt-PT",
    "pt-AO, pt-PT",
    "zh, zh-Hans",
    "zh-CN, zh-Hans",
    "zh-SG, zh-Hans",
    "zh-TW, zh-Hant",
    "zh-HK, zh-Hant",
    "zh-Hant-CN, zh-Hant",
    "zh-Hans-TW, zh-Hans",
    "id-ID, id",
    "in, id",
    "ar-EG, ar",
    "eo, en",
    "und, en"
  })
  @Proves("languages.match")
  void theNearestLanguageIsFound(String wanted, String found) {
    assertThat(Texts.of(Locale.forLanguageTag(wanted)).language()).isEqualTo(found);
  }

  @Test
  void theFirstOfTheVisitorsLanguagesThatIsThereIsTaken() {
    assertThat(Languages.best(List.of(new Locale("eo"), Locale.GERMANY, Locale.FRANCE)))
        .isEqualTo(Locale.GERMAN);
  }

  @ParameterizedTest
  @CsvSource({
    "ru, 1, ONE",
    "ru, 21, ONE",
    "ru, 11, MANY",
    "ru, 3, FEW",
    "ru, 13, MANY",
    "ru, 104, FEW",
    "pl, 1, ONE",
    "pl, 21, MANY",
    "pl, 22, FEW",
    "pl, 12, MANY",
    "pl, 0, MANY",
    "ro, 1, ONE",
    "ro, 2, FEW",
    "ro, 19, FEW",
    "ro, 20, OTHER",
    "ro, 101, FEW",
    "ro, 0, FEW",
    "ar, 0, ZERO",
    "ar, 1, ONE",
    "ar, 2, TWO",
    "ar, 3, FEW",
    "ar, 11, MANY",
    "ar, 100, OTHER",
    "ar, 103, FEW",
    "ar, 111, MANY",
    "fr, 0, ONE",
    "fr, 2, OTHER",
    "pt, 0, ONE",
    "pt-PT, 0, OTHER",
    "ja, 1, OTHER",
    "de, 1, ONE"
  })
  void numbersTakeTheFormsOfTheirLanguage(String tag, long number, Plural form) {
    assertThat(Plural.of(Locale.forLanguageTag(tag), number)).isEqualTo(form);
  }

  @Test
  void arabicRunsFromRightToLeft() {
    assertThat(Texts.of(Locale.forLanguageTag("ar")).direction()).isEqualTo("rtl");
    assertThat(Texts.of(Locale.forLanguageTag("ar")).retention("P11D")).contains("يومًا");
  }
}
