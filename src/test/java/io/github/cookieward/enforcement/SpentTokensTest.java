package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SpentTokensTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void whenItIsFullNothingCountsUntilSomethingHasExpired() {
    SpentTokens spent = new SpentTokens();
    for (int i = 0; i < SpentTokens.MOST; i++) {
      assertThat(spent.spend("a" + i, NOON, MINUTE)).isTrue();
    }
    assertThat(spent.spend("one more", NOON.plusSeconds(60), MINUTE)).isFalse();
    assertThat(spent.spend("a1", NOON.plusSeconds(60), MINUTE)).isFalse();
    assertThat(spent.spend("one more", NOON.plusSeconds(61), MINUTE)).isTrue();
    assertThat(spent.spend("one more", NOON.plusSeconds(62), MINUTE)).isFalse();
  }
}
