package io.github.cookieward.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CssAddressesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"p{}@", "@", "@\\", "url(", "p{background:url(//t.example/a", "\"//", "(\\"})
  void aSheetMayEndAnywhere(String css) {
    assertThat(CssAddresses.located(css))
        .allMatch(found -> found.from() <= found.to() && found.to() <= css.length());
  }

  @Test
  void aFunctionIsKnownByItsNameHoweverItIsWritten() {
    for (String css :
        new String[] {
          "p{a:url(//t.example/)}",
          "p{a:URL( //t.example/ )}",
          "p{a:1url(//t.example/)}",
          "p{a:\\75rl(//t.example/)}",
          "p{a:u\\72l('//t.example/')}",
          "@x url(//t.example/)",
          "p{a:b/**/url(//t.example/)}",
          "p{a:src(\"//t.example/\")}",
          "p{a:-webkit-image-set('//t.example/' 1x)}"
        }) {
      assertThat(CssAddresses.of(css))
          .as(css)
          .containsExactly(new CssAddresses.Found("//t.example/", CssAddresses.Use.IMAGE));
    }
  }

  @Test
  void anotherNameThatEndsAlikeIsAnotherFunction() {
    for (String css :
        new String[] {
          "p{a:curl(t.png)}",
          "p{a:x-url(t.png)}",
          "p{a:\\63url(t.png)}",
          "p{a:\u00e9url(t.png)}",
          "@url(t.png)",
          "p{a:url (t.png)}"
        }) {
      assertThat(CssAddresses.of(css)).as(css).isEmpty();
    }
  }

  @Test
  void whatASelectorComparesWithIsNoAddress() {
    for (String css :
        new String[] {
          "a[href^=\"https://t.example/\"]{a:b}",
          "a[href = 'https://t.example/' i]{a:b}",
          "a:not([href*=\"\\68ttps://t.example/\"]){a:b}"
        }) {
      assertThat(CssAddresses.of(css)).as(css).isEmpty();
    }
  }

  @Test
  void aStringThatAVariableMayCarryToWhereItIsFetchedIsOne() {
    for (String css :
        new String[] {
          "p{--a:'//t.example/'}",
          "p{--a:/*=*/'//t.example/'}",
          "p{--a:'='  '//t.example/'}",
          "p{a:image-set(='//t.example/' 1x)}"
        }) {
      assertThat(CssAddresses.of(css))
          .as(css)
          .contains(new CssAddresses.Found("//t.example/", CssAddresses.Use.IMAGE));
    }
  }

  @Test
  void whatABrowserImportsThatReadsAheadIsFound() {
    for (String css :
        new String[] {
          "@charset \"a;@import url(//t.example/);\";",
          "/* ; */ @layer \"a; @import '//t.example/'\"",
          "@layer /*;@import url(//t.example/);*/;",
          "@layer a{;@IMPORT url(//t.example/);}",
          "@import //t.example/;",
          "@import url('//t.example/)",
          "/\0*;*/@im\0port //t.ex\0ample/ ;",
          "@import url(//t.example/);p{}"
        }) {
      assertThat(CssAddresses.of(css))
          .as(css)
          .contains(new CssAddresses.Found("//t.example/", CssAddresses.Use.SHEET));
    }
    assertThat(CssAddresses.of("/*;@import url(//t.example/);*/ @layer a; p{} /*@import '//t'*/"))
        .isEmpty();
  }

  @Test
  void backslashesAreNoEscapesToABrowserThatReadsAhead() {
    assertThat(CssAddresses.of("@import \"https:\\\\t.example\\a\";"))
        .extracting(CssAddresses.Found::address)
        .containsExactly("https:\\t.example\n", "https:\\\\t.example\\a");
  }

  @Test
  void anAddressWithinAnotherIsTakenOutWithIt() {
    String css = "@import 'own;@import url(//t.example/)';p{}";
    assertThat(CssAddresses.without(css, found -> true)).hasValue("@import 'data:,';p{}");
    assertThat(CssAddresses.without(css, found -> found.address().startsWith("//")))
        .hasValue("@import 'own;@import url(data:,)';p{}");
    assertThat(CssAddresses.without("@imp\0ort '//\0t'; p{}", found -> true))
        .hasValue("@imp\0ort 'data:,'; p{}");
    assertThat(CssAddresses.without("@import 'a' layer(';@import url(//t.example/);')", f -> true))
        .hasValue("@import 'data:,' layer('data:,')");
  }
}
