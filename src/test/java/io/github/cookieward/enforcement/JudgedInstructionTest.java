package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an {@code xml-stylesheet} instruction links to. */
class JudgedInstructionTest {
  private static boolean isWithheld(String data) {
    Enforcer enforcer = new Enforcer(TagSite.settings().build(), Visitors.CLOCK);
    Enforcement undecided = new Enforcement(enforcer, Consent.NONE, Signals.NONE);
    return new JudgedInstruction(data).isWithheld(undecided, TagSite.PAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "href='https://ads.example/a.css'",
        "\n title = \"href='/a'\"\thref =\n\"//ads.example/a.css\" ",
        "title=' href=\"/a\"' href='//ads.example/a.css'",
        "HREF='/a.css' href='//ads.example/a.css'",
        "x='>' href='&#x2f;&#47;ads.example/a.css?a&amp;b'",
        "href='//\uff41ds.example/a.css'",
        "href='//\u00ef\u00bd\u0081ds.example/a.css'",
        "href='data:text/css,*{background:url(//ads.example/a)}'"
      })
  void anAddressIsReadAsXmlWritesIt(String data) {
    assertThat(isWithheld(data)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "href='/a.css'",
        "href='#a' title='https://ads.example/'",
        "data='//ads.example/' href='a'",
        "href='data:text/css,*{color:red}'"
      })
  void whatIsOfNoServicePasses(String data) {
    assertThat(isWithheld(data)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"type='text/css'", "title=\" type='a'\" type=' TEXT/css&#32;'"})
  void itSaysThatItIsCss(String data) {
    assertThat(new JudgedInstruction(data).isCss()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "type='text/xsl'", "TYPE='text/css'", "title=\" type='text/css'\" type='a'"})
  void orDoesNotSayIt(String data) {
    assertThat(new JudgedInstruction(data).isCss()).isFalse();
  }
}
