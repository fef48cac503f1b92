package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.SettingsBuilder;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** A module of the site's own that imports from a service is each visitor's. */
class ModuleTest {
  private static final String OWN = "import './x.js';\nimport 'https://cdn.example/y.js';\n";
  private static final String NAMES = "import 'https://stats.example/m.js';\nrun('größe');\n";
  private static final String WITHOUT = "import 'data:text/javascript,';\nrun('größe');\n";
  private static final String GRANTED = "Cookie: " + Visitors.granted(Category.ANALYTICS);
  private static final String[] AS_MODULE = {"Sec-Fetch-Dest: script", "Sec-Fetch-Mode: cors"};

  private static SettingsBuilder settings() {
    return Visitors.site()
        .service(Service.builder("stats", Category.ANALYTICS).address("stats.example").build());
  }

  private static Site site(SettingsBuilder settings, byte[] script, String coding)
      throws Exception {
    return Site.of(
        settings.build(),
        (request, response) -> {
          response.setContentType("text/javascript;charset=utf-8");
          response.setHeader("ETag", "\"v1\"");
          response.setHeader("Cache-Control", "public, max-age=60");
          if (!coding.isEmpty()) {
            response.setHeader("Content-Encoding", coding);
          }
          response.setContentLength(script.length);
          response.getOutputStream().write(script);
        });
  }

  private static Wire.Answer module(Site site, String... more) throws Exception {
    String[] fields = Arrays.copyOf(AS_MODULE, AS_MODULE.length + more.length);
    System.arraycopy(more, 0, fields, AS_MODULE.length, more.length);
    return site.get("/m.js", fields);
  }

  private static byte[] gzip(String text) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(UTF_8));
    }
    return packed.toByteArray();
  }

  private static String utf8(Wire.Answer answer) {
    return new String(answer.body().getBytes(ISO_8859_1), UTF_8);
  }

  @Test
  void oneThatNamesNoServiceLeavesAsItCame() throws Exception {
    try (Site site = site(settings(), OWN.getBytes(UTF_8), "")) {
      Wire.Answer answer = module(site);
      assertThat(answer.body()).isEqualTo(OWN);
      assertThat(answer.all("ETag")).containsExactly("\"v1\"");
      assertThat(answer.all("Cache-Control")).containsExactly("public, max-age=60");
      assertThat(answer.all("Content-Length")).containsExactly("" + OWN.length());
    }
  }

  @Test
  void oneThatNamesAServiceIsEachVisitors() throws Exception {
    for (String coding : new String[] {"", "gzip"}) {
      byte[] sent = coding.isEmpty() ? NAMES.getBytes(UTF_8) : gzip(NAMES);
      try (Site site = site(settings(), sent, coding)) {
        for (String visitor : new String[] {"X-Nothing: 1", GRANTED}) {
          Wire.Answer answer = module(site, visitor);
          assertThat(utf8(answer)).isEqualTo(visitor.equals(GRANTED) ? NAMES : WITHOUT);
          assertThat(answer.all("Cache-Control")).containsExactly("private, max-age=60");
          assertThat(answer.all("ETag").get(0)).startsWith("W/\"v1~cws");
          assertThat(answer.all("Content-Encoding")).isEmpty();
        }
        assertThat(site.get("/m.js", "Sec-Fetch-Dest: audioworklet").body())
            .startsWith("import 'd");
      }
    }
  }

  @Test
  void noOtherScriptIsRead() throws Exception {
    try (Site site = site(settings(), NAMES.getBytes(UTF_8), "")) {
      assertThat(utf8(site.get("/m.js", "Sec-Fetch-Dest: script", "Sec-Fetch-Mode: no-cors")))
          .isEqualTo(NAMES);
      assertThat(utf8(site.get("/m.js", "X: none"))).isEqualTo(NAMES);
    }
    SettingsBuilder strict =
        settings().pages(PageSettings.DEFAULTS.with(PageSettings.Protection.STRICT));
    try (Site site = site(strict, NAMES.getBytes(UTF_8), "")) {
      assertThat(utf8(module(site))).isEqualTo(NAMES); // its policy keeps it out
    }
  }

  @Test
  void aWorkersScriptBeginsWithTheGuardAndIsRead() throws Exception {
    for (String coding : new String[] {"", "gzip"}) {
      byte[] sent = coding.isEmpty() ? NAMES.getBytes(UTF_8) : gzip(NAMES);
      try (Site site = site(settings(), sent, coding)) {
        for (String use : new String[] {"worker", "sharedworker", "serviceworker"}) {
          String field = "Sec-Fetch-Dest: " + use;
          Wire.Answer stranger = site.get("/m.js", field);
          assertThat(afterTheGuard(stranger)).isEqualTo(WITHOUT);
          assertThat(afterTheGuard(site.get("/m.js", field, GRANTED))).isEqualTo(NAMES);
          assertThat(stranger.all("Cache-Control")).containsExactly("private, max-age=60");
          assertThat(stranger.all("Vary")).doesNotHaveDuplicates();
        }
      }
    }
    PageSettings pages = PageSettings.DEFAULTS;
    PageSettings unguarded = pages.withGuard(false);
    try (Site site =
        site(
            settings().pages(pages.with(PageSettings.Protection.STRICT)),
            NAMES.getBytes(UTF_8),
            "")) {
      assertThat(afterTheGuard(site.get("/m.js", "Sec-Fetch-Dest: worker"))).isEqualTo(NAMES);
    }
    try (Site site = site(settings().pages(unguarded), NAMES.getBytes(UTF_8), "")) {
      assertThat(utf8(site.get("/m.js", "Sec-Fetch-Dest: worker"))).isEqualTo(WITHOUT);
    }
  }

  @Test
  void aWorkersScriptThatIsTooLongIsGuardedAllTheSame() throws Exception {
    byte[] long3 = (NAMES + "//" + "x".repeat(3_000_000)).getBytes(UTF_8);
    for (String coding : new String[] {"", "gzip"}) {
      byte[] sent = coding.isEmpty() ? long3 : gzip(new String(long3, UTF_8));
      try (Site site = site(settings(), sent, coding)) {
        String text = afterTheGuard(site.get("/m.js", "Sec-Fetch-Dest: worker"));
        assertThat(text.getBytes(UTF_8)).isEqualTo(long3);
      }
    }
  }

  private static String afterTheGuard(Wire.Answer answer) {
    String text = utf8(answer);
    assertThat(text).startsWith("if(!self[Symbol.for('cookieward')])");
    return text.substring(text.indexOf('\n') + 1);
  }

  @Test
  void oneThatCannotBeReadPasses() throws Exception {
    byte[] long3 = (NAMES + "//" + "x".repeat(3_000_000)).getBytes(UTF_8);
    try (Site site = site(settings(), long3, "")) {
      Wire.Answer answer = module(site);
      assertThat(answer.body()).hasSize(long3.length).startsWith("import 'https://stats");
      assertThat(answer.all("Cache-Control")).containsExactly("public, max-age=60");
    }
    byte[] packed = gzip(NAMES);
    try (Site site = site(settings(), packed, "br")) {
      Wire.Answer answer = module(site);
      assertThat(answer.all("Content-Encoding")).containsExactly("br");
      assertThat(answer.body()).hasSize(packed.length);
    }
  }
}
