package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.PageSettings.Caching;
import io.github.cookieward.enforcement.PageSettings.Protection;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.eclipse.jetty.ee10.servlet.DefaultServlet;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A style sheet file that names a service is each visitor's; every other leaves as it came. */
class StyleSheetTest {
  private static final String PLAIN =
      """
      @namespace svg url(http://www.w3.org/2000/svg);
      body { background: url(/own.png) } @import url("https://cdn.example/x.css");
      """;
  private static final String NAMES =
      """
      @import 'https://stats.example/i.css';
      .a { background: url(https://stats.example/p.gif) }
      .b { background: image-set("//stats.example/2x.png" 2x) } .größe { color: red }
      .c { background: url( "https://cdn.example/ok.png" ) }
      """;
  private static final String WITHOUT =
      """
      @import 'data:,';
      .a { background: url(data:,) }
      .b { background: image-set("data:," 2x) } .größe { color: red }
      .c { background: url( "https://cdn.example/ok.png" ) }
      """;

  private static final String GRANTED = "Cookie: " + Visitors.granted(Category.ANALYTICS);
  private static final String AS_STYLE = "Sec-Fetch-Dest: style";

  private static SettingsBuilder settings() {
    return Visitors.site()
        .service(Service.builder("stats", Category.ANALYTICS).address("stats.example").build())
        .service(Service.builder("cdn", Category.ESSENTIAL).address("cdn.example").build());
  }

