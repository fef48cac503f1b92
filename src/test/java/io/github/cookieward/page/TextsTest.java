package io.github.cookieward.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
  private final Texts texts = Texts.of(Locale.ENGLISH);

  @Test
  void everyTextIsAMessageFormatWithoutAQuotingApostrophe() {
    ResourceBundle bundle = ResourceBundle.getBundle(Texts.class.getName(), Locale.ROOT);
    for (String key : bundle.keySet()) {
      String text = bundle.getString(key);
      assertThat(text).as(key).isNotBlank().doesNotContain("'");
      assertThatCode(() -> new MessageFormat(text, Locale.ROOT)).as(key).doesNotThrowAnyException();
    }
  }

  @Test
  void theServersOwnLanguageIsNeverTheVisitors() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(Texts.of(new Locale("eo")).language()).isEqualTo("en");
    } finally {
      Locale.setDefault(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "P13M, 13 months",
    "P1Y, 12 months",
    "P2Y, 2 years",
    "P180D, 6 months",
    "P1D, 1 day",
    "P30D, 30 days",
    "P1M, 1 month",
    "P1M3D, 33 days",
    "PT30M, 30 minutes",
    "PT2H, 2 hours",
    "P0D, 1 minute",
    "session, until you close the browser",
    "whenever, whenever"
  })
  void saysRetentionInWords(String duration, String words) {
    assertThat(texts.retention(duration)).isEqualTo(words);
  }

  @Test
  void saysHowLongAnAnswerIsKept() {
    Map.of(400, "400 days", 365, "12 months", 180, "6 months", 45, "45 days")
        .forEach(
            (days, words) -> assertThat(texts.duration(Duration.ofDays(days))).isEqualTo(words));
  }
}
