package io.github.cookieward.endpoint;

import static io.github.cookieward.endpoint.SameOrigin.Verdict.OTHER;
import static io.github.cookieward.endpoint.SameOrigin.Verdict.SAME;
import static io.github.cookieward.endpoint.SameOrigin.Verdict.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameOriginTest {
  private static final OwnOrigin HERE = new OwnOrigin(false, List.of("shop.example"));

  private static SameOrigin.Verdict byOrigin(String origin, OwnOrigin own) {
    return SameOrigin.judge(List.of(), List.of(origin), own);
  }

  @ParameterizedTest
  @CsvSource({
    "http://shop.example, shop.example",
    "http://shop.example, shop.example:80",
    "http://shop.example:80, shop.example",
    "https://shop.example, shop.example",
    "https://shop.example, shop.example:443",
    "https://shop.example:8443, shop.example:8443",
    "http://Shop.Example, shop.EXAMPLE",
    "http://shop.example, shop.example:",
    "http://[::1]:8080, [::1]:8080",
    "http://127.0.0.1:8080, 127.0.0.1:8080",
  })
  void i1TheOwnOriginIsKnown(String origin, String host) {
    assertThat(byOrigin(origin, new OwnOrigin(false, List.of(host)))).isEqualTo(SAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "https://other.example",
        "http://shop.example.other.example",
        "http://other.example/shop.example",
        "http://xshop.example",
        "http://sub.shop.example",
        "http://shop.example:8080",
        "http://shop.example:443",
        "https://shop.example:80",
        "http://shop.example/",
        "http://shop.example@other.example",
        "http://user@shop.example",
        "http://shop.example, http://other.example",
        "http://shop.example http://other.example",
        "shop.example",
        "//shop.example",
        "ftp://shop.example",
        "chrome-extension://shop.example",
        "http://shop.example:",
        "http://shop.example:999999",
        "http://shop.example\0",
      })
  void i1AnotherOriginIsRefused(String origin) {
    assertThat(byOrigin(origin, HERE)).isEqualTo(OTHER);
  }

  @Test
  void i1OnASecureConnectionTheOriginIsSecure() {
    OwnOrigin secure = new OwnOrigin(true, List.of("shop.example"));
    assertThat(byOrigin("https://shop.example", secure)).isEqualTo(SAME);
    assertThat(byOrigin("http://shop.example", secure)).isEqualTo(OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cross-site", "same-site", "none", "", "Same-Origin", "same-origin, cross-site"})
  void i1FetchMetadataDecidesBeforeTheOrigin(String site) {
    assertThat(SameOrigin.judge(List.of(site), List.of("http://shop.example"), HERE))
        .isEqualTo(OTHER);
  }

  @Test
  void i1SameOriginIsBelievedWhereThePageHidesItsOrigin() {
    assertThat(SameOrigin.judge(List.of("same-origin"), List.of(), HERE)).isEqualTo(SAME);
    assertThat(SameOrigin.judge(List.of("same-origin"), List.of("null"), HERE)).isEqualTo(SAME);
    assertThat(SameOrigin.judge(List.of("same-origin"), List.of("https://shop.example"), HERE))
        .isEqualTo(SAME);
  }

  @Test
  void i1SeveralLinesAreNoWord() {
    List<String> twice = List.of("http://shop.example", "http://shop.example");
    assertThat(SameOrigin.judge(List.of(), twice, HERE)).isEqualTo(OTHER);
    assertThat(SameOrigin.judge(List.of("same-origin"), twice, HERE)).isEqualTo(OTHER);
    assertThat(SameOrigin.judge(List.of("same-origin", "same-origin"), List.of(), HERE))
        .isEqualTo(OTHER);
  }

  @Test
  void i1SilenceIsNoYes() {
    assertThat(SameOrigin.judge(List.of(), List.of(), HERE)).isEqualTo(UNKNOWN);
  }
}
