package io.github.cookieward.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.endpoint.Wire.Reply;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.model.Proves;
import jakarta.servlet.Filter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent, there is an answer, and nothing is granted that was not clearly said. */
class HostileAnswerTest {
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";
  private static final String HERE = "Sec-Fetch-Site: same-origin";

  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    wire = new Wire(ConsentEndpointTest.settings().build(), "");
  }

  @AfterEach
  void stop() {
    wire.close();
  }

  private void assertRefused(Reply reply, int status) {
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.all("Set-Cookie")).isEmpty();
    assertThat(reply.header("Location")).isEmpty();
    assertThat(reply.body()).isNotEmpty().doesNotContain("Exception", "\tat ");
  }

  @Test
  void i3ALargeBodyIsNotRead() throws Exception {
    // The client holds back most of what it announces: the answer does not wait for it.
    assertRefused(
        wire.send("POST", "/consent", "action=accept-all", FORM, HERE, "Content-Length: 1048576"),
        413);
  }

  @Test
  void i3ALargeBodyWithoutALengthIsNotReadToItsEnd() throws Exception {
    String body = "11000\r\naction=accept-all&x=" + "a".repeat(0x11000 - 20) + "\r\n";
    assertRefused(
        wire.send("POST", "/consent", body, FORM, HERE, "Transfer-Encoding: chunked"), 413);
  }

  @Test
  void i3ABodyOfTheLargestSizeIsRead() throws Exception {
    String form = "action=save&category=analytics&x=";
    assertThat(wire.post(form + "a".repeat(65_536 - form.length())).status()).isEqualTo(303);
    assertRefused(wire.post(form + "a".repeat(65_537 - form.length())), 413);
  }

  @Test
  void i3ChunkedIsRead() throws Exception {
    String body = "7\r\naction=\r\na\r\nreject-all\r\n0\r\n\r\n";
    assertThat(
            wire.send("POST", "/consent", body, FORM, HERE, "Transfer-Encoding: chunked").status())
        .isEqualTo(303);
  }

  @Test
  void i3ABrokenBodyChangesNothing() throws Exception {
    String body = "zz\r\naction=accept-all\r\n0\r\n\r\n";
    Reply reply = wire.send("POST", "/consent", body, FORM, HERE, "Transfer-Encoding: chunked");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.all("Set-Cookie")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: multipart/form-data; boundary=x",
        "Content-Type: text/plain",
        "Content-Type: application/jsonp",
        "Content-Type: application/x-www-form-urlencodedx",
        "Content-Type: ;",
        "X: no type at all",
      })
  void i3OtherTypesAreRefused(String type) throws Exception {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"action\"\r\n\r\naccept-all\r\n--x--";
    assertRefused(wire.send("POST", "/consent", body, HERE, type), 415);
    assertRefused(wire.send("POST", "/consent", "action=accept-all", HERE, type), 415);
  }

  @Test
  void i3ManyUnknownCategoriesGrantNothing() throws Exception {
    Reply reply = wire.post("action=save" + "&category=x".repeat(5_900));
    assertThat(reply.status()).isEqualTo(303);
    assertThat(wire.after(reply).consent().categories()).doesNotContainValue(Choice.GRANTED);
    assertRefused(wire.post("action=save" + "&category=x".repeat(10_000)), 413);
    assertRefused(
        wire.postJson("{\"action\":\"save\",\"categories\":[\"x\"" + ",\"x\"".repeat(20_000)), 413);
  }

  @Test
  void i3UnknownNamesGrantNothing() throws Exception {
    Reply reply =
        wire.post(
            "action=allow&category=essential&category=*&category=%00&category=analytics%00"
                + "&category=ANALYTICS&service=nobody&service=*&category="
                + "x".repeat(9_000));
    assertThat(reply.status()).isEqualTo(303);
    assertThat(wire.after(reply).consent().categories()).isEmpty();
    assertThat(wire.after(reply).consent().services()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "action",
        "action=",
        "action=grant",
        "action=accept-all%00",
        "action=accept-all\0",
        "action=%ff%fe",
        "action=save&action=accept-all",
        "action[]=accept-all",
        "&&&&",
        "%",
        "accept-all",
        "{\"action\":\"accept-all\"}",
      })
  void i3WithoutOneClearActionNothingChanges(String form) throws Exception {
    assertRefused(wire.post(form), 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{}",
        "{\"action\":\"accept-all\"",
        "{\"action\":\"accept-all\"}x",
        "{\"action\":\"save\",\"action\":\"accept-all\"}",
        "{\"action\":[\"accept-all\"]}",
        "{\"action\":\"accept-all\\u0000\"}",
        "{\"action\":\"save\",\"categories\":{\"analytics\":true}}",
        "action=accept-all",
      })
  void i3BadJsonChangesNothing(String json) throws Exception {
    Reply reply = wire.postJson(json);
    assertRefused(reply, 400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(JsonReader.object(reply.body())).isPresent();
  }

  @Test
  void i3DeepJsonChangesNothing() throws Exception {
    assertRefused(wire.postJson("{\"action\":\"accept-all\",\"x\":" + "[".repeat(60_000)), 400);
  }

  @Test
  void i3BadUtf8GrantsNothing() throws Exception {
    byte[] form = "action=save&category=\u00ffanalytics\u00fe&return=/\u00e9".getBytes(ISO_8859_1);
    Reply reply = wire.send("POST", "/consent", form, FORM, HERE);
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.header("Location")).isEqualTo("/");
    assertThat(wire.after(reply).covers(Category.ANALYTICS)).isFalse();
    byte[] json = "{\"action\":\"accept-all\",\"x\":\"\u00ff\"}".getBytes(ISO_8859_1);
    assertRefused(wire.send("POST", "/consent", json, HERE, "Content-Type: application/json"), 400);
  }

  @Test
  void i3MoreServicesThanACookieHoldsAreRefused() throws Exception {
    SettingsBuilder many = ConsentEndpointTest.settings();
    StringBuilder form = new StringBuilder("action=save");
    for (int i = 0; i < 41; i++) {
      String id = "s" + "x".repeat(60) + i;
      many.service(Service.builder(id, Category.ANALYTICS).build());
      form.append("&service=").append(id);
    }
    try (Wire site = new Wire(many.build(), "")) {
      assertRefused(site.post(form.toString()), 400);
    }
  }

  @Test
  @Proves("apps.errors")
  void i4AForgedConsentCookieIsNone() throws Exception {
    String consent = wire.post("action=reject-all").consent().orElseThrow();
    Reply state = wire.holding(consent.replace('!', '*')).get("/consent/state");
    assertThat(state.body())
        .contains("\"decided\":false")
        .doesNotContain("\"analytics\":\"granted");
  }

  @Test
  void e3HostileCookieNamesDoNoHarm() throws Exception {
    wire.holding("a b=1").holding("=x").holding("\u00e9=1").holding("x,y=2").holding(";;");
    Reply reply = wire.post("action=withdraw");
    assertThat(reply.status()).isEqualTo(303);
    assertThat(reply.consent()).isPresent();
  }

  @Test
  void aBodyThatAnOuterFilterHadParsedStillCounts() throws Exception {
    Filter parameters =
        (request, response, chain) -> {
          request.getParameter("x");
          chain.doFilter(request, response);
        };
    try (Wire site = new Wire(ConsentEndpointTest.settings().build(), "", parameters)) {
      Reply reply = site.post("action=save&category=analytics");
      assertThat(reply.status()).isEqualTo(303);
      assertThat(site.after(reply).covers(Category.ANALYTICS)).isTrue();
      // The container mixes in what the query says, which is never an answer.
      assertRefused(
          site.send("POST", "/consent?category=advertising", "action=save", FORM, HERE), 400);
      assertThat(site.postJson("{\"action\":\"reject-all\"}").status()).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatAnOuterFilterHadReadAwayGrantsNothing() throws Exception {
    Filter reader =
        (request, response, chain) -> {
          request.getReader().readLine();
          chain.doFilter(request, response);
        };
    try (Wire site = new Wire(ConsentEndpointTest.settings().build(), "", reader)) {
      assertRefused(site.post("action=accept-all"), 400);
      assertRefused(site.postJson("{\"action\":\"accept-all\"}"), 400);
      assertRefused(site.send("POST", "/consent?action=accept-all", "x=y", FORM, HERE), 400);
    }
  }
}
