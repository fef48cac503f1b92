package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever way a page takes through the container, its cookies are judged and it stays whole. */
interface DispatchPromises extends Visits {
  @Test
  default void aForwardedPageIsWhole() {
    withheldAndOtherwiseTheSame("/cookies/forward", "_ga", "stats_id");
  }

  @Test
  default void aPageReachedByNameIsWhole() {
    assertThat(withheldAndOtherwiseTheSame("/cookies/named", "_ga", "stats_id").text())
        .isEqualTo("<p>named, and whole</p>\n");
  }

  @Test
  default void a2AnIncludedPageSetsNoCookie() {
    sameAsWithout("/cookies/include");
    assertThat(get(ON, "/cookies/include").setCookies()).isEmpty();
    withheldAndOtherwiseTheSame("/cookies/named-include", "_ga", "stats_id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/jsp/cookie.jsp", "/jsp/forward.jsp"})
  default void aJspsCookiesAreWithheld(String jsp) {
    withheldAndOtherwiseTheSame(jsp, "_ga", "stats_id");
  }

  @Test
  default void aJspThatIncludesAnotherIsWhole() {
    sameAsWithout("/jsp/include.jsp");
    assertThat(get(ON, "/jsp/include.jsp").setCookies()).isEmpty();
  }

  @Test
  default void a2ACookieSetBeforeSendErrorIsWithheldAndSoIsTheErrorPages() {
    RawResponse closed =
        withheldAndOtherwiseTheSame("/cookies/send-error", "_ga", "stats_id", "stats_error");
    assertThat(closed.status()).isEqualTo(503);
    assertThat(closed.text()).contains("error page after ERROR");
  }

  @Test
  default void a2TheErrorPageOfAnExceptionSetsNoCookie() {
    RawResponse broken = withheldAndOtherwiseTheSame("/cookies/exception", "stats_error");
    assertThat(broken.status()).isEqualTo(500);
    assertThat(broken.cookieNames()).isEmpty();
  }

  @Test
  default void a2APageThatIsNotThereSetsNoCookie() {
    assertThat(withheldAndOtherwiseTheSame("/nowhere", "stats_error").status()).isEqualTo(404);
    assertThat(withheldAndOtherwiseTheSame("/cookies/not-found", "stats_error").status())
        .isEqualTo(404);
  }

  @Test
  default void a2AStatusOfTroubleWithoutAnErrorPageSetsNoCookie() {
    assertThat(withheldAndOtherwiseTheSame("/cookies/status", "_ga", "stats_id").status())
        .isEqualTo(410);
  }

  @Test
  default void theErrorPageOfAJspSetsNoCookie() {
    withheld("/jsp/broken.jsp", "stats_error");
    assertThat(get(ON, "/jsp/broken.jsp").text()).contains("<p>mended</p>");
  }

  @Test
  default void a2ARedirectSetsNoCookie() {
    assertThat(withheldAndOtherwiseTheSame("/cookies/redirect", "_ga", "stats_id").status())
        .isEqualTo(302);
    assertThat(withheldAndOtherwiseTheSame("/cookies/redirect-301", "_ga", "stats_id").status())
        .isEqualTo(301);
  }

  @Test
  default void aResetResponseBeginsAnewAndSetsNoCookie() {
    assertThat(withheldAndOtherwiseTheSame("/cookies/reset", "_ga", "stats_id").text())
        .isEqualTo("after reset\n");
    assertThat(withheldAndOtherwiseTheSame("/cookies/reset-buffer", "_ga", "stats_id").text())
        .isEqualTo("after resetBuffer");
  }

  @Test
  default void aCookieAfterTheFlushIsAsLateAsWithoutTheFilter() {
    RawResponse flushed = withheldAndOtherwiseTheSame("/cookies/flushed", "_ga", "stats_id");
    assertThat(flushed.text()).isEqualTo("early;late");
    assertThat(get(ON, "/cookies/flushed", accepting()).cookieNames())
        .containsExactlyElementsOf(get(OFF, "/cookies/flushed").cookieNames());
  }

  @Test
  default void whatHeadSaysIsWhatGetSays() {
    for (String path : new String[] {"/cookies/plain", "/static/plain.txt", "/body/length"}) {
      RawRequest head = RawRequest.head(ON.path(path));
      sameAsWithout(head);
      RawResponse answer = send(head);
      assertThat(answer.setCookies()).isEmpty();
      assertThat(answer.whole()).as("nothing after the head").isTrue();
    }
  }

  @Test
  default void aPushPromiseIsAsWithoutTheFilter() {
    sameAsWithout("/cookies/push");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/request/dispatchers",
        "/request/dispatcher",
        "/request/forward-dispatcher",
        "/request/paths",
        "/request/paths/",
        "/request/attributes",
        "/request/attribute-round"
      })
  default void theApplicationSeesTheRequestAsWithoutTheFilter(String path) {
    sameAsWithout(path);
  }

  @Test
  default void noListenerHearsOfTheFilter() {
    for (String path :
        new String[] {
          "/request/attribute-round",
          "/cookies/forward",
          "/cookies/include",
          "/async/dispatch",
          "/cookies/exception",
          "/jsp/session.jsp"
        }) {
      assertThat(heard(ON, path)).as(path).isEqualTo(heard(OFF, path));
    }
  }

  private String heard(Site site, String path) {
    get(site, "/request/heard");
    get(site, path);
    return get(site, "/request/heard").text();
  }
}
