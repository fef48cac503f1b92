package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.ACCOUNTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whoever is signed in has one answer in all browsers, from a database. */
interface AccountPromises extends Visits {
  private RawResponse visit(Jar jar, String path) {
    RawResponse answer = get(ACCOUNTS, path, jar.field(ACCOUNTS.path(path)));
    jar.take(ACCOUNTS.path(path), answer);
    return answer;
  }

  private RawResponse answer(Jar jar, String form) {
    RawResponse answer =
        send(
            RawRequest.form(ACCOUNTS.path("/consent"), form)
                .with("Origin", "http://" + RawRequest.HOST)
                .cookies(jar.field(ACCOUNTS.path("/consent"))));
    jar.take(ACCOUNTS.path("/consent"), answer);
    return answer;
  }

  private static Jar browser() {
    return new Jar(RawRequest.HOST);
  }

  /** The container's own form. */
  private Jar signedIn(Jar jar) {
    visit(jar, "/protected/page.txt");
    String check = ACCOUNTS.path("/j_security_check");
    jar.take(
        check,
        send(RawRequest.form(check, "j_username=ann&j_password=secret").cookies(jar.field(check))));
    assertThat(visit(jar, "/protected/page.txt").text()).contains("the secret page");
    return jar;
  }

  private boolean has(Jar jar, String category) {
    String holds = visit(jar, "/consent/state").text().split(",\"conflict\":", 2)[0];
    return holds.contains("\"" + category + "\":\"granted\"");
  }

  @Test
  default void anAccountsAnswerHoldsInAllItsBrowsersUntilItIsChangedInOne() {
    Jar desk = signedIn(browser());
    answer(desk, "action=accept-all");
    Jar phone = signedIn(browser());
    assertThat(has(phone, "analytics")).isTrue();
    assertThat(phone.names()).contains("consent", "consent-account");
    answer(phone, "action=withdraw&category=analytics");
    assertThat(has(desk, "analytics")).isFalse();
    assertThat(has(desk, "preference")).isTrue();
  }

  @Test
  default void answersThatDifferAreAskedAboutAndTheChosenOneHolds() {
    answer(signedIn(browser()), "action=save&category=analytics");
    Jar other = browser();
    answer(other, "action=save&category=preference");
    signedIn(other);
    RawResponse page = visit(other, "/consent");
    Matcher shown = Pattern.compile("name=\"conflict\" value=\"([^\"]+)\"").matcher(page.text());
    assertThat(shown.find()).as("%s", page).isTrue();
    assertThat(has(other, "preference")).isFalse();
    assertThat(has(other, "analytics")).isFalse();
    assertThat(answer(other, "action=use-new&conflict=" + shown.group(1)).status()).isEqualTo(303);
    assertThat(has(other, "preference")).isTrue();
    assertThat(has(signedIn(browser()), "preference")).isTrue();
  }

  @Test
  default void whoeverSignsInByCodeHasTheAccountsAnswerWithinTheSameRequest() {
    answer(signedIn(browser()), "action=accept-all");
    Jar other = browser();
    RawResponse login = visit(other, "/session/login");
    assertThat(login.text()).contains("hello ann");
    assertThat(login.cookieNames()).contains("consent", "consent-account");
  }

  @Test
  default void afterSigningOutTheBrowserIsAskedAnew() {
    Jar jar = signedIn(browser());
    answer(jar, "action=accept-all");
    Jar signedOut = browser();
    for (String name : new String[] {"consent", "consent-account"}) {
      Matcher value =
          Pattern.compile("(?:^|; )" + name + "=([^;]*)").matcher(jar.field(ACCOUNTS.path("/")));
      assertThat(value.find()).isTrue();
      signedOut.take(ACCOUNTS.path("/"), name + "=" + value.group(1) + "; Path=/");
    }
    assertThat(has(signedOut, "analytics")).isFalse();
    assertThat(signedOut.names()).doesNotContain("consent", "consent-account");
  }
}
