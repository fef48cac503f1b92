package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.CaseFile;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.http.WebUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each file of a directory is a case: what it claims, {@code --- given} (words: strict, shared,
 * report-only, and the categories that are granted), {@code --- in} and {@code --- out}, each line
 * one field of a page at {@code https://shop.example/app/page}. Where {@code out} is {@code same},
 * every field leaves as it came; a field without a value there is withheld.
 */
class ResponseFieldCasesTest {
  private static final Path CASES = Path.of("src/test/cases/fields");
  static final Place PLACE =
      new Place(WebUrl.parse("https://shop.example/app/page", null).orElseThrow(), "/app");
  private static final Place COLLECTS =
      new Place(WebUrl.parse("https://shop.example/app/collect", null).orElseThrow(), "/app");

  private static final List<String> SITES = List.of("standard", "strict", "shared", "report-only");
  private static final List<String> GRANTED =
      List.of("", " preference", " analytics", " advertising", " preference analytics advertising");
  private static final Map<String, Enforcement> KNOWN = new HashMap<>();

  @BeforeEach
  void silence() {
    Visitors.silence();
  }

  @AfterEach
  void endSilence() {
    Visitors.endSilence();
  }

  /** A site with hosts: essential cdn, analytics stats, advertising ads, and nothing else. */
  static SettingsBuilder site() {
    return Settings.builder()
        .service(Service.builder("cdn", Category.ESSENTIAL).address("cdn.example").build())
        .service(
            Service.builder("stats", Category.ANALYTICS)
                .address("stats.example")
                .endpoint("/collect")
                .build())
        .service(
            Service.builder("ads", Category.ADVERTISING)
                .address("ads.example")
                .address("click.example/go")
                .parameter("adid")
                .build());
  }

  static Enforcement visit(String given) {
    List<String> words = List.of(given.strip().split("\\s+"));
    PageSettings pages = PageSettings.DEFAULTS;
    if (words.contains("strict")) {
      pages = pages.with(PageSettings.Protection.STRICT);
    }
    if (words.contains("shared")) {
      pages = pages.with(PageSettings.Caching.SHARED);
    }
    SettingsBuilder settings = site().pages(pages);
    if (words.contains("report-only")) {
      settings.mode(Settings.Mode.REPORT_ONLY);
    }
    Category[] granted =
        Stream.of(Category.PREFERENCE, Category.ANALYTICS, Category.ADVERTISING)
            .filter(category -> words.contains(category.id()))
            .toArray(Category[]::new);
    Consent consent = granted.length == 0 ? Consent.NONE : Visitors.granted(granted);
    Clock clock = Clock.fixed(Visitors.NOW, ZoneOffset.UTC);
    return new Enforcement(new Enforcer(settings.build(), clock), consent, Signals.NONE);
  }

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    return CaseFile.tests(CASES, ResponseFieldCasesTest::holds);
  }

  private static void holds(CaseFile file) {
    Enforcement enforcement = visit(file.part("given"));
    String in = file.part("in").strip();
    List<String> out = new ArrayList<>();
    for (String line : in.split("\n")) {
      String name = line.substring(0, line.indexOf(':'));
      String value = line.substring(line.indexOf(':') + 1).strip();
      assertThat(Enforcement.guards(name)).as(name).isTrue();
      out.add(
          (name + ": " + enforcement.responseField(name, value, PLACE).value().orElse("")).strip());
    }
    String expected = file.part("out").strip();
    assertThat(String.join("\n", out)).isEqualTo(expected.equals("same") ? in : expected);
  }

  @TestFactory
  List<DynamicTest> whatWouldLeaveOtherwiseWithoutConsentIsPersonal() throws IOException {
    return CaseFile.tests(CASES, ResponseFieldCasesTest::tells);
  }

  private static void tells(CaseFile file) {
    for (String line : file.part("in").strip().split("\n")) {
      String name = line.substring(0, line.indexOf(':'));
      String value = line.substring(name.length() + 1).strip();
      for (String site : SITES) {
        for (Place place : List.of(PLACE, COLLECTS)) {
          Optional<String> without = known(site).responseField(name, value, place).value();
          for (String granted : GRANTED) {
            JudgedField field = known(site + granted).responseField(name, value, place);
            assertThat(field.personal())
                .as("%s%s, %s", site, granted, line)
                .isEqualTo(!name.equals("Location") && !field.value().equals(without));
          }
        }
      }
    }
  }

  private static Enforcement known(String given) {
    return KNOWN.computeIfAbsent(given, ResponseFieldCasesTest::visit);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Link", "LINK", " link", "Link ", "Li\u0000nk", "\u014Cink", "nel", "etag"})
  void aFieldIsKnownHoweverItIsWritten(String name) {
    assertThat(Enforcement.guards(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Set-Login",
        "Clear-Site-Data",
        "SourceMap",
        "Links",
        "Content-Type",
        "Cookie"
      })
  void otherFieldsAreNotAskedAbout(String name) {
    assertThat(Enforcement.guards(name)).isFalse();
    assertThat(visit("").responseField(name, "x", PLACE).value()).contains("x");
  }

  @Test
  void aTagOfAPathThatCollectsIsWithheldUntilGranted() {
    assertThat(visit("").responseField("ETag", "\"v1\"", COLLECTS).value()).isEmpty();
    assertThat(visit("analytics").responseField("ETag", "\"v1\"", COLLECTS).value())
        .contains("\"v1\"");
    assertThat(visit("").responseField("ETag", "\"v1\"", PLACE).value()).contains("\"v1\"");
  }

  @Test
  void whatIsTooLongToReadIsWithheldAndTold() {
    Enforcement enforcement = visit("");
    String longLink = "</a>; rel=preload, ".repeat(10_000);
    assertThat(enforcement.responseField("Link", longLink, PLACE).value()).isEmpty();
    assertThat(enforcement.withheld())
        .singleElement()
        .satisfies(d -> assertThat(d.reason()).isEqualTo(Reason.UNREADABLE))
        .satisfies(d -> assertThat(d.kind()).isEqualTo(Decision.Kind.FIELD));
  }

  @Test
  void hostileFieldsTakeLinearTime() {
    for (String unit :
        List.of("<", ">", "\"", "\\", ",", ";", "{", "a=", "0;url=", "'", " ", "?u=")) {
      String value = unit.repeat(ResponseFields.MAX_LENGTH / unit.length());
      for (GuardedField field : GuardedField.values()) {
        Enforcement enforcement = visit("");
        assertThat(new ResponseFields(enforcement, enforcement, PLACE).pass(field, value))
            .isNotNull();
      }
    }
  }
}
