package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.PAGES;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page goes through the rewriter by whatever way it comes; what is not changed stays. */
interface PagePromises extends Visits {
  /** The page as the application wrote it: what was put in is there once, and is taken out. */
  private static String without(RawResponse page, Charset charset) {
    String text = page.text(charset);
    assertThat(text.split("consent\\.js", -1)).as("the script, once: %s", page).hasSize(2);
    assertThat(text.split("cookieward-banner", -1)).as("the banner, once").hasSize(2);
    assertThat(text.indexOf("consent.js"))
        .isLessThan(text.toLowerCase(Locale.ROOT).indexOf("<body"));
    assertThat(page.whole()).isTrue();
    assertThat(text.split("/guard\\.js", -1)).as("the guard, once").hasSize(2);
    return text.replaceFirst(
            "(?s)(?:<meta charset=\"[^\"]*\">)?<script src=\"[^\"]*/guard-table.js\".*?(?=<link rel=\"stylesheet\" href=\"[^\"]*consent.css\")",
            "")
        .replaceFirst("(?s)<link rel=\"stylesheet\" href=\"[^\"]*consent.css\".*?</script>", "")
        .replaceFirst("(?s)<section class=\"cookieward cookieward-banner.*?</section>", "")
        .replaceFirst(
            "(?s)<form hidden></form><form hidden method=\"post\" data-consent-form.*(?=</body>)",
            "");
  }

  private void rewritten(String path, Charset charset) {
    RawResponse off = get(OFF, path);
    RawResponse on = get(PAGES, path);
    assertThat(on.status()).isEqualTo(off.status());
    assertThat(without(on, charset)).isEqualTo(off.text(charset));
    assertThat(on.value("Content-Type")).isEqualTo(off.value("Content-Type"));
    assertThat(on.values("Vary")).contains("Cookie, Sec-GPC");
    assertThat(on.value("Cache-Control").orElseThrow()).containsPattern("private|no-store");
    assertThat(on.value("Last-Modified")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/pages/writer",
        "/pages/stream",
        "/pages/writer-pieces",
        "/pages/stream-pieces",
        "/pages/no-charset",
        "/pages/no-type",
        "/pages/length",
        "/pages/length-header",
        "/pages/closed",
        "/pages/reset",
        "/pages/reset-buffer",
        "/pages/forward-after-writer",
        "/pages/forward",
        "/pages/forward-jsp",
        "/pages/named",
        "/pages/include",
        "/pages/error",
        "/pages/async",
        "/pages/async-dispatch",
        "/pages/non-blocking",
        "/jsp/big.jsp",
        "/static/page.html",
        "/page.html"
      })
  @Proves("banner.once")
  default void everyPageIsRewritten(String path) {
    rewritten(path, UTF_8);
  }

