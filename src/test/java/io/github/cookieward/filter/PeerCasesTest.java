package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.enforcement.Floors;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import jakarta.servlet.Filter;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What others of our kind promise, in our own words: the cookie policy of ASP.NET Core, rack-policy
 * and rack-strip-cookies, and Shibboleth's SameSite filter.
 */
class PeerCasesTest {
  private static final Site.Page BOTH =
      (request, response) -> {
        response.addCookie(new Cookie("stats", "1"));
        response.addCookie(new Cookie("sid", "1"));
      };

  // ASP.NET Core: consent

  @Test
  void aWordThatIsNoAnswerIsNoConsent() throws Exception {
    try (Site site = Site.of(Visitors.site().build(), BOTH)) {
      for (String word : List.of("yes", "true", "1", "IAgree", "")) {
        assertThat(site.get("/", "Cookie: consent=" + word).kept()).containsExactly("sid");
      }
    }
  }

  @Test
  void anAnswerToOneQuestionIsNoneToAnother() throws Exception {
    String analytics = "Cookie: " + Visitors.cookie(Map.of(Category.ANALYTICS, Choice.GRANTED));
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              BOTH.serve(request, response);
              response.addCookie(new Cookie("ads", "1"));
            })) {
      assertThat(site.get("/", analytics).kept()).containsExactly("stats", "sid");
    }
  }

  @Test
  void everyPieceOfACookieThatIsCutIntoPiecesIsTreatedAlike() throws Exception {
    Site.Page page =
        (request, response) -> {
          response.addCookie(new Cookie("stats", "chunks-7"));
          for (int i = 1; i <= 7; i++) {
            response.addCookie(new Cookie("stats-" + i, "x"));
          }
        };
    try (Site site = Site.of(Visitors.site().build(), page)) {
      assertThat(site.get("/").kept()).isEmpty();
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS).kept()).hasSize(8);
    }
  }

  @Test
  void toRemoveAllPiecesNeedsNoConsentAndKeepsTheirPlace() throws Exception {
    Site.Page page =
        (request, response) -> {
          for (int i = 1; i <= 7; i++) {
            Cookie piece = new Cookie("stats-" + i, "");
            piece.setPath("/shop");
            piece.setDomain("example.com");
            piece.setSecure(true);
            piece.setMaxAge(0);
            response.addCookie(piece);
          }
        };
    try (Site site = Site.of(Visitors.site().build(), page)) {
      Wire.Answer answer = site.get("/");
      assertThat(answer.removed()).hasSize(7);
      assertThat(answer.cookies())
          .allMatch(line -> line.contains("Path=/shop"))
          .allMatch(line -> line.contains("Domain=example.com"))
          .allMatch(line -> line.contains("Secure"));
    }
  }

  // rack-policy, rack-strip-cookies

  @Test
  void whereInTheChainTheCookieIsSetDoesNotMatter() throws Exception {
    Filter sets =
        (request, response, chain) -> {
          ((jakarta.servlet.http.HttpServletResponse) response).addHeader("Set-Cookie", "stats=1");
          chain.doFilter(request, response);
        };
    for (boolean before : new boolean[] {true, false}) {
      try (Site site =
          Site.of(
              context -> {
                if (before) {
                  Site.filter(context, sets);
                }
                Site.filter(context, new ConsentFilter(Visitors.site().build()));
                if (!before) {
                  Site.filter(context, sets);
                }
                Site.page(context, "/*", (request, response) -> {});
              })) {
        assertThat(site.get("/").cookies()).isEmpty();
        assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS).cookies()).hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/a", "/a/", "/a?b=c", "/a;v=1", "/a/../b", "/%61", "/a.png", "*"})
  void noPathIsExempt(String path) throws Exception {
    try (Site site = Site.of(Visitors.site().build(), BOTH)) {
      String method = path.equals("*") ? "OPTIONS" : "GET";
      assertThat(site.send(Wire.request(method, path)).kept()).doesNotContain("stats");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW"})
  void noMethodIsExempt(String method) throws Exception {
    try (Site site = Site.of(Visitors.site().build(), BOTH)) {
      assertThat(site.send(Wire.request(method, "/", "Content-Length: 0")).kept())
          .containsExactly("sid");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 301, 304, 400, 401, 404, 418, 500, 503})
  void noStatusIsExempt(int status) throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.setStatus(status);
              BOTH.serve(request, response);
            })) {
      Wire.Answer answer = site.get("/");
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.kept()).containsExactly("sid");
    }
  }

  @Test
  void anEarlyAnswerDoesNotLetTheCookieSlip() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.sendError(102);
              BOTH.serve(request, response);
            })) {
      assertThat(site.get("/").kept()).containsExactly("sid");
    }
  }

  // Shibboleth

  private static final List<String> FIVE =
      List.of(
          "sid=1; Path=/",
          "sid=2; Path=/other; SameSite=Strict",
          "shib-a=3; HttpOnly",
          "shib-b=\"SameSite=None\"; Secure",
          "shib-c=; Path=/; SameSite=None; Secure");

  private static final Map<String, Site.Page> ENDINGS = new LinkedHashMap<>();

  static {
    ENDINGS.put("nothing", (request, response) -> {});
    ENDINGS.put("redirect", (request, response) -> response.sendRedirect("/elsewhere"));
    ENDINGS.put("stream", (request, response) -> response.getOutputStream().write(new byte[99]));
    ENDINGS.put("writer", (request, response) -> response.getWriter().print("text"));
    ENDINGS.put("flush", (request, response) -> response.flushBuffer());
    ENDINGS.put("error", (request, response) -> response.sendError(403));
  }

  static Stream<Arguments> endings() {
    return ENDINGS.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  private static List<String> five(SettingsBuilder settings, Site.Page ending) throws Exception {
    Settings site =
        settings
            .essentialCookie("shib-a")
            .essentialCookie("shib-b")
            .essentialCookie("shib-c")
            .build();
    try (Site one =
        Site.of(
            site,
            (request, response) -> {
              FIVE.forEach(field -> response.addHeader("Set-Cookie", field));
              ending.serve(request, response);
            })) {
      return one.get("/").cookies();
    }
  }

  @ParameterizedTest
  @MethodSource("endings")
  void withoutFloorsAllFiveLeaveAsTheyCame(String ending, Site.Page page) throws Exception {
    assertThat(five(Visitors.site(), page)).as(ending).isEqualTo(FIVE);
  }

  @ParameterizedTest
  @MethodSource("endings")
  void aFloorIsAddedWhereNothingIsSaidAndNowhereElse(String ending, Site.Page page)
      throws Exception {
    Floors lax = new Floors(false, false, Optional.of("Lax"), Duration.ofDays(395));
    assertThat(five(Visitors.site().floors(lax), page))
        .as(ending)
        .containsExactly(
            "sid=1; Path=/; SameSite=Lax",
            "sid=2; Path=/other; SameSite=Strict",
            "shib-a=3; HttpOnly; SameSite=Lax",
            "shib-b=\"SameSite=None\"; Secure; SameSite=Lax",
            "shib-c=; Path=/; SameSite=None; Secure");
  }

  @Test
  void twoCookiesOfOneNameAndDifferentPathsBothLeave() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) ->
                Arrays.asList("/a", "/b")
                    .forEach(
                        path -> {
                          Cookie cookie = new Cookie("sid", "1");
                          cookie.setPath(path);
                          response.addCookie(cookie);
                        }))) {
      assertThat(site.get("/").cookies()).hasSize(2);
    }
  }
}
