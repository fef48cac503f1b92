package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.Floors;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a site wants every cookie to have is there, however the cookie was set. */
class FloorsOnTheWireTest {
  private static final Floors STRICT =
      new Floors(true, true, Optional.of("Lax"), Duration.ofDays(10));

  private static List<String> cookies(Floors floors, boolean secure, Site.Page page)
      throws Exception {
    Settings settings = Visitors.site().floors(floors).build();
    try (Site site =
        Site.of(
            context -> {
              Site.filter(
                  context,
                  (request, response, chain) ->
                      chain.doFilter(
                          secure
                              ? new jakarta.servlet.http.HttpServletRequestWrapper(
                                  (jakarta.servlet.http.HttpServletRequest) request) {
                                @Override
                                public boolean isSecure() {
                                  return true;
                                }
                              }
                              : request,
                          response));
              Site.filter(context, new ConsentFilter(settings));
              Site.page(context, "/*", page);
            })) {
      String consent = Visitors.granted(Visitors.OFFERED);
      return site.get("/", "Cookie: " + (secure ? "__Host-" + consent : consent)).cookies();
    }
  }

  private static Cookie cookie(String name, int maxAge) {
    Cookie cookie = new Cookie(name, "1");
    cookie.setPath("/a");
    cookie.setMaxAge(maxAge);
    cookie.setAttribute("Partitioned", "");
    return cookie;
  }

  @Test
  void aFieldGetsWhatItLacks() throws Exception {
    assertThat(
            cookies(
                STRICT,
                true,
                (request, response) ->
                    response.addHeader("Set-Cookie", "stats=1; Path=/a; Max-Age=99999999")))
        .containsExactly("stats=1; Path=/a; Secure; HttpOnly; SameSite=Lax; Max-Age=864000");
  }

  @Test
  void aCookieObjectGetsTheSameAndKeepsItsOwn() throws Exception {
    List<String> cookies =
        cookies(
            STRICT,
            true,
            (request, response) -> {
              Cookie stats = cookie("stats", 99_999_999);
              response.addCookie(stats);
              assertThat(stats.getMaxAge()).isEqualTo(99_999_999);
              assertThat(stats.isHttpOnly()).isFalse();
            });
    assertThat(cookies).hasSize(1);
    assertThat(cookies.get(0).split("; "))
        .contains(
            "stats=1",
            "Path=/a",
            "Secure",
            "HttpOnly",
            "SameSite=Lax",
            "Max-Age=864000",
            "Partitioned");
  }

  @Test
  void anEssentialCookieLivesAsLongAsItLikes() throws Exception {
    assertThat(
            cookies(
                    STRICT,
                    false,
                    (request, response) -> response.addCookie(cookie("sid", 99_999_999)))
                .get(0))
        .contains("Max-Age=99999999", "HttpOnly", "SameSite=Lax")
        .doesNotContain("Secure");
  }

  @Test
  void aStricterCookieStaysAsItIs() throws Exception {
    String strict = "stats=1; Secure; HttpOnly; SameSite=Strict; Max-Age=5";
    assertThat(
            cookies(STRICT, true, (request, response) -> response.addHeader("Set-Cookie", strict)))
        .containsExactly(strict);
  }

  @Test
  void aLifeOfAnObjectGivenByExpiresIsCutShortToo() throws Exception {
    List<String> cookies =
        cookies(
            STRICT,
            false,
            (request, response) -> {
              Cookie stats = new Cookie("stats", "1");
              stats.setAttribute("Expires", "Fri, 31 Dec 9999 23:59:59 GMT");
              response.addCookie(stats);
            });
    assertThat(cookies).hasSize(1);
    assertThat(cookies.get(0)).contains("Max-Age=864000");
  }

  @Test
  void aLongestLifeBeyondWhatACookieObjectCanSayIsNoError() throws Exception {
    Floors generous = new Floors(false, false, Optional.empty(), Duration.ofDays(36_500));
    List<String> cookies =
        cookies(
            generous,
            false,
            (request, response) -> {
              Cookie stats = new Cookie("stats", "1");
              stats.setAttribute("Expires", "Fri, 31 Dec 9999 23:59:59 GMT");
              response.addCookie(stats);
            });
    assertThat(cookies).hasSize(1);
    assertThat(cookies.get(0)).contains("Max-Age=2147483647");
  }

  @Test
  void withoutFloorsACookieIsSentAsItWas() throws Exception {
    assertThat(
            cookies(
                Floors.DEFAULTS,
                true,
                (request, response) -> response.addHeader("Set-Cookie", "stats=1;path=/")))
        .containsExactly("stats=1;path=/");
  }
}
