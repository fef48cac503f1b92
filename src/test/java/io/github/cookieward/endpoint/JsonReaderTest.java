package io.github.cookieward.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {
  @Test
  void readsAnObject() {
    assertThat(
            JsonReader.object(
                " {\"a\": [\"x\", {\"b\": []}], \"c\":-1.5e+3,\"d\":null,\"e\":true,\"f\":{}}\n"))
        .contains(
            Map.of(
                "a",
                List.of("x", Map.of("b", List.of())),
                "c",
                new JsonReader.Literal("-1.5e+3"),
                "d",
                new JsonReader.Literal("null"),
                "e",
                new JsonReader.Literal("true"),
                "f",
                Map.of()));
  }

  @Test
  void readsEscapes() {
    assertThat(JsonReader.object("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u20AC\\ud83c\\udf6a\"}"))
        .contains(Map.of("a", "\"\\/\b\f\n\r\t\u20ac\ud83c\udf6a"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "null",
        "1",
        "\"a\"",
        "{",
        "}",
        "{}{}",
        "{},",
        "{a:1}",
        "{'a':1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":1,\"a\":1}",
        "{\"a\":[1,]}",
        "{\"a\":[1 2]}",
        "{\"a\":[}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":1.}",
        "{\"a\":1e}",
        "{\"a\":-}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":True}",
        "{\"a\":nul}",
        "{\"a\":truest}",
        "{\"a\":\"}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\0\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\\uff11234\\u\"}",
        "{\"a\":/**/1}",
        "\ufeff{}",
        "{\u00a0}",
        "{\"a\":[[[[]]]]}",
        "{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}",
      })
  void i3WhatIsNotStrictlyJsonIsNothing(String text) {
    assertThat(JsonReader.object(text)).isEmpty();
  }

  @Test
  void i3DeepNestingIsNothing() {
    assertThat(JsonReader.object("{\"a\":".repeat(30_000))).isEmpty();
    assertThat(JsonReader.object("{\"a\":" + "[".repeat(60_000))).isEmpty();
  }

  @Property
  void i3NeverThrows(@ForAll("jsonLike") String text) {
    assertThatCode(() -> JsonReader.object("{" + text)).doesNotThrowAnyException();
    assertThatCode(() -> JsonReader.object(text)).doesNotThrowAnyException();
  }

  @Property
  void i3NeverThrowsAtAnyText(@ForAll String text) {
    assertThatCode(() -> JsonReader.object("{\"" + text)).doesNotThrowAnyException();
  }

  @Property
  void readsEveryTextThatIsWritten(@ForAll String text) {
    StringBuilder json = new StringBuilder();
    text.chars().forEach(c -> json.append(String.format("\\u%04x", c)));
    assertThat(JsonReader.object("{\"a\":\"" + json + "\"}")).contains(Map.of("a", text));
  }

  @Provide
  Arbitrary<String> jsonLike() {
    return Arbitraries.strings().withChars("{}[]\",:\\u0123eE+-. \ntrfalsn").ofMaxLength(60);
  }
}