  private static void sheet(HttpServletResponse response, byte[] bytes) throws IOException {
    response.setContentType("text/css");
    response.setHeader("ETag", "\"v1\"");
    response.setDateHeader("Last-Modified", 1_700_000_000_000L);
    response.setHeader("Cache-Control", "public, max-age=31536000");
    response.setHeader("Accept-Ranges", "bytes");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static String utf8(Wire.Answer answer) {
    return new String(answer.body().getBytes(ISO_8859_1), UTF_8);
  }

  private static Site site(SettingsBuilder settings, byte[] css) throws Exception {
    return Site.of(settings.build(), (request, response) -> sheet(response, css));
  }

  @Test
  void oneThatNamesNoServiceLeavesAsItCame() throws Exception {
    for (SettingsBuilder settings :
        new SettingsBuilder[] {
          settings(),
          settings().pages(PageSettings.DEFAULTS.with(Protection.STRICT)),
          settings().pages(PageSettings.DEFAULTS.with(Caching.SHARED))
        }) {
      try (Site site = site(settings, PLAIN.getBytes(UTF_8))) {
        Wire.Answer answer = site.get("/a.css", AS_STYLE);
        assertThat(answer.body()).isEqualTo(PLAIN);
        assertThat(answer.all("ETag")).containsExactly("\"v1\"");
        assertThat(answer.all("Last-Modified")).hasSize(1);
        assertThat(answer.all("Cache-Control")).containsExactly("public, max-age=31536000");
        assertThat(answer.all("Content-Length")).containsExactly("" + PLAIN.length());
        assertThat(answer.all("Accept-Ranges")).containsExactly("bytes");
        assertThat(answer.all("Vary")).isEmpty();
        assertThat(answer.all("Content-Security-Policy")).isEmpty();
      }
    }
  }

  @Test
  void oneThatNamesAServiceIsEachVisitors() throws Exception {
    for (SettingsBuilder settings :
        new SettingsBuilder[] {
          settings(), settings().pages(PageSettings.DEFAULTS.with(Protection.STRICT))
        }) {
      try (Site site = site(settings, NAMES.getBytes(UTF_8))) {
        for (String visitor : new String[] {"X-Nothing: 1", Visitors.REFUSED, GRANTED}) {
          Wire.Answer answer = site.get("/a.css", AS_STYLE, visitor);
          assertThat(utf8(answer)).isEqualTo(visitor.equals(GRANTED) ? NAMES : WITHOUT);
          assertThat(answer.all("Cache-Control")).containsExactly("private, max-age=31536000");
          assertThat(answer.all("Vary")).containsExactly("Cookie, Sec-GPC");
          assertThat(answer.all("ETag").get(0)).startsWith("W/\"v1~cws");
          assertThat(answer.all("Last-Modified")).isEmpty();
          assertThat(answer.all("Accept-Ranges")).containsExactly("none");
          assertThat(answer.all("Content-Security-Policy")).isEmpty();
        }
      }
    }
  }

  @Test
  void whereAllGetOneItIsAsForAVisitorWithoutConsent() throws Exception {
    try (Site site =
        site(settings().pages(PageSettings.DEFAULTS.with(Caching.SHARED)), NAMES.getBytes(UTF_8))) {
      for (String visitor : new String[] {"X-Nothing: 1", GRANTED}) {
        Wire.Answer answer = site.get("/a.css", visitor);
        assertThat(utf8(answer)).isEqualTo(WITHOUT);
        assertThat(answer.all("Cache-Control")).containsExactly("public, max-age=31536000");
        assertThat(answer.all("Vary")).isEmpty();
      }
    }
  }

  @Test
  void aCopyIsValidForItsVisitorOnly() throws Exception {
    try (Site site =
        Site.of(
            settings().build(),
            (request, response) -> {
              if ("\"v1\"".equals(request.getHeader("If-None-Match"))) {
                response.setHeader("ETag", "\"v1\"");
                response.setStatus(304);
              } else {
                sheet(response, NAMES.getBytes(UTF_8));
              }
            })) {
      String tag = site.get("/a.css", GRANTED).all("ETag").get(0);
      Wire.Answer same = site.get("/a.css", GRANTED, "If-None-Match: " + tag);
      assertThat(same.status()).isEqualTo(304);
      assertThat(same.all("ETag")).containsExactly(tag);
      Wire.Answer other = site.get("/a.css", Visitors.REFUSED, "If-None-Match: " + tag);
      assertThat(other.status()).isEqualTo(200);
      assertThat(utf8(other)).isEqualTo(WITHOUT);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate"})
  void aCompressedOneIsRead(String coding) throws Exception {
    for (String css : new String[] {PLAIN, NAMES}) {
      ByteArrayOutputStream zipped = new ByteArrayOutputStream();
      try (OutputStream zip =
          coding.equals("gzip") ? new GZIPOutputStream(zipped) : new DeflaterOutputStream(zipped)) {
        zip.write(css.getBytes(UTF_8));
      }
      try (Site site =
          Site.of(
              settings().build(),
              (request, response) -> {
                response.setHeader("Content-Encoding", coding);
                sheet(response, zipped.toByteArray());
              })) {
        Wire.Answer answer = site.get("/a.css");
        if (css.equals(PLAIN)) {
          assertThat(answer.all("Content-Encoding")).containsExactly(coding);
          assertThat(answer.body()).isEqualTo(zipped.toString(ISO_8859_1));
          assertThat(answer.all("Content-Length")).containsExactly("" + zipped.size());
        } else {
          assertThat(answer.all("Content-Encoding")).isEmpty();
          assertThat(utf8(answer)).isEqualTo(WITHOUT);
        }
      }
    }
  }

  @Test
  void oneThatCannotBeReadGoesToWhoHasGrantedAll() throws Exception {
    SettingsBuilder settings = settings();
    String all =
        "Cookie: "
            + Visitors.granted(
                Category.ANALYTICS,
                Category.PREFERENCE,
                Category.ADVERTISING,
                Category.THIRD_PARTY);
    try (Site site =
        Site.of(
            settings.build(),
            (request, response) -> {
              response.setHeader("Content-Encoding", "br");
              sheet(response, "not really".getBytes(UTF_8));
            })) {
      assertThat(site.get("/a.css").body()).isEmpty();
      Wire.Answer answer = site.get("/a.css", all);
      assertThat(answer.body()).isEqualTo("not really");
      assertThat(answer.all("Content-Encoding")).containsExactly("br");
      assertThat(answer.all("Cache-Control")).containsExactly("private, no-store");
    }
    byte[] huge = (".a{}\n".repeat(500_000) + NAMES).getBytes(UTF_8);
    try (Site site = site(settings(), huge);
        Log log = new Log()) {
      Wire.Answer whole = site.get("/a.css", all);
      assertThat(whole.body()).isEqualTo(new String(huge, ISO_8859_1));
      assertThat(whole.all("Cache-Control")).containsExactly("private, no-store");
      assertThat(log.ours()).noneMatch(told -> told.contains("/a.css"));
      Wire.Answer cut = site.get("/a.css");
      assertThat(cut.body()).hasSize(2 * 1024 * 1024).doesNotContain("stats.example");
      assertThat(log.ours()).anyMatch(told -> told.contains("/a.css"));
    }
  }

  @Test
  void theApplicationHearsOfCodingsThatCanBeRead() throws Exception {
    try (Site site =
        Site.of(
            settings().build(),
            (request, response) -> {
              var all = java.util.Collections.list(request.getHeaders("accept-encoding"));
              boolean named =
                  java.util.Collections.list(request.getHeaderNames()).stream()
                      .anyMatch("Accept-Encoding"::equalsIgnoreCase);
              response.setContentType("text/plain");
              response.getWriter().print(request.getHeader("Accept-Encoding") + all + named);
            })) {
      String some = "Accept-Encoding: br, GZIP;q=0.5, zstd";
      assertThat(site.get("/a.css", some, "Accept-Encoding: deflate").body())
          .isEqualTo("GZIP;q=0.5, deflate[GZIP;q=0.5, deflate]true");
      assertThat(site.get("/a.css", "Accept-Encoding: br").body()).isEqualTo("null[]false");
      assertThat(site.get("/sheet", some, AS_STYLE).body()).startsWith("GZIP;q=0.5[");
      assertThat(site.get("/page", some).body()).startsWith("br, GZIP;q=0.5, zstd[");
    }
  }

  @Test
  void everyEncodingIsReadAndKept() throws Exception {
    String umlaut = "/* ä */ .a { background: url('https://stats.example/p') }";
    String gone = "/* ä */ .a { background: url('data:,') }";
    String mark = new String(new byte[] {(byte) 0xfe, (byte) 0xff}, ISO_8859_1);
    try (Site site =
        site(
            settings(),
            (mark + new String(umlaut.getBytes(UTF_16BE), ISO_8859_1)).getBytes(ISO_8859_1))) {
      assertThat(site.get("/").body())
          .isEqualTo(mark + new String(gone.getBytes(UTF_16BE), ISO_8859_1));
    }
    try (Site site = site(settings(), umlaut.getBytes(ISO_8859_1))) {
      assertThat(site.get("/").body()).isEqualTo(gone);
    }
    try (Site site = site(settings(), umlaut.getBytes(UTF_16BE))) { // as the page may be
      assertThat(site.get("/").body()).isEqualTo(new String(gone.getBytes(UTF_16BE), ISO_8859_1));
    }
    String named = "@charset \"windows-1251\";";
    try (Site site = site(settings(), (named + umlaut).getBytes(ISO_8859_1))) {
      assertThat(site.get("/").body()).isEqualTo(named + gone);
    }
    String host = ".a { background: url(https://stäts.example/p) }";
    SettingsBuilder idn =
        Visitors.site()
            .service(
                Service.builder("s", Category.ANALYTICS)
                    .address(java.net.IDN.toASCII("stäts.example"))
                    .build());
    try (Site site = site(idn, host.getBytes(UTF_8))) {
      assertThat(site.get("/").body()).isEqualTo(".a { background: url(data:,) }");
    }
  }

  @Test
  void everyWayToWriteIsHeldUntilItsEnd() throws Exception {
    try (Site site =
        Site.of(
            settings().build(),
            (request, response) -> {
              response.setContentType("text/css;charset=utf-8");
              switch (request.getRequestURI()) {
                case "/writer" -> {
                  for (int i = 0; i < NAMES.length(); i++) {
                    response.getWriter().write(NAMES.charAt(i));
                  }
                }
                case "/flushed" -> {
                  response.flushBuffer();
                  for (byte b : NAMES.getBytes(UTF_8)) {
                    response.getOutputStream().write(b);
                    response.getOutputStream().flush();
                    response.flushBuffer();
                  }
                  response.getOutputStream().close();
                }
                case "/writer-flushed" -> {
                  response.getWriter().write(NAMES);
                  response.getWriter().flush();
                  response.getWriter().close();
                }
                case "/reset" -> {
                  response.getOutputStream().print("@import 'https://stats.example/");
                  response.resetBuffer();
                  response.getOutputStream().write(NAMES.getBytes(UTF_8));
                }
                case "/forward" ->
                    request.getRequestDispatcher("/writer").forward(request, response);
                default ->
                    nonBlocking(
                        request.startAsync().getResponse().getOutputStream(),
                        () -> request.getAsyncContext().complete());
              }
            })) {
      for (String way :
          new String[] {
            "/writer", "/flushed", "/writer-flushed", "/reset", "/forward", "/non-blocking"
          }) {
        assertThat(utf8(site.get(way))).as(way).isEqualTo(WITHOUT);
        assertThat(utf8(site.get(way, GRANTED))).as(way).isEqualTo(NAMES);
      }
    }
  }

  private static void nonBlocking(ServletOutputStream out, Runnable last) {
    byte[] css = NAMES.getBytes(UTF_8);
    out.setWriteListener(
        new WriteListener() {
          private int at;

          @Override
          public void onWritePossible() throws IOException {
            while (out.isReady()) {
              if (at == css.length) {
                last.run();
                return;
              }
              out.write(css, at, 1);
              at++;
            }
          }

          @Override
          public void onError(Throwable problem) {
            last.run();
          }
        });
  }

  @Test
  void aFileThatIsUsedAsOneIsOneWhateverItsType() throws Exception {
    try (Site site =
        Site.of(
            settings().build(),
            (request, response) -> {
              response.setContentType("text/plain");
              response.getOutputStream().write(NAMES.getBytes(UTF_8));
              response.setContentType("text/css"); // too late
            })) {
      assertThat(utf8(site.get("/", AS_STYLE))).isEqualTo(WITHOUT);
      Wire.Answer plain = site.get("/");
      assertThat(utf8(plain)).isEqualTo(NAMES);
      assertThat(plain.all("Content-Type").get(0)).startsWith("text/plain");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/x-unknown", ""})
  void aPageThatIsUsedAsOneIsOneToo(String type) throws Exception {
    try (Site site =
        Site.of(
            settings().build(),
            (request, response) -> {
              if (!type.isEmpty()) {
                response.setContentType(type);
              }
              response.getOutputStream().write(NAMES.getBytes(UTF_8));
            })) {
      assertThat(utf8(site.get("/", AS_STYLE))).isEqualTo(WITHOUT);
      assertThat(utf8(site.get("/", "Sec-Fetch-Dest: iframe"))).contains("stats.example/i.css");
    }
  }

  /** From a cache it would come as a page that nobody has read. */
  @ParameterizedTest
  @ValueSource(strings = {"text/html", "image/svg+xml", "", "text/css"})
  void noCacheKeepsAPageThatWasUsedAsASheet(String type) throws Exception {
    try (Site site =
        Site.of(
            settings().build(),
            (request, response) -> {
              if (!type.isEmpty()) {
                response.setContentType(type);
              }
              response.setHeader("Cache-Control", "public, max-age=600");
              response.getOutputStream().print(request.getQueryString());
            })) {
      String kept = type.equals("text/css") ? "public, max-age=600" : "private, no-store";
      assertThat(site.get("/?own", AS_STYLE).all("Cache-Control")).containsExactly(kept);
      assertThat(site.get("/?@import%20'//stats.example/x'", AS_STYLE).all("Cache-Control"))
          .noneMatch(said -> said.contains("public"));
    }
  }

  @Test
  void aSheetWithinAnAddressIsReadToo() throws Exception {
    String inner = "@import url(\"data:text/css,@import%20'https://stats.example/x'\");";
    try (Site site = site(settings(), inner.getBytes(UTF_8))) {
      assertThat(site.get("/").body()).isEqualTo("@import url(\"data:,\");");
      assertThat(site.get("/", GRANTED).body()).isEqualTo(inner);
    }
  }

  @Test
  void itIsNotReadWherePagesAreNotOrNothingIsWithheld() throws Exception {
    PageSettings unread = PageSettings.DEFAULTS.withRewriting(false);
    for (SettingsBuilder settings :
        new SettingsBuilder[] {
          settings().pages(unread), settings().mode(Settings.Mode.REPORT_ONLY)
        }) {
      try (Site site = site(settings, NAMES.getBytes(UTF_8))) {
        Wire.Answer answer = site.get("/a.css");
        assertThat(utf8(answer)).isEqualTo(NAMES);
        assertThat(answer.all("ETag")).containsExactly("\"v1\"");
      }
    }
  }

  @Test
  void anEmptyOneAndOneThatIsNotModifiedStayAsTheyAre() throws Exception {
    try (Site site =
        Site.of(
            settings().build(),
            (request, response) -> {
              response.setContentType("text/css");
              response.setHeader("ETag", "\"v1\"");
              if (request.getRequestURI().equals("/304")) {
                response.setStatus(304);
              } else {
                response.setContentLength(0);
              }
            })) {
      assertThat(site.get("/304", "If-None-Match: \"v1\"").all("ETag")).containsExactly("\"v1\"");
      Wire.Answer empty = site.get("/");
      assertThat(empty.all("Content-Length")).containsExactly("0");
      assertThat(empty.all("ETag")).containsExactly("\"v1\"");
    }
  }

  @Test
  void aServersOwnFilesAreReadAndServedAsWithoutUs(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("plain.css"), PLAIN);
    Files.writeString(folder.resolve("names.css"), NAMES);
    Files.write(folder.resolve("names.css.br"), new byte[] {1, 2, 3});
    try (Site with = files(folder, true);
        Site without = files(folder, false)) {
      for (String field :
          new String[] {
            "X-Nothing: 1",
            "Range: bytes=0-9",
            "If-Modified-Since: Fri, 01 Jan 2100 00:00:00 GMT",
            "Accept-Encoding: gzip, br"
          }) {
        Wire.Answer on = with.get("/plain.css", field);
        Wire.Answer off = without.get("/plain.css", field);
        assertThat(on.status()).isEqualTo(off.status());
        assertThat(on.fields()).containsExactlyInAnyOrderElementsOf(off.fields());
        assertThat(on.body()).isEqualTo(off.body());
      }
      assertThat(without.get("/names.css", "Accept-Encoding: br").body()).hasSize(3);
      assertThat(with.get("/names.css", "Accept-Encoding: br").body()).isEmpty(); // past wrappers
      assertThat(utf8(with.get("/names.css", "Accept-Encoding: gzip"))).isEqualTo(WITHOUT);
      assertThat(utf8(with.get("/names.css", GRANTED))).isEqualTo(NAMES);
    }
  }

  private static Site files(Path folder, boolean filtered) throws Exception {
    return Site.of(
        context -> {
          if (filtered) {
            Site.filter(context, new ConsentFilter(settings().build()));
          }
          context.setBaseResourceAsPath(folder);
          ServletHolder files = new ServletHolder(new DefaultServlet());
          files.setAsyncSupported(true);
          files.setInitParameter("precompressed", "br=.br");
          context.addServlet(files, "/");
        });
  }
}
