package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.PageSettings.Caching;
import io.github.cookieward.enforcement.Settings;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real caching proxy in front of the filter gives to whom: caching is a contract. */
class CachingProxyIT {
  private static final String PIXEL = "<img src=\"https://pixel.example/p.gif\" alt=\"\">";
  private static final String LIVE = "src=\"https://pixel.example/p.gif\"";
  private static final String HELD = "data-consent-src=\"https://pixel.example/p.gif\"";

  /** The proxies that are tried. */
  enum Kind {
    NGINX {
      @Override
      CachingProxy before(int origin) throws IOException {
        return new CachingProxy.Nginx(origin);
      }
    },
    VARNISH {
      @Override
      CachingProxy before(int origin) throws IOException {
        return new CachingProxy.Varnish(origin);
      }
    };

    abstract CachingProxy before(int origin) throws IOException;
  }

  /** How often the application was asked for its page. */
  private final AtomicInteger asked = new AtomicInteger();

  private static Settings settings(Caching caching) {
    return Visitors.site()
        .service(
            Service.builder("pixel", Category.ADVERTISING)
                .thirdParty(true)
                .address("pixel.example")
                .build())
        .pages(PageSettings.DEFAULTS.with(caching))
        .build();
  }

  /** An application that lets everybody keep its pages, and sets a cookie besides where asked. */
  private Site site(Caching caching) throws Exception {
    return Site.of(
        settings(caching),
        (request, response) -> {
          asked.incrementAndGet();
          response.setHeader("Cache-Control", "public, max-age=600");
          if ("1".equals(request.getParameter("cookie"))) {
            response.addHeader("Set-Cookie", "stats=1; Path=/");
          }
          if (request.getRequestURI().endsWith(".png")) {
            response.setHeader("NEL", "{\"report_to\":\"g\",\"max_age\":600}");
            response.setContentType("image/png");
            response.getOutputStream().write(1);
            return;
          }
          if (request.getRequestURI().endsWith(".css")) {
            response.setContentType("text/css");
            response.getWriter().print("p { color: red }");
            return;
          }
          response.setContentType("text/html;charset=utf-8");
          response
              .getWriter()
              .print(
                  "<!DOCTYPE html><html><head><title>t</title></head><body>"
                      + PIXEL
                      + "</body></html>");
        });
  }

  private static String cookie(String cookie) {
    return "Cookie: " + cookie;
  }

  private static final String ACCEPTED = cookie(Visitors.granted(Visitors.OFFERED));

