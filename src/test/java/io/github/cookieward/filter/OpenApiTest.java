package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.endpoint.ConsentEndpoint;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.model.Proves;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The interface for programs does what its description says, and nothing that it does not say. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenApiTest {
  private static final String BROWSER = "Sec-Fetch-Site: same-origin";
  private static final String FOREIGN = "Origin: https://evil.example";
  private static final String ALL = "{\"action\":\"accept-all\",\"policyVersion\":1}";

  private final ObjectMapper mapper = new ObjectMapper();
  private final Set<String> seen = new TreeSet<>();
  private JsonNode description;
  private Site site;

  @BeforeAll
  void start() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(ConsentEndpoint.class.getResourceAsStream("openapi.json"))) {
      description = mapper.readTree(in);
    }
    site = Site.of(settings().key("0123456789abcdef".getBytes(UTF_8)).build(), OpenApiTest::page);
  }

  @AfterAll
  void stop() throws Exception {
    site.close();
  }

  private static SettingsBuilder settings() {
    return Settings.builder()
        .siteName("Ünder \"Way\" </script>")
        .policies("/cookies", "https://shop.example/privacy")
        .service(
            Service.builder("stats", Category.ANALYTICS)
                .name("Stats")
                .purpose("Counts.")
                .retention("P13M")
                .cookie("stats_id")
                .build())
        .service(
            Service.builder("film", Category.PREFERENCE).name("Films").thirdParty(true).build());
  }

  private static void page(
      jakarta.servlet.http.HttpServletRequest request,
      jakarta.servlet.http.HttpServletResponse response)
      throws IOException {
    response.addHeader("Set-Cookie", "stats_id=1");
    response.getWriter().print("page");
  }

  /** A request, whose answer has to be as it is described. */
  private Wire.Answer ask(String method, String path, String body, String... fields)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(fields));
    if (!body.isEmpty()) {
      if (all.stream().noneMatch(field -> field.startsWith("Content-Type"))) {
        all.add("Content-Type: application/json");
      }
      all.add("Content-Length: " + body.length());
    }
    String request = Wire.request(method, "/consent/api" + path, all.toArray(String[]::new)) + body;
    Wire.Answer answer;
    try (Wire wire = site.connect()) {
      answer = wire.send(request);
    }
    describes(method, path.split("\\?", 2)[0], answer);
    return answer;
  }

  private void describes(String method, String path, Wire.Answer answer) throws IOException {
    JsonNode response =
        description
            .path("paths")
            .path(path)
            .path(method.toLowerCase(java.util.Locale.ROOT))
            .path("responses")
            .path(Integer.toString(answer.status()));
    assertThat(response.isObject()).as("%s %s says %s", method, path, answer).isTrue();
    seen.add(method + " " + path + " " + answer.status());
    assertThat(answer.all("Access-Control-Allow-Origin")).isEmpty();
    assertThat(answer.all("X-Content-Type-Options")).containsExactly("nosniff");
    if (!path.equals("/openapi.json")) {
      assertThat(answer.status() == 204 ? List.of("no-store") : answer.all("Cache-Control"))
          .allMatch(value -> value.contains("no-store"));
    }
    response
        .path("headers")
        .fieldNames()
        .forEachRemaining(name -> assertThat(answer.all(name)).as(name).isNotEmpty());
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      assertThat(answer.body()).isEmpty();
      return;
    }
    String type = answer.all("Content-Type").get(0).split(";", 2)[0];
    assertThat(content.has(type)).as(type).isTrue();
    assertThat(schema(content.path(type).path("schema")).validate(mapper.readTree(answer.body())))
        .as(answer.body())
        .isEmpty();
  }

  private JsonSchema schema(JsonNode node) {
    ObjectNode whole = mapper.createObjectNode();
    whole.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    whole.set("components", description.get("components"));
    whole.putArray("allOf").add(node);
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole);
  }

  private JsonNode json(Wire.Answer answer) throws IOException {
    return mapper.readTree(answer.body());
  }

  private static String consent(Wire.Answer answer) {
    return answer.cookies().stream()
        .filter(cookie -> cookie.startsWith("consent="))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .findFirst()
        .orElse("");
  }

  @Test
  @Proves("apps.api")
  void everythingThatIsDescribedHappensAsItIsDescribed() throws Exception {
    for (String path : List.of("/state", "/dialog", "/services", "/openapi.json")) {
      ask("GET", path, "");
      ask("POST", path, ALL, BROWSER);
      assertThat(ask("OPTIONS", path, "").all("Allow")).containsExactly("GET, HEAD, OPTIONS");
    }
    for (String path : List.of("/decide", "/withdraw")) {
      String body = path.equals("/decide") ? ALL : "{}";
      ask("POST", path, body, BROWSER);
      ask("POST", path, "[]", BROWSER);
      ask("POST", path, body, FOREIGN);
      ask("POST", path, "a=b", BROWSER, "Content-Type: application/x-www-form-urlencoded");
      ask("POST", path, " ".repeat(65_537), BROWSER);
      ask("GET", path, "");
      assertThat(ask("OPTIONS", path, "").all("Allow")).containsExactly("POST, OPTIONS");
    }
    Set<String> described = new TreeSet<>();
    for (Iterator<Map.Entry<String, JsonNode>> paths = description.path("paths").fields();
        paths.hasNext(); ) {
      Map.Entry<String, JsonNode> path = paths.next();
      path.getValue()
          .fields()
          .forEachRemaining(
              method ->
                  method
                      .getValue()
                      .path("responses")
                      .fieldNames()
                      .forEachRemaining(
                          status ->
                              described.add(
                                  method.getKey().toUpperCase(java.util.Locale.ROOT)
                                      + " "
                                      + path.getKey()
                                      + " "
                                      + status)));
    }
    assertThat(seen).containsAll(described);
  }

  @Test
  void theDescriptionIsWhole() {
    assertThat(description.path("openapi").asText()).isEqualTo("3.1.0");
    Set<String> ids = new TreeSet<>();
    description
        .path("paths")
        .forEach(
            path ->
                path.forEach(
                    operation -> {
                      assertThat(operation.path("summary").asText()).isNotBlank();
                      assertThat(ids.add(operation.path("operationId").asText())).isTrue();
                    }));
    for (String path : List.of("/decide", "/withdraw")) {
      JsonNode body =
          description
              .at("/paths/" + path.replace("/", "~1") + "/post/requestBody/content")
              .path("application/json");
      assertThat(schema(body.path("schema")).validate(body.path("example"))).isEmpty();
    }
  }

  @Test
  void aPageOfOursDecidesAndItsBrowserKeepsTheCookieAndNoToken() throws Exception {
    Wire.Answer answer =
        ask(
            "POST",
            "/decide",
            "{\"action\":\"save\",\"policyVersion\":1,\"categories\":[\"analytics\",\"nonsense\"],"
                + "\"services\":{\"film\":\"denied\",\"nobody\":\"granted\"}}",
            "Origin: http://shop.example.com");
    JsonNode state = json(answer);
    assertThat(state.at("/categories/analytics").asText()).isEqualTo("granted");
    assertThat(state.at("/categories/advertising").asText()).isEqualTo("denied");
    assertThat(state.at("/services/film").asText()).isEqualTo("denied");
    assertThat(state.has("consent")).isFalse();
    assertThat(answer.cookies())
        .hasSize(2)
        .allMatch(field -> field.startsWith("consent") && field.contains("; HttpOnly"));
    String cookie = "Cookie: " + consent(answer);
    assertThat(json(ask("GET", "/state", "", cookie)).path("decided").asBoolean()).isTrue();
    assertThat(site.get("/page", cookie).kept()).containsExactly("stats_id");
    Wire.Answer withdrawn =
        ask(
            "POST",
            "/withdraw",
            "{\"categories\":[\"analytics\"]}",
            BROWSER,
            cookie + "; stats_id=1");
    assertThat(json(withdrawn).at("/categories/analytics").asText()).isEqualTo("denied");
    assertThat(withdrawn.removed()).contains("stats_id");
  }

  @Test
  void aClientWithoutCookiesSendsItsTokenBack() throws Exception {
    assertThat(json(ask("GET", "/state", "")).has("consent")).as("nothing to say yet").isFalse();
    String token = json(ask("POST", "/decide", ALL)).path("consent").asText();
    String field = "Cookieward-Consent: " + token;
    JsonNode state = json(ask("GET", "/state", "", field));
    assertThat(state.path("decided").asBoolean()).isTrue();
    assertThat(state.path("consent").asText()).isEqualTo(token);
    Wire.Answer page = site.get("/page", field);
    assertThat(page.kept()).containsExactly("stats_id");
    assertThat(String.join(",", page.all("Vary"))).contains("Cookieward-Consent");
    String less = json(ask("POST", "/withdraw", "{}", field)).path("consent").asText();
    assertThat(site.get("/page", "Cookieward-Consent: " + less).kept()).isEmpty();
  }

  @Test
  void aTokenCountsForNoBrowserAndNoForgery() throws Exception {
    String token = json(ask("POST", "/decide", ALL)).path("consent").asText();
    String field = "Cookieward-Consent: " + token;
    for (String given :
        List.of(
            "Cookie: a=b",
            "Origin: http://shop.example.com",
            BROWSER,
            "Sec-Fetch-Mode: cors",
            field)) {
      assertThat(site.get("/page", field, given).kept()).as(given).isEmpty();
    }
    String forged = token.replaceFirst("!?$", "") + "x";
    assertThat(site.get("/page", "Cookieward-Consent: " + forged).kept()).isEmpty();
    assertThat(site.get("/page", "Cookieward-Consent: ").kept()).isEmpty();
    try (Site open = Site.of(settings().build(), OpenApiTest::page)) {
      assertThat(
              open.get("/page", "Cookie: " + Visitors.AGREED_TO_ANALYTICS.replace("Cookie: ", ""))
                  .kept())
          .containsExactly("stats_id");
      String unsigned = Visitors.AGREED_TO_ANALYTICS.replaceFirst(".*consent=", "");
      assertThat(open.get("/page", "Cookieward-Consent: " + unsigned).kept())
          .as("anybody could write it where there is no key")
          .isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "{",
        "{}",
        "{\"action\":\"accept-all\"}",
        "{\"action\":\"accept-all\",\"policyVersion\":0}",
        "{\"action\":\"accept-all\",\"policyVersion\":\"1\"}",
        "{\"action\":\"accept-all\",\"policyVersion\":1.0}",
        "{\"action\":\"accept-all\",\"policyVersion\":99999999999999999999}",
        "{\"action\":\"withdraw\",\"policyVersion\":1}",
        "{\"action\":\"everything\",\"policyVersion\":1}",
        "{\"action\":[\"accept-all\"],\"policyVersion\":1}",
        "{\"action\":\"accept-all\",\"policyVersion\":1,\"return\":\"/x\"}",
        "{\"action\":\"accept-all\",\"action\":\"reject-all\",\"policyVersion\":1}",
        "{\"action\":\"accept-all\",\"policyVersion\":1,\"categories\":[]}",
        "{\"action\":\"save\",\"policyVersion\":1,\"categories\":\"analytics\"}",
        "{\"action\":\"save\",\"policyVersion\":1,\"categories\":[1]}",
        "{\"action\":\"save\",\"policyVersion\":1,\"services\":[\"film\"]}",
        "{\"action\":\"save\",\"policyVersion\":1,\"services\":{\"film\":true}}",
        "{\"action\":\"save\",\"policyVersion\":1} {}",
      })
  void whatIsNotDescribedIsRefusedAndChangesNothing(String body) throws IOException {
    Wire.Answer answer = ask("POST", "/decide", body, BROWSER, "Content-Type: application/json");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.cookies()).isEmpty();
  }

  @Test
  void withdrawingWhatIsNotThereIsNoWithdrawalOfEverything() throws IOException {
    assertThat(ask("POST", "/withdraw", "{\"categories\":[\"analytcs\"]}", BROWSER).status())
        .isEqualTo(400);
  }

  @Test
  void theDialogIsInTheLanguageThatIsAskedFor() throws Exception {
    Wire.Answer answer = ask("GET", "/dialog?lang=ar", "", "Accept-Language: de");
    assertThat(answer.all("Content-Language")).containsExactly("ar");
    assertThat(json(answer).path("direction").asText()).isEqualTo("rtl");
    JsonNode german = json(ask("GET", "/dialog", "", "Accept-Language: de-CH"));
    assertThat(german.at("/texts/button.reject-all").asText()).isEqualTo("Alle ablehnen");
    assertThat(german.at("/texts/banner.intro").asText()).contains("Ünder \"Way\" </script>");
    assertThat(german.at("/categories/0/required").asBoolean()).isTrue();
    assertThat(german.at("/services/0/retentionText").asText()).isEqualTo("13 Monate");
    assertThat(answer.body()).doesNotContain("<");
  }

  @Test
  void headIsGetWithoutABody() throws IOException {
    Wire.Answer head;
    try (Wire wire = site.connect()) {
      head = wire.send(Wire.request("HEAD", "/consent/api/state"));
    }
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.all("Content-Length"))
        .isEqualTo(ask("GET", "/state", "").all("Content-Length"));
    Wire.Answer nothing = site.get("/consent/api/nothing");
    assertThat(nothing.status()).isEqualTo(404);
    assertThat(nothing.all("Content-Type").get(0)).startsWith("application/problem+json");
  }
}
