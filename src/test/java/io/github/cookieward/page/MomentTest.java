package io.github.cookieward.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times as people read them. */
class MomentTest {
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Instant NOW = Instant.parse("2026-05-03T21:30:00Z");

  private static String text(String language, String time) {
    Texts texts = Texts.of(Locale.forLanguageTag(language));
    return new Moment(texts, Instant.parse(time), NOW, ZONE).text();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en | 2026-05-03T12:02:00Z | today, 2:02 PM CEST",
        "de | 2026-05-03T12:02:00Z | heute, 14:02 MESZ",
        "ja | 2026-05-03T12:02:00Z | 今日 14:02 CEST",
        "de | 2026-05-02T12:02:00Z | 2. Mai 2026",
        "en | 2026-05-02T12:02:00Z | May 2, 2026",
        "zh-Hant | 2026-05-02T12:02:00Z | 2026年5月2日",
      })
  void ofTodayTheHourAndOfOtherDaysTheDate(String language, String time, String expected) {
    assertThat(text(language, time)).isEqualTo(expected);
  }

  @Test
  void theDayIsTheServersAndTheHourSaysSo() {
    assertThat(text("de", "2026-05-02T22:30:00Z")).isEqualTo("heute, 00:30 MESZ");
    assertThat(text("de", "2026-05-02T21:30:00Z")).isEqualTo("2. Mai 2026");
  }
}
