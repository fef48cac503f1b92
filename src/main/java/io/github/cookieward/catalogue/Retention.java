package io.github.cookieward.catalogue;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.Optional;

/**
 * How long something is kept, as ISO 8601 writes it: {@code P13M}, {@code P180D}, {@code PT30M}.
 */
public final class Retention {
  private Retention() {}

  /**
   * Reads a duration, with years of 365 and months of 30 days.
   *
   * @return empty where the text is none, or says less than nothing
   */
  public static Optional<Duration> parse(String text) {
    try {
      if (text.indexOf('T') >= 0) {
        return Optional.of(Duration.parse(text)).filter(d -> !d.isNegative());
      }
      Period period = Period.parse(text);
      long days = period.getYears() * 365L + period.getMonths() * 30L + period.getDays();
      return period.isNegative() ? Optional.empty() : Optional.of(Duration.ofDays(days));
    } catch (DateTimeException | ArithmeticException e) {
      return Optional.empty();
    }
  }
}
