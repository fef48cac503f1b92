package io.github.cookieward.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A Content-Type is read as far as a browser makes use of it. */
class MediaTypeTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html | text/html | ''",
        "TEXT/HTML;charset=UTF-8 | text/html | utf-8",
        " text/html ; Charset = \"windows-1252\" | text/html | windows-1252",
        "text/html; a=\"x;charset=utf-16\"; charset=utf-8 | text/html | utf-8",
        "text/html;charset=utf-8;charset=utf-16 | text/html | utf-8",
        "text/html;charset | text/html | ''",
        "text/html; x=\"open;charset=utf-8 | text/html | ''"
      })
  void typeAndCharsetAreFound(String field, String essence, String charset) {
    assertThat(MediaType.parse(field)).contains(new MediaType(essence, charset));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "html", "/html", "text/", "a b/c"})
  void whatIsNoTypeIsNone(String field) {
    assertThat(MediaType.parse(field)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"application/xml, true", "image/svg+xml, true", "text/xsl, true", "text/html, false"})
  void whatABrowserReadsAsXmlIsKnown(String field, boolean xml) {
    assertThat(MediaType.parse(field).orElseThrow().isXml()).isEqualTo(xml);
  }

  @ParameterizedTest
  @CsvSource({
    "text/javascript, true",
    "Text/JScript;charset=utf-8, true",
    "application/x-ecmascript, true",
    "text/javascript1.5, true",
    "text/javascript2.0, false",
    "image/javascript, false",
    "application/json, false"
  })
  void whatABrowserRunsIsKnown(String field, boolean script) {
    assertThat(MediaType.parse(field).orElseThrow().isScript()).isEqualTo(script);
  }
}
