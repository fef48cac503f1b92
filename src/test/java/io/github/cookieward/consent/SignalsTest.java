package io.github.cookieward.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
  @ParameterizedTest
  @ValueSource(strings = {"1", " 1", "1 ", " 1 ", "\t1"})
  void g1OneWithBlanksAroundIsAnOptOut(String line) {
    assertThat(Signals.read(List.of(line)).globalPrivacyControl()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "true", "yes", "0, 1", "1, 1", "1;", "11", "01", "\"1\"", "?1"})
  void g1AnythingElseSaysNothing(String line) {
    assertThat(Signals.read(List.of(line))).isEqualTo(Signals.NONE);
  }

  @Test
  void g1OfTwoLinesOneIsEnough() {
    assertThat(Signals.read(List.of("0", "1")).globalPrivacyControl()).isTrue();
    assertThat(Signals.read(List.of("1", "0")).globalPrivacyControl()).isTrue();
  }
}
