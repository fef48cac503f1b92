package io.github.cookieward.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date as cookies write it, in the several ways that browsers accept.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5.1.1">RFC 6265, 5.1.1, Dates</a>
 */
final class CookieDate {
  private static final Pattern DELIMITERS =
      Pattern.compile("[\\x09\\x20-\\x2F\\x3B-\\x40\\x5B-\\x60\\x7B-\\x7E]+");
  private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d{1,2}):(\\d{1,2})(?:\\D.*)?");
  private static final Pattern DAY = Pattern.compile("(\\d{1,2})(?:\\D.*)?");
  private static final Pattern YEAR = Pattern.compile("(\\d{2,4})(?:\\D.*)?");
  private static final String MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec";

  private CookieDate() {}

  /** Reads a date; empty where a browser would not read one either. */
  static Optional<Instant> parse(String text) {
    int hour = -1;
    int minute = 0;
    int second = 0;
    int day = -1;
    int month = -1;
    int year = -1;
    for (String token : DELIMITERS.split(text, -1)) {
      Matcher time = TIME.matcher(token);
      Matcher dayOfMonth = DAY.matcher(token);
      Matcher yearNumber = YEAR.matcher(token);
      if (hour < 0 && time.matches()) {
        hour = Integer.parseInt(time.group(1));
        minute = Integer.parseInt(time.group(2));
        second = Integer.parseInt(time.group(3));
      } else if (day < 0 && dayOfMonth.matches()) {
        day = Integer.parseInt(dayOfMonth.group(1));
      } else if (month < 0 && monthOf(token) > 0) {
        month = monthOf(token);
      } else if (year < 0 && yearNumber.matches()) {
        year = Integer.parseInt(yearNumber.group(1));
      }
    }
    if (year >= 70 && year <= 99) {
      year += 1900;
    } else if (year >= 0 && year <= 69) {
      year += 2000;
    }
    if (hour < 0 || day < 0 || month < 0 || year < 1601) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(year, month, day, hour, minute, second).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int monthOf(String token) {
    if (token.length() < 3) {
      return -1;
    }
    int at = MONTHS.indexOf(token.substring(0, 3).toLowerCase(Locale.ROOT));
    return at >= 0 && at % 3 == 0 ? at / 3 + 1 : -1;
  }
}
