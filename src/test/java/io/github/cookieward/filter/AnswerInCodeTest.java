package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application with a form of its own hands the visitor's answer over in code. */
class AnswerInCodeTest {
  private static final Settings SETTINGS = Visitors.site().build();

  private static Enforcement say(HttpServletRequest request, Answer.Action action) {
    return ConsentFilter.answer(request, Answer.of(action, SETTINGS)).orElseThrow();
  }

  @Test
  void aGrantHoldsForTheSameResponseAndTheConsentComesFirst() throws Exception {
    try (Site site =
        Site.of(
            SETTINGS,
            (request, response) -> {
              response.addCookie(new Cookie("stats", "before"));
              assertThat(say(request, Answer.Action.ACCEPT_ALL).covers(Category.ANALYTICS))
                  .isTrue();
              response.addCookie(new Cookie("stats", "after"));
              assertThat(ConsentFilter.enforcement(request).orElseThrow().consent().isDecided())
                  .isTrue();
            })) {
      assertThat(site.get("/").all("Set-Cookie"))
          .satisfiesExactly(
              first -> assertThat(first).startsWith("consent=1.").contains("HttpOnly"),
              recent -> assertThat(recent).startsWith("consent-at-").contains("HttpOnly"),
              second -> assertThat(second).startsWith("stats=after"));
    }
  }

  @Test
  void aWithdrawalWithholdsWhatComesLaterAndExpiresWhatTheBrowserHolds() throws Exception {
    String granted = Visitors.cookie(Map.of(Category.ANALYTICS, Choice.GRANTED));
    try (Site site =
        Site.of(
            SETTINGS,
            (request, response) -> {
              response.addHeader("Set-Cookie", "sid=2");
              say(request, Answer.Action.WITHDRAW);
              response.addCookie(new Cookie("stats", "after"));
            })) {
      assertThat(site.get("/", "Cookie: " + granted + "; stats=1").all("Set-Cookie"))
          .anyMatch(line -> line.startsWith("sid=2"))
          .anyMatch(line -> line.startsWith("consent=1."))
          .anyMatch(line -> line.startsWith("stats=; Max-Age=0"))
          .noneMatch(line -> line.startsWith("stats=after"));
    }
  }

  @Test
  void whatIsSaidAgainAtOnceWritesNothing() throws Exception {
    try (Site site =
        Site.of(
            SETTINGS,
            (request, response) -> {
              say(request, Answer.Action.ACCEPT_ALL);
              say(request, Answer.Action.ACCEPT_ALL);
            })) {
      assertThat(site.get("/").all("Set-Cookie"))
          .satisfiesExactly(
              first -> assertThat(first).startsWith("consent=1."),
              recent -> assertThat(recent).startsWith("consent-at-"));
    }
  }

  @Test
  void afterTheResponseHasLeftAnAnswerHoldsForTheRequestAndBreaksNothing() throws Exception {
    try (Site site =
        Site.of(
            SETTINGS,
            (request, response) -> {
              response.getOutputStream().print("body");
              response.flushBuffer();
              assertThat(say(request, Answer.Action.ACCEPT_ALL).covers(Category.ANALYTICS))
                  .isTrue();
              response.addCookie(new Cookie("stats", "late"));
              response.getOutputStream().print(" whole");
            })) {
      Wire.Answer answer = site.get("/");
      assertThat(answer.all("Set-Cookie")).isEmpty();
      assertThat(answer.body()).contains("body").contains("whole");
    }
  }

  @Test
  void whatIsWrittenForOneVisitorIsKeptFromSharedCaches() throws Exception {
    try (Site site =
        Site.of(
            SETTINGS,
            (request, response) -> {
              if (request.getRequestURI().equals("/own")) {
                response.setHeader("Cache-Control", "no-store");
              }
              ConsentFilter.personal(request);
            })) {
      assertThat(site.get("/").all("Cache-Control")).containsExactly("private, no-cache");
      assertThat(site.get("/").all("Vary")).containsExactly("Cookie, Sec-GPC");
      assertThat(site.get("/own").all("Cache-Control")).containsExactly("no-store");
    }
  }
}
