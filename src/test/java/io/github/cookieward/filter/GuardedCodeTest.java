package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.Settings;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What runs and is no page: workers' scripts and documents in XML. */
class GuardedCodeTest {
  private static final String SCRIPT = "/* own */ 'use strict';\nonmessage = () => {};\n";
  private static final String SVG =
      "<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>\n";

  private static final String AGREED_TO_ALL = "Cookie: " + Visitors.granted(Visitors.OFFERED);

  private static Site site(Settings settings, String type, String body) throws Exception {
    return Site.of(
        settings,
        (request, response) -> {
          response.setContentType(type);
          response.setHeader("Cache-Control", "public, max-age=60");
          response.setHeader("ETag", "\"1\"");
          response.setContentLength(body.length());
          response.getOutputStream().write(body.getBytes(UTF_8));
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/jscript", "application/x-ecmascript", "text/javascript1.2"})
  void soDoesOneOfATypeThatHardlyAnybodyWrites(String type) throws Exception {
    try (Site site = site(Visitors.site().build(), type, SCRIPT)) {
      assertThat(site.get("/w.js", "Sec-Fetch-Dest: worker").body())
          .startsWith("'use strict';if(!self[");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"worker", "sharedworker", "serviceworker"})
  void aWorkersScriptBeginsWithTheGuard(String use) throws Exception {
    try (Site site = site(Visitors.site().build(), "text/javascript", SCRIPT)) {
      Wire.Answer worker = site.get("/w.js", "Sec-Fetch-Dest: " + use);
      assertThat(worker.body())
          .startsWith("'use strict';if(!self[")
          .contains("consentGuard:\"?service ")
          .endsWith("delete self.document}\n" + SCRIPT);
      assertThat(worker.all("Cache-Control")).containsExactly("private, max-age=60");
      assertThat(worker.all("Vary")).contains("Cookie, Sec-GPC", "Sec-Fetch-Dest");
      assertThat(worker.all("ETag")).doesNotContain("\"1\"");
      assertThat(worker.all("Content-Length")).doesNotContain("" + SCRIPT.length());
    }
  }

  @Test
  void thePagesThatAServiceWorkerMakesUpHaveAPolicyUntilAllIsGranted() throws Exception {
    Settings strict =
        Visitors.site().pages(PageSettings.DEFAULTS.with(PageSettings.Protection.STRICT)).build();
    for (Settings settings : List.of(strict, Visitors.site().build())) {
      try (Site site = site(settings, "text/javascript", SCRIPT)) {
        assertThat(site.get("/w.js", "Sec-Fetch-Dest: serviceworker").body())
            .contains(",consentPages:\"default-src 'self' data: blob: ", "respondWith");
        assertThat(site.get("/w.js", "Sec-Fetch-Dest: worker").body())
            .doesNotContain("consentPages:", "respondWith");
        assertThat(site.get("/consent/guard?pages").body()).startsWith("default-src 'self' data: ");
        String all = site.get("/consent/guard?pages", AGREED_TO_ALL).body();
        assertThat(all).startsWith(settings == strict ? "default-src 'self' data: " : "");
        assertThat(all.isEmpty()).isEqualTo(settings != strict);
      }
    }
  }

  @Test
  void withoutAPolicyMadePagesHaveNone() throws Exception {
    Settings none =
        Visitors.site()
            .pages(PageSettings.DEFAULTS.with(PageSettings.Protection.STRICT).withPolicy(false))
            .build();
    try (Site site = site(none, "text/javascript", SCRIPT)) {
      assertThat(site.get("/w.js", "Sec-Fetch-Dest: serviceworker").body())
          .startsWith("'use strict';if(!self[")
          .doesNotContain("respondWith");
    }
  }

  @Test
  void anotherScriptIsAsItWas() throws Exception {
    try (Site site = site(Visitors.site().build(), "text/javascript", SCRIPT)) {
      for (String field : new String[] {"Sec-Fetch-Dest: script", "X: none"}) {
        Wire.Answer script = site.get("/w.js", field);
        assertThat(script.body()).isEqualTo(SCRIPT);
        assertThat(script.all("ETag")).containsExactly("\"1\"");
      }
    }
  }

  @Test
  void aSiteThatOnlyReportsHasWorkersAsTheyWere() throws Exception {
    Settings reports = Visitors.site().mode(Settings.Mode.REPORT_ONLY).build();
    try (Site site = site(reports, "text/javascript", SCRIPT)) {
      assertThat(site.get("/w.js", "Sec-Fetch-Dest: worker").body()).isEqualTo(SCRIPT);
    }
  }

  @Test
  void aCompressedWorkerIsRead() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write("work();".getBytes(UTF_8));
    }
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType("application/javascript");
              response.setHeader("Content-Encoding", "gzip");
              response.getOutputStream().write(packed.toByteArray());
            })) {
      Wire.Answer worker = site.get("/w.js", "Sec-Fetch-Dest: worker");
      assertThat(worker.body()).startsWith("if(!self[").endsWith("}\nwork();");
      assertThat(worker.all("Content-Encoding")).isEmpty();
    }
  }

  @Test
  void aDrawingThatIsShownGetsTheGuardInItsRoot() throws Exception {
    try (Site site = site(Visitors.site().build(), "image/svg+xml", SVG)) {
      assertThat(site.get("/d.svg", "Sec-Fetch-Dest: iframe").body())
          .contains("svg\"><script xmlns=\"http://www.w3.org/1999/xhtml\" src=")
          .contains("&#10;")
          .endsWith("</script><g/></svg>\n");
      assertThat(site.get("/d.svg", "Sec-Fetch-Dest: image").body()).isEqualTo(SVG);
    }
  }

  @Test
  void noCacheShowsAsADocumentWhatItKeptAsAnImage() throws Exception {
    try (Site site = site(Visitors.site().build(), "Image/SVG+XML", SVG)) {
      assertThat(site.get("/d.svg", "Sec-Fetch-Dest: image").all("Vary"))
          .containsExactly("Sec-Fetch-Dest");
      assertThat(site.get("/d.svg").all("Vary")).containsExactly("Sec-Fetch-Dest");
    }
    try (Site site = site(Visitors.site().build(), "image/png", SVG)) {
      assertThat(site.get("/d.png", "Sec-Fetch-Dest: image").all("Vary")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<?xml-stylesheet type=\"text/xsl\" href=\"a.xsl\"?><x/>",
        "<?xml version='1.0'?><?xml-stylesheet href='a.xsl' type='application/xml'?><x/>",
        "<!DOCTYPE x [<!ENTITY a '<x>'>]>\n<?xml-stylesheet href='a.xsl'?><x/>",
        "<!-- {long} --><?xml-stylesheet type=\"text/xsl\" href=\"a.xsl\"?><x/>"
      })
  void whatABrowserTransformsHasThePolicyOfStrict(String document) throws Exception {
    String xml = document.replace("{long}", "a".repeat(2_000));
    try (Site site = site(Visitors.site().build(), "application/xml", xml)) {
      String use = "Sec-Fetch-Dest: document";
      assertThat(site.get("/d.xml", use).all("Content-Security-Policy"))
          .singleElement()
          .asString()
          .startsWith("default-src 'self' data: ");
      assertThat(site.get("/d.xml", use, AGREED_TO_ALL).all("Content-Security-Policy")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<x/>",
        "<?xml version='1.0'?>\n<!-- a --><!DOCTYPE x SYSTEM \"a>\" [<!ENTITY a '<x>'>]>\n<x/>",
        "<?xml-stylesheet type=\"text/css\" href=\"a.css\"?><x/>"
      })
  void anotherDocumentHasNone(String xml) throws Exception {
    try (Site site = site(Visitors.site().build(), "application/xml", xml)) {
      assertThat(site.get("/d.xml", "Sec-Fetch-Dest: document").all("Content-Security-Policy"))
          .isEmpty();
    }
  }

  @Test
  void whereThePolicyComesTooLateNothingIsTransformed() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setContentType("application/xml");
              response.flushBuffer();
              response
                  .getOutputStream()
                  .write("<?xml-stylesheet type='text/xsl' href='a.xsl'?><x/>".getBytes(UTF_8));
            })) {
      assertThat(site.get("/d.xml", "Sec-Fetch-Dest: document").body())
          .contains("<?cookieward-css type='text/xsl'");
      assertThat(site.get("/d.xml", "Sec-Fetch-Dest: document", AGREED_TO_ALL).body())
          .contains("<?xml-stylesheet type='text/xsl'");
    }
  }

  @Test
  void markupOfOursIsWellFormedInXml() {
    assertThat(
            XmlDocument.markup(
                "<p hidden class=\"a > b\">x &amp; y<br><input name=\"n\"\n checked><a href=\"/?a=1&amp;b\">\n</a></p>"
                    + "<i title=\"one\ntwo <\"></i>"))
        .isEqualTo(
            "<p hidden=\"\" class=\"a > b\">x &amp; y<br/><input name=\"n\" checked=\"\"/><a href=\"/?a=1&amp;b\">\n</a></p>"
                + "<i title=\"one&#10;two &lt;\"></i>");
  }
}
