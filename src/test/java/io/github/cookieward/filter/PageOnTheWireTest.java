package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.PageSettings.Caching;
import io.github.cookieward.enforcement.PageSettings.Compressed;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Flushable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPOutputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;

/** What becomes of a page and its fields, by setting and by what it is wanted for. */
class PageOnTheWireTest {
  private static final String PAGE =
      "<!DOCTYPE html><html><head><title>t</title></head><body><p>text</p></body></html>";

  private static void html(HttpServletResponse response) throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().print(PAGE);
  }

  private static Settings shared() {
    return Visitors.site().pages(PageSettings.DEFAULTS.with(Caching.SHARED)).build();
  }

  @Test
  void aSharedPageIsTheSameForAllAndKeptAsItsSiteSays() throws Exception {
    try (Site site =
        Site.of(
            shared(),
            (request, response) -> {
              response.setHeader("Cache-Control", "public, max-age=60");
              html(response);
            })) {
      Wire.Answer first = site.get("/", "Accept-Language: de");
      assertThat(first.all("Cache-Control")).containsExactly("public, max-age=60");
      assertThat(first.all("Vary")).isEmpty();
      assertThat(first.body()).contains("consent.js", "cookieward-banner");
      for (String field :
          List.of(
              Visitors.AGREED_TO_ANALYTICS,
              Visitors.REFUSED,
              "Sec-Fetch-Dest: empty",
              "Sec-GPC: 1")) {
        assertThat(site.get("/", field).body()).as(field).isEqualTo(first.body());
      }
    }
  }

  @Test
  void aSharedPageWithCookiesOfOursIsKeptByNobody() throws Exception {
    try (Site site =
        Site.of(
            shared(),
            (request, response) -> {
              response.setHeader("Cache-Control", "public, max-age=60");
              html(response);
            })) {
      Wire.Answer page = site.get("/", Visitors.REFUSED + "; stats=1");
      assertThat(page.removed()).contains("stats");
      assertThat(page.all("Cache-Control")).containsExactly("private, no-store");
    }
  }

  @Test
  void aPageIsKeptForItsVisitor() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setHeader("Cache-Control", "public, max-age=60, s-maxage=900");
              response.setHeader("CDN-Cache-Control", "max-age=900");
              response.setHeader("X-Accel-Expires", "900");
              html(response);
              response.addHeader("ETag", "\"late\"");
              response.addHeader("Cloudflare-CDN-Cache-Control", "max-age=900");
              response.addHeader("Edge-Control", "max-age=900");
            })) {
      Wire.Answer page = site.get("/");
      assertThat(page.all("Cache-Control")).containsExactly("private, max-age=60");
      assertThat(page.all("CDN-Cache-Control")).containsExactly("private, no-store");
      assertThat(page.all("Cloudflare-CDN-Cache-Control")).containsExactly("private, no-store");
      assertThat(page.all("Edge-Control")).containsExactly("no-store");
      assertThat(page.all("X-Accel-Expires")).containsExactly("0");
      assertThat(page.all("Vary")).contains("Cookie, Sec-GPC");
    }
  }

  @Test
  void aFieldThatNotEverybodyGetsIsKeptForItsVisitor() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType("image/png");
              response.setHeader("Cache-Control", "public, max-age=60");
              response.setHeader("NEL", "{\"report_to\":\"g\",\"max_age\":9}");
              response.setHeader("Link", "</a.css>; rel=preload; as=style");
              response.setHeader("Vary", "Origin");
              response.getOutputStream().write(1);
            })) {
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS).all("Vary"))
          .containsExactly("Origin", "Cookie, Sec-GPC");
      for (String field : List.of("X-Nobody: 1", Visitors.REFUSED)) {
        Wire.Answer picture = site.get("/", field);
        assertThat(picture.all("NEL")).containsExactly("{\"max_age\":0}");
        assertThat(picture.all("Vary")).containsExactly("Origin");
      }
    }
  }

  @Test
  void aFieldThatEverybodyGetsChangesNothing() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType("image/png");
              response.setHeader("Link", "</a.css>; rel=preload; as=style");
              response.getOutputStream().write(1);
            })) {
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS).all("Vary")).isEmpty();
    }
  }

  @Test
  void headDoesNotCallAPageEmpty() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType("text/html;charset=UTF-8");
              response.setContentLength(PAGE.length());
            })) {
      assertThat(site.send(Wire.request("HEAD", "/")).all("Content-Length")).isEmpty();
    }
  }

  @Test
  void aPartOfAPageGetsNothingPutIn() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setStatus(206);
              response.setHeader("Content-Range", "bytes 0-50/900");
              html(response);
            })) {
      assertThat(site.get("/").body()).isEqualTo(PAGE);
    }
  }

  @Test
  void whatIsNoPageLeavesAsEarlyAsTheApplicationWants() throws Exception {
    AtomicBoolean left = new AtomicBoolean();
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              sizes.add(response.getBufferSize());
              response.setBufferSize(16);
              response.setContentType("text/plain");
              response.getOutputStream().write(new byte[40]);
              left.set(response.isCommitted());
              sizes.add(response.getBufferSize());
            })) {
      assertThat(site.get("/").body()).hasSize(40);
      assertThat(site.get("/").body()).hasSize(40);
      assertThat(left).isTrue();
      assertThat(sizes).containsExactly(sizes.get(0), 16, sizes.get(0), 16);
    }
  }

  @Test
  void aMistakeOfTheApplicationIsTold() throws Exception {
    AtomicBoolean told = new AtomicBoolean();
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType("text/html;charset=UTF-8");
              try {
                response.getOutputStream().write(new byte[3], 2, 5);
              } catch (IndexOutOfBoundsException e) {
                told.set(true);
              }
              response.getOutputStream().print(PAGE);
            })) {
      assertThat(site.get("/").body()).contains("<p>text</p>");
      assertThat(told).isTrue();
    }
  }

  @Test
  void whatIsPutInDependsOnWhatThePageIsFor() throws Exception {
    try (Site site = Site.of(Visitors.site().build(), (request, response) -> html(response))) {
      assertThat(site.get("/", "Sec-Fetch-Dest: document").body()).contains("cookieward-banner");
      assertThat(site.get("/", "Sec-Fetch-Dest: iframe").body())
          .contains("guard.js", "consent.js")
          .doesNotContain("cookieward-banner", "cookie-settings");
      assertThat(site.get("/", "Sec-Fetch-Dest: empty").body()).isEqualTo(PAGE);
      assertThat(site.get("/", "X-Requested-With: XMLHttpRequest").body()).isEqualTo(PAGE);
      assertThat(site.get("/", "Sec-Fetch-Dest: empty", "Sec-Purpose: prefetch").body())
          .contains("cookieward-banner");
    }
  }

  /** A site with a service of films, and one page. */
  private static Site filmSite(String body) throws Exception {
    Settings settings =
        Visitors.site()
            .service(Service.builder("film", Category.PREFERENCE).address("film.example").build())
            .build();
    String page = PAGE.replace("<p>text</p>", body);
    return Site.of(
        settings,
        (request, response) -> {
          response.setContentType("text/html;charset=UTF-8");
          response.getWriter().print(page);
        });
  }

  private static org.jsoup.nodes.Document withFilm(String body) throws Exception {
    try (Site site = filmSite(body)) {
      return Jsoup.parse(site.get("/").body());
    }
  }

  @Test
  void aFormOfThePageKeepsItsFieldsAroundAPlaceholder() throws Exception {
    String film = "<iframe src=https://film.example/1></iframe>";
    org.jsoup.nodes.Document page =
        withFilm(
            "<form id=own><input name=a><div>"
                + film
                + "</div><input name=b></form>"
                + film
                + PAGE);
    Element own = page.expectFirst("#own");
    assertThat(((FormElement) own).elements().not("[form]").eachAttr("name"))
        .containsExactly("a", "b");
    assertThat(own.select(".cookieward-embed")).hasSize(1);
    assertThat(page.select(".cookieward-embed button[form=cookieward-allow][value=film]"))
        .hasSize(2);
    Element form = page.expectFirst("form[data-consent-form]#cookieward-allow");
    assertThat(form.select("input[name=action]").val()).isEqualTo("allow");
  }

  @Test
  void aParagraphIsNotSplitByAPlaceholder() throws Exception {
    org.jsoup.nodes.Document page =
        withFilm("<p id=own>See <iframe src=https://film.example/1></iframe> the <b>film</b>.</p>");
    assertThat(page.select("p")).hasSize(1 + page.select(".cookieward p").size());
    assertThat(page.select("#own > .cookieward-embed + iframe[hidden] + b")).hasSize(1);
  }

  @Test
  void aFormThatThePageLeavesOpenEndsBeforeOurs() throws Exception {
    org.jsoup.nodes.Document page = withFilm("<form id=own><input name=a>");
    assertThat(page.select("#own [data-consent-form]")).isEmpty();
    assertThat(page.select("form[data-consent-form]")).isNotEmpty();
    assertThat(((FormElement) page.expectFirst("#own")).elements().eachAttr("name"))
        .containsExactly("a");
  }

  /** A browser looks for it in the first kilobyte, and what is put in is longer than that. */
  @Test
  void aPageThatNamesItsEncodingDoesSoBeforeWhatIsPutIn() throws Exception {
    String page = "<!DOCTYPE html><html><div></div><meta charset=koi8-r><p>\u00e4</p></html>";
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType(request.getQueryString());
              response.getOutputStream().write(page.getBytes(ISO_8859_1));
            })) {
      assertThat(site.get("/?text/html").body()).contains("<html><meta charset=\"koi8-r\"><script");
      assertThat(site.get("/?text/html;charset=koi8-r").body()).contains("<html><script");
    }
  }

  /** A long stretch in the middle; what is around it is cut into many. */
  private static String longPage() {
    String paragraphs = paragraphs();
    return PAGE.replace("text", paragraphs + "x".repeat(30_000) + "</p><p>" + paragraphs);
  }

  private static String paragraphs() {
    StringBuilder paragraphs = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      paragraphs.append(i).append(". text</p><p>");
    }
    return paragraphs.toString();
  }

  /** A long stretch that came twice is known by its beginning; the third time it is flushed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFlushTakesAlongWhatWaitsToBeKnown(boolean stream) throws Exception {
    String page = longPage();
    int part = page.indexOf("xxx") + 20_000;
    CountDownLatch arrived = new CountDownLatch(1);
    AtomicBoolean inTime = new AtomicBoolean();
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType("text/html;charset=UTF-8");
              boolean first = true;
              for (String text : List.of(page.substring(0, part), page.substring(part))) {
                if (stream) {
                  response.getOutputStream().write(text.getBytes(UTF_8));
                } else {
                  response.getWriter().print(text);
                }
                if (first && request.getRequestURI().equals("/flushed")) {
                  response.flushBuffer();
                  inTime.set(arrived.await(10, TimeUnit.SECONDS));
                }
                first = false;
              }
            })) {
      HttpClient visitor = HttpClient.newHttpClient();
      String origin = "http://127.0.0.1:" + site.port();
      HttpRequest asking = HttpRequest.newBuilder(URI.create(origin + "/")).build();
      for (int i = 0; i < 3; i++) {
        visitor.send(asking, BodyHandlers.discarding());
      }
      HttpRequest flushed = HttpRequest.newBuilder(URI.create(origin + "/flushed")).build();
      StringBuilder body = new StringBuilder();
      try (InputStream in = visitor.send(flushed, BodyHandlers.ofInputStream()).body()) {
        int row = 0;
        for (int c = in.read(); c >= 0; c = in.read()) {
          body.append((char) c);
          row = c == 'x' ? row + 1 : 0;
          if (row == 20_000) {
            arrived.countDown();
          }
        }
      }
      assertThat(inTime).isTrue();
      assertThat(body.indexOf("x".repeat(30_000) + "</p>")).isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aFlushWithoutBlockingLosesNothing(boolean stream) throws Exception {
    String page = longPage();
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType("text/html;charset=UTF-8");
              AsyncContext async = request.startAsync();
              ServletOutputStream out = async.getResponse().getOutputStream();
              Flushable flushed = stream ? out : async.getResponse()::flushBuffer;
              out.setWriteListener(inPieces(page.getBytes(UTF_8), out, flushed, async));
            })) {
      String text = page.substring(page.indexOf("0. text"), page.indexOf("</body>"));
      for (int i = 0; i < 4; i++) {
        assertThat(site.get("/").body().indexOf(text)).as("answer %d", i).isPositive();
      }
    }
  }

  private static WriteListener inPieces(
      byte[] page, ServletOutputStream out, Flushable flushed, AsyncContext async) {
    return new WriteListener() {
      private int at;
      private boolean flushes;

      @Override
      public void onWritePossible() throws IOException {
        while (out.isReady()) {
          if (flushes) {
            flushed.flush();
          } else if (at == page.length) {
            async.complete();
            return;
          } else {
            int length = Math.min(3_001, page.length - at);
            out.write(page, at, length);
            at += length;
          }
          flushes = !flushes;
        }
      }

      @Override
      public void onError(Throwable problem) {
        async.complete();
      }
    };
  }

  @Test
  void theApplicationsNonceIsOnWhatIsPutIn() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setHeader(
                  "Content-Security-Policy", "script-src 'nonce-r4nd0m'; style-src 'nonce-0ther'");
              html(response);
            })) {
      assertThat(site.get("/").body())
          .containsPattern("<script[^>]* nonce=\"r4nd0m\"")
          .containsPattern("<link[^>]* nonce=\"0ther\"");
    }
  }

  @Test
  void aPieceThatThePageWroteIsNotPutIn() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              ConsentFilter.writes(request, PagePiece.HEAD);
              ConsentFilter.writes(request, PagePiece.BANNER);
              html(response);
              assertThat(ConsentFilter.writes(request, PagePiece.BANNER)).isFalse();
            })) {
      assertThat(site.get("/").body())
          .doesNotContain("consent.js", "cookieward-banner")
          .contains("cookieward-link");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "text/plain",
        "image/svg+xml",
        "text/event-stream",
        "text/css"
      })
  void whatIsNoPageIsTheSameByteForByte(String type) throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType(type);
              response.setContentLength(PAGE.length());
              response.setDateHeader("Last-Modified", 0);
              response.getOutputStream().write(PAGE.getBytes(UTF_8));
            })) {
      Wire.Answer answer = site.get("/");
      assertThat(answer.body()).isEqualTo(PAGE);
      assertThat(answer.all("Content-Length")).containsExactly("" + PAGE.length());
      assertThat(answer.all("Last-Modified")).containsExactly("Thu, 01 Jan 1970 00:00:00 GMT");
      assertThat(answer.all("Vary"))
          .isEqualTo(type.endsWith("+xml") ? List.of("Sec-Fetch-Dest") : List.of());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html xmlns='http://www.w3.org/1999/xhtml'><head><title>t</title></head><body>x</body></html>",
        "<?xml version='1.0'?><!DOCTYPE html><?a > b?>"
            + "<html xmlns='http://www.w3.org/1999/xhtml'><head/><body/></html>",
        "<h:html xmlns:h='http://www.w3.org/1999/xhtml'><h:head/><h:body>x</h:body></h:html>",
        "<html xmlns='http://www.w3.org/1999/xhtml'/>"
      })
  void aPageInXmlStaysWellFormed(String page) throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType("application/xhtml+xml;charset=UTF-8");
              response.getWriter().print(page);
            })) {
      byte[] body = site.get("/", "Sec-Fetch-Dest: document").body().getBytes(ISO_8859_1);
      Document document =
          DocumentBuilderFactory.newDefaultInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(body));
      assertThat(document.getDocumentElement().getTagName()).endsWith("html");
    }
  }

  @Test
  void bytesWithoutATypeThatNobodyTakesForAPageStayAsTheyAre() throws Exception {
    byte[] bytes = new byte[50_000];
    new Random(3).nextBytes(bytes);
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentLength(bytes.length);
              response.getOutputStream().write(bytes);
            })) {
      Wire.Answer answer = site.get("/");
      assertThat(answer.body().getBytes(ISO_8859_1)).isEqualTo(bytes);
      assertThat(answer.all("Content-Length")).containsExactly("50000");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 50_000})
  void compressedBytesWithoutATypeLeaveAsTheirFieldsSay(int length) throws Exception {
    byte[] bytes = new byte[length];
    new Random(3).nextBytes(bytes);
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setHeader("Content-Encoding", "gzip");
              response.getOutputStream().write(gzip(bytes));
            })) {
      Wire.Answer answer = site.get("/");
      assertThat(answer.all("Content-Encoding")).isEmpty();
      assertThat(answer.body().getBytes(ISO_8859_1)).isEqualTo(bytes);
    }
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
      zip.write(bytes);
    }
    return zipped.toByteArray();
  }

  @Test
  void aDownloadIsNoPage() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setHeader("Content-Disposition", "Attachment; filename=a.html");
              html(response);
            })) {
      assertThat(site.get("/download").body()).isEqualTo(PAGE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/svg+xml", "text/css"})
  void textThatIsOnItsWayDoesNotBecomeWhatIsRead(String late) throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType("text/plain");
              response.getOutputStream().print(PAGE);
              response.setContentType(late);
              response.setHeader("Content-Type", late);
            })) {
      assertThat(site.get("/late", "Sec-Fetch-Dest: document").all("Content-Type"))
          .containsExactly("text/plain");
    }
  }

  @Test
  void fieldsThatWaitAreSeenByTheApplication() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentLength(7);
              response.setHeader("content-encoding", "gzip");
              assertThat(response.containsHeader("Content-Encoding")).isTrue();
              assertThat(response.getHeader("Content-Encoding")).isEqualTo("gzip");
              assertThat(response.getHeaders("content-length")).containsExactly("7");
              assertThat(response.getHeaderNames()).contains("Content-Length");
              assertThat(request.getAttribute("org.apache.tomcat.sendfile.support")).isNull();
              response.reset();
              assertThat(response.containsHeader("Content-Encoding")).isFalse();
              html(response);
            })) {
      Wire.Answer page = site.get("/");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.body()).contains("<p>text</p>");
      assertThat(page.all("Content-Encoding")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "utf-8", "identity, UTF-8", "none, br", "gzip, utf-8"})
  void aCodingThatThereIsNotIsNone(String coding) throws Exception {
    try (Log log = new Log();
        Site site =
            Site.of(
                Visitors.site().build(),
                (request, response) -> {
                  response.setHeader("Content-Encoding", coding);
                  response.setContentType("text/html");
                  response.getOutputStream().write(PAGE.getBytes(UTF_8));
                })) {
      boolean unread = coding.contains("br") || coding.contains("gzip");
      assertThat(site.get("/").body().contains("<p>text</p>")).isNotEqualTo(unread);
      assertThat(log.ours().toString().contains("not decoded here")).isEqualTo(unread);
    }
  }

  @Test
  void aCompressedPageIsRefusedWhereTheSiteSaysSo() throws Exception {
    PageSettings refusing = PageSettings.DEFAULTS.with(Compressed.REFUSE);
    try (Log log = new Log();
        Site site =
            Site.of(
                Visitors.site().pages(refusing).build(),
                (request, response) -> {
                  response.setContentType("text/html");
                  response.setHeader("Content-Encoding", "gzip");
                  response.getOutputStream().write(gzip(PAGE.getBytes(UTF_8)));
                })) {
      for (int again = 0; again < 2; again++) {
        Wire.Answer page = site.get("/");
        assertThat(page.body()).contains("Page withheld").doesNotContain("text</p>");
        assertThat(page.all("Content-Encoding")).isEmpty();
      }
      assertThat(log.ours()).filteredOn(line -> line.contains("is withheld")).hasSize(1);
    }
  }

  @Test
  void anExceptionOfTheApplicationPassesAndLeavesNoHalfPage() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              html(response);
              throw new IllegalStateException("the application's own");
            })) {
      Wire.Answer page = site.get("/");
      assertThat(page.status()).isEqualTo(500);
      assertThat(page.body()).doesNotContain("<p>text</p>", "cookieward-banner");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 40_000})
  void aPageThatFitsIntoTheBufferMayStillBecomeARedirect(int asked) throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              if (asked > 0) {
                response.setBufferSize(asked);
                assertThat(response.getBufferSize()).isEqualTo(asked);
              }
              response.setContentType("text/html;charset=UTF-8");
              int size = response.getBufferSize();
              byte[] page = (PAGE + " ".repeat(size - PAGE.length() - 100)).getBytes(UTF_8);
              response.getOutputStream().write(page);
              assertThat(response.isCommitted()).isFalse();
              assertThat(response.getBufferSize()).isEqualTo(size);
              response.sendRedirect("/elsewhere");
            })) {
      Wire.Answer answer = site.get("/");
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.body()).isEmpty();
    }
  }
}
