package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static io.github.cookieward.contract.Site.PAGES;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody is led to a tracker unasked, by whatever way the application says so. */
interface RedirectPromises extends Visits {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/redirects/send",
        "/redirects/send-after-writing",
        "/redirects/by-hand",
        "/redirects/by-hand-with-a-body",
        "/redirects/location-last",
        "/redirects/flushed",
        "/redirects/forwarded",
        "/redirects/async",
        "/redirects/with-status",
        "/redirects/clearing"
      })
  default void aPageTakesThePlaceOfARedirectToATracker(String path) {
    RawResponse off = get(OFF, path);
    assertThat(off.value("Location")).as("without the filter").isPresent();
    for (Site site : new Site[] {ON, PAGES}) {
      RawResponse page = get(site, path);
      assertThat(page.status()).as("%s", page).isEqualTo(200);
      assertThat(page.value("Location")).isEmpty();
      assertThat(page.value("Cache-Control")).contains("no-store");
      assertThat(page.whole()).isTrue();
      assertThat(page.text())
          .endsWith("</html>\n")
          .contains("noreferrer")
          .doesNotContain("never seen");
    }
    RawResponse granted = get(ON, path, accepting());
    assertThat(granted.status()).isEqualTo(off.status());
    assertThat(granted.value("Location")).isEqualTo(off.value("Location"));
  }
}
