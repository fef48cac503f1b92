package io.github.cookieward.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignedConsentTest {
  private static final byte[] OLD = "an old key of 16 bytes or more".getBytes(US_ASCII);
  private static final byte[] NEW = "a new key of 16 bytes or more".getBytes(US_ASCII);
  private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000);
  private static final Duration LIFETIME = Duration.ofDays(180);
  private static final Consent CONSENT =
      new Consent(
          "AAAAAAAAAAAAAAAAAAAAAA",
          NOW,
          3,
          false,
          Map.of(Category.ANALYTICS, Choice.GRANTED, Category.ADVERTISING, Choice.DENIED),
          Map.of("films", Choice.GRANTED));

  @Test
  void i4WhatIsSignedIsReadBack() {
    ConsentCodec codec = new ConsentCodec(List.of(NEW));
    String value = codec.encode(CONSENT).orElseThrow();
    assertThat(codec.decode(value, NOW, LIFETIME)).isEqualTo(CONSENT);
  }

  @Test
  void i4AnOlderKeyStillVerifies() {
    String value = new ConsentCodec(List.of(OLD)).encode(CONSENT).orElseThrow();
    assertThat(new ConsentCodec(List.of(NEW, OLD)).decode(value, NOW, LIFETIME)).isEqualTo(CONSENT);
    assertThat(new ConsentCodec(List.of(NEW)).decode(value, NOW, LIFETIME)).isEqualTo(Consent.NONE);
  }

  @Test
  @Proves("stored.value")
  void i4EveryChangedCharacterIsNoticed() {
    ConsentCodec codec = new ConsentCodec(List.of(NEW));
    String value = codec.encode(CONSENT).orElseThrow();
    for (int i = 0; i < value.length(); i++) {
      for (char c : "0a*!.".toCharArray()) {
        String changed = value.substring(0, i) + c + value.substring(i + 1);
        if (!changed.equals(value)) {
          assertThat(codec.decode(changed, NOW, LIFETIME)).as(changed).isEqualTo(Consent.NONE);
        }
      }
    }
  }
}
