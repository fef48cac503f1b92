package io.github.cookieward.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.endpoint.Wire.Reply;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.model.Proves;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the endpoint promises to visitors and callers, over the wire. */
class ConsentEndpointTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  private Wire wire;

  static SettingsBuilder settings() {
    return Settings.builder()
        .policyVersion(3)
        .key("sixteen bytes or more".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
        .service(Service.builder("stats", Category.ANALYTICS).cookie("_st").build())
        .service(Service.builder("films", Category.PREFERENCE).thirdParty(true).build())
        .service(Service.builder("ads", Category.ADVERTISING).cookie("_ad").build());
  }

  @BeforeEach
  void start() throws Exception {
    wire = new Wire(settings().build(), "");
  }

  @AfterEach
  void stop() throws Exception {
    wire.close();
  }

  private static void assertNothingChanged(Reply reply) {
    assertThat(reply.all("Set-Cookie")).isEmpty();
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
  }

  // Which paths are ours

  @ParameterizedTest
  @CsvSource({
    "/consent, 200",
    "/consent?x=y, 200",
    "/consent;x=y, 200",
    "/%63onsent, 200",
    "/consent/state, 200",
    "/consent/third-parties, 200",
    "/consent/third-parties/, 404",
    "/consent/, 404",
    "/consent/x, 404",
    "/consent/state/, 404",
    "/consent/statex, 404",
    "/consent/assets, 404",
    "/consent/assets/, 404",
    "/consent/assets/0/consent.css, 404",
    "/consent/assets/consent.css, 404",
    "/consent/assets/0/0/consent.css, 404",
    "/.well-known/gpc.json, 200",
  })
  void servesItsOwnPaths(String path, int status) throws Exception {
    Reply reply = wire.get(path);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).isNotEqualTo("the application");
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/consentx", "/consent.html", "/Consent", "/x/consent", "/.well-known/x"})
  void leavesOtherPathsToTheApplication(String path) throws Exception {
    assertThat(wire.get(path).body()).isEqualTo("the application");
  }

  @ParameterizedTest
  @CsvSource({
    "/consent, 'GET, HEAD, POST'",
    "/consent/state, 'GET, HEAD'",
    "/.well-known/gpc.json, 'GET, HEAD'",
    "/consent/assets/0/x, 'GET, HEAD'",
  })
  void i1OtherMethodsAreNotAllowed(String path, String allowed) throws Exception {
    for (String method : List.of("PUT", "DELETE", "PATCH", "BREW", "post")) {
      Reply reply = wire.send(method, path, "", "Sec-Fetch-Site: same-origin");
      assertThat(reply.status()).as(method).isEqualTo(405);
      assertThat(reply.header("Allow")).isEqualTo(allowed);
      assertNothingChanged(reply);
    }
    Reply options = wire.send("OPTIONS", path, "", "Origin: https://other.example");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow")).isEqualTo(allowed);
    assertThat(options.headers()).noneMatch(h -> h.toLowerCase(Locale.ROOT).contains("control-"));
  }

  // Reading

  @Test
  @Proves("dialog.stores-nothing")
  void j1TheSettingsPageIsAPlainFormThatChangesNothing() throws Exception {
    Reply page = wire.get("/consent?action=accept-all&return=%2Fa%3Fb%3Dc%2522%26d");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(page.header("Cache-Control")).isEqualTo("private, no-store");
    assertThat(page.header("Vary")).isEqualTo("Cookie, Sec-GPC");
    assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(page.header("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
                + " img-src 'self' data:; form-action 'self'; base-uri 'none';"
                + " frame-ancestors 'self'");
    assertThat(page.body())
        .contains("method=\"post\"", "action=\"/consent\"", "value=\"/a?b=c%22&amp;d\"");
    assertNothingChanged(page);
  }

  @Test
  void c1NothingIsTickedAtFirstAndC6TheStoredStateIsLater() throws Exception {
    String ticked = "value=\"analytics\"[^>]* checked[^>]*>";
    assertThat(wire.get("/consent").body()).doesNotContainPattern(ticked);
    Reply saved = wire.post("action=save&category=analytics");
    Reply page = wire.get("/consent", "Cookie: " + saved.consent().orElseThrow());
    assertThat(page.body()).containsPattern(ticked);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//other.example/",
        "https://other.example/",
        "javascript:alert(1)",
        "/\"><script>"
      })
  void i6AHostileReturnIsNotInThePage(String hostile) throws Exception {
    Reply page =
        wire.get(
            "/consent?return=" + java.net.URLEncoder.encode(hostile, "UTF-8"),
            "Referer: https://other.example/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).doesNotContain("other.example", "javascript:", "\"><script>");
  }

  @Test
  void thePageThatLedHereIsWhereTheFormLeadsBack() throws Exception {
    assertThat(wire.get("/consent", "Referer: http://" + wire.host() + "/a?b").body())
        .contains("value=\"/a?b\"");
  }

  @Test
  void thirdPartiesAreAPageThatLeadsBackSafely() throws Exception {
    Reply page = wire.get("/consent/third-parties?return=%2Fa%3Fb&lang=de");

    assertThat(page.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(page.header("Cache-Control")).isEqualTo("private, no-store");
    assertThat(page.body())
        .contains("<html lang=\"de\"", "films", "/consent?return=%2Fa%3Fb&amp;lang=de")
        .doesNotContain("<script");
    assertNothingChanged(page);
    assertThat(wire.get("/consent/third-parties?return=https%3A%2F%2Fevil.example%2F").body())
        .doesNotContain("evil");
  }

  @ParameterizedTest
  @CsvSource({"ar, ar", "zh-TW, zh-Hant", "eo, en", "'', en", "%3Cx%3E, en", "a&lang=b, en"})
  @Proves("languages.match")
  void theSettingsAreInTheLanguageThatIsAskedFor(String asked, String language) throws Exception {
    assertThat(wire.get("/consent?lang=" + asked).body())
        .contains("<html lang=\"" + language + "\"");
  }

  @Test
  void headHasNoBody() throws Exception {
    for (String path : List.of("/consent", "/consent/state", "/.well-known/gpc.json")) {
      Reply head = wire.send("HEAD", path, "");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(Integer.parseInt(head.header("Content-Length"))).isPositive();
    }
  }

  @Test
  void theStateIsJson() throws Exception {
    Reply state = wire.get("/consent/state");
    assertThat(state.header("Content-Type")).isEqualTo("application/json");
    assertThat(state.header("Cache-Control")).contains("no-store");
    assertThat(state.header("Vary")).isEqualTo("Cookie, Sec-GPC");
    assertThat(state.body())
        .isEqualTo(
            "{\"decided\":false,\"asks\":true,\"policyVersion\":3,\"decidedAt\":null,"
                + "\"gpc\":false,\"categories\":{\"essential\":\"granted\","
                + "\"preference\":\"undecided\",\"analytics\":\"undecided\","
                + "\"advertising\":\"undecided\",\"third-party\":\"undecided\"},"
                + "\"services\":{\"stats\":\"undecided\",\"films\":\"undecided\","
                + "\"ads\":\"undecided\"}}");
    assertNothingChanged(state);
    assertThat(JsonReader.object(state.body())).isPresent();
  }

  @Test
  void g2TheSignalIsInTheState() throws Exception {
    assertThat(wire.get("/consent/state", "Sec-GPC: 1").body())
        .contains("\"gpc\":true", "\"advertising\":\"denied\"", "\"third-party\":\"denied\"");
  }

  @Test
  void g5TheSiteSaysThatItHeedsTheSignal() throws Exception {
    Reply reply = wire.get("/.well-known/gpc.json");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.body()).matches("\\{\"gpc\":true,\"lastUpdate\":\"\\d{4}-\\d\\d-\\d\\d\"\\}");
  }

  @Test
  void g5NotWhereItDoesNotOrIsNotTheRoot() throws Exception {
    try (Wire ignoring = new Wire(settings().honoursGpc(false).build(), "")) {
      assertThat(ignoring.get("/.well-known/gpc.json").body()).isEqualTo("the application");
    }
    try (Wire shop = new Wire(settings().build(), "/shop")) {
      assertThat(shop.get("/shop/.well-known/gpc.json").body()).isEqualTo("the application");
    }
  }

  @Test
  void assetsAreKeptForGood() throws Exception {
    String path = "/consent" + io.github.cookieward.page.Assets.find("consent.css").get().path();
    Reply css = wire.get(path);
    assertThat(css.status()).isEqualTo(200);
    assertThat(css.header("Content-Type")).startsWithIgnoringCase("text/css");
    assertThat(css.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    assertThat(css.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(css.header("Vary")).isEmpty();
    assertThat(css.body()).isNotEmpty();
    Reply again = wire.get(path, "If-None-Match: \"x\", W/" + css.header("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  // Answering

  @Test
  @Proves("dialog.without-script")
  void j1AFormLeadsBackToThePage() throws Exception {
    Reply reply = wire.post("action=accept-all&return=%2Fshop%3Fq%3D1%23here");
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.header("Location")).isEqualTo("/shop?q=1#here");
    assertThat(reply.header("Cache-Control")).contains("no-store");
    assertThat(reply.body()).isEmpty();
    assertThat(wire.after(reply).covers(Category.ANALYTICS)).isTrue();
    assertThat(wire.after(reply).covers(Category.THIRD_PARTY)).isTrue();
  }

  @Test
  void d4TheConsentCookieIsHttpOnlyAndOfThisSiteForHalfAYear() throws Exception {
    Reply reply = wire.post("action=reject-all");
    assertThat(reply.all("Set-Cookie"))
        .satisfiesExactly(
            consent ->
                assertThat(consent)
                    .matches("consent=[^; ]+; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax"),
            recent ->
                assertThat(recent)
                    .matches(
                        "consent-at-[0-9a-z]{8}=[^; ]+; Path=/; Max-Age=86400; HttpOnly;"
                            + " SameSite=Lax"));
    Reply secure =
        wire.post("action=reject-all", "X-Forwarded-Proto: https", "Origin: https://x.example");
    assertThat(secure.all("Set-Cookie").get(0))
        .matches("__Host-consent=[^; ]+; Path=/; Max-Age=\\d+; Secure; HttpOnly; SameSite=Lax");
  }

  @Test
  @Proves("duty.remembered")
  void d1ARefusalIsKeptAsLongAsAnAgreement() throws Exception {
    String age = "Max-Age=15552000";
    assertThat(wire.post("action=accept-all").header("Set-Cookie")).contains(age);
    Reply refused = wire.post("action=reject-all");
    assertThat(refused.header("Set-Cookie")).contains(age);
    Enforcement after = wire.after(refused);
    assertThat(after.asks()).isFalse();
    assertThat(after.state(Category.ANALYTICS)).isEqualTo(Choice.DENIED);
  }

  @Test
  void d7ASharedAnswerReplacesTheHostsOwn() throws Exception {
    try (Wire shared = new Wire(settings().cookieDomain("shop.example").build(), "")) {
      assertThat(shared.post("action=accept-all", "Host: www.shop.example").all("Set-Cookie"))
          .satisfiesExactly(
              first ->
                  assertThat(first)
                      .isEqualTo("consent=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"),
              second -> assertThat(second).matches("consent=[^;].*; Domain=shop.example; .*"),
              recent -> assertThat(recent).matches("consent-at-.*; Domain=shop.example; .*"));
    }
  }

  @Test
  void d3AVisitorWhoSawAnOlderPolicyAgreedToThat() throws Exception {
    Reply reply = wire.post("action=accept-all&policy=1");
    assertThat(wire.after(reply).consent().policyVersion()).isEqualTo(1);
    reply = wire.post("action=accept-all&policy=9");
    assertThat(wire.after(reply).consent().policyVersion()).isEqualTo(3);
  }

  @Test
  @Proves("dialog.save")
  void c4SaveStoresWhatIsShownAndNoMore() throws Exception {
    Enforcement after =
        wire.after(wire.post("action=save&category=analytics&service=!stats&service=films"));
    assertThat(after.state(Category.ANALYTICS)).isEqualTo(Choice.GRANTED);
    assertThat(after.state(Category.ADVERTISING)).isEqualTo(Choice.DENIED);
    assertThat(after.coversService("stats")).isFalse();
    assertThat(after.coversService("films")).isFalse(); // third parties were not ticked
    assertThat(after.consent().choice("films")).isEqualTo(Choice.GRANTED);
  }

  @Test
  @Proves("apps.same")
  void c4AllowGrantsWhatIsNamedAndLeavesTheRest() throws Exception {
    Enforcement after = wire.after(wire.post("action=allow&service=films&category=third-party"));
    assertThat(after.coversService("films")).isTrue();
    assertThat(after.state(Category.ANALYTICS)).isEqualTo(Choice.UNDECIDED);
    assertThat(after.asks()).isTrue();
  }

  @Test
  @Proves({"banner.no-implied-consent", "between.bare"})
  void c7AGetNeverGrants() throws Exception {
    for (String path :
        List.of(
            "/consent?action=accept-all", "/consent/state?action=accept-all&category=analytics")) {
      assertNothingChanged(wire.get(path, "Sec-Fetch-Site: same-origin"));
      assertNothingChanged(wire.send("HEAD", path, "", "Sec-Fetch-Site: same-origin"));
    }
  }

  @Test
  @Proves("between.bare")
  void i1AQueryIsNoAnswer() throws Exception {
    Reply reply =
        wire.send("POST", "/consent?action=accept-all", "", FORM, "Sec-Fetch-Site: same-origin");
    assertThat(reply.status()).isEqualTo(400);
    assertNothingChanged(reply);
    reply =
        wire.send(
            "POST",
            "/consent?category=analytics&return=/q",
            "action=save",
            FORM,
            "Sec-Fetch-Site: same-origin");
    assertThat(reply.header("Location")).isEqualTo("/");
    assertThat(wire.after(reply).covers(Category.ANALYTICS)).isFalse();
  }

  @Test
  void e3AWithdrawalExpiresWhatTheBrowserHolds() throws Exception {
    String consent = wire.post("action=accept-all").consent().orElseThrow();
    wire.holding(consent).holding("_st=1").holding("_ad=1").holding("JSESSIONID=1");
    Reply reply = wire.post("action=withdraw&category=analytics");
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.all("Set-Cookie"))
        .anyMatch(line -> line.startsWith("_st=; Max-Age=0;"))
        .noneMatch(line -> line.startsWith("_ad=") || line.startsWith("JSESSIONID="));
    assertThat(wire.after(reply).covers(Category.ADVERTISING)).isTrue();
    reply = wire.post("action=withdraw");
    assertThat(reply.all("Set-Cookie"))
        .anyMatch(line -> line.startsWith("_st="))
        .anyMatch(line -> line.startsWith("_ad="))
        .noneMatch(line -> line.startsWith("JSESSIONID=")); // e8
    assertThat(wire.after(reply).covers(Category.ADVERTISING)).isFalse();
  }

  @Test
  @Proves("duty.change")
  void e2WithdrawingIsOneAnswerAsGrantingIs() throws Exception {
    Reply reply = wire.post("action=withdraw");
    assertThat(reply.status()).isEqualTo(303);
    assertThat(wire.after(reply).state(Category.ANALYTICS)).isEqualTo(Choice.DENIED);
  }

  @Test
  @Proves("apps.unchanged")
  void i5TheSameAnswerTwiceIsOneDecision() throws Exception {
    Reply first = wire.post("action=save&category=analytics");
    Reply second =
        wire.holding(first.consent().orElseThrow()).post("action=save&category=analytics");
    assertThat(second.status()).isEqualTo(303);
    assertThat(second.consent()).isEqualTo(first.consent());
  }

  @Test
  void d2ANewAnswerKeepsTheRandomName() throws Exception {
    Reply first = wire.post("action=accept-all");
    Reply second = wire.holding(first.consent().orElseThrow()).post("action=reject-all");
    assertThat(wire.after(second).consent().id()).isEqualTo(wire.after(first).consent().id());
  }

  @Test
  void aScriptGetsTheStateAfterItsAnswer() throws Exception {
    Reply json = wire.postJson("{\"action\":\"save\",\"categories\":[\"analytics\"],\"policy\":3}");
    assertThat(json.status()).isEqualTo(200);
    assertThat(json.header("Content-Type")).isEqualTo("application/json");
    assertThat(json.header("Cache-Control")).contains("no-store");
    assertThat(json.header("Location")).isEmpty();
    assertThat(json.body())
        .contains("\"decided\":true", "\"asks\":false", "\"analytics\":\"granted\"")
        .containsPattern("\"decidedAt\":\"[-0-9]+T[0-9:]+Z\"");
    assertThat(wire.after(json).covers(Category.ANALYTICS)).isTrue();
    Reply form = wire.post("action=reject-all", "Accept: application/json");
    assertThat(form.status()).isEqualTo(200);
    assertThat(form.body()).contains("\"analytics\":\"denied\"");
    assertThat(wire.post("action=reject-all", "Accept: */*").status()).isEqualTo(303);
  }

  // Who may answer

  private Reply from(String... headers) throws IOException {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = FORM;
    return wire.send("POST", "/consent", "action=accept-all", all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: http://HOST",
        "Origin: https://HOST",
        "Sec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: same-origin\r\nOrigin: null",
        "Sec-Fetch-Site: same-origin\r\nOrigin: https://HOST",
        "Host: shop.example\r\nOrigin: https://shop.example",
        "Host: shop.example\r\nX-Forwarded-Proto: https\r\nOrigin: https://shop.example",
      })
  void i1APageOfThisSiteMayAnswer(String headers) throws Exception {
    Reply reply = from(headers.replace("HOST", wire.host()).split("\r\n"));
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.consent()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Origin: null",
        "Origin: https://other.example",
        "Origin: http://HOST.other.example",
        "Origin: http://127.0.0.1",
        "Origin: http://localhost:1",
        "Origin:",
        "Origin: http://HOST\r\nOrigin: http://HOST",
        "Origin: http://HOST\r\nOrigin: https://other.example",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none",
        "Sec-Fetch-Site:",
        "Sec-Fetch-Site: cross-site\r\nOrigin: http://HOST",
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-origin\r\nSec-Fetch-Site: same-origin",
        "Sec-Fetch-Site: same-origin, same-origin",
        "Referer: http://HOST/",
        "Host: shop.example\r\nX-Forwarded-Proto: https\r\nOrigin: http://shop.example",
      })
  void i1AnybodyElseIsRefused(String headers) throws Exception {
    wire.holding("_st=1");
    for (String accept : List.of("text/html", "application/json")) {
      Reply reply =
          from(
              (headers + "\r\nAccept: " + accept)
                  .replace("HOST", wire.host())
                  .strip()
                  .split("\r\n"));
      assertThat(reply.status()).isEqualTo(403);
      assertThat(reply.body()).contains("Sec-Fetch-Site");
      assertThat(reply.header("Content-Type"))
          .startsWith(accept.equals("text/html") ? "text/plain" : accept);
      assertNothingChanged(reply);
    }
  }

  @Test
  void i1ATokenServesTheBrowserThatSaysNothing() throws Exception {
    String agent = "User-Agent: old/1.0";
    String token = wire.enforcer.formTokens().issue("127.0.0.1\nold/1.0");
    String form = "action=accept-all&token=" + token;
    assertThat(wire.send("POST", "/consent", form, FORM, agent).status()).isEqualTo(303);
    for (String refused :
        List.of("action=accept-all&token=", form + "x", form + "&token=x", "action=accept-all")) {
      Reply reply = wire.send("POST", "/consent", refused, FORM, agent);
      assertThat(reply.status()).as(refused).isEqualTo(403);
      assertNothingChanged(reply);
    }
    assertThat(wire.send("POST", "/consent", form, FORM, "User-Agent: other").status())
        .isEqualTo(403);
    assertThat(wire.send("POST", "/consent", form, FORM, agent, "Origin: null").status())
        .isEqualTo(403);
    assertThat(
            wire.send("POST", "/consent?token=" + token, "action=accept-all", FORM, agent).status())
        .isEqualTo(403);
  }

  @Test
  void i1TheTokenInThePageIsTheOneThatServes() throws Exception {
    String page = wire.get("/consent", "User-Agent: old/1.0").body();
    java.util.regex.Matcher token =
        java.util.regex.Pattern.compile("name=\"token\" value=\"([^\"]+)\"").matcher(page);
    assertThat(token.find()).isTrue();
    String form = "action=save&token=" + token.group(1);
    assertThat(wire.send("POST", "/consent", form, FORM, "User-Agent: old/1.0").status())
        .isEqualTo(303);
  }

  // Where it leads

  @ParameterizedTest
  @CsvSource({
    "%2F%2Fother.example, /from?x",
    "https%3A%2F%2Fother.example%2F, /from?x",
    "%2F%5Cother.example, /from?x",
    "%2Fa%0D%0ASet-Cookie%3A%20x%3Dy, /from?x",
    "'', /from?x",
    "http%3A%2F%2FHOST%2Fa%3Fb%23c, /a?b#c",
    "%2Fconsent, /consent",
    "%2Fcaf%C3%A9, /caf%C3%A9",
    "%2Fcaf%E9, /from?x",
    "%2Fa%00, /from?x",
  })
  void i2LeadsToAPathOfThisSiteOnly(String said, String location) throws Exception {
    Reply reply =
        wire.post(
            "action=reject-all&return=" + said.replace("HOST", wire.host().replace(":", "%3A")),
            "Referer: http://" + wire.host() + "/from?x");
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.all("Location")).containsExactly(location);
    assertThat(reply.all("Set-Cookie")).hasSize(2);
  }

  @Test
  void i2WithoutAnythingItLeadsToTheStart() throws Exception {
    assertThat(
            wire.post("action=reject-all", "Referer: https://other.example/a").header("Location"))
        .isEqualTo("/");
    try (Wire shop = new Wire(settings().build(), "/shop")) {
      assertThat(shop.post("action=reject-all").header("Location")).isEqualTo("/shop/");
      assertThat(shop.get("/shop/consent").body()).contains("action=\"/shop/consent\"");
    }
  }
}
