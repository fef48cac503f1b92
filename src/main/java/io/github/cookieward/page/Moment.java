package io.github.cookieward.page;

import io.github.cookieward.enforcement.Enforcer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;

/**
 * A time in words: of today the hour, of other days the date. In the server's zone, since a server
 * is not told the visitor's; the hour says which that is.
 */
final class Moment {
  private final Texts texts;
  private final ZonedDateTime time;
  private final ZonedDateTime now;

  Moment(Texts texts, Instant time, Enforcer enforcer) {
    this(texts, time, enforcer.clock().instant(), ZoneId.systemDefault());
  }

  Moment(Texts texts, Instant time, Instant now, ZoneId zone) {
    this.texts = texts;
    this.time = time.atZone(zone);
    this.now = now.atZone(zone);
  }

  String text() {
    if (time.toLocalDate().equals(now.toLocalDate())) {
      String hour =
          DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT)
              .localizedBy(texts.locale())
              .format(time);
      String zone = DateTimeFormatter.ofPattern("z", texts.locale()).format(time);
      return texts.get("time.today", hour.replace('\u202f', ' ') + " " + zone);
    }
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .localizedBy(texts.locale())
        .format(time);
  }
}
