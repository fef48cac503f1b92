package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.ParameterSettings;
import io.github.cookieward.enforcement.ParameterSettings.Incoming;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.model.Proves;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a visitor came by waits for the answer, in a session that is there anyway. */
class HeldParametersTest {
  private static Settings settings(Incoming incoming) {
    return VisibleQueryTest.tracking().parameters(new ParameterSettings(incoming, true)).build();
  }

  private static Site site(Incoming incoming) throws Exception {
    return Site.of(
        context -> {
          context.getSessionHandler().setHttpOnly(true);
          Site.filter(context, new ConsentFilter(settings(incoming)));
          Site.page(
              context,
              "/*",
              (request, response) -> {
                switch (request.getServletPath() + request.getPathInfo()) {
                  case "/session" -> request.getSession();
                  case "/renewed" -> request.changeSessionId();
                  case "/attributes" -> {
                    response
                        .getWriter()
                        .print(Collections.list(request.getSession().getAttributeNames()));
                    return;
                  }
                  default -> {}
                }
                response
                    .getWriter()
                    .print(
                        new TreeMap<>(ConsentFilter.heldParameters(request))
                            + ""
                            + new TreeMap<>(ConsentFilter.heldParameters(request)));
              });
        });
  }

  private static String session(Wire.Answer answer) {
    return answer.cookies().stream()
        .filter(cookie -> cookie.startsWith("JSESSIONID="))
        .map(cookie -> cookie.split(";")[0])
        .findFirst()
        .orElse("none");
  }

  @Test
  @Proves("enforced.campaign")
  void heldWithinASessionAndHandedOverOnceGranted() throws Exception {
    try (Site site = site(Incoming.HIDE)) {
      Wire.Answer first = site.get("/session?utm_source=mail&gclid=7&a=1&utm_source=%C3%A4");
      String session = session(first);
      assertThat(first.body()).isEqualTo("{}{}");
      assertThat(site.get("/", "Cookie: " + session).body()).isEqualTo("{}{}");
      assertThat(site.get("/attributes", "Cookie: " + session).body()).isEqualTo("[]");
      String granted = Visitors.AGREED_TO_ANALYTICS + "; " + session;
      String handed = "{gclid=[7], utm_source=[mail, \u00e4]}";
      assertThat(site.get("/other", granted).body().replace("?", "\u00e4"))
          .isEqualTo(handed + handed);
      assertThat(site.get("/other", granted).body()).isEqualTo("{}{}");
    }
  }

  @Test
  void heldToo() throws Exception {
    try (Site site = site(Incoming.REDIRECT)) {
      String session = session(site.get("/session"));
      assertThat(site.get("/?gclid=7", "Cookie: " + session, "Accept: text/html").status())
          .isEqualTo(302);
      String renewed = session(site.get("/renewed", "Cookie: " + session));
      assertThat(renewed).isNotEqualTo(session);
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS + "; " + renewed).body())
          .startsWith("{gclid=[7]}");
    }
  }

  @Test
  @Proves("enforced.campaign")
  void discardedOnRefusalEvenIfGrantedLater() throws Exception {
    try (Site site = site(Incoming.HIDE)) {
      String session = session(site.get("/session?gclid=7"));
      assertThat(site.get("/", Visitors.REFUSED + "; " + session).body()).isEqualTo("{}{}");
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS + "; " + session).body())
          .isEqualTo("{}{}");
      site.get("/?gclid=8", Visitors.REFUSED + "; " + session);
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS + "; " + session).body())
          .isEqualTo("{}{}");
    }
  }

  @Test
  void noSessionIsMadeForIt() throws Exception {
    try (Site site = site(Incoming.HIDE)) {
      assertThat(site.get("/?gclid=7").cookies()).isEmpty();
      String session = session(site.get("/session"));
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS + "; " + session).body())
          .isEqualTo("{}{}");
    }
  }

  @Test
  @Proves("enforced.campaign")
  void nothingIsHeldUnlessTheSiteSaysSo() throws Exception {
    try (Site site =
        Site.of(
            VisibleQueryTest.tracking().build(),
            (request, response) -> {
              request.getSession();
              response.getWriter().print(ConsentFilter.heldParameters(request));
            })) {
      String session = session(site.get("/?gclid=7"));
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS + "; " + session).body())
          .isEqualTo("{}");
    }
  }

  @Test
  void whatIsHeldIsBounded() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    HeldParameters held = new HeldParameters(true, now::get);
    for (int i = 0; i <= HeldParameters.MAX_SESSIONS; i++) {
      held.keep("s" + i, Map.of("gclid", List.of("1")));
    }
    assertThat(held.sessions()).isEqualTo(HeldParameters.MAX_SESSIONS);
    assertThat(held.take("s0", name -> true)).as("the oldest makes way").isEmpty();
    assertThat(held.take("s1", name -> true)).isNotEmpty();

    held.keep("s2", Map.of("utm_long", List.of("x".repeat(HeldParameters.MAX_LENGTH))));
    held.keep("s2", Map.of("gclid", List.of("2")));
    assertThat(held.take("s2", name -> true)).isEqualTo(Map.of("gclid", List.of("2")));

    now.set(Instant.EPOCH.plus(HeldParameters.LIFE).plusSeconds(1));
    assertThat(held.take("s3", name -> true)).as("nobody is waited for that long").isEmpty();
    assertThat(held.sessions()).isZero();
  }

  @Test
  void theNewestVisitCounts() {
    HeldParameters held = new HeldParameters(true, () -> Instant.EPOCH);
    held.keep("s", Map.of("a", List.of("1"), "b", List.of("x".repeat(900))));
    held.keep("s", Map.of("a", List.of("2"), "b", List.of("y".repeat(900))));
    assertThat(held.take("s", "a"::equals)).isEqualTo(Map.of("a", List.of("2")));
    assertThat(held.take("s", "b"::equals)).isEqualTo(Map.of("b", List.of("y".repeat(900))));
    assertThat(held.sessions()).isZero();
  }
}
