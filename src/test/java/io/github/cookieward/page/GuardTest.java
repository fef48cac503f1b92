package io.github.cookieward.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.PageSettings.Caching;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
  private static final Settings SHOP = Sites.shop().builtIn(true).build();

  @Test
  void comesAfterItsTableAndSaysWhatIsGranted() {
    Visit visit = Visit.first(SHOP);
    String first = visit.sees(Page::guard);

    assertThat(first)
        .startsWith("<script src=\"/shop/consent/assets/")
        .contains(
            "/guard-table.js\"></script>",
            "/guard.js\"",
            "?service counter\nc",
            "(_count\\.",
            "+service session")
        .contains(
            "\n?category analytics third-party\n",
            "\n+category essential\n",
            "data-consent-state=\"/shop/consent/guard\"")
        .doesNotContain("guard-cookies.js", "c]()", "consent-asks", "nonce");
    assertThat(visit.then(Answer.of(Action.ACCEPT_ALL, SHOP)).sees(Page::guard))
        .contains("+service counter", "\n+category analytics third-party\n", "/guard-cookies.js\"");
    assertThat(visit.then(Answer.of(Action.REJECT_ALL, SHOP)).sees(Page::guard))
        .contains("-service counter", "\n-category analytics third-party\n")
        .doesNotContain("guard-cookies.js");
  }

  @Test
  void everyScriptHasTheNonce() {
    View view = Visit.first(SHOP).view();
    View with =
        new View(view.enforcement(), "/consent", "", Locale.ENGLISH, "", PagePolicy.of("n0nce"));

    assertThat(Visit.render(Page::guard, with).split(" nonce=\"n0nce\"", -1)).hasSize(3);
  }

  @Test
  void writesAnImportMapOnlyWhereItMayAndIsNeeded() {
    View view = Visit.first(SHOP).view();
    View without =
        new View(view.enforcement(), "/shop/consent", "", Locale.ENGLISH, "", PagePolicy.FILES);
    PageSettings strict = PageSettings.DEFAULTS.with(PageSettings.Protection.STRICT);

    assertThat(Visit.render(Page::guard, view)).contains("data-consent-imports");
    assertThat(Visit.render(Page::guard, without)).doesNotContain("data-consent-imports");
    assertThat(Visit.first(Sites.shop().pages(strict).build()).sees(Page::guard))
        .as("its policy keeps them out")
        .doesNotContain("data-consent-imports");
    assertThat(
            Visit.first(Sites.shop().pages(strict.with(Caching.SHARED)).build()).sees(Page::guard))
        .contains("data-consent-imports");
  }

  @Test
  void aSharedPageIsTheSameForEverybodyAndAsks() {
    Settings shared =
        Sites.shop().pages(PageSettings.DEFAULTS.with(Caching.SHARED)).builtIn(true).build();
    Visit visit = Visit.first(shared);

    assertThat(visit.sees(Page::guard))
        .contains("data-consent-asks")
        .isEqualTo(visit.then(Answer.of(Action.ACCEPT_ALL, shared)).sees(Page::guard));
  }

  @Test
  void aSiteThatOnlyReportsHasNone() {
    Settings reports = Sites.shop().mode(Settings.Mode.REPORT_ONLY).build();

    assertThat(Visit.first(reports).sees(Page::guard)).isEmpty();
  }

  @Test
  void theTablesAreOneLineOfScriptEach() {
    for (String name : new String[] {"guard-table.js", "guard-cookies.js"}) {
      Asset asset = Assets.find(name, Visit.first(SHOP).enforcement().enforcer()).orElseThrow();
      assertThat(new String(asset.bytes(), java.nio.charset.StandardCharsets.US_ASCII))
          .startsWith("document.currentScript.t=\"=")
          .endsWith("\"")
          .doesNotContain("\n");
    }
  }

  @Test
  void staysSmall() throws IOException {
    var enforcer = Visit.first(SHOP).enforcement().enforcer();
    assertThat(gzip(Visit.first(SHOP).sees(Page::guard).getBytes(UTF_8)))
        .as("what stands in the page")
        .isLessThanOrEqualTo(2_048);
    int guard = gzip(Assets.get("guard.js").bytes());
    assertThat(guard)
        .isLessThanOrEqualTo(7_680); // workers, new windows and all that no policy stops
    assertThat(guard + gzip(Assets.get("consent.js").bytes())).as("all script").isLessThan(10_580);
    assertThat(gzip(Assets.find("guard-table.js", enforcer).orElseThrow().bytes()))
        .isLessThanOrEqualTo(11_400);
  }

  /** A page may say {@code 'use strict'} of its own accord; a script of ours is strict anyway. */
  @ParameterizedTest
  @ValueSource(strings = {"api.js", "consent.js", "guard.js", "made-pages.js"})
  void aScriptIsStrictAndOneLineAndItsOwn(String name) {
    assertThat(Assets.get(name).text())
        .startsWith("'use strict';(()=>{")
        .doesNotContain("\n", "\r", "/* ", "eval(", "Function(", "$jscomp", "sourceMappingURL");
  }

  @Test
  void itIsStrictInAWorkerToo() {
    assertThat(Guard.worker(Visit.first(SHOP).enforcement(), "/shop", Optional.empty()))
        .contains("(()=>{" + Assets.get("guard.js").text() + "})();")
        .doesNotContain("\n");
  }

  @Test
  void manyDeclaredRulesMoveToTheTableThatIsTheSameForAll() {
    SettingsBuilder builder = Sites.shop();
    for (int i = 0; i < 60; i++) {
      builder.service(
          Service.builder("extra" + i, Category.ANALYTICS)
              .cookie("_extra_cookie_" + i)
              .address("extra" + i + ".test")
              .endpoint("/collect" + i)
              .build());
    }
    Visit visit = Visit.first(builder.build());

    assertThat(visit.sees(Page::guard))
        .contains("?service extra7\na//[^/]*(/shop/collect7/?$)\n")
        .doesNotContain("_extra_cookie_7");
    assertThat(visit.enforcement().enforcer().guardRules().table().text())
        .contains("=service extra7\nc", "(_extra_cookie_7$)\n", "(extra7\\.test(?![^/]))\n")
        .doesNotContain("/collect7");
  }

  @Test
  void tenDeclaredServicesFitIntoThePage() throws IOException {
    SettingsBuilder builder = Sites.shop().builtIn(true);
    for (int i = 0; i < 10; i++) {
      builder.service(
          Service.builder("mine" + i, Category.ANALYTICS)
              .cookie("_mine" + i)
              .cookie("_mine_id_" + i)
              .address("tracker" + i + ".test")
              .build());
    }
    String page = Visit.first(builder.build()).sees(Page::guard);

    assertThat(gzip(page.getBytes(UTF_8))).isLessThanOrEqualTo(2_048);
  }

  private static int gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.size();
  }
}