  @ParameterizedTest
  @EnumSource
  void theProxyKeepsWhatItMay(Kind kind) throws Exception {
    try (Site site = site(Caching.PER_VISITOR);
        CachingProxy proxy = kind.before(site.port())) {
      assertThat(CachingProxy.wasKept(proxy.get("/style.css"))).isFalse();
      assertThat(CachingProxy.wasKept(proxy.get("/style.css"))).isTrue();
      assertThat(asked).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyGetsAnotherVisitorsPage(Kind kind) throws Exception {
    try (Site site = site(Caching.PER_VISITOR);
        CachingProxy proxy = kind.before(site.port())) {
      assertThat(proxy.get("/", ACCEPTED).body()).contains(LIVE);
      Wire.Answer fresh = proxy.get("/");
      assertThat(fresh.body()).contains(HELD).doesNotContain(" " + LIVE);
      assertThat(proxy.get("/", Visitors.REFUSED).body()).doesNotContain(" " + LIVE);
      assertThat(proxy.get("/", "Sec-GPC: 1", ACCEPTED).body()).doesNotContain(" " + LIVE);
      assertThat(proxy.get("/", ACCEPTED).body()).contains(LIVE);
      assertThat(proxy.get("/").body()).doesNotContain(" " + LIVE);
      assertThat(asked).hasValue(6);
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyGetsAnotherVisitorsCookie(Kind kind) throws Exception {
    try (Site site = site(Caching.PER_VISITOR);
        CachingProxy proxy = kind.before(site.port())) {
      assertThat(proxy.get("/?cookie=1", ACCEPTED).kept()).containsExactly("stats");
      assertThat(proxy.get("/?cookie=1").cookies()).isEmpty();
      assertThat(proxy.get("/?cookie=1", ACCEPTED).kept()).containsExactly("stats");
    }
  }

  @ParameterizedTest
  @EnumSource
  void nobodyGetsWhatOnlyAnotherHasAgreedToInAField(Kind kind) throws Exception {
    try (Site site = site(Caching.PER_VISITOR);
        CachingProxy proxy = kind.before(site.port())) {
      assertThat(proxy.get("/a.png", ACCEPTED).all("NEL").get(0)).contains("report_to");
      assertThat(proxy.get("/a.png").all("NEL")).containsExactly("{\"max_age\":0}");
      assertThat(proxy.get("/a.png", Visitors.REFUSED).all("NEL"))
          .containsExactly("{\"max_age\":0}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneSharedPageServesAll(Kind kind) throws Exception {
    try (Site site = site(Caching.SHARED);
        CachingProxy proxy = kind.before(site.port())) {
      Wire.Answer first = proxy.get("/", ACCEPTED);
      assertThat(first.body()).contains(HELD).doesNotContain(" " + LIVE);
      Wire.Answer second = proxy.get("/");
      assertThat(second.body()).isEqualTo(first.body());
      assertThat(CachingProxy.wasKept(second)).isTrue();
      assertThat(proxy.get("/", Visitors.REFUSED).body()).isEqualTo(first.body());
      assertThat(proxy.get("/", ACCEPTED).body()).isEqualTo(first.body());
      assertThat(asked).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSharedPageStillSetsNoCookieThatNobodyAgreedTo(Kind kind) throws Exception {
    try (Site site = site(Caching.SHARED);
        CachingProxy proxy = kind.before(site.port())) {
      assertThat(proxy.get("/?cookie=1").cookies()).isEmpty();
      assertThat(proxy.get("/?cookie=1", Visitors.REFUSED).cookies()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsForOneVisitorIsNotKeptThoughPagesAreShared(Kind kind) throws Exception {
    try (Site site = site(Caching.SHARED);
        CachingProxy proxy = kind.before(site.port())) {
      Wire.Answer cookie = proxy.get("/?cookie=1", ACCEPTED);
      assertThat(cookie.kept()).containsExactly("stats");
      assertThat(proxy.get("/?cookie=1").cookies()).isEmpty();
      Wire.Answer expiring = proxy.get("/other", Visitors.REFUSED + "; ads=1");
      assertThat(expiring.removed()).containsExactly("ads");
      assertThat(proxy.get("/other").cookies()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theStateIsAskedOfTheServerEachTime(Kind kind) throws Exception {
    try (Site site = site(Caching.SHARED);
        CachingProxy proxy = kind.before(site.port())) {
      assertThat(proxy.get("/consent/state", ACCEPTED).body())
          .contains("\"advertising\":\"granted\"");
      assertThat(proxy.get("/consent/state").body()).doesNotContain("granted\"}");
      assertThat(proxy.get("/consent/state", ACCEPTED).body())
          .contains("\"advertising\":\"granted\"");
    }
  }

  @Test
  void theTrapWorks() throws Exception {
    try (Site site =
            Site.of(
                context ->
                    Site.page(
                        context,
                        "/*",
                        (request, response) -> {
                          response.setHeader("Cache-Control", "public, max-age=600");
                          response.setContentType("text/html");
                          response.getWriter().print(request.getHeader("Cookie"));
                        }));
        CachingProxy proxy = new CachingProxy.Nginx(site.port())) {
      assertThat(proxy.get("/", cookie("a=1")).body()).isEqualTo("a=1");
      assertThat(proxy.get("/", cookie("a=2")).body())
          .as("without the filter another visitor's page is given away")
          .isEqualTo("a=1");
    }
  }
}
