package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Floors;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Before a site enforces it can look: nothing changes, and everything is told once. */
class ReportOnlyTest {
  private static final Site.Page PAGE =
      (request, response) -> {
        request.getSession(); // first: Jetty then reads back every cookie, and fails at odd ones
        Cookie stats = new Cookie("stats", "1");
        stats.setMaxAge(99_999_999);
        response.addCookie(stats);
        response.addHeader("Set-Cookie", "mystery=1; Max-Age=99999999");
        response.addHeader("Set-Cookie", "mystery=2");
        response.addHeader("Set-Cookie", "nameless");
        response.addHeader("set-cookie", "sid=1");
        response.addIntHeader("Set-Cookie", 7);
        response
            .getWriter()
            .print(
                request.getHeader("Cookie")
                    + Arrays.stream(request.getCookies()).map(Cookie::getName).toList());
      };

  private static final Settings LOOKING =
      Visitors.site()
          .mode(Settings.Mode.REPORT_ONLY)
          .floors(new Floors(true, true, Optional.of("Strict"), Duration.ofDays(1)))
          .build();

  private static List<String> comparable(Wire.Answer answer) {
    List<String> fields = new ArrayList<>(answer.fields());
    fields.replaceAll(
        field ->
            field
                .replaceAll("JSESSIONID=[^;]*", "JSESSIONID=…")
                .replaceAll("; Expires=[^;]*", "; Expires=…")); // a second may pass between them
    fields.add(answer.body());
    return fields;
  }

  @Test
  void nothingChangesAndEverythingIsToldOnce() throws Exception {
    String[] fields = {"Cookie: stats=1; enigma=2; " + Visitors.granted()};
    try (Log log = new Log();
        Site bare = Site.of(context -> Site.page(context, "/*", PAGE));
        Site looking = Site.of(LOOKING, PAGE)) {
      List<String> expected = comparable(bare.get("/", fields));
      assertThat(bare.get("/", fields).status()).isEqualTo(200);
      for (int again = 0; again < 3; again++) {
        assertThat(comparable(looking.get("/", fields))).isEqualTo(expected);
      }
      assertThat(log.ours())
          .filteredOn(line -> line.startsWith("Set-Cookie"))
          .satisfiesExactlyInAnyOrder(
              line -> assertThat(line).startsWith("Set-Cookie \"stats\" would be withheld"),
              line -> assertThat(line).startsWith("Set-Cookie \"mystery\" would be withheld"),
              line -> assertThat(line).startsWith("Set-Cookie \"\" would be withheld"));
      assertThat(log.ours())
          .filteredOn(line -> line.startsWith("Cookie \""))
          .satisfiesExactlyInAnyOrder(
              line -> assertThat(line).startsWith("Cookie \"stats\" would be withheld"),
              line -> assertThat(line).startsWith("Cookie \"enigma\" would be withheld"));
    }
  }

  @Test
  void theRequestRemembersWhatWouldBeWithheld() throws Exception {
    List<String> names = new ArrayList<>();
    try (Site looking =
        Site.of(
            LOOKING,
            (request, response) -> {
              response.addHeader("Set-Cookie", "stats=1");
              response.addHeader("Set-Cookie", "stats=2");
              response.addHeader("Set-Cookie", "sid=1");
              Enforcement enforcement = ConsentFilter.enforcement(request).orElseThrow();
              enforcement.withheld().stream().map(Decision::subject).forEach(names::add);
            })) {
      looking.get("/");
    }
    assertThat(names).containsExactly("stats");
  }
}
