package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import java.util.List;
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
        "import/* x */'https://ads.example/'|import/* x */'data:text/javascript,'",
        "from/*'*/'https://ads.example/'|from/*'*/'data:text/javascript,'",
        "import('\\150ttps://ads.exa\\nmple/')|import('data:text/javascript,')",
        "import.defer('https://ads.example/')|import.defer('data:text/javascript,')",
        "import a from 'https://ads.example/' with { type: 'json' }|import a from 'data:application/json,null' with { type: 'json' }",
        "import(`//ads.example/a`, {with: {'type': \"css\"}})|import(`data:text/css,`, {with: {'type': \"css\"}})",
        "import 'data:text/javascript,import \"https://ads.ex%61mple/\"'|import 'data:text/javascript,'",
        "import 'data:,import%27data:;base64,aW1wb3J0Ii8vYWRzLmV4YW1wbGUvIg==%27'|import 'data:text/javascript,'"
      })
  void whatImportsFromAWithheldServiceImportsNothing(String script, String expected) {
    assertThat(judged(Consent.NONE, script)).isEqualTo(new JudgedFile(expected, true));
    assertThat(judged(Visitors.granted(Category.ADVERTISING, Category.THIRD_PARTY), script))
        .isEqualTo(new JudgedFile(script, true));
  }

  @Test
  void linesMayEndWithin() {
    assertThat(
            judged(Consent.NONE, "import a // from 'b'\n/**/from/**//*\n*/'//a\\\r\nds.example/'"))
        .isEqualTo(
            new JudgedFile(
                "import a // from 'b'\n/**/from/**//*\n*/'data:text/javascript,'", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import './own.js'; import x from 'lit'; import('/app/a.js')",
        "import 'https://pay.example/a.js'; import 'https://unknown.example/'",
        "fetch('https://ads.example/')",
        "reimport('https://ads.example/')",
        "import 'https://ads.example/",
        "import('https://a' + 'ds.example/'); Array.from('https://ads.example/')",
        "import 'data:text/javascript,import \"https://unknown.example/\"'",
        "import '\\u{ffffff}'; import `${a}https://ads.example/`"
      })
  void theRestStaysAsItIs(String script) {
    assertThat(judged(Consent.NONE, script)).isEqualTo(new JudgedFile(script, false));
  }

  @Test
  void longTextsDoNoHarm() {
    for (String text :
        List.of(
            "import '" + "\\/".repeat(1_000_000) + "'",
            "import /*".repeat(100_000) + "import ".repeat(100_000) + " '" + "x".repeat(1_000_000),
            "import //".repeat(200_000),
            "import\n//".repeat(200_000),
            "import/*/".repeat(200_000),
            "import" + " ".repeat(2_000_000),
            "import'x'with{".repeat(150_000))) {
      assertThat(judged(Consent.NONE, text).text()).isEqualTo(text);
    }
  }
}
