package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.HandOverSettings;
import io.github.cookieward.enforcement.Partner;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.model.Proves;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer goes from one site to another by the visitor's hand, once, and as it was given. */
class HandOverTest {
  private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(UTF_8);
  private static final String TO_B = "/consent/hand-over?to=http%3A%2F%2Fb.example%2Fx%3Fy%3D1";
  private static final String FROM_A = "Origin: http://a.example";
  private static final String OWN = "Sec-Fetch-Site: same-origin";

  private Site a;
  private Site b;

  @BeforeEach
  void start() throws Exception {
    a = site("b.example", KEY, settings -> settings.siteName("Site A"));
    b = site("a.example", KEY, settings -> settings);
  }

  @AfterEach
  void stop() throws Exception {
    a.close();
    b.close();
  }

  private static Site site(String other, byte[] key, UnaryOperator<SettingsBuilder> more)
      throws Exception {
    return site(other, key, Duration.ofSeconds(60), more);
  }

  private static Site site(
      String other, byte[] key, Duration life, UnaryOperator<SettingsBuilder> more)
      throws Exception {
    Partner partner = new Partner("http://" + other + "/consent", "", key);
    SettingsBuilder settings =
        Settings.builder()
            .handOver(new HandOverSettings("", life, List.of(partner)))
            .service(Service.builder("stats", Category.ANALYTICS).cookie("stats_id").build());
    return Site.of(
        more.apply(settings).build(),
        (request, response) -> {
          response.addHeader("Set-Cookie", "stats_id=1");
          response.getWriter().print(ConsentFilter.handOver(request, "http://b.example/p?q=1"));
        });
  }

  private static Wire.Answer send(
      Site site, String host, String method, String path, String body, String... fields)
      throws IOException {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: " + host);
    List<String> all = new ArrayList<>(List.of(fields));
    if (method.equals("POST")) {
      all.add("Content-Type: application/x-www-form-urlencoded");
      all.add("Content-Length: " + body.length());
    }
    all.forEach(field -> text.append("\r\n").append(field));
    try (Wire wire = site.connect()) {
      return wire.send(text + "\r\n\r\n" + body);
    }
  }

  private static String answer(Site site, String host, String form) throws IOException {
    return consent(send(site, host, "POST", "/consent", form, OWN));
  }

  private static String consent(Wire.Answer answer) {
    return answer.cookies().stream()
        .filter(cookie -> cookie.startsWith("consent="))
        .map(cookie -> "Cookie: " + cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElse("");
  }

  private static String hidden(String page, String name) {
    Matcher found =
        Pattern.compile("name=\"" + Pattern.quote(name) + "\" value=\"([^\"]*)\"").matcher(page);
    assertThat(found.find()).as("%s in %s", name, page).isTrue();
    return found.group(1);
  }

  /** What the page of A's has for B, after this answer. */
  private String token(String form) throws IOException {
    Wire.Answer page = send(a, "a.example", "GET", TO_B, "", answer(a, "a.example", form));
    return hidden(page.body(), "hand-over");
  }

  private Wire.Answer give(String token, String... fields) throws IOException {
    return give(b, token, fields);
  }

  private static Wire.Answer give(Site site, String token, String... fields) throws IOException {
    return send(
        site,
        "b.example",
        "POST",
        "/consent/hand-over",
        "hand-over=" + token + "&return=%2Fx%3Fy%3D1",
        fields);
  }

  private static List<String> kept(Site site, String cookie) throws IOException {
    return send(site, "b.example", "GET", "/page", "", cookie).kept();
  }

  @Test
  void thePageShowsWhatGoesAlongAndWhereTo() throws IOException {
    Wire.Answer page =
        send(
            a,
            "a.example",
            "GET",
            TO_B,
            "",
            answer(a, "a.example", "action=save&category=analytics"));
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body())
        .contains("You are going from Site A to b.example.")
        .contains("<li>Analytics: on</li>", "<li>Advertising: off</li>")
        .contains("action=\"http://b.example/consent/hand-over\"")
        .contains("rel=\"noreferrer\" href=\"http://b.example/x?y=1\"");
    assertThat(hidden(page.body(), "return")).isEqualTo("/x?y=1");
    assertThat(page.all("Referrer-Policy")).containsExactly("strict-origin");
    assertThat(page.all("Cache-Control")).containsExactly("private, no-store");
    assertThat(page.all("Content-Security-Policy").get(0))
        .contains("form-action 'self' http://b.example;", "frame-ancestors 'self'");
    assertThat(page.body()).doesNotContain("<script");
  }

