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
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A style sheet file that names a service is each visitor's; every other leaves as it came. */
class StyleSheetTest {
  private static final String PLAIN =
      "@namespace svg url(http://www.w3.org/2000/svg);\n"
          + "body { background: url(/own.png) } @import url(\"https://cdn.example/x.css\");\n";
  private static final String NAMES =
      "@import 'https://stats.example/i.css';\n"
          + ".a { background: url(https://stats.example/p.gif) }\n"
          + ".b { background: image-set(\"//stats.example/2x.png\" 2x) } .größe { color: red }\n"
          + ".c { background: url( \"https://cdn.example/ok.png\" ) }\n";
  private static final String WITHOUT =
      "@import 'data:,';\n"
          + ".a { background: url(data:,) }\n"
          + ".b { background: image-set(\"data:,\" 2x) } .größe { color: red }\n"
          + ".c { background: url( \"https://cdn.example/ok.png\" ) }\n";

  private static final String GRANTED = "Cookie: " + Visitors.granted(Category.ANALYTICS);
  private static final String AS_STYLE = "Sec-Fetch-Dest: style";

  private static Settings.Builder settings() {
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

  private static Site site(Settings.Builder settings, byte[] css) throws Exception {
    return Site.of(settings.build(), (request, response) -> sheet(response, css));
  }

  @Test
  void oneThatNamesNoServiceLeavesAsItCame() throws Exception {
    for (Settings.Builder settings :
        new Settings.Builder[] {
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
    for (Settings.Builder settings :
        new Settings.Builder[] {
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
    Settings.Builder settings = settings();
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
    try (Site site = site(settings(), huge)) {
      Wire.Answer cut = site.get("/a.css");
      assertThat(cut.body()).hasSize(2 * 1024 * 1024).doesNotContain("stats.example");
      Wire.Answer whole = site.get("/a.css", all);
      assertThat(whole.body()).isEqualTo(new String(huge, ISO_8859_1));
      assertThat(whole.all("Cache-Control")).containsExactly("private, no-store");
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
    String named = "@charset \"windows-1251\";";
    try (Site site = site(settings(), (named + umlaut).getBytes(ISO_8859_1))) {
      assertThat(site.get("/").body()).isEqualTo(named + gone);
    }
    String host = ".a { background: url(https://stäts.example/p) }";
    Settings.Builder idn =
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
                  for (char c : NAMES.toCharArray()) {
                    response.getWriter().write(c);
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
    PageSettings defaults = PageSettings.DEFAULTS;
    PageSettings unread =
        new PageSettings(
            Protection.STANDARD,
            false,
            true,
            true,
            true,
            defaults.caching(),
            defaults.compressed(),
            defaults.limit());
    for (Settings.Builder settings :
        new Settings.Builder[] {
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
}
