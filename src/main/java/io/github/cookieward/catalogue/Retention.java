package io.github.cookieward.catalogue;

import java.time.Duration;
import java.time.Period;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long something is kept, as ISO 8601 writes it: {@code P13M}, {@code P180D}, {@code PT30M}.
 */
public final class Retention {
  /** What {@code consent.xsd} says as well: the units in their order, whole numbers, no signs. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "P(?=.)(\\d{1,5}Y)?(\\d{1,5}M)?(\\d{1,5}W)?(\\d{1,5}D)?"
              + "|P(\\d{1,5}D)?T(?=.)(\\d{1,9}H)?(\\d{1,9}M)?(\\d{1,9}S)?");

  private Retention() {}

  /**
   * Reads a duration, with years of 365 and months of 30 days.
   *
   * @return empty where the text is none, or has signs, fractions or small letters
   */
  public static Optional<Duration> parse(String text) {
    if (!SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    if (text.indexOf('T') >= 0) {
      return Optional.of(Duration.parse(text));
    }
    Period period = Period.parse(text);
    return Optional.of(
        Duration.ofDays(period.getYears() * 365L + period.getMonths() * 30L + period.getDays()));
  }
}