  @Test
  void whatThereIsNoAnswerToGoesStraightAndNobodyElseIsLedTo() throws IOException {
    Wire.Answer nothing = send(a, "a.example", "GET", TO_B, "");
    assertThat(nothing.status()).isEqualTo(303);
    assertThat(nothing.all("Location")).containsExactly("http://b.example/x?y=1");
    for (String to :
        List.of(
            "http://evil.example/",
            "https://b.example/",
            "http://b.example:81/",
            "http://b.example@evil.example/",
            "//evil.example",
            "/x",
            "javascript:alert(1)",
            "http://b.example//evil.example/")) {
      Wire.Answer refused =
          send(
              a,
              "a.example",
              "GET",
              "/consent/hand-over?to=" + java.net.URLEncoder.encode(to, UTF_8),
              "");
      assertThat(refused.status()).as(to).isEqualTo(404);
    }
    assertThat(send(a, "a.example", "GET", "/consent/hand-over", "").status()).isEqualTo(404);
    assertThat(send(a, "a.example", "PUT", "/consent/hand-over", "").all("Allow"))
        .containsExactly("GET, HEAD, POST");
  }

  @Test
  void theOtherSiteTakesItAndLeadsToThePageWithoutTheToken() throws IOException {
    Wire.Answer taken = give(token("action=save&category=analytics"), FROM_A);
    assertThat(taken.status()).isEqualTo(303);
    assertThat(taken.all("Location")).containsExactly("/x?y=1");
    assertThat(kept(b, consent(taken))).containsExactly("stats_id");
    String state = send(b, "b.example", "GET", "/consent/state", "", consent(taken)).body();
    assertThat(state)
        .contains("\"analytics\":\"granted\"", "\"advertising\":\"denied\"", "\"asks\":false");
  }

  @Test
  @Proves("between.token")
  void aTokenCountsOnce() throws IOException {
    String token = token("action=accept-all");
    assertThat(consent(give(token, FROM_A))).isNotEmpty();
    Wire.Answer again = give(token, FROM_A);
    assertThat(again.status()).isEqualTo(303);
    assertThat(again.cookies()).isEmpty();
  }

  @Test
  void aTokenDoesNotTellWhoTheVisitorIs() throws IOException {
    String cookie = answer(a, "a.example", "action=accept-all");
    String id = cookie.split("\\.", -1)[1];
    String token = hidden(send(a, "a.example", "GET", TO_B, "", cookie).body(), "hand-over");
    assertThat(token).doesNotContain(id);
    assertThat(consent(give(token, FROM_A)))
        .doesNotContain(id)
        .doesNotContain(token.split("~", -1)[4].split("\\.", -1)[1]);
  }

  @Test
  void aLinkOrAFormOfSomebodyElseOnlyAsks() throws IOException {
    String token = token("action=accept-all");
    for (String origin :
        List.of(
            "Origin: https://evil.example",
            "Origin: null",
            "Origin: http://a.example.evil",
            "Sec-Fetch-Site: cross-site",
            "X-Nothing: 1")) {
      Wire.Answer page = give(token, origin);
      assertThat(page.status()).as(origin).isEqualTo(200);
      assertThat(page.cookies()).isEmpty();
    }
    Wire.Answer page =
        send(b, "b.example", "GET", "/consent/hand-over?hand-over=" + token + "&return=/x", "");
    assertThat(page.cookies()).isEmpty();
    assertThat(page.body())
        .contains("You are going from a.example to b.example.")
        .contains("<li>Analytics: on</li>", "action=\"/consent/hand-over\"", "href=\"/x\"");
    Wire.Answer taken = give(hidden(page.body(), "hand-over"), OWN);
    assertThat(kept(b, consent(taken))).containsExactly("stats_id");
  }

  @Test
  void aBrowserThatDoesNotTellNeedsTheFormsToken() throws IOException {
    String token = token("action=accept-all");
    Wire.Answer page = send(b, "b.example", "GET", "/consent/hand-over?hand-over=" + token, "");
    Wire.Answer taken = give(token + "&token=" + hidden(page.body(), "token"));
    assertThat(consent(taken)).isNotEmpty();
  }

  @Test
  void aBareParameterOrAForgedTokenNeverRaisesAnything() throws IOException {
    String token = token("action=reject-all");
    String cookie = answer(a, "a.example", "action=accept-all").replaceFirst(".*consent=", "");
    for (String forged :
        List.of(
            "",
            "1",
            cookie,
            "1~~~~~",
            token.replace("!analytics", "*analytics"),
            token.replace("~a.example~", "~b.example~"),
            token + "x",
            token.substring(0, token.length() - 1),
            "2" + token.substring(1),
            "1~zzzzzzzz" + token.substring(token.indexOf('~', 2)),
            token.substring(0, token.lastIndexOf('~') + 1),
            "é".repeat(20) + token)) {
      Wire.Answer answer = give(java.net.URLEncoder.encode(forged, UTF_8), FROM_A);
      assertThat(answer.cookies()).as(forged).isEmpty();
      assertThat(answer.status()).isEqualTo(303);
    }
    assertThat(send(b, "b.example", "GET", "/page?hand-over=" + token + "&csp=31", "").kept())
        .isEmpty();
  }

