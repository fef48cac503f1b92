package io.github.cookieward.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.cookieward.model.Proves;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsentTest {
  @Test
  void aVisitorWhoWasNotAskedHasAgreedToNothing() {
    assertThat(Consent.NONE.isDecided()).isFalse();
    assertThat(Consent.NONE.choice(Category.ANALYTICS)).isEqualTo(Choice.UNDECIDED);
    assertThat(Consent.NONE.choice("matomo")).isEqualTo(Choice.UNDECIDED);
  }

  @Test
  void aConsentDoesNotChangeWithTheMapItWasMadeFrom() {
    Map<Category, Choice> answers = new HashMap<>(Map.of(Category.ANALYTICS, Choice.DENIED));
    Consent consent = new Consent("", Instant.EPOCH, 1, false, answers, Map.of());
    answers.put(Category.ANALYTICS, Choice.GRANTED);
    assertThat(consent.choice(Category.ANALYTICS)).isEqualTo(Choice.DENIED);
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> consent.categories().put(Category.ADVERTISING, Choice.GRANTED));
  }

  @Test
  @Proves("apps.unchanged")
  void i5WhenAndByWhomIsNotWhatIsSaid() {
    Map<Category, Choice> said = Map.of(Category.ANALYTICS, Choice.GRANTED);
    Consent one = new Consent("a", Instant.EPOCH, 1, false, said, Map.of());
    assertThat(one.saysTheSameAs(new Consent("b", Instant.MAX, 1, false, said, Map.of()))).isTrue();
    assertThat(one.saysTheSameAs(new Consent("a", Instant.EPOCH, 2, false, said, Map.of())))
        .isFalse();
    assertThat(one.saysTheSameAs(new Consent("a", Instant.EPOCH, 1, true, said, Map.of())))
        .isFalse();
    assertThat(one.saysTheSameAs(new Consent("a", Instant.EPOCH, 1, false, Map.of(), Map.of())))
        .isFalse();
    assertThat(
            one.saysTheSameAs(
                new Consent("a", Instant.EPOCH, 1, false, said, Map.of("x", Choice.DENIED))))
        .isFalse();
  }
}
