package io.github.cookieward.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.http.SetCookie.Attribute;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SetCookieTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final String PAST = "Expires=Thu, 01 Jan 1970 00:00:00 GMT";
  private static final String FUTURE = "Expires=Fri, 01 Jan 2027 00:00:00 GMT";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Set-Cookie",
        "set-cookie",
        "SET-COOKIE",
        "Set-Cookie ",
        " Set-Cookie",
        "\tSet-Cookie\t",
        "Set-Cookie:",
        "Set\u0000-Cookie",
        "\rSet-Cookie",
        "\nSet-Cookie",
        "Set-Cookie\u007f",
        "Set-Cookie\u00a0",
        "S\u0165t-Cookie", // low byte of U+0165 is e
        "\u0553et-Cookie", // low byte of U+0553 is S
        "Set\u012dCookie", // low byte of U+012D is -
        "Set-Coo\u016bie" // low byte of U+016B is k
      })
  void aHeaderThatReachesABrowserAsSetCookieIsOne(String name) {
    assertThat(SetCookie.isFieldName(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Cookie",
        "Set-Cookie2",
        "X-Set-Cookie",
        "Set_Cookie",
        "Set-Cooki",
        "SetCookie",
        "Set-\u0441ookie", // a Cyrillic letter; its low byte is A
        "Content-Type"
      })
  void anotherHeaderIsNone(String name) {
    assertThat(SetCookie.isFieldName(name)).isFalse();
  }

  @Test
  void readsNameValueAndAttributesAsABrowserDoes() {
    SetCookie cookie =
        SetCookie.parse(" id = a=b ; Path=/x; HttpOnly ;; secure; Domain=.Example.COM; Path=/y");
    assertThat(cookie.name()).isEqualTo("id");
    assertThat(cookie.value()).isEqualTo("a=b");
    assertThat(cookie.attributes())
        .containsExactly(
            new Attribute("Path", "/x"),
            new Attribute("HttpOnly", ""),
            new Attribute("secure", ""),
            new Attribute("Domain", ".Example.COM"),
            new Attribute("Path", "/y"));
    assertThat(cookie.attribute("PATH")).contains("/y");
    assertThat(cookie.has("Secure")).isTrue();
    assertThat(cookie.has("SameSite")).isFalse();
    assertThat(cookie.domain()).contains("example.com");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1          | a    | 1",
        "a=           | a    | ''",
        "=1           | ''   | 1",
        "a            | ''   | a",
        "''           | ''   | ''",
        "'=a=1'       | ''   | a=1",
        "'a=1,b=2'    | a    | 1,b=2",
        "'a=\"1;2\"'  | a    | '\"1'",
        "';a=1'       | ''   | ''",
        "'\u000ba=1'  | '\u000ba' | 1"
      })
  void aNameEndsAtTheFirstEqualsAndAPairAtTheFirstSemicolon(
      String field, String name, String value) {
    SetCookie cookie = SetCookie.parse(field);
    assertThat(cookie.name()).isEqualTo(name);
    assertThat(cookie.value()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=; Max-Age=0",
        "a=; max-age=0",
        "a=; MAX-AGE = 0 ",
        "a=; Max-Age=00",
        "a=; Max-Age=-1",
        "a=; Max-Age=-99999999999999999999999",
        "a=; Max-Age=0; Max-Age=-1",
        "a=; Max-Age=0; " + FUTURE, // Max-Age wins
        "a=; " + FUTURE + "; Max-Age=0",
        "a=; " + PAST,
        "a=deleted; expires=Thu, 01-Jan-1970 00:00:01 GMT; path=/",
        "a=; Expires=Thu Jan  1 00:00:00 1970",
        "a=; Expires=Thursday, 01-Jan-70 00:00:00 GMT",
        "a=; Expires=Sun, 22 Nov 2026 09:59:59 GMT"
      })
  void removesACookie(String field) {
    assertThat(SetCookie.parse(field).isDeletion(() -> NOW)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=",
        "a=; Path=/",
        "a=; Max-Age",
        "a=; Max-Age=",
        "a=; Max-Age=-",
        "a=; Max-Age=+0",
        "a=; Max-Age=0x0",
        "a=; Max-Age=0.0",
        "a=; Max-Age=\"0\"",
        "a=; Max-Age=1",
        "a=; Max-Age=99999999999999999999999999",
        "a=; Max Age=0",
        "a=; Max-Age 0",
        "a=; " + PAST + "; Max-Age=1", // Max-Age wins, wherever it stands
        "a=; Max-Age=1; " + PAST,
        "a=; " + PAST + "; Max-Age=garbage", // browsers differ
        "a=; Max-Age=0; Max-Age=1", // the last one wins
        "a=; Max-Age=1; Max-Age=0", // to some the first
        "a=; Max-Age=0; Max-Age=garbage", // to some a session cookie
        "a=; " + PAST + "; " + FUTURE,
        "a=; " + FUTURE + "; " + PAST,
        "a=; " + PAST + "; Expires=garbage",
        "a=; " + FUTURE,
        "a=; Expires=0",
        "a=; Expires=-1",
        "a=; Expires=",
        "a=; Expires=Thu, 01 Jan 1970",
        "a=; Expires=Sun, 22 Nov 2026 10:00:00 GMT",
        "Max-Age=0",
        "a=Max-Age=0"
      })
  void doesNotRemoveACookieForCertain(String field) {
    assertThat(SetCookie.parse(field).isDeletion(() -> NOW)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1; Max-Age=0; \u014dax-Age=1000", // low byte of U+014D is M
        "a=1\u013b Max-Age=1000; " + PAST, // low byte of U+013B is ;
        "a=1; " + PAST + "; x=\u013b Max-Age=1000",
        "a=1; Max-Age=0; \u0001Max-Age=1000", // a control character becomes a blank
        "a=1; Max-Age=0; Max-Age\u007f=1000",
        "a=1\r; Max-Age=0",
        "\u013ba=1; Max-Age=0"
      })
  void whatAContainerMayWriteOtherwiseIsNoRemoval(String field) {
    assertThat(SetCookie.parse(field).isDeletion(() -> NOW)).isFalse();
  }

  @Test
  void anAttributeLongerThanBrowsersReadIsNotThere() {
    String zero = "0".repeat(1_024);
    assertThat(SetCookie.parse("a=1; Max-Age=" + zero).isDeletion(() -> NOW)).isTrue();
    assertThat(SetCookie.parse("a=1; Max-Age=0" + zero).isDeletion(() -> NOW)).isFalse();
    assertThat(SetCookie.parse("a=1; Path=/" + zero).has("Path")).isFalse();
    String date = "Expires=01 Jan 1970 00:00:00 " + "x".repeat(1_100);
    assertThat(SetCookie.parse("a=1; " + date).isDeletion(() -> NOW)).isFalse();
  }

  @Test
  void maxAgeIsTheLastOneThatIsANumber() {
    assertThat(SetCookie.parse("a=; Max-Age=1; Max-Age=2").maxAge()).hasValue(2);
    assertThat(SetCookie.parse("a=; Max-Age=1; Max-Age=x").maxAge()).hasValue(1);
    assertThat(SetCookie.parse("a=; Max-Age=x").maxAge()).isEmpty();
    assertThat(SetCookie.parse("a=; Max-Age=0007").maxAge()).hasValue(7);
    assertThat(SetCookie.parse("a=; Max-Age=9999999999999999999").maxAge())
        .hasValue(Long.MAX_VALUE);
  }

  @Test
  void aChangedAttributeStandsAtTheEndAndOnce() {
    SetCookie cookie = SetCookie.parse("a=1; max-age=5; Path=/; Max-Age=6");
    assertThat(cookie.with("Max-Age", "7")).hasToString("a=1; Path=/; Max-Age=7");
    assertThat(cookie.with("Secure", "")).hasToString("a=1; max-age=5; Path=/; Max-Age=6; Secure");
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a, /",
    "/a/, /a",
    "/a/b, /a",
    "/a/b/c;x=1, /a/b",
    "'', /",
    "a, /",
    "a/b, /"
  })
  void theDefaultPathEndsBeforeTheLastSlash(String request, String path) {
    assertThat(SetCookie.defaultPath(request)).isEqualTo(path);
  }

  @Property
  void whatIsWrittenReadsTheSame(@ForAll("fields") String field) {
    SetCookie cookie = SetCookie.parse(field);
    assertThat(SetCookie.parse(cookie.toString())).isEqualTo(cookie);
    assertThat(cookie.isDeletion(() -> NOW))
        .isEqualTo(SetCookie.parse(field).isDeletion(() -> NOW));
  }

  @Property
  void anyFieldIsReadWithoutAnException(@ForAll String field) {
    SetCookie cookie = SetCookie.parse(field);
    assertThat(cookie.isDeletion(() -> NOW)).isIn(true, false);
    assertThat(cookie.expires()).isNotNull();
    assertThat(cookie.domain()).isNotNull();
    assertThat(cookie.toString()).isNotNull();
    assertThat(SetCookie.isFieldName(field)).isIn(true, false);
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of(
            "a", "=", ";", "; ", " ", "Max-Age", "Expires", "0", "-1", "Path", "/", "Secure", "\t")
        .list()
        .ofMaxSize(20)
        .map(pieces -> String.join("", pieces));
  }
}