  @ParameterizedTest
  @CsvSource({
    "/pages/utf-16, UTF-16",
    "/pages/utf-16-writer, UTF-16",
    "/pages/iso-2022-jp, ISO-2022-JP"
  })
  default void aPageInAnotherEncodingIsRewrittenInIt(String path, String charset) {
    rewritten(path, Charset.forName(charset));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  default void aCompressedPageIsRewrittenAndLeavesAsItIs(String coding) {
    RawResponse page = get(PAGES, "/pages/" + coding);
    assertThat(page.value("Content-Encoding")).isEmpty();
    assertThat(without(page, UTF_8)).isEqualTo(get(OFF, "/pages/writer").text());
  }

  @Test
  default void aPageThatCannotBeReadIsWithheldAndSaysSo() {
    RawResponse page = get(PAGES, "/pages/br");
    assertThat(page.text()).contains("Page withheld").doesNotContain("consent.js");
    assertThat(page.value("Content-Encoding")).isEmpty();
    assertThat(page.whole()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/pages/writer",
        "/pages/length",
        "/pages/length-said",
        "/static/page.html",
        "/pages/etag"
      })
  default void headSaysOfAPageWhatGetSays(String path) {
    RawResponse get = get(PAGES, path);
    RawResponse head = send(RawRequest.head(PAGES.path(path)));
    assertThat(head.status()).isEqualTo(get.status());
    for (String name :
        new String[] {"Content-Type", "ETag", "Cache-Control", "Last-Modified", "Vary"}) {
      assertThat(head.values(name)).as(name).isEqualTo(get.values(name));
    }
    assertThat(head.value("Content-Length"))
        .isIn(get.value("Content-Length"), java.util.Optional.empty());
  }

  @Test
  default void aPageThatFitsIntoTheBufferMayStillBecomeARedirect() {
    assertThat(get(OFF, "/pages/late-redirect").status()).isEqualTo(302);
    assertThat(get(PAGES, "/pages/late-redirect").status()).isEqualTo(302);
  }

  @Test
  default void whatIsFlushedArrivesBeforeThePageHasEnded() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), container().port())) {
      socket.setSoTimeout(15_000);
      socket.getOutputStream().write(RawRequest.get(PAGES.path("/pages/slow")).head());
      socket.getOutputStream().flush();
      StringBuilder seen = new StringBuilder();
      InputStream in = socket.getInputStream();
      while (seen.indexOf("<p>first</p>") < 0) {
        int c = in.read();
        assertThat(c).as("%s", seen).isNotNegative();
        seen.append((char) c);
      }
      assertThat(seen.toString()).contains("consent.js").doesNotContain("<unfin", "last");
      get(PAGES, "/pages/release");
      assertThat(new String(in.readAllBytes(), ISO_8859_1)).contains("<unfin", "last");
    }
  }

  @Test
  default void aCopyIsValidForTheVariantThatItIsOf() {
    RawResponse first = get(PAGES, "/pages/etag");
    assertThat(first.value("Cache-Control")).contains("private, max-age=60");
    String tag = first.value("ETag").orElseThrow();
    RawRequest again = browser("/pages/etag").with("If-None-Match", tag);
    RawResponse same = send(again);
    assertThat(same.status()).as("%s", same).isEqualTo(304);
    assertThat(same.value("ETag")).contains(tag);
    assertThat(same.values("Vary")).contains("Cookie, Sec-GPC");
    assertThat(send(again.cookies(consent(PAGES, "accept-all"))).status()).isEqualTo(200);
    assertThat(send(browser("/pages/etag").with("If-None-Match", "\"v1\"")).status())
        .as("a copy from before the filter")
        .isEqualTo(200);
  }

  @Test
  default void aPageWithADateOnlyCanBeValidToo() {
    String tag = get(PAGES, "/pages/dated").value("ETag").orElseThrow();
    RawRequest again = browser("/pages/dated").with("If-None-Match", tag);
    assertThat(send(again).status()).isEqualTo(304);
    assertThat(send(again.cookies(consent(PAGES, "accept-all"))).status()).isEqualTo(200);
    assertThat(
            send(browser("/pages/dated").with("If-Modified-Since", "Sat, 01 Jan 2022 00:00:00 GMT"))
                .status())
        .isEqualTo(200);
  }

  @Test
  default void aPartOfAPageIsNotSent() {
    RawResponse page = send(browser("/static/page.html").with("Range", "bytes=5-9"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text()).contains("consent.js");
    RawResponse part =
        send(RawRequest.get(PAGES.path("/static/large.bin")).with("Range", "bytes=5-9"));
    assertThat(part.status()).isEqualTo(206);
  }

  private static RawRequest browser(String path) {
    return RawRequest.get(PAGES.path(path))
        .with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
  }

  @Test
  default void whatIsNoPageIsLeftAlone() {
    for (String path :
        new String[] {
          "/static/data.json",
          "/static/module.js",
          "/static/large.bin",
          "/body/flushes",
          "/body/length"
        }) {
      RawResponse off = get(OFF, path);
      RawResponse on = get(PAGES, path);
      Visits.assertSame(on, off);
    }
    assertThat(get(PAGES, "/pages/fragment").text()).isEqualTo("<p>a part of a page</p>");
    RawRequest fetched =
        RawRequest.get(PAGES.path("/pages/writer")).with("Sec-Fetch-Dest", "empty");
    assertThat(send(fetched).text()).isEqualTo(get(OFF, "/pages/writer").text());
  }
}
