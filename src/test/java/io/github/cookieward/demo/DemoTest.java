package io.github.cookieward.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo shows what it says, over HTTP, from the command's own start. */
class DemoTest {
  /** A style or a handler that a strict Content-Security-Policy would not let run. */
  private static final Pattern INLINE =
      Pattern.compile("<[^>]*\\s(style|on[a-z]+)=|<style|<script(?![^>]*\\ssrc=)[^>]*>\\s*[^\\s<]");

  private static DemoServer demo;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    demo = DemoMain.start(0, 0);
  }

  @AfterAll
  static void stop() {
    if (demo != null) {
      demo.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "products",
        "help",
        "status",
        "sign-in",
        "preferences",
        "cookies",
        "privacy",
        "ways",
        "compare",
        "panel"
      })
  void eachPageIsThereWithTheFilterAndWithout(String path) throws Exception {
    for (URI site : List.of(demo.uri(), demo.unprotectedUri())) {
      HttpResponse<String> page = get(site.resolve(path));
      assertThat(page.statusCode()).as("%s%s", site, path).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
      assertThat(page.body()).contains("The tracker received").contains("</html>");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "products", "sign-in", "cookies", "compare", "nowhere", "broken"})
  void noPageHoldsWhatAStrictPolicyForbids(String path) throws Exception {
    assertThat(get(demo.uri().resolve(path)).body()).doesNotContainPattern(INLINE);
  }

  @ParameterizedTest
  @CsvSource({
    "nowhere, 404, This page has blown away",
    "broken, 500, Something broke on our side",
  })
  void errorsHaveAPageOfTheirOwn(String path, int status, String title) throws Exception {
    HttpResponse<String> page = get(demo.unprotectedUri().resolve(path));
    assertThat(page.statusCode()).isEqualTo(status);
    assertThat(page.body()).contains(title);
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource({
    "'',                   nimbus_stats=,       a filter",
    "'',                   nimbus_experiment=,  a filter that nobody declared",
    "'',                   _ga=GA1.,            addHeader",
    "'',                   _gid=GA1.,           addHeader again",
    "products,             _fbp=fb.1.,          a name in lower case",
    "products,             nimbus_ad=include.,  an include",
    "go/spring,            nimbus_ad=redirect., setHeader and a redirect",
    "help,                 nimbus_ad=forward.,  a forward",
    "status,               nimbus_ad=async.,    another thread",
    "files/price-list.txt, nimbus_ad=file.,     a static file",
    "nowhere,              nimbus_ad=error.,    the page for errors",
    "broken,               nimbus_ad=error.,    the page for our mistakes",
  })
  void withoutTheFilterACookieTakesEveryWay(String path, String cookie, String way)
      throws Exception {
    assertThat(cookies(get(demo.unprotectedUri().resolve(path))))
        .as(way)
        .anySatisfy(field -> assertThat(field).startsWith(cookie).contains("Path=/unprotected; "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "products",
        "go/spring",
        "help",
        "status",
        "files/price-list.txt",
        "nowhere",
        "broken"
      })
  void withTheFilterOnlyWhatIsEssentialLeaves(String path) throws Exception {
    assertThat(cookies(get(demo.uri().resolve(path))))
        .noneMatch(field -> field.matches("(?i)(_ga|_gid|_fbp|nimbus_(?!demo)\\w+)=.*"));
  }

  @Test
  void thePanelSaysWhatWasWithheldAndWhy() throws Exception {
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieJar()).build();
    assertThat(get(browser, demo.uri()).body()).contains("<dt>_ga</dt>");
    get(browser, demo.uri().resolve("status"));
    get(browser, demo.uri().resolve("nowhere"));
    assertThat(get(browser, demo.uri().resolve("panel")).body())
        .contains("<dt>_ga</dt><dd>the visitor has not decided about analytics")
        .contains("<dt>nimbus_ad</dt><dd>the visitor has not decided about advertising")
        .contains("<dt>nimbus_experiment</dt><dd>not in the catalogue");
  }

  @Test
  void whoAgreesToAllIsMeasuredAndWhoRefusesIsNot() throws Exception {
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieJar()).build();
    String script = "<script src=\"" + demo.trackerUri() + "tag.js?";
    assertThat(answer(browser, "reject-all"))
        .doesNotContain(script)
        .doesNotContainPattern("[^-]src=\"[^\"]*pixel\\.gif");
    assertThat(answer(browser, "accept-all"))
        .containsPattern("<script[^>]* src=\"" + demo.trackerUri() + "tag\\.js\\?")
        .contains(demo.trackerUri() + "pixel.gif?")
        .contains("<dt>_ga</dt><dd>addHeader");
  }

  /** Answers by the form that the browser was shown, and reads the page again. */
  private static String answer(HttpClient browser, String action) throws Exception {
    Matcher token =
        Pattern.compile("name=\"token\" value=\"([^\"]*)\"")
            .matcher(get(browser, demo.uri()).body());
    assertThat(token.find()).isTrue();
    String form = "action=" + action + "&return=%2F&policy=1&token=" + token.group(1);
    HttpResponse<String> answered = post(browser, demo.uri().resolve("consent"), form);
    assertThat(answered.statusCode()).as(answered.body()).isEqualTo(303);
    return get(browser, demo.uri()).body();
  }

  @Test
  void preferencesAreSetAndRedirect() throws Exception {
    HttpResponse<String> saved =
        post(http, demo.unprotectedUri().resolve("preferences"), "theme=dark&language=de");
    assertThat(saved.statusCode()).isEqualTo(302);
    assertThat(cookies(saved))
        .anySatisfy(field -> assertThat(field).startsWith("nimbus_theme=dark;"))
        .anySatisfy(field -> assertThat(field).startsWith("nimbus_language=de;"));
  }

  @Test
  void theAccountIsForWhoSignedIn() throws Exception {
    HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieJar()).build();
    URI account = demo.uri().resolve("account");
    assertThat(get(browser, account).headers().firstValue("Location").orElseThrow())
        .endsWith("/sign-in");
    HttpResponse<String> refused =
        post(browser, demo.uri().resolve("sign-in"), "email=ada%40nimbus.example&password=no");
    assertThat(refused.body()).contains("role=\"alert\"");
    HttpResponse<String> signedIn =
        post(browser, demo.uri().resolve("sign-in"), "email=ada%40nimbus.example&password=clouds");
    assertThat(cookies(signedIn)).anySatisfy(f -> assertThat(f).contains("HttpOnly"));
    assertThat(get(browser, account).body()).contains("Good to see you, Ada Example");
    post(browser, demo.uri().resolve("sign-out"), "");
    assertThat(get(browser, account).statusCode()).isEqualTo(302);
  }

  @Test
  void theUnprotectedPageEmbedsItsTrackerBare() throws Exception {
    assertThat(get(demo.unprotectedUri()).body())
        .contains("<script src=\"" + demo.trackerUri() + "tag.js?")
        .contains("src=\"" + demo.trackerUri() + "pixel.gif?");
  }

  @Test
  void theTrackerRemembersWhatItIsSentAndThePanelShowsIt() throws Exception {
    URI tracker = URI.create("http://127.0.0.1:" + demo.trackerUri().getPort());
    HttpResponse<String> pixel =
        http.send(
            HttpRequest.newBuilder(tracker.resolve("/pixel.gif?v=0123456789ab@/unprotected"))
                .header("Referer", demo.unprotectedUri() + "products")
                .build(),
            BodyHandlers.ofString());
    assertThat(pixel.headers().firstValue("Content-Type")).hasValue("image/gif");
    assertThat(cookies(pixel))
        .singleElement()
        .asString()
        .startsWith("lumentrail_visitor=")
        .contains("SameSite=None");
    post(http, tracker.resolve("/collect?v=0123456789ab@/unprotected"), "{}");
    assertThat(get(tracker.resolve("/received")).body())
        .contains("\"kind\": \"pixel\", \"page\": \"/unprotected/products\"")
        .contains("\"kind\": \"beacon\", \"page\": \"unknown\"");
    HttpResponse<String> panel =
        http.send(
            HttpRequest.newBuilder(demo.unprotectedUri().resolve("panel"))
                .header("Cookie", "nimbus_demo=0123456789ab")
                .build(),
            BodyHandlers.ofString());
    assertThat(panel.body()).contains("from /unprotected/products, about visitor");
  }

  @Test
  void theTableOfBothCountsEachCookieOnItsOwnSide() throws Exception {
    HttpRequest.Builder here = HttpRequest.newBuilder(demo.uri().resolve("compare/cookies"));
    String location =
        http.send(
                here.header("Cookie", "nimbus_demo=0123456789ab").build(), BodyHandlers.ofString())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    HttpRequest.Builder there = HttpRequest.newBuilder(demo.uri().resolve(location));
    String table =
        http.send(
                there.header("Cookie", "_ga=GA1.1; nimbus_demo=0123456789ab").build(),
                BodyHandlers.ofString())
            .body()
            .replaceAll("\\s+", "");
    assertThat(table)
        .contains("<code>_ga</code></th><td>–</td><td>yes</td>")
        .contains("<code>nimbus_demo</code></th><td>yes</td><td>–</td>");
  }

  @Test
  void theTrackersHostNameLeadsToTheSites() throws Exception {
    URI byName = URI.create("http://localhost:" + demo.uri().getPort() + "/products?a=b");
    assertThat(get(byName).headers().firstValue("Location")).hasValue(demo.uri() + "products?a=b");
  }

  @Test
  void aTakenPortIsNamedWithItsRemedy() {
    int port = demo.uri().getPort();
    assertThatThrownBy(() -> DemoMain.start(port, 0))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("port " + port + " is taken")
        .hasMessageContaining("-Ddemo.port=");
  }

  private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
    return get(http, address);
  }

  private static HttpResponse<String> get(HttpClient client, URI address)
      throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(HttpClient client, URI address, String form)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", address.resolve("/").toString().replaceFirst("/$", ""))
            .POST(BodyPublishers.ofString(form))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static List<String> cookies(HttpResponse<?> response) {
    return response.headers().allValues("Set-Cookie");
  }
}
