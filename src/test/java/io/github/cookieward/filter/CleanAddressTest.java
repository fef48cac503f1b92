package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.ParameterSettings;
import io.github.cookieward.enforcement.ParameterSettings.Incoming;
import io.github.cookieward.enforcement.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages are led to their clean address; nothing else is, and nobody anywhere else. */
class CleanAddressTest {
  private static final String HTML = "Accept: text/html,application/xhtml+xml,*/*;q=0.8";
  private static final Settings SITE =
      VisibleQueryTest.tracking()
          .parameters(new ParameterSettings(Incoming.REDIRECT, false))
          .build();

  private static Wire.Answer send(String request) throws Exception {
    try (Site site =
        Site.of(
            SITE,
            (asked, response) -> {
              response.addHeader("Set-Cookie", "sid=1");
              response.getWriter().print("page " + asked.getQueryString());
            })) {
      return site.send(request);
    }
  }

  private static Wire.Answer get(String path, String... fields) throws Exception {
    return send(Wire.request("GET", path, fields));
  }

  @ParameterizedTest
  @CsvSource({
    "/a?utm_source=x, /a",
    "/a?b=%zz&utm_source=x&c=+%20&&gclid=1&d, /a?b=%zz&c=+%20&&d",
    "/a;utm_id=1;c=2?d, /a;c=2?d",
    "/?gclid, /",
    "/%C3%A4?gclid=1&%C3%B6, /%C3%A4?%C3%B6"
  })
  void aPageIsSentToItsAddressWithoutThem(String path, String clean) throws Exception {
    Wire.Answer answer = get(path, HTML);
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.all("Location")).containsExactly(clean);
    assertThat(answer.all("Cache-Control")).containsExactly("private, no-store");
    assertThat(answer.all("Vary")).containsExactly("Cookie, Sec-GPC");
    assertThat(answer.cookies()).isEmpty();
    assertThat(get(clean, HTML).status()).as("and not once more").isEqualTo(200);
    assertThat(send(Wire.request("HEAD", path, HTML, "Sec-Fetch-Mode: navigate")).status())
        .isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Accept: */*",
        "Accept: text/html|Sec-Fetch-Mode: cors",
        "Accept: text/html|Sec-Fetch-Mode: no-cors",
        "Accept: text/html|X-Requested-With: XMLHttpRequest",
        "X-Nothing: said"
      })
  void whatIsNoPageIsNotSentAnywhere(String fields) throws Exception {
    Wire.Answer answer = get("/a?utm_source=x&b=1", fields.split("\\|"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("page b=1");
  }

  @Test
  void aFormIsNotSentAnywhere() throws Exception {
    assertThat(send(Wire.request("POST", "/a?utm_source=x", HTML, "Content-Length: 0")).body())
        .isEqualTo("page null");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//evil.example/?gclid=1", "/%5Cevil.example/?gclid=1", "/%2Fevil/?gclid"})
  void nobodyIsSentToAnotherHost(String path) throws Exception {
    Wire.Answer answer = get(path, HTML);
    assertThat(answer.status()).isIn(200, 400);
    assertThat(answer.all("Location")).isEmpty();
  }

  @Test
  void theEndpointAndTheCleanAreLeftAlone() throws Exception {
    assertThat(get("/consent?utm_source=x", HTML).status()).isEqualTo(200);
    assertThat(get("/a?b=1", HTML).body()).isEqualTo("page b=1");
    assertThat(get("/a?utm_source=x", HTML, Visitors.AGREED_TO_ANALYTICS).body())
        .isEqualTo("page utm_source=x");
  }
}
