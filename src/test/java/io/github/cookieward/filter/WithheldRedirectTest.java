package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.PageSettings.Protection;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody's whole page is led to a service that is not granted; a page says so instead. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WithheldRedirectTest {
  private static final String THERE = "https://counter.example/in?a=1&b=%22x#part";

  private static final Map<String, Site.Page> WAYS = ways();

  private Site standard;
  private Site strict;
  private Site unread;

  private static Map<String, Site.Page> ways() {
    Map<String, Site.Page> ways = new LinkedHashMap<>();
    ways.put("send", (request, response) -> response.sendRedirect(to(request)));
    ways.put(
        "send-after-body",
        (request, response) -> {
          response.setContentType("text/html");
          response.getWriter().print("<p>BODY");
          response.sendRedirect(to(request));
        });
    ways.put(
        "send-and-write-on",
        (request, response) -> {
          response.sendRedirect(to(request));
          response.getWriter().print("<p>BODY");
        });
    ways.put(
        "status-first",
        (request, response) -> {
          response.setStatus(303);
          response.setHeader("Location", to(request));
        });
    ways.put(
        "location-first",
        (request, response) -> {
          response.addHeader("location", to(request));
          response.setStatus(307);
        });
    ways.put(
        "with-a-body",
        (request, response) -> {
          response.setStatus(301);
          response.setHeader("Location", to(request));
          response.setHeader("Cache-Control", "max-age=600");
          response.setHeader("ETag", "\"x\"");
          response.setContentType("text/html");
          response.setContentLength(13);
          response.getOutputStream().print("<a>BODY.</a>\n");
        });
    ways.put(
        "body-first",
        (request, response) -> {
          response.setContentType("text/plain");
          response.getOutputStream().print("BODY");
          response.setStatus(308);
          response.setHeader("Location", to(request));
          response.getOutputStream().close();
        });
    ways.put(
        "flushed",
        (request, response) -> {
          response.setStatus(302);
          response.setHeader("Location", to(request));
          response.flushBuffer();
        });
    ways.put(
        "forwarded",
        (request, response) -> {
          if (request.getDispatcherType() == jakarta.servlet.DispatcherType.FORWARD) {
            response.sendRedirect(to(request));
          } else {
            request.getRequestDispatcher("/inner/forwarded").forward(request, response);
          }
        });
    ways.put(
        "async",
        (request, response) -> {
          var async = request.startAsync();
          async.start(
              () -> {
                HttpServletResponse later = (HttpServletResponse) async.getResponse();
                later.setStatus(302);
                later.setHeader("Location", to(request));
                async.complete();
              });
        });
    return ways;
  }

  private static String to(HttpServletRequest request) {
    return request.getHeader("X-To");
  }

  private static void serve(HttpServletRequest request, HttpServletResponse response)
      throws Exception {
    response.setHeader("X-Own", "1");
    response.addCookie(new Cookie("sid", "1"));
    String uri = request.getRequestURI();
    WAYS.get(uri.substring(uri.lastIndexOf('/') + 1)).serve(request, response);
  }

  private static SettingsBuilder settings() {
    return Visitors.site()
        .builtIn(true)
        .service(
            Service.builder("counter", Category.ANALYTICS)
                .name("Counter & Co")
                .address("counter.example")
                .build())
        .service(Service.builder("films", Category.PREFERENCE).address("films.example").build());
  }

  private static PageSettings untouchedPages() {
    return PageSettings.DEFAULTS
        .withRewriting(false)
        .withInjection(false)
        .withGuard(false)
        .withPolicy(false);
  }

  @BeforeAll
  void start() throws Exception {
    standard = Site.of(settings().build(), WithheldRedirectTest::serve);
    strict =
        Site.of(
            settings().pages(PageSettings.DEFAULTS.with(Protection.STRICT)).build(),
            WithheldRedirectTest::serve);
    unread = Site.of(settings().pages(untouchedPages()).build(), WithheldRedirectTest::serve);
  }

  @AfterAll
  void stop() {
    standard.close();
    strict.close();
    unread.close();
  }

  static Iterable<String> names() {
    return WAYS.keySet();
  }

  private static Wire.Answer go(Site site, String way, String to, String... fields)
      throws IOException {
    String[] all = new String[fields.length + 2];
    all[0] = "X-To: " + to;
    all[1] = "Accept: text/html,*/*;q=0.8";
    System.arraycopy(fields, 0, all, 2, fields.length);
    return site.get("/" + way, all);
  }

  private static void assertPage(Wire.Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.all("Location")).isEmpty();
    assertThat(answer.all("Refresh")).isEmpty();
    assertThat(answer.all("Cache-Control")).containsExactly("no-store");
    assertThat(answer.all("Content-Type").get(0)).isEqualToIgnoringCase("text/html;charset=UTF-8");
    assertThat(answer.all("ETag")).isEmpty();
    assertThat(answer.all("Content-Length")).hasSize(1);
    assertThat(answer.all("Content-Security-Policy")).hasSize(1);
    assertThat(answer.all("Referrer-Policy")).containsExactly("no-referrer");
    assertThat(answer.all("X-Own")).containsExactly("1");
    assertThat(answer.kept()).containsExactly("sid");
    assertThat(answer.body())
        .startsWith("<!DOCTYPE html>")
        .endsWith("</html>\n")
        .contains("Counter &amp; Co")
        .contains(
            "<a rel=\"noopener noreferrer nofollow\""
                + " href=\"https://counter.example/in?a=1&amp;b=%22x#part\">")
        .doesNotContain("BODY");
  }

  @ParameterizedTest
  @MethodSource("names")
  void aPageTakesItsPlace(String way) throws Exception {
    assertPage(go(standard, way, THERE));
    assertPage(go(strict, way, THERE, "Sec-Fetch-Dest: document"));
    Wire.Answer unseen = go(unread, way, THERE, Visitors.REFUSED);
    if (way.equals("with-a-body") || way.equals("body-first")) { // off with its last byte
      assertThat(unseen.all("Location")).isEmpty();
    } else {
      assertPage(unseen);
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void oneThatIsGrantedLeadsThere(String way) throws Exception {
    String agreed = "Cookie: " + Visitors.granted(Category.ANALYTICS, Category.THIRD_PARTY);
    for (Site site : new Site[] {standard, strict, unread}) {
      Wire.Answer answer = go(site, way, THERE, agreed);
      assertThat(answer.status()).isBetween(301, 308);
      assertThat(answer.all("Location")).containsExactly(THERE);
      assertThat(answer.all("Vary")).contains("Cookie, Sec-GPC");
      assertThat(answer.all("Cache-Control")).isNotEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void oneToSomebodyElseLeadsThere(String way) throws Exception {
    for (Site site : new Site[] {standard, strict}) {
      for (String to : new String[] {"https://shop.example.org/x", "/here"}) {
        Wire.Answer answer = go(site, way, to);
        assertThat(answer.status()).isBetween(301, 308);
        assertThat(answer.all("Location")).containsExactly(to);
        if (!way.equals("with-a-body")) {
          assertThat(answer.all("Vary")).doesNotContain("Cookie, Sec-GPC");
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/\\counter.example/in",
        "//counter.example/in",
        " https:counter.example/in",
        "HTTPS://COUNTER.EXAMPLE/in",
        "https://films.example/",
        "https://www.google-analytics.com/collect?v=1",
        "https://www.facebook.com/tr?id=1&ev=PageView",
        "https://www.facebook.com/sharer/sharer.php?p=x"
      })
  void everySpellingOfAKnownServiceIsWithheld(String to) throws Exception {
    assertThat(go(standard, "status-first", to).body()).contains("noreferrer");
    assertThat(go(strict, "send", to).body()).contains("noreferrer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.facebook.com/v19.0/dialog/oauth?client_id=1&redirect_uri=https%3A%2F%2Fs.example%2F",
        "https://api.twitter.com/oauth/authenticate?oauth_token=abc",
        "https://accounts.google.com/o/oauth2/v2/auth?client_id=1&redirect_uri=x",
        "https://www.paypal.com/checkoutnow?token=EC-1",
        "https://checkout.stripe.com/c/pay/cs_1",
        "https://www.mollie.com/checkout/1"
      })
  void signInAndPaymentAreNotInItsWay(String to) throws Exception {
    for (Site site : new Site[] {standard, strict}) {
      assertThat(go(site, "send", to).all("Location")).containsExactly(to);
    }
  }

  @Test
  void aClientThatTakesNoPageGetsNothing() throws Exception {
    Wire.Answer answer =
        standard.send(Wire.request("GET", "/send", "X-To: " + THERE, "Accept: application/json"));
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.all("Location")).isEmpty();
    assertThat(standard.send(Wire.request("GET", "/send", "X-To: " + THERE)).status())
        .isEqualTo(200);
  }

  @Test
  void headSaysWhatGetSays() throws Exception {
    Wire.Answer get = go(standard, "send", THERE);
    Wire.Answer head =
        standard.send(Wire.request("HEAD", "/send", "X-To: " + THERE, "Accept: text/html"));
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.all("Content-Length")).isEqualTo(get.all("Content-Length"));
    assertThat(head.all("Location")).isEmpty();
  }

  @Test
  void aFormIsNotSentOnEither() throws Exception {
    String form =
        Wire.request(
            "POST",
            "/location-first",
            "X-To: " + THERE,
            "Accept: text/html",
            "Referer: https://shop.example.com/form?step=2",
            "Origin: http://shop.example.com",
            "Content-Type: application/x-www-form-urlencoded",
            "Content-Length: 3");
    Wire.Answer answer = standard.send(form + "a=b");
    assertPage(answer);
    assertThat(answer.body()).contains("lang=en");
  }

  @Test
  void wherePagesAreForAllItIsForTheVisitorAlone() throws Exception {
    Settings shared =
        settings().pages(PageSettings.DEFAULTS.with(PageSettings.Caching.SHARED)).build();
    try (Site site = Site.of(shared, WithheldRedirectTest::serve)) {
      assertPage(go(site, "send", THERE));
    }
  }

  @Test
  void whatOnlyReportsLeadsThere() throws Exception {
    Settings reports = settings().mode(Settings.Mode.REPORT_ONLY).build();
    try (Site site = Site.of(reports, WithheldRedirectTest::serve)) {
      Wire.Answer answer = go(site, "send", THERE);
      assertThat(answer.all("Location")).containsExactly(THERE);
      assertThat(answer.all("Vary")).isEmpty();
    }
  }

  @Test
  void anAddressThatLeadsNobodyIsSaid() throws Exception {
    try (Site site =
        Site.of(
            settings().build(),
            (request, response) -> {
              response.setHeader("Location", THERE);
              response.setStatus(201);
              response.getWriter().print(response.getHeader("Location"));
            })) {
      Wire.Answer answer = site.get("/");
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.all("Location")).containsExactly(THERE);
      assertThat(answer.body()).isEqualTo(THERE);
    }
  }

  @Test
  void anErrorOrANewStartTakesItsPlace() throws Exception {
    try (Site site =
        Site.of(
            settings().build(),
            (request, response) -> {
              response.setStatus(302);
              response.setHeader("Location", THERE);
              if (request.getRequestURI().equals("/error")) {
                response.sendError(404);
              } else {
                response.reset();
                response.getWriter().print("anew");
              }
            })) {
      assertThat(site.get("/error").status()).isEqualTo(404);
      assertThat(site.get("/error").all("Location")).isEmpty();
      assertThat(site.get("/reset").body()).isEqualTo("anew");
    }
  }
}
