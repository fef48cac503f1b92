package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page that answers later is guarded as one that answers at once. */
interface AsyncPromises extends Visits {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "given",
        "thread",
        "thread-given",
        "run",
        "late-page",
        "dispatch-given",
        "timeout-heard",
        "timeout-heard-supplied",
        "timeout-dispatched"
      })
  default void aLateAnswersCookiesAreWithheldAndItsBodyIsWhole(String way) {
    withheldAndOtherwiseTheSame("/async/" + way, "_ga", "stats_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "given", "dispatch", "timeout-heard"})
  default void aLateAnswersCookiesPassWhereTheVisitorAgreed(String way) {
    assertThat(get(ON, "/async/" + way, accepting()).cookieNames())
        .containsExactlyInAnyOrderElementsOf(get(OFF, "/async/" + way).cookieNames());
  }

  @Test
  default void cookiesBeforeAndAfterADispatchAreWithheld() {
    withheldAndOtherwiseTheSame("/async/dispatch", "stats_before", "_ga", "stats_id");
    RawResponse last =
        withheldAndOtherwiseTheSame("/async/dispatch-thrice", "stats_1", "stats_2", "stats_4");
    assertThat(last.text()).isEqualTo("round 4 by ASYNC\n");
  }

  @Test
  default void aDispatchToALargeJspIsWhole() {
    RawResponse page = sameAsWithout("/async/dispatch-jsp");
    assertThat(page.text()).endsWith("</body></html>\n");
  }

  @Test
  default void aTimeoutThatNobodyHearsShowsTheErrorPageWithoutItsCookies() {
    RawResponse page = withheldAndOtherwiseTheSame("/async/timeout", "stats_error");
    assertThat(page.status()).isEqualTo(500);
    assertThat(page.text()).contains("error page");
    assertThat(page.setCookies()).isEmpty();
  }

  @Test
  default void anErrorAfterADispatchShowsTheErrorPageWithoutItsCookies() {
    withheldAndOtherwiseTheSame("/async/dispatch-to-throw", "stats_error");
  }

  @Test
  default void anErrorThatAListenerHearsIsAnsweredAsWithoutTheFilter() {
    RawResponse on = sameAsWithout("/async/error-heard");
    assertThat(on.setCookies()).isEmpty();
  }

  @Test
  default void sendErrorFromALateAnswerSetsNoCookie() {
    RawResponse on = sameAsWithout("/async/send-error");
    assertThat(on.setCookies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"identity", "original", "original-given", "not-started"})
  default void theAsyncContextIsAsWithoutTheFilter(String question) {
    sameAsWithout("/async/" + question);
  }

  @Test
  default void theAsyncContextIsOneObject() {
    assertThat(get(ON, "/async/identity").text()).contains("one context: true");
  }

  @Test
  default void startAsyncWithoutArgumentsHasTheOriginalRequestAndResponse() {
    assertThat(get(ON, "/async/original").text()).isEqualTo("true\n");
  }

  @Test
  default void aDispatchWithoutAPathGoesWhereTheContainerLastSentTheVisitor() {
    RawResponse on = sameAsWithout("/async/forward-then-dispatch");
    assertThat(on.text()).isEqualTo("came back to the page that the visitor asked for\n");
  }

  @Test
  default void aDispatchWithoutAPathOfAGivenRequestGoesToItsUri() {
    RawResponse on = sameAsWithout("/async/forward-then-dispatch-given");
    assertThat(on.text()).isEqualTo("came to the page that it was forwarded to\n");
  }
}
