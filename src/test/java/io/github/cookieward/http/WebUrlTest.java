package io.github.cookieward.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class WebUrlTest {
  private static final WebUrl BASE =
      WebUrl.parse("https://shop.example:8443/app/dir/page?q", null).orElseThrow();

  private static String read(String text) {
    return WebUrl.parse(text, BASE).map(WebUrl::toString).orElse("nothing");
  }

  @Test
  void anAddressThatNeedsNoChangeIsTheVeryText() {
    String plain = "https://t.example/a.js?x=%20y";

    assertThat(WebUrl.parse(plain, null).orElseThrow().toString()).isSameAs(plain);
  }

  @Test
  void itsPartsAreThoseOfTheText() {
    WebUrl url = WebUrl.parse(" HTTP://U:P@T.Example:8080/a/./b?c#d", null).orElseThrow();

    assertThat(url.scheme()).isEqualTo("http");
    assertThat(url.host()).isEqualTo("t.example");
    assertThat(url.port()).isEqualTo(8080);
    assertThat(url.path()).isEqualTo("/a/b");
    assertThat(url.query()).isEqualTo("c");
    assertThat(url).hasToString("http://t.example:8080/a/b?c");
    assertThat(url).isEqualTo(new WebUrl("http", "t.example", 8080, "/a/b", "c"));
  }

  @Test
  void itIsResolvedAsABrowserDoes() {
    assertThat(read("x")).isEqualTo("https://shop.example:8443/app/dir/x");
    assertThat(read("../../../x")).isEqualTo("https://shop.example:8443/x");
    assertThat(read("?x")).isEqualTo("https://shop.example:8443/app/dir/page?x");
    assertThat(read("#x")).isEqualTo(BASE.toString());
    assertThat(read("\\\\t.example\\x")).isEqualTo("https://t.example/x");
    assertThat(read("https:x")).isEqualTo("https://shop.example:8443/app/dir/x");
    assertThat(read("https:/t.example")).isEqualTo("https://shop.example:8443/t.example");
    assertThat(read("http:t.example")).isEqualTo("http://t.example/");
    assertThat(read("ht\ntps://t\t.example")).isEqualTo("https://t.example/");
  }

  @Test
  void aHostIsNoSecret() {
    assertThat(read("//%74racker\u3002example/")).isEqualTo("https://tracker.example/");
    assertThat(read("//\uff54racker.example/")).isEqualTo("https://tracker.example/");
    assertThat(read("//b\u00fccher.example/")).isEqualTo("https://xn--bcher-kva.example/");
    assertThat(read("//0x7f.1/")).isEqualTo("https://127.0.0.1/");
    assertThat(read("//[1:0::0:2]/")).isEqualTo("https://[1::2]/");
  }

  @Test
  void whatABrowserRefusesForCertainIsNone() {
    assertThat(read("https://")).isEqualTo("nothing");
    assertThat(read("https://t.example:65536/")).isEqualTo("nothing");
    assertThat(read("https://a<b/")).isEqualTo("nothing");
    assertThat(read("https://1.2.3.256/")).isEqualTo("nothing");
    assertThat(WebUrl.parse("x", null)).isEmpty();
  }

  @Test
  void whatStaysInTheBrowserIsNotRemote() {
    for (String local : new String[] {"data:,x", "javascript:x", "about:blank", "mailto:a@b"}) {
      assertThat(WebUrl.parse(local, BASE).orElseThrow().isRemote()).as(local).isFalse();
    }
    WebUrl blob = WebUrl.parse("blob:https://t.example:81/1-2", BASE).orElseThrow();
    assertThat(blob.isRemote()).isFalse();
    assertThat(blob.host()).isEqualTo("t.example");
    assertThat(blob.port()).isEqualTo(81);
  }

  @Test
  void aWebSocketOfTheSameHostStaysThere() {
    WebUrl page = WebUrl.parse("https://shop.example/", null).orElseThrow();

    assertThat(WebUrl.parse("wss://shop.example/s", page).orElseThrow().isSameHost(page)).isTrue();
    assertThat(BASE.isSameHost(page)).isFalse();
  }

  @Property(tries = 5_000)
  void anyTextIsReadAndReadsTheSameAgain(@ForAll("addresses") String text) {
    Optional<WebUrl> url = WebUrl.parse(text, BASE);

    url.filter(WebUrl::isRemote)
        .ifPresent(
            found -> {
              assertThat(found.toString().chars()).allMatch(c -> c > 0x20 && c < 0x7f);
              assertThat(WebUrl.parse(found.toString(), null)).contains(found);
              assertThat(found.path()).startsWith("/").doesNotContain("/../", "/./");
            });
  }

  @Provide
  Arbitrary<String> addresses() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "https:",
            "http:",
            "//",
            "/",
            "\\",
            "t.example",
            ".",
            "..",
            "%2e",
            "%",
            "?",
            "#",
            "@",
            ":",
            "81",
            "[",
            "]",
            "::1",
            "0x",
            "255",
            "\t",
            " ",
            "\u3002",
            "\u00fc",
            "\ud800",
            "x",
            "xn--",
            "\u00ad",
            "|",
            "blob:",
            "file:",
            "data:");
    return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
  }
}
