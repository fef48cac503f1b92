package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a client sends, it is answered as without the filter or more strictly, and the server's
 * log stays free of exceptions, which {@link FilterContract} looks at after each test.
 */
interface HostilePromises extends Visits {
  private void safely(String cookies) {
    RawResponse off = get(OFF, "/cookies/both", cookies);
    RawResponse on = get(ON, "/cookies/both", cookies);
    assertThat(on.status()).as("%s", on).isEqualTo(off.status());
    assertThat(on.cookieNames()).doesNotContain("_ga", "zzz_unknown");
    assertThat(get(ON, "/request/cookies", cookies).status()).isEqualTo(off.status());
    assertThat(get(ON, "/request/cookie-fields", cookies).status()).isEqualTo(off.status());
    assertThat(get(ON, "/async/dispatch", cookies).status()).isEqualTo(off.status());
  }

  @Test
  default void eightKilobytesOfOneCookieDoNoHarm() {
    safely("_ga=" + "x".repeat(8192));
    safely("own_essential=" + "y".repeat(8192));
    safely("consent=" + "A".repeat(8192));
    safely("z".repeat(8192));
  }

  @Test
  default void fiveHundredCookiesDoNoHarm() {
    safely(IntStream.range(0, 150).mapToObj(i -> "c" + i + "=" + i).collect(joining("; ")));
    safely(IntStream.range(0, 500).mapToObj(i -> "c" + i + "=" + i).collect(joining("; ")));
    safely(IntStream.range(0, 500).mapToObj(i -> "stats_id=" + i).collect(joining("; ")));
    safely(IntStream.range(0, 500).mapToObj(i -> "consent=" + i).collect(joining("; ")));
    safely("; ".repeat(4000));
    safely("=".repeat(4000));
  }

  @Test
  default void fiveHundredRefusedCookiesDoNotBreakTheAnswer() {
    safely(
        rejecting()
            + "; "
            + IntStream.range(0, 500).mapToObj(i -> "stats_" + i + "=" + i).collect(joining("; ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "_ga=\u00c3(; own_essential=\u00ff\u00fe",
        "\u00c3(=1; _ga=2",
        "consent=\u00c3(",
        "consent=\u00ff\u00ff\u00ff\u00ff",
        "_ga=\u0001\u0002; own_essential=\u007f",
        "_ga=\t; \t=_ga",
        "own_essential=\"unended; _ga=1",
        "own_essential=\"a\\\"; _ga=1\"; stats_id=2",
        "$Version=1; _ga=1; $Path=/; $Domain=x",
        ";;;=;=;; ;_ga",
        "_ga==;==_ga; = ; _ga = 1",
        "own_essential=1,_ga=2,stats_id=3",
        "consent=",
        "consent",
        "consent=%00%ff%zz",
        "consent=../../etc/passwd",
        "consent=v1.analytics.third-party",
        "consent={\"analytics\":true}",
        "CONSENT=1; Consent=2",
        "__proto__=1; constructor=2"
      })
  default void cookiesOutOfAnyGrammarDoNoHarm(String cookies) {
    safely(cookies);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u0000", "a\u0000b", "\r", "a=\u000b"})
  default void controlCharactersDoNoHarm(String characters) {
    safely("own_essential=" + characters + "; _ga=1");
  }

  @Test
  default void twoConsentsNeverGrantMoreThanOneOfThem() {
    String yes = accepting();
    String no = rejecting();
    for (String both : new String[] {yes + "; " + no, no + "; " + yes, yes + "; consent=x"}) {
      RawResponse answer = get(ON, "/cookies/both", both);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.cookieNames()).contains("own_essential");
    }
    assertThat(get(ON, "/cookies/both", no + "; " + no).cookieNames())
        .containsExactly("own_essential");
    assertThat(get(ON, "/cookies/both", "consent=x; consent=y").cookieNames())
        .containsExactly("own_essential");
  }

  @Test
  default void aConsentThatWasTamperedWithGrantsNothingMore() {
    String no = rejecting();
    for (int at = no.indexOf('=') + 1; at < no.length(); at++) {
      char other = no.charAt(at) == 'A' ? 'B' : 'A';
      RawResponse answer =
          get(ON, "/cookies/both", no.substring(0, at) + other + no.substring(at + 1));
      assertThat(answer.status()).isEqualTo(200);
    }
    for (int end = no.indexOf('='); end < no.length(); end++) {
      assertThat(get(ON, "/cookies/both", no.substring(0, end)).cookieNames())
          .containsExactly("own_essential");
    }
  }

  @Test
  default void aChoiceThatComesFromElsewhereIsRefused() {
    for (String origin :
        new String[] {"http://evil.test", "null", "https://www.example.test.evil"}) {
      RawResponse answer =
          send(RawRequest.form(ON.path("/consent"), "action=accept-all").with("Origin", origin));
      assertThat(answer.cookieNames()).as(origin).doesNotContain("consent");
      assertThat(answer.status()).isBetween(400, 499);
    }
  }

  @Test
  @Proves("between.bare")
  default void aLinkChoosesNothing() {
    assertThat(get(ON, "/consent?action=accept-all").cookieNames()).doesNotContain("consent");
  }

  @Test
  default void anAnswerOutOfTheFormDoesNoHarm() {
    for (String form :
        new String[] {
          "",
          "action=",
          "action=everything",
          "action=save&category=nonsense",
          "action=save&category=" + "x".repeat(5000),
          "category=analytics",
          "%zz=%",
          "action=a%00b"
        }) {
      RawResponse answer =
          send(
              RawRequest.form(ON.path("/consent"), form)
                  .with("Origin", "http://" + RawRequest.HOST));
      assertThat(answer.status()).as(form).isLessThan(500);
    }
  }
}
