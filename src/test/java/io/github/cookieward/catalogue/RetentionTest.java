package io.github.cookieward.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
  @ParameterizedTest
  @CsvSource({
    "P13M, P390D", "P2Y, P730D", "P1Y2M3W4D, P450D", "P180D, P180D", "PT30M, PT30M",
    "P1DT2H, PT26H", "PT0S, PT0S", "P0D, PT0S", "P2W, P14D", "PT1H2M3S, PT1H2M3S"
  })
  void aDurationIsReadWithYearsOf365AndMonthsOf30Days(String text, Duration duration) {
    assertThat(Retention.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "P1DT",
        "30",
        "30D",
        "p13m",
        "P-1D",
        "-P1D",
        "+P1D",
        "P1.5D",
        "PT0.5S",
        "P1D1M",
        "PT5S1H",
        "P1M1H",
        "P1MT1H",
        "P 1D",
        "13 months",
        "P999999999Y",
        "session",
        "P\u0661D"
      })
  void whatIsNoSuchDurationIsNone(String text) {
    assertThat(Retention.parse(text)).isEmpty();
  }

  @Property
  void anyTextIsReadWithoutAnException(@ForAll("texts") String text) {
    assertThat(Retention.parse(text)).isNotNull();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("P", "T", "Y", "M", "W", "D", "H", "S", "1", "99999", "-", ".")
        .list()
        .ofMaxSize(10)
        .map(pieces -> String.join("", pieces));
  }
}
