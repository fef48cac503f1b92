package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.model.Proves;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers get from paths that collect, and that the application hears nothing of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirstPartyBeaconsTest {
  private static final String IMAGE = "Sec-Fetch-Dest: image";
  private static final String PAGE = "Sec-Fetch-Dest: document";

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private Site site;

  private static SettingsBuilder settings() {
    return Visitors.site()
        .service(
            Service.builder("counter", Category.ANALYTICS)
                .endpoint("/metrics/*")
                .endpoint("/collect")
                .endpoint("/out")
                .address("stats.example")
                .parameter("utm_*")
                .build())
        .service(
            Service.builder("needed", Category.ESSENTIAL)
                .endpoint("/csp-report")
                .address("pay.example")
                .build());
  }

  private void serve(HttpServletRequest request, jakarta.servlet.http.HttpServletResponse response)
      throws java.io.IOException {
    heard.add(request.getRequestURI());
    request.getSession();
    response.addHeader("Set-Cookie", "sid=1");
    response.getWriter().print("the application");
  }

  @BeforeAll
  void start() throws Exception {
    site =
        Site.of(
            context -> {
              Site.filter(context, new ConsentFilter(settings().build()));
              Site.page(context, "/*", this::serve);
              Site.page(
                  context,
                  "/forward",
                  (request, response) ->
                      request.getRequestDispatcher("/collect").forward(request, response));
            });
  }

  @AfterAll
  void stop() {
    site.close();
  }

  @BeforeEach
  void forget() {
    heard.clear();
  }

  private Wire.Answer unheard(String path, String... fields) throws Exception {
    return unheard(Wire.request("GET", path, fields));
  }

  private Wire.Answer unheard(String request) throws Exception {
    Wire.Answer answer = site.send(request);
    assertThat(heard).as(request).isEmpty();
    assertThat(answer.cookies()).isEmpty();
    assertThat(answer.all("Cache-Control")).containsExactly("no-store");
    assertThat(answer.body()).doesNotContain("the application");
    return answer;
  }

  @ParameterizedTest
  @CsvSource({
    "/metrics/p.gif, image/gif",
    "/metrics/p.GIF, image/gif",
    "/metrics/p.png, image/png",
    "/metrics/p.jpg, image/jpeg",
    "/metrics/p.jpeg, image/jpeg",
    "/collect, image/gif"
  })
  @Proves("technique.beacon")
  void anImageIsOnePixelOfItsType(String path, String type) throws Exception {
    for (String[] fields :
        new String[][] {
          {IMAGE}, {"Accept: image/avif,image/webp,*/*;q=0.8"}, {"Accept: image/*"}
        }) {
      Wire.Answer answer = unheard(path + "?id=1", fields);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.all("Content-Type")).containsExactly(type);
      assertThat(answer.all("X-Content-Type-Options")).containsExactly("nosniff");
      var image = ImageIO.read(new ByteArrayInputStream(answer.body().getBytes(ISO_8859_1)));
      assertThat(image.getWidth() + "x" + image.getHeight()).isEqualTo("1x1");
      boolean opaque = (image.getRGB(0, 0) >>> 24) == 255;
      assertThat(opaque).as("a JPEG cannot be transparent").isEqualTo(type.equals("image/jpeg"));
    }
  }

  @Test
  void aVectorImageIsOneToo() throws Exception {
    Wire.Answer answer = unheard("/metrics/p.svg", IMAGE);
    assertThat(answer.all("Content-Type")).containsExactly("image/svg+xml");
    assertThat(answer.body()).startsWith("<svg ").endsWith("/>");
  }

  @Test
  void headSaysWhatGetWould() throws Exception {
    Wire.Answer answer = unheard(Wire.request("HEAD", "/metrics/p.gif"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.all("Content-Length")).containsExactly("43");
  }

  @ParameterizedTest
  @CsvSource({
    "/collect, Sec-Fetch-Dest: script, text/javascript",
    "/collect, Sec-Fetch-Dest: serviceworker, text/javascript",
    "/metrics/t.js, Accept: */*, text/javascript",
    "/collect, Sec-Fetch-Dest: style, text/css",
    "/metrics/t.css, Accept: */*, text/css",
    "/collect, 'Accept: text/css,*/*;q=0.1', text/css"
  })
  void aScriptOrAStyleIsEmpty(String path, String field, String type) throws Exception {
    Wire.Answer answer = unheard(path, field);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.all("Content-Type").get(0)).startsWith(type);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sec-Fetch-Dest: empty",
        "Sec-Fetch-Dest: font",
        "Accept: */*",
        "Accept: application/json",
        "Accept: text/event-stream",
        "X-Nothing: said"
      })
  void anythingElseHasNoContent(String field) throws Exception {
    Wire.Answer answer = unheard("/collect", field);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.all("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "OPTIONS", "DELETE", "PATCH"})
  @Proves("technique.beacon-api")
  void whatIsSentIsDroppedUnread(String method) throws Exception {
    String body = "x".repeat(100_000);
    Wire.Answer answer =
        unheard(
            Wire.request(
                    method,
                    "/collect",
                    IMAGE,
                    "Content-Type: text/plain",
                    "Content-Length: " + body.length())
                + body);
    assertThat(answer.status()).isEqualTo(204);
  }

  @Test
  void aSocketIsRefused() throws Exception {
    Wire.Answer answer =
        unheard(
            "/metrics/live",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Version: 13");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metrics",
        "/metrics/a",
        "/metrics/",
        "/%6Detrics/a",
        "/metrics;x=1/a",
        "/metrics/a;x=1",
        "/metrics%3Bx/a",
        "/./metrics/a",
        "/x/../metrics/a",
        "/collect",
        "/collect/",
        "/collect;jsessionid=1",
        "/coll%65ct",
        "/collect?x",
        "//collect",
        "///metrics//a"
      })
  void noOtherSpellingReachesTheApplication(String path) throws Exception {
    Wire.Answer answer = site.get(path, IMAGE);
    assertThat(heard).isEmpty();
    assertThat(answer.status()).isIn(200, 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/metric", "/collecting", "/metricsx/a", "/csp-report", "/a/collect"})
  void otherPathsAreTheApplications(String path) throws Exception {
    assertThat(site.get(path, IMAGE).body()).isEqualTo("the application");
    assertThat(heard).hasSize(1);
  }

  @Test
  void onceGrantedTheApplicationHearsOfIt() throws Exception {
    assertThat(site.get("/collect", IMAGE, Visitors.AGREED_TO_ANALYTICS).body())
        .isEqualTo("the application");
    assertThat(heard).containsExactly("/collect");
    heard.clear();
    unheard("/collect", IMAGE, Visitors.REFUSED);
  }

  @Test
  void whatTheApplicationAsksItselfForIsItsOwn() throws Exception {
    assertThat(site.get("/forward").body()).isEqualTo("the application");
  }

  @Test
  void aReportChangesNothing() throws Exception {
    try (Site reporting =
        Site.of(settings().mode(Settings.Mode.REPORT_ONLY).build(), this::serve)) {
      assertThat(reporting.get("/collect", IMAGE).body()).isEqualTo("the application");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/out?url=/article/7, /article/7",
    "/out?id=3&to=%2Farticle%3Fa%3D1%26b%3D2%23c, /article?a=1&b=2#c",
    "/out?url=http://shop.example.com/x, /x",
    "/out?url=https://SHOP.example.com/x, /x",
    "/out?next=/x%3Fa%3D1%26utm_source%3Dout, /x?a=1",
    "/out?to=7&dest=/x, /x"
  })
  void aClickWithinTheSiteLeadsOn(String path, String target) throws Exception {
    for (String field : new String[] {PAGE, "Accept: text/html,*/*;q=0.8"}) {
      Wire.Answer answer = unheard(path, field);
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.all("Location")).containsExactly(target);
      assertThat(answer.all("Referrer-Policy")).containsExactly("no-referrer");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example.com//evil.example/",
        "http://shop.example.com/%5Cevil.example/",
        "http://shop.example.com/.//evil.example/",
        "//evil.example/",
        "/%5Cevil.example/",
        "%5C%5Cevil.example/",
        "/%09/evil.example/",
        "http://shop.example.com@evil.example/",
        "http://shop.example.com:99@evil.example/",
        "https://evil.example/%0d%0aSet-Cookie:%20a=1",
        "https://evil.example/",
        "https://stats.example/",
        "https:evil.example",
        "javascript:alert(1)//http://shop.example.com/",
        "data:text/html,x",
        "ftp://shop.example.com/",
        "%20https://evil.example/",
        "https://shop.example.com.evil.example/",
        "%zz",
        ""
      })
  void nobodyIsSentAwayUnasked(String target) throws Exception {
    Wire.Answer answer = unheard("/out?url=" + target, PAGE);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.all("Location")).isEmpty();
    assertThat(answer.all("Content-Type").get(0)).startsWith("text/html");
    assertThat(answer.all("Content-Security-Policy").get(0)).startsWith("default-src 'none'");
    assertThat(answer.body()).doesNotContain("javascript:", "data:", "http-equiv", "<script");
  }

  @Test
  void aClickLeadsOnToAHostThatNeedsNoGrant() throws Exception {
    Wire.Answer answer = unheard("/out?url=https://pay.example/x", PAGE);
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.all("Location")).containsExactly("https://pay.example/x");
  }

  @Test
  void anotherSiteIsNamedAndLinked() throws Exception {
    Wire.Answer answer = unheard("/out?url=https://other.example/%3Fa%3D%22%3E%26utm_id%3D1", PAGE);
    assertThat(answer.body()).doesNotContain("\">&", "utm_id");
    answer = unheard("/out?url=https://other.example/p%3Fa%3D1%26utm_id%3D1", PAGE);
    assertThat(answer.body())
        .contains(
            "<a rel=\"noopener noreferrer nofollow\" href=\"https://other.example/p?a=1\">",
            "Go on to other.example",
            "href=\"/consent?");
  }

  @Test
  void whatOnlyCountingWouldTellIsSaid() throws Exception {
    assertThat(unheard("/out?id=7", PAGE).body()).contains("Only counting would tell");
  }
}
