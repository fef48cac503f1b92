package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.http.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a browser sends: no exception, and nothing granted. */
class HostileInputTest {
  private static Site site;

  @BeforeAll
  static void start() throws Exception {
    Settings settings = Visitors.site().build();
    site =
        Site.of(
            settings,
            (request, response) -> {
              request.getCookies();
              java.util.Collections.list(request.getHeaderNames());
              request.getHeader("Cookie");
              request.getSession();
              response.addCookie(new Cookie("stats", "1"));
              response.addHeader("Set-Cookie", "stats-1=1");
              response.getWriter().print("served");
            });
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  static List<String> hostile() {
    String granted = Visitors.granted(Category.ANALYTICS);
    String value = granted.substring("consent=".length());
    StringBuilder many = new StringBuilder("a=1");
    StringBuilder stale = new StringBuilder(Visitors.granted());
    for (int i = 0; i < 500; i++) {
      many.append("; c").append(i).append('=').append(i);
      stale.append("; stats-").append(i).append("=1");
    }
    return List.of(
        many.toString(),
        stale.toString(),
        "long=" + "x".repeat(8_192),
        "x".repeat(8_192) + "=1; " + Visitors.granted(),
        "consent=" + "1".repeat(8_192),
        "stats=\u0001\u0002; sid=\t\u007f",
        "\u00c3(=\u00ff\u00fe; sid=\u00e2\u0082",
        granted + "; " + Visitors.granted(),
        Visitors.granted() + "; " + granted,
        granted + "; consent=",
        granted + "; consent=x; consent=y",
        "consent=" + value + ".",
        "consent=" + value.toUpperCase(java.util.Locale.ROOT),
        "Consent=" + value,
        " consent =1." + value.substring(2, 20),
        "__Host-" + granted,
        "__Secure-" + granted,
        "x=1, " + granted,
        "\"; " + granted.replace("consent", "\"consent"),
        "consent",
        "consent=",
        "consent=.....",
        "consent=1.AAAAAAAAAAAAAAAAAAAAAA.zzzzzzzzzzzz.1.*analytics",
        "consent=1.AAAAAAAAAAAAAAAAAAAAAA.-1.-1.*analytics",
        "=;=;;==; ; ;",
        ";".repeat(8_192),
        "$Version=1; $Path=/; " + Visitors.granted());
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void nothingIsGrantedAndNothingFails(String cookies) throws Exception {
    try (Log log = new Log()) {
      Wire.Answer answer = site.get("/", "Cookie: " + cookies);
      assertThat(answer.status()).isIn(200, 400); // a server may refuse the request altogether
      assertThat(answer.kept()).doesNotContain("stats", "stats-1");
      assertThat(log.exceptions()).isEmpty();
    }
  }

  @Test
  void anAnswerThatStandsInTwoLinesAlikeIsStillOne() throws Exception {
    String granted = "Cookie: " + Visitors.granted(Category.ANALYTICS);
    assertThat(site.get("/", granted, granted).kept()).contains("stats", "stats-1");
  }

  @Test
  void aDamagedAnswerBreaksNothing() throws Exception {
    Random random = new Random(42);
    String granted = Visitors.granted(Category.ANALYTICS);
    try (Log log = new Log();
        Wire wire = site.connect()) {
      for (int i = 0; i < 500; i++) {
        StringBuilder noise = new StringBuilder(granted);
        int at = "consent=".length() + random.nextInt(noise.length() - "consent=".length());
        noise.setCharAt(at, (char) (' ' + random.nextInt(95)));
        if (random.nextBoolean()) {
          noise.insert(at, (char) (' ' + random.nextInt(95)));
        }
        assertThat(wire.get("/", "Cookie: " + noise).status()).isEqualTo(200);
      }
      assertThat(log.exceptions()).isEmpty();
    }
  }

  @Test
  void whatAnApplicationSetsMayBeAnything() throws Exception {
    Random random = new Random(7);
    String characters = "stats=;, \t\"\0\r\n\u00e9\u0153Max-Age";
    List<String> fields = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      StringBuilder field = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        field.append(characters.charAt(random.nextInt(characters.length())));
      }
      fields.add(field.toString());
    }
    try (Log log = new Log();
        Site anything =
            Site.of(
                Visitors.site().build(),
                (request, response) -> {
                  for (String field : fields) {
                    response.addHeader("Set-Cookie", field);
                    response.setHeader("Set-Cookie", field);
                  }
                })) {
      Wire.Answer answer = anything.get("/");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.kept()).doesNotContain("stats");
      assertThat(log.exceptions()).isEmpty();
    }
  }
}
