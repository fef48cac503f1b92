package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a module of the site's own may import. */
class JudgedModuleTest {
  private static JudgedFile judged(Consent consent, String script) {
    Enforcer enforcer = new Enforcer(TagSite.settings().build(), Visitors.CLOCK);
    return JudgedModule.of(script, new Enforcement(enforcer, consent, Signals.NONE), TagSite.PAGE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "import 'https://ads.example/a.js';|import 'data:text/javascript,';",
        "import\"//ads.example/a.js\"|import\"data:text/javascript,\"",
        "import a,{b as c}from'https://ads.example/'|import a,{b as c}from'data:text/javascript,'",
        "export * from \"https:\\/\\/ads.example\\/\"|export * from \"data:text/javascript,\"",
        "import('\\x68ttps://\\u0061ds.ex\\u{61}mple/')|import('data:text/javascript,')",
        "await import ( /* why */ `https://ads.example/`)|await import ( /* why */ `data:text/javascript,`)",
        "import/* x */'https://ads.example/'|import/* x */'data:text/javascript,'"
      })
  void whatImportsFromAWithheldServiceImportsNothing(String script, String expected) {
    assertThat(judged(Consent.NONE, script)).isEqualTo(new JudgedFile(expected, true));
    assertThat(judged(Visitors.granted(Category.ADVERTISING, Category.THIRD_PARTY), script))
        .isEqualTo(new JudgedFile(script, true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import './own.js'; import x from 'lit'; import('/app/a.js')",
        "import 'https://pay.example/a.js'; import 'https://unknown.example/'",
        "fetch('https://ads.example/')",
        "reimport('https://ads.example/')",
        "import 'https://ads.example/",
        "import '\\u{ffffff}'; import `${a}https://ads.example/`"
      })
  void theRestStaysAsItIs(String script) {
    assertThat(judged(Consent.NONE, script)).isEqualTo(new JudgedFile(script, false));
  }

  @Test
  void longTextsDoNoHarm() {
    String escapes = "import '" + "\\/".repeat(1_000_000) + "'";
    assertThat(judged(Consent.NONE, escapes).text()).isEqualTo(escapes);
    String words =
        "import /*".repeat(100_000) + "import ".repeat(100_000) + " '" + "x".repeat(1_000_000);
    assertThat(judged(Consent.NONE, words).text()).isEqualTo(words);
  }
}
