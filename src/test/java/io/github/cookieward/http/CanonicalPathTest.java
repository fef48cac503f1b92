package io.github.cookieward.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics/%63ollect",
        "/metrics;v=1/collect;jsessionid=2",
        "//metrics///collect",
        "/x/../metrics/./collect",
        "/x/%2e%2E/metrics/collect",
        "/metrics%2Fcollect",
        "/metrics/%3Bx/collect"
      })
  void everyWayToWriteAPathIsOne(String path) {
    assertThat(CanonicalPath.of(path)).isEqualTo("/metrics/collect");
  }

  @Test
  void whatIsCanonicalIsTheVeryText() {
    String path = "/metrics/collect.gif";

    assertThat(CanonicalPath.of(path)).isSameAs(path);
  }

  @Test
  void whatIsNotAsciiIsEscapedOnce() {
    assertThat(CanonicalPath.of("/z\u00e4hler")).isEqualTo("/z%C3%A4hler");
    assertThat(CanonicalPath.of("/z%c3%a4hler")).isEqualTo("/z%C3%A4hler");
  }

  @Test
  void nothingLeadsAboveTheRoot() {
    assertThat(CanonicalPath.of("/../../a/..")).isEqualTo("/");
    assertThat(CanonicalPath.of("a/../../b")).isEqualTo("b");
    assertThat(CanonicalPath.of("/a/%")).isEqualTo("/a/%");
  }
}
