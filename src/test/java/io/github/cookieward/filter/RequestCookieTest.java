package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the application can read of the cookies that the browser sent. */
class RequestCookieTest {
  private static String shown(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    String objects =
        cookies == null
            ? "none"
            : String.join(",", Arrays.stream(cookies).map(Cookie::getName).toList());
    List<String> names =
        Collections.list(request.getHeaderNames()).stream()
            .filter("cookie"::equalsIgnoreCase)
            .toList();
    return objects
        + "|"
        + request.getHeader("cOOkie")
        + "|"
        + Collections.list(request.getHeaders("COOKIE"))
        + "|"
        + names.size();
  }

  private static String shown(Settings settings, String... fields) throws Exception {
    try (Site site =
        Site.of(settings, (request, response) -> response.getWriter().print(shown(request)))) {
      return site.get("/", fields).body();
    }
  }

  private static final Settings SITE = Visitors.site().build();

  @Test
  void aCookieThatIsNotGrantedIsNotShown() throws Exception {
    assertThat(shown(SITE, "Cookie: stats=1; sid=2; ads=3")).isEqualTo("sid|sid=2|[sid=2]|1");
  }

  @Test
  void aCookieThatIsGrantedIsShown() throws Exception {
    String consent = Visitors.granted(Category.ANALYTICS);
    assertThat(shown(SITE, "Cookie: stats=1; ads=3; " + consent))
        .isEqualTo("stats,consent|stats=1; " + consent + "|[stats=1; " + consent + "]|1");
  }

  @Test
  void whereNothingIsLeftThereIsNoField() throws Exception {
    assertThat(shown(SITE, "Cookie: stats=1; ads=2")).isEqualTo("none|null|[]|0");
  }

  @Test
  void whereNothingWasSentThereIsNoFieldEither() throws Exception {
    assertThat(shown(SITE)).isEqualTo("none|null|[]|0");
  }

  @Test
  void severalFieldLinesAreEachCleaned() throws Exception {
    assertThat(shown(SITE, "Cookie: stats=1", "Cookie: sid=2; ads=1", "cookie: stats-7=1"))
        .isEqualTo("sid|sid=2|[sid=2]|1");
  }

  @Test
  void aFieldOfWhichAllIsGrantedStaysAsItCame() throws Exception {
    assertThat(shown(SITE, "Cookie: sid=1;sid=2 ;; sid=a=b")).contains("|sid=1;sid=2 ;; sid=a=b|");
  }

  @Test
  void aCookieThatNobodyKnowsIsNotShownUnlessTheSiteSaysSo() throws Exception {
    assertThat(shown(SITE, "Cookie: mystery=1")).isEqualTo("none|null|[]|0");
    assertThat(shown(Visitors.site().unknownPasses(true).build(), "Cookie: mystery=1"))
        .startsWith("mystery|");
  }

  @Test
  void aNumberOrADateGivesNothingAway() throws Exception {
    try (Site site =
        Site.of(
            SITE,
            (request, response) ->
                response
                    .getWriter()
                    .print(
                        request.getIntHeader("Cookie")
                            + " "
                            + request.getDateHeader("cookie"))); ) {
      assertThat(site.get("/", "Cookie: 12345").body()).isEqualTo("-1 -1");
      assertThat(site.get("/", "Cookie: stats=1").body()).isEqualTo("-1 -1");
      assertThat(site.get("/").body()).isEqualTo("-1 -1");
    }
  }

  @Test
  void otherFieldsAreReadAsEver() throws Exception {
    try (Site site =
        Site.of(
            SITE,
            (request, response) ->
                response
                    .getWriter()
                    .print(
                        request.getHeader("x-word")
                            + Collections.list(request.getHeaders("X-Word"))
                            + request.getIntHeader("X-Number")
                            + " "
                            + request.getDateHeader("If-Modified-Since")
                            + Collections.list(request.getHeaderNames()))); ) {
      assertThat(
              site.get(
                      "/",
                      "X-Word: a",
                      "X-Word: b",
                      "X-Number: 7",
                      "If-Modified-Since: Thu, 01 Jan 1970 00:00:01 GMT",
                      "Cookie: stats=1")
                  .body())
          .isEqualTo("a[a, b]7 1000[Host, X-Word, X-Number, If-Modified-Since]");
    }
  }

  @Test
  void theApplicationFindsNoTraceOfTheFilterAmongTheAttributes() throws Exception {
    try (Site site =
        Site.of(
            SITE,
            (request, response) -> {
              assertThat(Collections.list(request.getAttributeNames()))
                  .noneMatch(name -> name.contains("cookieward"));
              request.setAttribute(EnforcingRequest.STAMP, "forged");
              request.removeAttribute(EnforcingRequest.STAMP);
              assertThat(ConsentFilter.enforcement(request)).isPresent();
              response.getWriter().print("held");
            })) {
      assertThat(site.get("/").body()).isEqualTo("held");
    }
  }
}
