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
    assertThat(Signals.read(List.of(line), List.of()).globalPrivacyControl()).isTrue();
    assertThat(Signals.read(List.of(), List.of(line)).doNotTrack()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "true", "yes", "0, 1", "1, 1", "1;", "11", "01", "\"1\"", "?1"})
  void g1AnythingElseSaysNothing(String line) {
    assertThat(Signals.read(List.of(line), List.of(line))).isEqualTo(Signals.NONE);
  }

  @Test
  void g1OfTwoLinesOneIsEnough() {
    assertThat(Signals.read(List.of("0", "1"), List.of()).globalPrivacyControl()).isTrue();
    assertThat(Signals.read(List.of("1", "0"), List.of()).globalPrivacyControl()).isTrue();
  }

  @Test
  void theTwoSignalsDoNotMix() {
    assertThat(Signals.read(List.of("1"), List.of())).isEqualTo(new Signals(true, false));
    assertThat(Signals.read(List.of(), List.of("1"))).isEqualTo(new Signals(false, true));
    assertThat(Signals.read(List.of("1"), List.of("1"))).isEqualTo(new Signals(true, true));
    assertThat(Signals.read(List.of(), List.of())).isEqualTo(Signals.NONE);
  }
}
