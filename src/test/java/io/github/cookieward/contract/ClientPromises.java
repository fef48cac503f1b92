package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static io.github.cookieward.contract.Site.PAGES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the endpoint says to visitors and to other clients is the same on every server. */
interface ClientPromises extends Visits {
  @Test
  default void aLanguageThatTheSiteAddsIsServed() {
    RawResponse page =
        send(RawRequest.get(ON.path("/consent")).with("Accept-Language", "hu-HU,de;q=0.5"));
    assertThat(page.text())
        .contains("<html lang=\"hu\" dir=\"ltr\">", "<h1>Sütibeállítások</h1>", "Mentés")
        .contains("<span lang=\"en\" dir=\"ltr\">Accept all</span>", ">Magyar</option>");
  }

  private RawResponse decide(String body, String... field) {
    return send(
        new RawRequest("POST", ON.path("/consent/api/decide"), List.of(), body)
            .with("Content-Type", "application/json")
            .with(field[0], field[1]));
  }

  @Test
  default void aPageOfTheSiteDecidesThroughTheInterface() {
    String body = "{\"action\":\"accept-all\",\"policyVersion\":1}";
    RawResponse done = decide(body, "Origin", "http://" + RawRequest.HOST);
    assertThat(done.status()).as("%s", done).isEqualTo(200);
    assertThat(done.text()).contains("\"own-stats\":\"granted\"");
    assertThat(get(ON, "/cookies/both", done.cookie("consent")).cookieNames()).contains("stats_id");
    RawResponse refused = decide(body, "Origin", "https://evil.example");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.setCookies()).isEmpty();
    assertThat(refused.value("Content-Type").orElseThrow()).startsWith("application/problem+json");
    assertThat(decide("{}", "Sec-Fetch-Site", "same-origin").status()).isEqualTo(400);
  }

  @Test
  default void theInterfaceSaysWhichMethodsThereAreAndOpensItToNoOtherSite() {
    for (String path : List.of("/consent/api/state", "/consent/api/decide")) {
      for (String method : List.of("OPTIONS", "PUT", "DELETE", "PATCH")) {
        RawResponse answer =
            send(
                new RawRequest(method, ON.path(path), List.of(), "")
                    .with("Origin", "https://evil.example")
                    .with("Access-Control-Request-Method", "POST"));
        assertThat(answer.status()).as(method).isEqualTo(method.equals("OPTIONS") ? 204 : 405);
        assertThat(answer.value("Allow").orElseThrow())
            .isEqualTo(path.endsWith("state") ? "GET, HEAD, OPTIONS" : "POST, OPTIONS");
        assertThat(answer.values("Access-Control-Allow-Origin")).isEmpty();
      }
    }
    RawResponse get = get(ON, "/consent/api/dialog?lang=ja");
    RawResponse head = send(RawRequest.head(ON.path("/consent/api/dialog?lang=ja")));
    assertThat(get.text()).startsWith("{\"language\":\"ja\"");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.value("Content-Length"))
        .isIn(get.value("Content-Length"), java.util.Optional.empty());
    assertThat(get(ON, "/consent/api/openapi.json").text()).contains("\"openapi\": \"3.1.0\"");
  }

  @Test
  default void anAnswerGoesToAPartnerOnceAndByTheVisitorsHand() {
    RawResponse page =
        get(
            ON,
            "/consent/hand-over?to=http://partner.example.test/pages/cookies/both",
            consent(ON, "accept-all"));
    assertThat(page.status()).as("%s", page).isEqualTo(200);
    String form =
        "hand-over="
            + page.text().replaceFirst("(?s).*name=\"hand-over\" value=\"([^\"]*)\".*", "$1")
            + "&return=/pages/cookies/both";
    RawRequest post =
        RawRequest.form(PAGES.path("/consent/hand-over"), form)
            .with("Host", "partner.example.test");
    RawResponse asked = send(post.with("Origin", "null"));
    assertThat(asked.status()).isEqualTo(200);
    assertThat(asked.setCookies()).isEmpty();
    RawRequest fromThere = post.with("Origin", "http://" + RawRequest.HOST);
    RawResponse taken = send(fromThere);
    assertThat(taken.status()).as("%s", taken).isEqualTo(303);
    assertThat(taken.value("Location")).contains("/pages/cookies/both");
    assertThat(get(PAGES, "/cookies/both", taken.cookie("consent")).cookieNames())
        .contains("stats_id");
    assertThat(send(fromThere).setCookies()).isEmpty();
  }

  /** Who asks makes no difference: a crawler, a script that drives a browser, a program. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 (compatible; bingbot/2.0)",
        "HeadlessChrome/120.0",
        "curl/8.0",
        "facebookexternalhit/1.1"
      })
  default void aCrawlerGetsWhatAVisitorGets(String agent) {
    RawResponse off = send(RawRequest.get(OFF.path("/cookies/both")).with("User-Agent", agent));
    assertThat(off.cookieNames()).contains("stats_id", "_ga");
    RawResponse on = send(RawRequest.get(ON.path("/cookies/both")).with("User-Agent", agent));
    assertThat(on.cookieNames()).isEqualTo(get(ON, "/cookies/both").cookieNames());
    assertThat(on.cookieNames()).doesNotContain("stats_id", "_ga");
    RawResponse page = send(RawRequest.get(PAGES.path("/pages/writer")).with("User-Agent", agent));
    assertThat(page.text()).contains("cookieward-banner", "/guard.js");
  }
}
