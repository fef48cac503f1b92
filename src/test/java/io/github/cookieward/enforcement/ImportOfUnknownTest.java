package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Consent;
import org.junit.jupiter.api.Test;

/** Who keeps out what a script of the page's own imports from a host that nobody knows. */
class ImportOfUnknownTest {
  private static final String IMPORTS =
      "<script type=\"module\">import(\"https://unknown.example/a.js\")</script>";

  private static final PageSettings STRICT =
      PageSettings.DEFAULTS.with(PageSettings.Protection.STRICT);

  private static String page(PageSettings pages) {
    Enforcer enforcer = Visitors.enforcer(TagSite.settings().pages(pages));
    return TagSite.rewritten(
        Visitors.visit(enforcer, Consent.NONE), PageMarkup.NONE, IMPORTS, 1_000);
  }

  @Test
  void theStrictPagesPolicySoThatTheRestOfTheScriptWorks() {
    assertThat(page(STRICT)).isEqualTo(IMPORTS);
  }

  @Test
  void withoutAPolicyTheScriptIsWithheld() {
    assertThat(page(STRICT.withPolicy(false)))
        .contains("type=\"text/plain\"")
        .contains("data-consent-type=\"module\"");
  }

  @Test
  void inStandardItPasses() {
    assertThat(page(PageSettings.DEFAULTS.withPolicy(false))).isEqualTo(IMPORTS);
  }
}
