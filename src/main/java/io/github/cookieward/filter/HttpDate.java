package io.github.cookieward.filter;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A date as HTTP writes it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7">RFC 9110, 5.6.7</a>
 */
final class HttpDate {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
          .withZone(ZoneOffset.UTC);

  private HttpDate() {}

  static String format(long milliseconds) {
    return FORMAT.format(Instant.ofEpochMilli(milliseconds));
  }

  /** Seconds since 1970, or empty where it is no date of the present format. */
  static OptionalLong seconds(String date) {
    try {
      return OptionalLong.of(FORMAT.parse(date.strip(), Instant::from).getEpochSecond());
    } catch (DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }
}
