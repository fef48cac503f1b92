package io.github.cookieward.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnAddressTest {
  private static final OwnOrigin HERE = new OwnOrigin(false, List.of("shop.example:8080"));

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a/b?c=d&e=/f//g#h, /a/b?c=d&e=/f//g#h",
    "/a//b, /a//b",
    "/a?next=https://other.example/, /a?next=https://other.example/",
    "/a?x=../.., /a?x=../..",
    "/a/..b/.well-known/x, /a/..b/.well-known/x",
    "/%E2%82%AC?q=%0A, /%E2%82%AC?q=%0A",
    "/caf\u00e9?q=\u20ac#\ud83c\udf6a, /caf%C3%A9?q=%E2%82%AC#%F0%9F%8D%AA",
    "/consent?return=%2Fx, /consent?return=%2Fx",
    "/;@other.example/, /;@other.example/",
    "http://shop.example:8080/a?b#c, /a?b#c",
    "HTTP://SHOP.example:8080/a, /a",
    "https://shop.example:8080/a, /a",
    "http://shop.example:8080, /",
    "http://shop.example:8080?q, /?q",
    "http://shop.example:8080#f, /#f",
  })
  void i2LeadsBackWithinThisOrigin(String said, String path) {
    assertThat(ReturnAddress.of(said, HERE)).contains(path);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a",
        "?q",
        "#f",
        ".",
        "..",
        "//other.example",
        "//other.example/%2f..",
        "///other.example",
        "////other.example",
        "/\\other.example",
        "\\/other.example",
        "\\\\other.example",
        "\\other.example",
        "/a\\b",
        "/a?b\\c",
        "/\t/other.example",
        "/\n/other.example",
        "/\r\n/other.example",
        "/\0/other.example",
        "\t//other.example",
        " //other.example",
        " /a",
        "/a ",
        "/a b",
        "/a\r\nSet-Cookie: x=y",
        "/a\u0085b",
        "/a\u00a0b",
        "/a\u2028b",
        "/a\u3000b",
        "/a\u200bb",
        "/a\u202eb",
        "/\ufeff/other.example",
        "/a\ufffdb",
        "/a\ud800b",
        "/a\u007fb",
        "/.//other.example",
        "/..//other.example",
        "/./",
        "/..",
        "/a/../..//other.example",
        "/a/.",
        "/a/..;/b",
        "/%2e//other.example",
        "/%2E%2e//other.example",
        "/.%2e//other.example",
        "/%2f/other.example",
        "/%2Fother.example",
        "/%5cother.example",
        "/%5Cother.example",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://shop.example:8080/",
        "ws://shop.example:8080/",
        "blob:http://shop.example:8080/x",
        "view-source:http://shop.example:8080/",
        "http:",
        "http:/",
        "http://",
        "http:///a",
        "http:shop.example:8080/a",
        "http:/shop.example:8080/a",
        "http:\\\\shop.example:8080/a",
        "https://other.example/",
        "http://shop.example/",
        "http://shop.example:80/",
        "http://shop.example:8081/",
        "http://shop.example:080800/",
        "http://shop.example:8080:1/",
        "http://shop.example:8080@other.example/",
        "http://shop.example:8080%40other.example/",
        "http://shop.example:8080\\@other.example/",
        "http://shop.example:8080\\.other.example/",
        "http://shop.example:8080.other.example/",
        "http://user@shop.example:8080/",
        "http://user:pass@shop.example:8080/",
        "http://other.example#@shop.example:8080/",
        "http://other.example?@shop.example:8080/",
        "http://other.example/shop.example:8080",
        "http://shop.example.other.example:8080/",
        "http://xshop.example:8080/",
        "http://shop.example.:8080/",
        "http://\u0455hop.example:8080/",
        "http://shop\u3002example:8080/",
        "http://shop%2eexample:8080/",
        "http://shop.example:8080//other.example",
        "http://shop.example:8080/\\other.example",
        "http://shop.example:8080/.//other.example",
        "http://shop.example:8080/a\r\nb",
        " http://shop.example:8080/",
        "http ://shop.example:8080/",
        "http://[::1]:8080/",
        "null",
      })
  @Proves("between.return")
  void i2AHostileAddressIsNone(String said) {
    assertThat(ReturnAddress.of(said, HERE)).isEmpty();
  }

  @Test
  void i3ALongAddressIsNone() {
    assertThat(ReturnAddress.of("/" + "a".repeat(1_999), HERE)).isPresent();
    assertThat(ReturnAddress.of("/" + "a".repeat(2_000), HERE)).isEmpty();
    assertThat(ReturnAddress.of("/" + "\u20ac".repeat(300), HERE)).isEmpty();
  }

  @Test
  void i2OnASecureConnectionAnInsecurePageIsElsewhere() {
    OwnOrigin secure = new OwnOrigin(true, List.of("shop.example"));
    assertThat(ReturnAddress.of("https://shop.example/a", secure)).contains("/a");
    assertThat(ReturnAddress.of("http://shop.example/a", secure)).isEmpty();
  }

  @Property
  void i2WhateverIsSaidWhatComesIsAPlainPath(@ForAll String said) {
    assertThat(ReturnAddress.of("/" + said, HERE).stream())
        .allSatisfy(path -> assertThat(path).matches("/(?![/\\\\])[!-\\[\\]-~]*"));
  }
}
