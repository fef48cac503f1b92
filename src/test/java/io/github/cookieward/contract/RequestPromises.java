package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application does not see the cookies that the visitor did not agree to. */
interface RequestPromises extends Visits {
  String COOKIES = "_ga=GA1.1.1; own_essential=a; stats_id=7; zzz_unknown=u; XSRF-TOKEN=t";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/request/cookies",
        "/request/cookie-fields",
        "/request/fields",
        "/request/async-cookies",
        "/request/forwarded-cookies",
        "/request/named-cookies"
      })
  @Proves("technique.first-party-cookie")
  default void anUngrantedCookieIsNowhereInTheRequest(String path) {
    assertThat(get(OFF, path, COOKIES).text()).as("without the filter").contains("GA1.1.1");
    for (String choice : new String[] {"", rejecting() + "; "}) {
      assertThat(get(ON, path, choice + COOKIES).text())
          .doesNotContain("GA1.1.1", "stats_id", "zzz_unknown")
          .contains("a");
    }
  }

  @Test
  default void whatNeedsNoConsentIsSeenByEveryDoor() {
    assertThat(get(ON, "/request/cookies", COOKIES).text())
        .isEqualTo("[own_essential=a, XSRF-TOKEN=t]\n");
    assertThat(get(ON, "/request/cookie-fields", COOKIES).text().lines().limit(4))
        .containsExactly(
            "one: own_essential=a; XSRF-TOKEN=t",
            "lower: own_essential=a; XSRF-TOKEN=t",
            "upper: own_essential=a; XSRF-TOKEN=t",
            "all: [own_essential=a; XSRF-TOKEN=t]");
  }

  @Test
  default void aGrantedCookieIsSeen() {
    assertThat(get(ON, "/request/cookies", accepting() + "; " + COOKIES).text())
        .contains("_ga=GA1.1.1", "own_essential=a", "stats_id=7")
        .doesNotContain("zzz_unknown");
    assertThat(get(ON, "/jsp/request.jsp", accepting() + "; " + COOKIES).text())
        .contains("ga: GA1.1.1; own: a");
  }

  @Test
  default void onlyWhatWasChosenIsSeen() {
    String analytics = consent(ON, "save", "analytics");
    assertThat(get(ON, "/request/cookies", analytics + "; " + COOKIES).text())
        .contains("stats_id=7")
        .doesNotContain("_ga");
  }

  @Test
  default void withNothingLeftToSeeThereIsNoCookieFieldAtAll() {
    String only = "_ga=GA1.1.1; stats_id=7";
    assertThat(get(ON, "/request/cookies", only).text()).isEqualTo("[none]\n");
    RawResponse fields = get(ON, "/request/cookie-fields", only);
    assertThat(fields.text().lines().map(line -> line.replaceAll("(?i)named:.*", "named")))
        .containsExactly(
            "one: null", "lower: null", "upper: null", "all: []", "named", "int: -1", "date: -1");
    assertThat(fields.text().toLowerCase(Locale.ROOT)).doesNotContain("cookie,");
  }

  @Test
  default void aRequestWithoutCookiesIsAsWithoutTheFilter() {
    sameAsWithout("/request/cookies");
    sameAsWithout("/request/cookie-fields");
    sameAsWithout("/request/fields");
  }

  @Test
  default void severalCookieFieldsAreReadAsOneVisitor() {
    RawRequest request =
        RawRequest.get(ON.path("/request/fields"))
            .with("Cookie", "_ga=1; own_essential=a")
            .with("cookie", "stats_id=2")
            .with("COOKIE", "XSRF-TOKEN=t");
    assertThat(send(request).text())
        .contains("own_essential=a", "XSRF-TOKEN=t")
        .doesNotContain("_ga", "stats_id");
  }

  /** Jetty and Tomcat 10.1 copy the request's cookies into a push, past the request's wrapper. */
  @Test
  default void aPushPromiseCarriesNoHiddenCookie() {
    String off = pushed(OFF);
    String on = pushed(ON);
    assertThat(on).doesNotContain("GA1.1.1", "stats_id", "zzz_unknown");
    assertThat(on.startsWith("no push")).isEqualTo(off.startsWith("no push"));
    if (off.contains("GA1.1.1")) {
      assertThat(on).contains("own_essential=a", "XSRF-TOKEN=t");
    }
  }

  /** What the page says of a push over HTTP/2, from a client that takes pushes. */
  private String pushed(Site site) {
    URI page = URI.create("http://127.0.0.1:" + container().port() + site.path("/cookies/push"));
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    HttpResponse<String> answer =
        client
            .sendAsync(
                HttpRequest.newBuilder(page).header("Cookie", COOKIES).build(),
                HttpResponse.BodyHandlers.ofString(),
                (initiating, push, acceptor) -> {})
            .join();
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    return answer.body();
  }
}
