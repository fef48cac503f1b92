package io.github.cookieward.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieDateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Thu, 01 Jan 1970 00:00:00 GMT      | 1970-01-01T00:00:00Z",
        "Thu, 01-Jan-1970 00:00:01 GMT      | 1970-01-01T00:00:01Z",
        "Thursday, 01-Jan-70 00:00:00 GMT   | 1970-01-01T00:00:00Z",
        "Thu Jan  1 00:00:00 1970           | 1970-01-01T00:00:00Z",
        "Sun Nov 22 2026 10:00:00 GMT+0100  | 2026-11-22T10:00:00Z",
        "22 november 26 1:2:3               | 2026-11-22T01:02:03Z",
        "2026 22 Nov 10:00:00               | 2026-11-22T10:00:00Z",
        "10:00:00 22 NOV 2026               | 2026-11-22T10:00:00Z",
        "1 Jan 69 00:00:00                  | 2069-01-01T00:00:00Z",
        "1 Jan 70 00:00:00                  | 1970-01-01T00:00:00Z",
        "1st Jan 2026AD 23:59:59x           | 2026-01-01T23:59:59Z",
        "1 Jan 1601 00:00:00                | 1601-01-01T00:00:00Z",
        "29 Feb 2028 00:00:00               | 2028-02-29T00:00:00Z",
        "Fri, 31 Dec 9999 23:59:59 GMT      | 9999-12-31T23:59:59Z"
      })
  void aDateIsReadAsBrowsersReadIt(String text, Instant moment) {
    assertThat(CookieDate.parse(text)).contains(moment);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "now",
        "01 Jan 1970", // no time
        "Jan 1970 00:00:00", // no day: 1970 is none
        "01 1970 00:00:00", // no month
        "01 Jan 00:00:00", // no year
        "00 Jan 1970 00:00:00",
        "32 Jan 1970 00:00:00",
        "31 Feb 2026 00:00:00",
        "29 Feb 2026 00:00:00",
        "01 Jan 1600 00:00:00",
        "01 Jan 1970 24:00:00",
        "01 Jan 1970 00:60:00",
        "01 Jan 1970 00:00:60",
        "01 Jan 1970 00:00",
        "01 Jan 1970 000:00:00",
        "01 Jan 20260 00:00:00",
        "1970-01-01T00:00:00Z",
        "01 Jän 1970 00:00:00"
      })
  void whatIsNoDateToABrowserIsNone(String text) {
    assertThat(CookieDate.parse(text)).isEmpty();
  }

  @Property
  void anyTextIsReadWithoutAnException(@ForAll @StringLength(max = 80) String text) {
    assertThat(CookieDate.parse(text)).isNotNull();
    assertThat(CookieDate.parse("01 Jan 1970 " + text)).isNotNull();
  }
}
