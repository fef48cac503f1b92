package io.github.cookieward.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON ; q=0.1",
        "application/json, */*",
        "application/json, text/plain, */*",
        "text/html;q=0.5, application/json",
        "application/*",
        "text/html;q=0, */*",
      })
  void prefersJson(String line) {
    assertThat(Accept.prefersJson(List.of(line))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "*/*",
        "text/html",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "text/html, application/json",
        "application/json;q=0.4, text/html;q=0.5",
        "application/json;q=0",
        "application/json;q=0, */*;q=0",
        "image/png",
        ";;;,,,",
        ",",
        ";",
      })
  void prefersHtml(String line) {
    assertThat(Accept.prefersJson(List.of(line))).isFalse();
  }

  @Test
  void readsSeveralLines() {
    assertThat(Accept.prefersJson(List.of("text/html;q=0.1", "application/json"))).isTrue();
    assertThat(Accept.prefersJson(List.of())).isFalse();
  }
}
