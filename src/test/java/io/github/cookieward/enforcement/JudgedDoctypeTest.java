package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the DOCTYPE of an XML document may declare. */
class JudgedDoctypeTest {
  private static String judged(SettingsBuilder settings, Consent consent, String declaration) {
    return read(settings, consent, declaration).text();
  }

  private static JudgedDoctype.Judged read(
      SettingsBuilder settings, Consent consent, String declaration) {
    Enforcer enforcer = new Enforcer(settings.build(), Visitors.CLOCK);
    return JudgedDoctype.of(
        declaration, new Enforcement(enforcer, consent, Signals.NONE), TagSite.PAGE);
  }

  private static String undecided(String declaration) {
    return judged(TagSite.settings(), Consent.NONE, declaration);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<!ENTITY t \"https://ads.example/p\"> | <!ENTITY t \"\">",
        "<!ENTITY t 'https://ads.example/p'> | <!ENTITY t ''>",
        "<!ENTITY t \"&#104;ttps&#x3a;//ads.example/p\"> | <!ENTITY t \"\">",
        "<!ENTITY t \"//ads.example/p\"> | <!ENTITY t \"\">",
        "<!ENTITY h \"ads.example\"> | <!ENTITY h \"\">",
        "<!ENTITY t \"<img src='https://ads.example/p'/>\"> | <!ENTITY t \"\">",
        "<!ENTITY t \"&#60;img src='https://ads.example/p'/>\"> | <!ENTITY t \"\">",
        "<!ENTITY t \"<h:img src='https://ads.example/p'/>\"> | <!ENTITY t \"\">",
        "<!ENTITY t \"<title/><img src='https://ads.example/p'/>\"> | <!ENTITY t \"\">",
        "<!ENTITY a \"https://ads.exa\"><!ENTITY t \"&a;mple/p\">"
            + " | <!ENTITY a \"https://ads.exa\"><!ENTITY t \"\">",
        "<!ENTITY % d \"<!ENTITY t 'https://ads.example/p'>\"> %d; | <!ENTITY % d \"\"> %d;",
        "<!ATTLIST img src CDATA \"https://ads.example/p\"> | <!ATTLIST img src CDATA \"\">",
        "<!ATTLIST p style CDATA \"background:url(https://ads.example/p)\">"
            + " | <!ATTLIST p style CDATA \"\">",
        "<!ATTLIST img srcset CDATA \"/a.png 1x, https://ads.example/p 2x\">"
            + " | <!ATTLIST img srcset CDATA \"\">",
        "<!ATTLIST a ping CDATA \"/own https://ads.example/p\"> | <!ATTLIST a ping CDATA \"\">",
        "<!ATTLIST set values CDATA \"/own;https://ads.example/p\">"
            + " | <!ATTLIST set values CDATA \"\">",
        "<!ATTLIST meta content CDATA \"0;url=https://ads.example/p\">"
            + " | <!ATTLIST meta content CDATA \"\">",
        "<!ATTLIST p onclick CDATA \"import('https://ads.example/p')\">"
            + " | <!ATTLIST p onclick CDATA \"\">",
        "<!ATTLIST iframe src CDATA \"data:text/html,%3Cimg src=https://ads.example/p>\">"
            + " | <!ATTLIST iframe src CDATA \"\">",
        "<!ATTLIST link href CDATA \"data:text/css,@import'https://ads.example/p'\">"
            + " | <!ATTLIST link href CDATA \"\">",
        "<!ATTLIST link rel CDATA ' StyleSheet'> | <!ATTLIST link rel CDATA ''>",
        "<!ATTLIST meta http-equiv CDATA 'Refresh'> | <!ATTLIST meta http-equiv CDATA ''>",
        "<!ATTLIST img src CDATA '//a\u00c2\u00adds.example/p'> | <!ATTLIST img src CDATA ''>",
        "<!ENTITY m '<img src=\"//&u;\"/>'><!ENTITY u '&t;'><!ENTITY t 'ads.&e;'>"
            + "<!ENTITY e 'example'>"
            + " | <!ENTITY m ''><!ENTITY u ''><!ENTITY t ''><!ENTITY e 'example'>",
        "<!ENTITY u '&t;'><!ENTITY t 'ads'><!ATTLIST img src CDATA '//&u;.example/p'>"
            + " | <!ENTITY u '&t;'><!ENTITY t 'ads'><!ATTLIST img src CDATA ''>",
        "<!ENTITY \u00c3\u00a9 'ads'> | <!ENTITY \u00c3\u00a9 ''>",
        "<!ENTITY % b 't'><!ENTITY % c '<!ENTITY &#37;b; \"a\">'>%c;"
            + " | <!ENTITY % b 't'><!ENTITY % c ''>%c;",
        "<!ENTITY t SYSTEM \"https://ads.example/t.xml\"> | <!ENTITY t SYSTEM \"\">"
      })
  void whatFetchesFromAWithheldServiceIsLeftEmpty(String subset, String expected) {
    assertThat(undecided("<!DOCTYPE html [" + subset + "]>"))
        .isEqualTo("<!DOCTYPE html [" + expected + "]>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html>",
        "<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'"
            + " 'http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd'>",
        "<!DOCTYPE svg [<!ENTITY ns \"http://www.w3.org/2000/svg\"><!ATTLIST svg a CDATA '1'>]>",
        "<!DOCTYPE html [<!-- \"https://ads.example/p\" --><?x \"https://ads.example/p\"?>]>",
        "<!DOCTYPE html [<!ENTITY t \"https://pay.example/p\">]>",
        "<!DOCTYPE html [<!ATTLIST p style CDATA 'background:url(//pay.example/a;b)'>]>",
        "<!DOCTYPE html [<!ATTLIST p onclick CDATA 'a(1)' src CDATA 'data:image/gif,x'>]>",
        "<!DOCTYPE html [<!ENTITY c 'x{background:url(https://ads.example/p)}'>]>",
        "<!DOCTYPE html [<!ENTITY big \"&#x110000;&#99999999999;&a;&big;%x;\">]>",
        "<!DOCTYPE html [<!ENTITY t \"https://ads.example/p>]>"
      })
  void theRestStaysAsItIs(String declaration) {
    assertThat(undecided(declaration)).isEqualTo(declaration);
    assertThat(judged(TagSite.strict(), Consent.NONE, declaration)).isEqualTo(declaration);
  }

  @Test
  void whatIsGrantedStays() {
    String declaration =
        "<!DOCTYPE html [<!ENTITY t \"https://ads.example/p\"><!ENTITY u '&v;'><!ENTITY v 'a'>"
            + "<!ATTLIST meta http-equiv CDATA 'refresh'><!ENTITY % b 't'>"
            + "<!ENTITY % c '<!ENTITY &#37;b; \"a\">'>%c;]>";
    Consent consent =
        Visitors.granted(
            Category.PREFERENCE, Category.ANALYTICS, Category.ADVERTISING, Category.THIRD_PARTY);
    assertThat(judged(TagSite.settings(), consent, declaration)).isEqualTo(declaration);
  }

  @Test
  void whatADocumentDeclaresIsKnownToIt() {
    String declaration =
        "<!DOCTYPE html [<!ENTITY a \"track&#101;r\"><!ENTITY b \"&a;s\"><!ENTITY a \"other\">"
            + "<!ENTITY t \"//ads.example/\"><!ENTITY % p \"p\"><!ENTITY lt \"&#38;#60;\">]>";
    assertThat(read(TagSite.settings(), Consent.NONE, declaration).entities())
        .isEqualTo(Map.of("a", "tracker", "b", "trackers", "t", ""));
  }

  @Test
  void anEscapedReferenceStaysOneWhereAnotherIsResolvedLate() {
    String declaration =
        "<!DOCTYPE html [<!ENTITY a \"&b;\"><!ENTITY b \"c\"><!ENTITY z \"/\">"
            + "<!ENTITY t \"//x&#38;#38;z;@own.example/\">]>";
    assertThat(read(TagSite.settings(), Consent.NONE, declaration).entities())
        .isEqualTo(Map.of("a", "&b;", "b", "c", "z", "/", "t", "//x&#38;z;@own.example/"));
  }

  @Test
  void entitiesThatGrowStayBounded() {
    StringBuilder laughs = new StringBuilder("<!DOCTYPE html [<!ENTITY a0 \"ha.ha \">");
    for (int i = 1; i < 60; i++) {
      String before = "&a" + (i - 1) + ";";
      laughs.append("<!ENTITY a" + i + " \"" + before.repeat(10) + "\">");
    }
    String declaration = laughs.append("]>").toString();
    assertThat(undecided(declaration)).isEqualTo(declaration);
  }
}
