package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.http.Cookie;
import java.util.List;
import org.junit.jupiter.api.Test;

/** After a refusal the next response removes what the browser still holds, where it lives. */
class WithdrawalTest {
  private static final Site.Page NOTHING = (request, response) -> {};

  private static Wire.Answer answer(Settings settings, Site.Page page, String cookies)
      throws Exception {
    try (Site site = Site.of(settings, page)) {
      return site.get("/shop/cart", "Cookie: " + cookies);
    }
  }

  private static Wire.Answer answer(String cookies) throws Exception {
    return answer(Visitors.site().build(), NOTHING, cookies);
  }

  @Test
  void nothingIsRemovedBeforeAnyAnswer() throws Exception {
    assertThat(answer("stats=1; sid=2; mystery=3").cookies()).isEmpty();
  }

  @Test
  void whatWasRefusedIsRemovedAndTheSessionStays() throws Exception {
    assertThat(answer("stats=1; stats-4=1; sid=2; " + Visitors.granted()).removed())
        .containsExactlyInAnyOrder("stats", "stats-4");
  }

  @Test
  void whatIsStillGrantedStays() throws Exception {
    assertThat(answer("stats=1; theme=2; " + Visitors.granted(Category.ANALYTICS)).removed())
        .containsExactly("theme");
  }

  @Test
  void theUsualPlacesAreNamed() throws Exception {
    List<String> lines = answer("stats=1; " + Visitors.granted()).cookies();
    assertThat(lines)
        .allMatch(line -> line.startsWith("stats=; Max-Age=0; Expires="))
        .anyMatch(line -> line.endsWith("; Path=/"))
        .anyMatch(line -> line.endsWith("; Path=/shop"))
        .anyMatch(line -> line.endsWith("; Path=/; Domain=shop.example.com"))
        .anyMatch(line -> line.endsWith("; Path=/; Domain=example.com"));
  }

  @Test
  void aPlaceThatTheApplicationUsedIsLearned() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              Cookie stats = new Cookie("stats", "1");
              stats.setPath("/deep/down");
              stats.setDomain("example.com");
              stats.setAttribute("Partitioned", "");
              response.addCookie(stats);
            })) {
      site.get("/", Visitors.AGREED_TO_ANALYTICS);
      assertThat(site.get("/", "Cookie: stats=1; " + Visitors.granted()).cookies())
          .anyMatch(
              line -> line.contains("Path=/deep/down; Domain=example.com; Secure; Partitioned"));
    }
  }

  @Test
  void aPlaceThatTheSiteDeclaredIsUsed() throws Exception {
    Settings settings =
        Visitors.site()
            .service(
                Service.builder("beta", Category.ANALYTICS)
                    .cookie(
                        new CookieRule(
                            CookieRule.Kind.EXACT,
                            "beta",
                            "/beta",
                            "beta.example.com",
                            false,
                            "",
                            ""))
                    .build())
            .build();
    assertThat(answer(settings, NOTHING, "beta=1; " + Visitors.granted()).cookies())
        .anyMatch(line -> line.contains("Path=/beta; Domain=beta.example.com"));
  }

  @Test
  void theLinesOutliveAResetAndASetHeader() throws Exception {
    String cookies = "stats=1; " + Visitors.granted();
    List<String> plain = answer(cookies).cookies();
    assertThat(plain).isNotEmpty();
    for (Site.Page page :
        List.<Site.Page>of(
            (request, response) -> response.reset(),
            (request, response) -> response.setHeader("Set-Cookie", null),
            (request, response) -> response.sendError(404),
            (request, response) -> response.sendRedirect("/"),
            (request, response) -> response.getWriter().print("x".repeat(200_000)))) {
      assertThat(answer(Visitors.site().build(), page, cookies).cookies()).isEqualTo(plain);
    }
    assertThat(
            answer(
                    Visitors.site().build(),
                    (request, response) -> response.setHeader("Set-Cookie", "sid=1"),
                    cookies)
                .cookies())
        .containsAll(plain)
        .contains("sid=1");
  }

  @Test
  void theLinesOutliveANumberWhereTheUnknownPasses() throws Exception {
    Settings settings = Visitors.site().unknownPasses(true).build();
    Site.Page page =
        (request, response) -> {
          response.setIntHeader("Set-Cookie", 1);
          response.setDateHeader("Set-Cookie", 1);
        };
    assertThat(answer(settings, page, "stats=1; " + Visitors.granted()).removed())
        .containsExactly("stats");
  }

  @Test
  void noLineIsSentTwiceOnTheWayToAnErrorPage() throws Exception {
    List<String> lines =
        answer(
                Visitors.site().build(),
                (request, response) -> {
                  throw new IllegalStateException("as the test wishes");
                },
                "stats=1; " + Visitors.granted())
            .cookies();
    assertThat(lines).isNotEmpty().doesNotHaveDuplicates();
  }

  @Test
  void aNameThatNoServerCanRepeatStopsNoSession() throws Exception {
    Wire.Answer answer =
        answer(
            Visitors.site().build(),
            (request, response) -> request.getSession(),
            "stats=1; $Odd=1; \u00ff=1; a,b=1; php[x]=1; " + Visitors.granted());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.kept()).containsExactly("JSESSIONID");
    assertThat(answer.removed()).containsExactlyInAnyOrder("stats", "php[x]");
  }

  @Test
  void manyStaleCookiesLeaveRoomForTheResponse() throws Exception {
    StringBuilder cookies = new StringBuilder(Visitors.granted());
    for (int i = 0; i < 300; i++) {
      cookies.append("; stats-").append(i).append("=1");
    }
    int characters =
        answer(cookies.toString()).cookies().stream().mapToInt(line -> line.length() + 14).sum();
    assertThat(characters).isBetween(1_000, 3_500);
  }
}
