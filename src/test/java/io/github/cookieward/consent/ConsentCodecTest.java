package io.github.cookieward.consent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cookieward.model.Proves;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsentCodecTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final Duration LIFETIME = Duration.ofDays(180);
  private static final String ID = "AbCdEfGhIjKlMnOpQrStU_";

  private final ConsentCodec unsigned = new ConsentCodec(List.of());
  private final ConsentCodec signed = new ConsentCodec(List.of(key("the first key of this site")));

  private static byte[] key(String text) {
    return text.getBytes(UTF_8);
  }

  private static Consent consent() {
    return consentAt(NOW);
  }

  private static Consent consentAt(Instant when) {
    return new Consent(
        ID,
        when,
        3,
        false,
        Map.of(Category.ANALYTICS, Choice.GRANTED, Category.ADVERTISING, Choice.DENIED),
        Map.of("matomo", Choice.GRANTED));
  }

  @Test
  @Proves("stored.value")
  void theValueIsTheOneThatIsDocumented() {
    assertThat(unsigned.encode(consent()))
        .contains("1." + ID + ".toweg0.3.!advertising*analytics*@matomo");
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll("consents") Consent consent) {
    for (ConsentCodec codec : List.of(unsigned, signed)) {
      Optional<String> value = codec.encode(consent);
      assertThat(value).isPresent();
      assertThat(value.get()).matches("[A-Za-z0-9._*!@-]+");
      assertThat(codec.decode(value.get(), NOW, LIFETIME)).isEqualTo(consent);
    }
  }

  @Property
  @Proves("apps.errors")
  void a8AnyTextIsReadWithoutAnExceptionAndGrantsNothingWhereAKeyIsSet(
      @ForAll("texts") String text) {
    assertThat(signed.decode(text, NOW, LIFETIME)).isEqualTo(Consent.NONE);
    Consent read = unsigned.decode(text, NOW, LIFETIME);
    if (read.isDecided()) {
      assertThat(unsigned.encode(read)).contains(text); // strict: one spelling for one consent
    }
  }

  @Property
  void a8OneChangedCharacterUndoesASignedConsent(
      @ForAll("consents") Consent consent, @ForAll @IntRange(max = 5_000) int at, @ForAll char c) {
    StringBuilder value = new StringBuilder(signed.encode(consent).orElseThrow());
    int place = at % value.length();
    if (value.charAt(place) != c) {
      value.setCharAt(place, c);
      assertThat(signed.decode(value.toString(), NOW, LIFETIME)).isEqualTo(Consent.NONE);
    }
  }

  @Property
  void a8ATruncatedConsentIsNone(
      @ForAll("consents") Consent consent, @ForAll @IntRange(max = 5_000) int at) {
    String value = signed.encode(consent).orElseThrow();
    String cut = value.substring(0, at % value.length());
    assertThat(signed.decode(cut, NOW, LIFETIME)).isEqualTo(Consent.NONE);
    assertThat(signed.decode(value + "x", NOW, LIFETIME)).isEqualTo(Consent.NONE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ".....",
        "yes",
        "IAmATeapot",
        "2.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*analytics", // another format
        "1t.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU.toweg0.3.*analytics", // a short id
        "1.AbCdEfGhIjKlMnOpQrStU%.toweg0.3.*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_.TOVI40.3.*analytics", // not as it is written
        "1.AbCdEfGhIjKlMnOpQrStU_.+toweg0.3.*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_.0toweg0.3.*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_.-1.3.*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_..3.*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_.zzzzzzzzzzzz.3.*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.0.*analytics", // no policy
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.-1.*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.zzzzzzzz.*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.analytics", // no mark
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*",
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*@",
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*Analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*analytics*analytics", // twice
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.!analytics*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*analytics!advertising", // another order
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*@matomo*analytics",
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*@matomo!@hotjar",
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*anal\u00fdtics",
        "1.AbCdEfGhIjKlMnOpQrStU_.\u0661\u0662.3.*analytics", // digits of another script
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*analytics.",
        "1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*analytics.AAAAAAAAAAAAAAAAAAAAAA",
        "\"1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*analytics\"",
        " 1.AbCdEfGhIjKlMnOpQrStU_.toweg0.3.*analytics"
      })
  @Proves("stored.unknown")
  void a8WhatThisClassWouldNotWriteIsNoConsent(String value) {
    assertThat(unsigned.decode(value, NOW, LIFETIME)).isEqualTo(Consent.NONE);
  }

  @Test
  void a8AnAnswerExpiresToTheSecond() {
    Consent old = consentAt(NOW.minus(LIFETIME));
    String value = signed.encode(old).orElseThrow();
    assertThat(signed.decode(value, NOW, LIFETIME)).isEqualTo(old);
    assertThat(signed.decode(value, NOW.plusSeconds(1), LIFETIME)).isEqualTo(Consent.NONE);
  }

  @Test
  @Proves("stored.unknown")
  void a8AnAnswerFromTheFutureIsForgedExceptForClocksThatDiffer() {
    Consent ahead = consentAt(NOW.plus(Duration.ofDays(1)));
    assertThat(signed.decode(signed.encode(ahead).orElseThrow(), NOW, LIFETIME)).isEqualTo(ahead);
    String farAhead = signed.encode(consentAt(NOW.plusSeconds(86_401))).orElseThrow();
    assertThat(signed.decode(farAhead, NOW, LIFETIME)).isEqualTo(Consent.NONE);
  }

  @Test
  void i4AnotherKeyOrNoneOrOneTooManyIsNoConsent() {
    ConsentCodec other = new ConsentCodec(List.of(key("somebody else's key, long")));
    String value = other.encode(consent()).orElseThrow();
    assertThat(signed.decode(value, NOW, LIFETIME)).isEqualTo(Consent.NONE);
    assertThat(unsigned.decode(value, NOW, LIFETIME)).isEqualTo(Consent.NONE);
    String bare = unsigned.encode(consent()).orElseThrow();
    assertThat(signed.decode(bare, NOW, LIFETIME)).isEqualTo(Consent.NONE);
    assertThat(signed.decode(bare + ".", NOW, LIFETIME)).isEqualTo(Consent.NONE);
  }

  @Test
  void i4AKeyCanBeChangedWithoutAskingEverybodyAgain() {
    byte[] fresh = key("the new key of this site");
    ConsentCodec rotated = new ConsentCodec(List.of(fresh, key("the first key of this site")));
    String old = signed.encode(consent()).orElseThrow();
    assertThat(rotated.decode(old, NOW, LIFETIME)).isEqualTo(consent());
    String renewed = rotated.encode(consent()).orElseThrow();
    assertThat(renewed).isEqualTo(new ConsentCodec(List.of(fresh)).encode(consent()).get());
    assertThat(signed.decode(renewed, NOW, LIFETIME)).isEqualTo(Consent.NONE);
  }

  @Test
  void aShortKeyIsRefusedAndNotQuoted() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConsentCodec(List.of(key("fifteen bytes!!"))))
        .withMessage("a key must have at least 16 bytes, not 15");
  }

  @Test
  void whatDoesNotFitIntoACookieIsNotWritten() {
    Map<String, Choice> services = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      services.put("a".repeat(60) + (100 + i), Choice.GRANTED);
    }
    Consent large = new Consent(ID, NOW, 1, false, Map.of(), services);
    assertThat(unsigned.encode(large)).isEmpty();
  }

  @Test
  void eightKilobytesOfAnythingAreNoConsent() {
    String start = "1." + ID + ".toweg0.3.";
    assertThat(unsigned.decode(start + "*a".repeat(4_096), NOW, LIFETIME)).isEqualTo(Consent.NONE);
    assertThat(unsigned.decode(".".repeat(8_192), NOW, LIFETIME)).isEqualTo(Consent.NONE);
  }

  @Test
  void anUndecidedConsentIsNotWritten() {
    assertThatIllegalArgumentException().isThrownBy(() -> unsigned.encode(Consent.NONE));
  }

  @Test
  void c4UndecidedIsNeitherWrittenNorRemembered() {
    Consent consent =
        new Consent(ID, NOW, 1, true, Map.of(Category.ANALYTICS, Choice.UNDECIDED), Map.of());
    assertThat(consent.categories()).isEmpty();
    assertThat(unsigned.encode(consent)).contains("1s." + ID + ".toweg0.1.");
    assertThat(consent.choice(Category.ANALYTICS)).isEqualTo(Choice.UNDECIDED);
  }

  @Provide
  Arbitrary<Consent> consents() {
    Arbitrary<Choice> choices = Arbitraries.of(Choice.GRANTED, Choice.DENIED);
    Arbitrary<Map<Category, Choice>> categories =
        Arbitraries.maps(ids(32).map(Category::new), choices).ofMaxSize(8);
    Arbitrary<Map<String, Choice>> services = Arbitraries.maps(ids(64), choices).ofMaxSize(20);
    Arbitrary<String> names =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('A', 'Z')
            .numeric()
            .withChars('-', '_')
            .ofLength(22);
    Arbitrary<Instant> times =
        Arbitraries.longs()
            .between(-86_400, LIFETIME.toSeconds())
            .map(age -> NOW.minusSeconds(age));
    return Combinators.combine(
            names,
            times,
            Arbitraries.integers().between(1, Integer.MAX_VALUE),
            Arbitraries.of(true, false),
            categories,
            services)
        .as(Consent::new);
  }

  private static Arbitrary<String> ids(int max) {
    return Arbitraries.strings()
        .withCharRange('a', 'z')
        .numeric()
        .withChars('-')
        .ofMinLength(1)
        .ofMaxLength(max);
  }

  /** Any text, and texts that are nearly a consent. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            Arbitraries.of("1", "1s", ".", ID, "toweg0", "*", "!", "@", "analytics", "-", "~"),
            Arbitraries.strings().ofMaxLength(4));
    return Arbitraries.oneOf(
        Arbitraries.strings().ofMaxLength(200),
        piece.list().ofMaxSize(14).map(pieces -> String.join("", pieces)),
        piece.list().ofMaxSize(5).map(p -> "1." + ID + ".toweg0.3." + String.join("", p)));
  }
}