  @Test
  void aTokenIsBoundToBothHostsAndToTheKey() throws Exception {
    String token = token("action=accept-all");
    assertThat(
            send(b, "c.example", "POST", "/consent/hand-over", "hand-over=" + token, FROM_A)
                .cookies())
        .isEmpty();
    byte[] other = KEY.clone();
    other[0]++;
    try (Site stranger = site("a.example", other, s -> s);
        Site elsewhere = site("d.example", KEY, s -> s)) {
      assertThat(give(stranger, token, FROM_A).cookies()).isEmpty();
      assertThat(give(elsewhere, token, FROM_A).cookies()).isEmpty();
    }
    assertThat(give(token, FROM_A).cookies()).as("it was good").isNotEmpty();
  }

  @Test
  void whatIsTooOldDoesNotCount() throws Exception {
    try (Site quick = site("a.example", KEY, Duration.ofSeconds(1), s -> s)) {
      String token = token("action=accept-all");
      Thread.sleep(2_100);
      assertThat(give(quick, token, FROM_A).cookies()).isEmpty();
      assertThat(give(token, FROM_A).cookies()).isNotEmpty();
    }
  }

  @Test
  void aLaterAnswerOfTheVisitorsStaysAndAnEarlierOneGives() throws Exception {
    String token = token("action=accept-all");
    Thread.sleep(1_100);
    String later = answer(b, "b.example", "action=reject-all");
    assertThat(give(token, FROM_A, later).cookies()).isEmpty();
    Thread.sleep(1_100);
    Wire.Answer taken = give(token("action=save&category=analytics"), FROM_A, later);
    assertThat(kept(b, consent(taken))).containsExactly("stats_id");
    Thread.sleep(1_100);
    Wire.Answer less = give(token("action=reject-all"), FROM_A, consent(taken) + "; stats_id=1");
    assertThat(less.removed()).contains("stats_id");
  }

  @Test
  void anotherVersionOfThePolicyOrAnotherCategoryIsAskedAbout() throws Exception {
    try (Site newer = site("a.example", KEY, s -> s.policyVersion(2));
        Site other =
            site(
                "a.example",
                KEY,
                s ->
                    s.category(CategorySettings.of(Category.ANALYTICS))
                        .category(CategorySettings.of(new Category("research"))))) {
      assertThat(give(newer, token("action=accept-all"), FROM_A).cookies()).isEmpty();
      Wire.Answer taken = give(other, token("action=accept-all"), FROM_A);
      String state = send(other, "b.example", "GET", "/consent/state", "", consent(taken)).body();
      assertThat(state)
          .contains("\"asks\":true", "\"analytics\":\"granted\"", "\"research\":\"undecided\"");
    }
  }

  @Test
  void anOptOutSignalIsNotHandedOverAsAGrant() throws IOException {
    String cookie = answer(a, "a.example", "action=accept-all");
    Wire.Answer page = send(a, "a.example", "GET", TO_B, "", cookie, "Sec-GPC: 1");
    Wire.Answer taken = give(hidden(page.body(), "hand-over"), FROM_A);
    assertThat(consent(taken)).contains("!advertising", "!third-party", "*analytics");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://evil.example/", "//evil.example", "/%5C/evil.example", "javascript:1"})
  void nobodyIsLedElsewhereAfterwards(String to) throws IOException {
    Wire.Answer taken =
        send(
            b,
            "b.example",
            "POST",
            "/consent/hand-over",
            "hand-over=" + token("action=accept-all") + "&return=" + to,
            FROM_A);
    assertThat(taken.all("Location").get(0)).startsWith("/").doesNotContain("evil");
  }

  @Test
  void codeMayMakeALinkThatTheOtherSiteAsksAbout() throws IOException {
    String link =
        send(a, "a.example", "GET", "/page", "", answer(a, "a.example", "action=accept-all"))
            .body()
            .replaceFirst("Optional\\[(.*)]", "$1");
    assertThat(link).startsWith("http://b.example/consent/hand-over?hand-over=1~");
    Wire.Answer page = send(b, "b.example", "GET", link.substring("http://b.example".length()), "");
    assertThat(page.body()).contains("Analytics: on");
    assertThat(hidden(page.body(), "return")).isEqualTo("/p?q=1");
    assertThat(send(a, "a.example", "GET", "/page", "").body())
        .isEqualTo("Optional[http://b.example/p?q=1]");
  }

  @Test
  void withoutPartnersThereIsNoSuchThing() throws Exception {
    try (Site alone = Site.of(Settings.builder().build(), (request, response) -> {})) {
      assertThat(alone.get("/consent/hand-over?to=http://b.example/").status()).isEqualTo(404);
    }
  }
}
