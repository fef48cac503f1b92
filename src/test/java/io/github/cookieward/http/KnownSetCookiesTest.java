package io.github.cookieward.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KnownSetCookiesTest {
  private static final KnownSetCookies<String> SHARED = of(4);

  private final KnownSetCookies<String> fields = of(512);

  /** Makes what does not depend on the value, but where a cookie has no name. */
  private static KnownSetCookies<String> of(int places) {
    return new KnownSetCookies<>(places, KnownSetCookiesTest::made);
  }

  private static String made(SetCookie cookie) {
    String value = cookie.name().isEmpty() ? cookie.value() : "";
    return cookie.name() + "|" + value + "|" + cookie.attributes();
  }

  @Test
  void aFieldIsMadeOnceWhateverItsValue() {
    String first = fields.get("sid=1; Path=/");
    assertThat(fields.get("sid=another; Path=/")).isSameAs(first);
    assertThat(fields.get("sid=1; Path=/shop")).isNotEqualTo(first);
    assertThat(fields.get("tid=1; Path=/")).isNotEqualTo(first);
  }

  @Test
  void longOnesAreNotKept() {
    String name = "n".repeat(129) + "=1";
    String attributes = "n=1; Path=/" + "p".repeat(129);
    assertThat(fields.get(name)).isNotSameAs(fields.get(name));
    assertThat(fields.get(attributes)).isNotSameAs(fields.get(attributes));
  }

  @Property(tries = 5_000)
  void whatComesIsWhatWasAskedFor(
      @ForAll @CharRange(from = 'a', to = 'b') @Chars({' ', '=', ';'}) @StringLength(max = 12)
          String field) {
    // So few letters and places that fields meet in one place.
    assertThat(SHARED.get(field)).isEqualTo(made(SetCookie.parse(field)));
  }
}
