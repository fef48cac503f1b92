package io.github.cookieward.tags;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TagsTest {
  private static TagServer server;

  private final HttpClient visitor = HttpClient.newHttpClient();
  private String consent = "none=1";

  @BeforeAll
  static void start() throws Exception {
    server = new TagServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    HttpRequest page = HttpRequest.newBuilder(server.uri(path)).header("Cookie", consent).build();
    return visitor.send(page, BodyHandlers.ofString());
  }

  private void answer(String form) throws IOException, InterruptedException {
    HttpRequest post =
        HttpRequest.newBuilder(server.uri("/shop/consent"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    HttpResponse<String> answered = visitor.send(post, BodyHandlers.ofString());
    assertThat(answered.statusCode()).isEqualTo(303);
    String field = answered.headers().firstValue("Set-Cookie").orElseThrow();
    consent = field.substring(0, field.indexOf(';'));
  }

  @Test
  void aLinkToAPartnerLeadsByWayOfTheHandOver() throws Exception {
    assertThat(get("/shop/page.jsp").body())
        .contains(
            "<a href=\"/shop/consent/hand-over?to=https%3A%2F%2Fb.example%2Fx%3Fy%3D1"
                + "&amp;lang=en\">To <b>B</b></a>")
        .contains("<a href=\"https://c.example/\">To C</a>", "<a>Nowhere</a>");
  }

  @Test
  @Proves("enforced.advertising")
  void whatIsNotGrantedIsHeldBack() throws Exception {
    HttpResponse<String> page = get("/shop/page.jsp?a=1");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains(
            "<section class=\"cookieward cookieward-banner\"", "<dialog id=\"cookie-settings\"")
        .contains("uncounted needed", "once more")
        .doesNotContain("counted seen", "counted unseen", "<iframe src")
        .contains("analytics=false video=false decided=false")
        .contains("<script type=\"text/plain\" data-consent-category=\"analytics\"")
        .contains(
            "<script type=\"text/plain\" data-consent-service=\"counter\""
                + " data-consent-held=\"\" nonce=\"abc\">")
        .contains("name=\"return\" value=\"/shop/page.jsp?a=1\"")
        .contains(">Your <b>choice</b></a>", "<caption>")
        .contains("<article class=\"cookieward-category\"><h3>", "<h3>Web beacons</h3>")
        .contains("name=\"a\" value=\"1\"", "<select name=\"lang\">", "<select name=\"sprache\">");
  }

  @Test
  void whatAPageHasOnceIsWrittenOnceHoweverManyTagsAskForIt() throws Exception {
    assertThat(get("/shop/twice.jsp").body())
        .containsOnlyOnce("<link rel=\"stylesheet\"")
        .containsOnlyOnce("<section class=\"cookieward cookieward-banner\"")
        .containsOnlyOnce("<dialog id=\"cookie-settings\"");
  }

  @Test
  void whatIsGrantedRuns() throws Exception {
    answer("action=save&policy=1&category=analytics");

    assertThat(get("/shop/page.jsp").body())
        .doesNotContain("cookieward-banner", "text/plain", "uncounted", "once more")
        .contains("counted unseen", "analytics=true video=false decided=true")
        .contains("<script src=\"first.js\" data-consent-category=\"analytics\"></script>")
        .contains("cookieward-embed");
    answer("action=accept-all&policy=1");
    assertThat(get("/shop/page.jsp").body())
        .contains("counted seen", "<iframe src=\"film.html\" title=\"A film\"");
  }

  @Test
  void aForwardedPageLeadsBackToTheAddressThatWasAskedFor() throws Exception {
    assertThat(get("/shop/forward.jsp?x=y").body())
        .contains("name=\"return\" value=\"/shop/forward.jsp?x=y\"");
  }

  @Test
  void withoutTheFilterNothingIsAskedAndNothingRuns() throws Exception {
    HttpResponse<String> page = get("/bare/page.jsp");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .doesNotContain(
            "cookieward-banner", "<dialog", "<iframe", "<form", "<article", "consent.js")
        .contains("uncounted", "analytics=false video=false decided=false")
        .contains("<script type=\"text/plain\" data-consent-service=\"counter\"");
  }

  @Test
  @Proves("languages.match")
  void b9TheLanguageIsTheOneThatJstlWasTold() throws Exception {
    assertThat(get("/shop/locale.jsp").body()).contains("lang=\"ar\" dir=\"rtl\"");
  }

  @Test
  void anOtherwiseWithoutItsGrantedIsAMistakeThatSaysSo() throws Exception {
    assertThat(get("/shop/alone.jsp").statusCode()).isEqualTo(500);
  }

  @Test
  void anIncludedLayoutInAnOldCharsetIsWholeAndKeptFromSharedCaches() throws Exception {
    HttpResponse<String> page = get("/shop/old.jsp");

    assertThat(page.headers().firstValue("Content-Type").orElseThrow().toLowerCase(Locale.ROOT))
        .contains("iso-8859-1");
    assertThat(page.body())
        .contains("under &#x201c;Cookie settings&#x201d;", "The site&#x2019;s own cookies")
        .doesNotContain("?Cookie", "site?s");
    assertThat(page.headers().allValues("Cache-Control")).containsExactly("private, no-cache");
    assertThat(page.headers().allValues("Vary")).contains("Cookie, Sec-GPC");
  }
}
