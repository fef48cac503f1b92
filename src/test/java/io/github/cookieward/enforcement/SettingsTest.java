package io.github.cookieward.enforcement;

import static io.github.cookieward.enforcement.Visitors.service;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cookieward.consent.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  private static final String KEY = "0123456789abcdef-first";
  private static final String NEW = "0123456789abcdef-second";

  private static Settings with(String name, String value) {
    return with(Settings.builder(), Map.of(name, value));
  }

  private static Settings with(SettingsBuilder settings, Map<String, String> texts) {
    Overrides.apply(settings, texts, "web.xml, init-param ");
    return settings.build();
  }

  private static Category category(Settings settings, String cookie) {
    return settings.catalogue().cookie(cookie).orElseThrow().service().category();
  }

  @Test
  void everySettingCanBeOverridden() {
    assertThat(Overrides.names())
        .containsExactly(
            "cookie-domain",
            "cookie-name",
            "endpoint",
            "gpc",
            "key",
            "lifetime",
            "mode",
            "policy-version",
            "protection",
            "unknown-cookies");
    Settings settings =
        with(
            Settings.builder(),
            Map.of(
                "mode", " report-only ",
                "policy-version", "3",
                "lifetime", "P90D",
                "cookie-name", "consent-x",
                "cookie-domain", "example.com",
                "key", KEY,
                "endpoint", "/privacy/choice",
                "unknown-cookies", "pass",
                "gpc", "ignore"));
    assertThat(settings.mode()).isEqualTo(Settings.Mode.REPORT_ONLY);
    assertThat(settings.policyVersion()).isEqualTo(3);
    assertThat(settings.lifetime()).isEqualTo(Duration.ofDays(90));
    assertThat(settings.cookieName()).isEqualTo("consent-x");
    assertThat(settings.cookieDomain()).contains("example.com");
    assertThat(settings.keys()).containsExactly(KEY.getBytes(UTF_8));
    assertThat(settings.endpoint()).isEqualTo("/privacy/choice");
    assertThat(settings.unknownPasses()).isTrue();
    assertThat(settings.honoursGpc()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode | off | mode must be enforce or report-only, not \"off\"",
        "policy-version | 0 | policy-version must be a whole number from 1, not \"0\"",
        "lifetime | 30 | lifetime must be an ISO 8601 duration such as P180D, not \"30\"",
        "lifetime | P2Y | lifetime must be from P1D to P400D",
        "cookie-name | session | cookie-name must begin with \"consent\"",
        "cookie-domain | com | cookie-domain must be a host name in lower case such as example.com",
        "key | hunter2 | key must have at least 16 bytes, better 32 from a random source; it has 7",
        "endpoint | / | endpoint must be a path such as /consent",
        "unknown-cookies | yes | unknown cookies must be withhold or pass, not \"yes\"",
        "gpc | on | gpc must be ignore or honour, not \"on\""
      })
  void aWrongValueStopsTheStartNamingPlaceAndRemedy(String name, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with(name, value))
        .withMessageStartingWith("web.xml, init-param " + name + ": ")
        .withMessageContaining(message)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void aMisspeltSettingStopsTheStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("lifeTime", "P180D"))
        .withMessageStartingWith(
            "web.xml, init-param: unknown setting [lifeTime]; known are [cookie-");
  }

  @Test
  void i4AKeyThatOverridesReplacesAndSeveralRotate() {
    SettingsBuilder settings = Settings.builder();
    Overrides.apply(settings, Map.of("key", KEY), "consent.xml");
    assertThat(with(settings, Map.of("key", NEW)).keys()).containsExactly(NEW.getBytes(UTF_8));
    assertThat(with("key", NEW + " \n " + KEY).keys())
        .containsExactly(NEW.getBytes(UTF_8), KEY.getBytes(UTF_8));
  }

  @Test
  void i4AKeysFileMayHoldAnyBytes(@TempDir Path directory) throws IOException {
    byte[] random = new byte[32];
    for (int i = 0; i < random.length; i++) {
      random[i] = (byte) (0xff - i);
    }
    Path file = Files.write(directory.resolve("key"), random);
    assertThat(with("key", "file:" + file).keys()).containsExactly(random);
    Files.writeString(file, "\n" + KEY + "\r\n");
    assertThat(with("key", "file:" + file).keys()).containsExactly(KEY.getBytes(UTF_8));
    Files.writeString(file, "hunter2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> with("key", "file:" + file))
        .withMessageContaining("it has 7")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void theContainersSessionIsEssentialUnlessTheSiteSaysElse() {
    assertThat(category(Settings.builder().essentialCookie("SID").build(), "SID"))
        .isEqualTo(Category.ESSENTIAL);
    assertThat(
            category(
                Settings.builder()
                    .service(
                        io.github.cookieward.catalogue.Service.builder("mine", Category.ANALYTICS)
                            .cookie("SID")
                            .build())
                    .essentialCookie("SID")
                    .build(),
                "SID"))
        .isEqualTo(Category.ANALYTICS);
  }

  @Test
  void aServiceOfTheSiteCannotHideTheContainersSession() {
    Settings settings =
        Settings.builder()
            .service(service("container", Category.ANALYTICS, false, 1))
            .essentialCookie("SID")
            .build();
    assertThat(category(settings, "SID")).isEqualTo(Category.ESSENTIAL);
    assertThat(category(settings, "container_id")).isEqualTo(Category.ANALYTICS);
  }

  @Test
  void theFourCategoriesAreOfferedUnlessTheSiteSaysElse() {
    assertThat(Settings.builder().build().categories())
        .extracting(CategorySettings::category)
        .containsExactly(
            Category.PREFERENCE, Category.ANALYTICS, Category.ADVERTISING, Category.THIRD_PARTY);
    Settings one = Settings.builder().category(CategorySettings.of(Category.ANALYTICS)).build();
    assertThat(one.offers(Category.ANALYTICS)).isTrue();
    assertThat(one.offers(Category.ADVERTISING)).isFalse();
    assertThat(one.category(Category.ESSENTIAL)).isEmpty();
  }

  @Test
  void aSiteThatContradictsItselfDoesNotStart() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Settings.builder()
                    .category(CategorySettings.of(Category.ANALYTICS))
                    .service(service("ads", Category.ADVERTISING, true, 1))
                    .build())
        .withMessageContaining("which the site does not offer; it offers [analytics]");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Settings.builder().service(service("ads", Category.ADVERTISING, true, 2)).build())
        .withMessageContaining("since must be from 1 to the policy-version 1, not \"2\"");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Settings.builder()
                    .service(service("a", Category.ANALYTICS, true, 1))
                    .service(service("a", Category.ANALYTICS, true, 1))
                    .build())
        .withMessageContaining("declared twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Settings.builder().category(CategorySettings.of(Category.ESSENTIAL)));
  }

  @Test
  void settingsDoNotChangeWithTheirBuilder() {
    SettingsBuilder builder = Settings.builder().category(CategorySettings.of(Category.ANALYTICS));
    Settings settings = builder.build();
    builder.category(CategorySettings.of(Category.ADVERTISING));
    assertThat(settings.offers(Category.ADVERTISING)).isFalse();
    assertThat(builder.build().categories()).hasSize(2);
  }

  @Test
  void aSiteWithoutTheCatalogueStillKnowsWhatFrameworksNeed() {
    Settings settings = Settings.builder().builtIn(false).build();
    assertThat(List.of(category(settings, "JSESSIONID"), category(settings, "XSRF-TOKEN")))
        .containsOnly(Category.ESSENTIAL);
    assertThat(settings.catalogue().cookie("_ga")).isEmpty();
  }

  @Test
  void d6NoAnswerIsKeptLongerThanBrowsersKeepACookie() {
    SettingsBuilder settings = Settings.builder().lifetime(Duration.ofDays(400));
    assertThat(settings.build().lifetime()).hasDays(400);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.lifetime(Duration.ofDays(401)))
        .withMessageContaining("P1D to P400D");
  }
}
