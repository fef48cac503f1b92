package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.ON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the visitor takes back, or never gave, is gone with the next page. */
interface WithdrawalPromises extends Visits {
  /** A browser that was here before, with trackers where sites and scripts put them. */
  private static Jar returning() {
    return new Jar(RawRequest.HOST)
        .take("/on/", "_ga=host; Path=/; Max-Age=9999")
        .take("/on/", "_ga=domain; Path=/; Domain=example.test; Max-Age=9999")
        .take("/on/", "stats_id=1; Path=/")
        .take("/on/", "scoped=1; Path=/on/deep; Domain=.example.test")
        .take("/on/", "own_essential=1; Path=/")
        .take("/on/", "XSRF-TOKEN=1; Path=/on");
  }

  private RawResponse visit(Jar jar, String path) {
    RawResponse answer = get(ON, path, jar.field(ON.path(path)));
    jar.take(ON.path(path), answer);
    return answer;
  }

  private void choose(Jar jar, String action) {
    jar.take(
        ON.path("/consent"),
        send(
            RawRequest.form(ON.path("/consent"), "action=" + action)
                .with("Origin", "http://" + RawRequest.HOST)
                .cookies(jar.field(ON.path("/consent")))));
  }

  @Test
  default void beforeAChoiceCookiesAreHiddenAndNotDeleted() {
    Jar jar = returning();
    assertThat(visit(jar, "/request/cookies").setCookies()).isEmpty();
    assertThat(jar.names()).contains("_ga", "stats_id", "scoped");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reject-all", "withdraw"})
  @Proves({"enforced.delete", "technique.first-party-cookie"})
  default void theNextPageExpiresWhatWasRefused(String action) {
    Jar jar = returning();
    choose(jar, action);
    visit(jar, "/deep/nowhere");
    visit(jar, "/ready.txt");
    assertThat(jar.names()).as("%s", jar).doesNotContain("_ga", "stats_id", "scoped");
  }

  @Test
  default void withdrawingAfterAcceptingExpiresThemToo() {
    Jar jar = returning();
    choose(jar, "accept-all");
    visit(jar, "/deep/nowhere");
    assertThat(jar.names()).contains("_ga", "stats_id", "scoped");
    choose(jar, "withdraw");
    visit(jar, "/deep/nowhere");
    assertThat(jar.names()).as("%s", jar).doesNotContain("_ga", "stats_id", "scoped");
  }

  @Test
  @Proves("enforced.sign-in")
  default void withdrawingLeavesTheSessionAlive() {
    Jar jar = new Jar(RawRequest.HOST);
    visit(jar, "/session/create");
    choose(jar, "accept-all");
    visit(jar, "/session/create");
    assertThat(jar.names()).contains("JSESSIONID", "_ga");
    choose(jar, "withdraw");
    assertThat(visit(jar, "/session/basket").text()).isEqualTo("full\n");
    assertThat(jar.names()).contains("JSESSIONID").doesNotContain("_ga", "stats_id");
  }

  @Test
  default void essentialCookiesAreNeverExpired() {
    Jar jar = returning();
    choose(jar, "reject-all");
    visit(jar, "/ready.txt");
    assertThat(jar.names()).contains("own_essential", "XSRF-TOKEN", "consent");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/static/large.bin",
        "/cookies/redirect",
        "/cookies/send-error",
        "/cookies/exception",
        "/cookies/reset",
        "/async/plain",
        "/async/dispatch",
        "/async/timeout",
        "/nowhere",
        "/jsp/big.jsp",
        "/body/non-blocking",
        "/cookies/flushed"
      })
  default void whateverThePageIsItExpiresThem(String path) {
    Jar jar = refusedBeforeTheyCame();
    assertThat(jar.names()).contains("_ga", "stats_id");
    visit(jar, path);
    assertThat(jar.names()).as("%s", jar).doesNotContain("_ga", "stats_id").contains("consent");
  }

  @Test
  default void theirDeclaredPlaceIsExpiredFromAnyPage() {
    Jar jar = refusedBeforeTheyCame();
    visit(jar, "/deep/nowhere");
    assertThat(jar.names()).as("%s", jar).doesNotContain("scoped");
  }

  /** A browser in which something put trackers after the visitor had said no. */
  private Jar refusedBeforeTheyCame() {
    return returning().take("/on/", rejecting() + "; Path=/");
  }

  @Test
  default void nobodyIsToldToForgetWhatHeDoesNotHave() {
    assertThat(get(ON, "/cookies/plain", rejecting()).setCookies()).isEmpty();
  }
}
