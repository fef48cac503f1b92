package io.github.cookieward.enforcement;

import static io.github.cookieward.enforcement.Visitors.NOW;
import static io.github.cookieward.enforcement.Visitors.site;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTokensTest {
  private static final byte[] KEY = "a key of this site's own".getBytes(UTF_8);

  private static FormTokens tokens(SettingsBuilder settings, Instant now) {
    return new FormTokens(settings.build(), Clock.fixed(now, ZoneOffset.UTC));
  }

  private final FormTokens tokens = tokens(site(), NOW);

  @Test
  void i1ATokenIsGoodForItsClientOnly() {
    String token = tokens.issue("client");
    assertThat(token).matches("[A-Za-z0-9._-]+");
    assertThat(tokens.accepts(token, "client")).isTrue();
    assertThat(tokens.accepts(token, "another")).isFalse();
    assertThat(tokens.accepts(token, "")).isFalse();
  }

  @Test
  void i1ATokenIsGoodForTwelveHours() {
    String token = tokens(site().key(KEY), NOW).issue("client");
    Instant last = NOW.plus(Duration.ofHours(12));
    assertThat(tokens(site().key(KEY), last).accepts(token, "client")).isTrue();
    assertThat(tokens(site().key(KEY), last.plusSeconds(1)).accepts(token, "client")).isFalse();
    assertThat(tokens(site().key(KEY), NOW.minusSeconds(1)).accepts(token, "client")).isFalse();
  }

  @Test
  void i1AnotherSitesTokenIsNone() {
    assertThat(tokens.accepts(tokens(site(), NOW).issue("client"), "client")).isFalse();
    assertThat(tokens(site().key(KEY), NOW).accepts(tokens.issue("client"), "client")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "x",
        "x.",
        ".x",
        "toweg0",
        "toweg0.",
        "+toweg0.AAAAAAAAAAAAAAAAAAAAAA",
        "-1.AAAAAAAAAAAAAAAAAAAAAA",
        "zzzzzzzzzz.AAAAAAAAAAAAAAAAAAAAAA",
        "toweg0.\u00e9"
      })
  void whatWasNotIssuedIsNotAccepted(String token) {
    assertThat(tokens.accepts(token, "client")).isFalse();
  }

  @Property
  void anyTextIsReadWithoutAnException(@ForAll String token, @ForAll String client) {
    assertThat(tokens.accepts(token, client)).isFalse();
    String issued = tokens.issue(client);
    assertThat(tokens.accepts(issued, client)).isTrue();
    assertThat(tokens.accepts(issued + "x", client)).isFalse();
    assertThat(tokens.accepts(issued.substring(1), client)).isFalse();
  }
}
