package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.COMPLETE;
import static io.github.cookieward.contract.Site.DECLARED;
import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.TWICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However the filter comes into the application, it guards it, and once. */
interface DeploymentPromises extends Visits {
  List<String> PAGES =
      List.of(
          "/cookies/both",
          "/cookies/forward",
          "/cookies/named",
          "/cookies/send-error",
          "/async/plain",
          "/async/dispatch",
          "/async/timeout",
          "/static/plain.txt",
          "/jsp/cookie.jsp",
          "/body/forward-big");

  @ParameterizedTest
  @EnumSource(names = {"COMPLETE", "DECLARED", "TWICE"})
  default void everyWayToRegisterTheFilterGuardsEveryPage(Site site) {
    for (String path : PAGES) {
      RawResponse page = get(site, path);
      assertThat(page.cookieNames())
          .as(path)
          .doesNotContain("_ga", "stats_id", "stats_before", "stats_error");
      RawResponse off = get(OFF, path);
      assertThat(page.status()).as(path).isEqualTo(off.status());
      assertThat(page.text()).as(path).isEqualTo(off.text());
      assertThat(page.whole()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETE", "DECLARED", "TWICE"})
  default void everyWayToRegisterTheFilterHidesCookies(Site site) {
    assertThat(get(site, "/request/cookies", "_ga=1; own_essential=2").text())
        .isEqualTo("[own_essential=2]\n");
  }

  @ParameterizedTest
  @EnumSource(names = {"COMPLETE", "DECLARED", "TWICE"})
  default void everyWayToRegisterTheFilterLetsTheVisitorChoose(Site site) {
    assertThat(get(site, "/cookies/both", consent(site, "accept-all")).cookieNames())
        .containsExactlyInAnyOrder("_ga", "own_essential", "stats_id");
  }

  @Test
  default void aSecondRegistrationExpiresACookieOnce() {
    RawResponse page =
        get(TWICE, "/cookies/forward", consent(TWICE, "reject-all") + "; stats_id=1");
    assertThat(page.setCookies()).doesNotHaveDuplicates();
  }

  @Test
  default void whatAFilterBeforeSetIsAuditedAtTheEntry() {
    assertThat(get(OFF, "/static/plain.txt").cookieNames()).contains("_ga", "stats_id");
    RawResponse page = get(DECLARED, "/early/page.txt?own");
    assertThat(page.text()).isEqualTo("early\n");
    switch (container().audit()) {
      case REMOVES -> assertThat(page.cookieNames()).containsExactly("own_essential");
      case REPLACES ->
          assertThat(page.cookieNames())
              .contains("own_essential")
              .doesNotContain("_ga", "stats_id");
      case BLIND -> assertThat(page.cookieNames()).as("a known gap").contains("_ga", "stats_id");
    }
  }

  @Test
  @Proves("banner.switch")
  default void switchedOffThereIsNoFilter() {
    assertThat(get(OFF, "/cookies/both").cookieNames())
        .containsExactlyInAnyOrder("_ga", "own_essential", "stats_id");
    assertThat(get(OFF, "/consent").status()).isEqualTo(404);
    assertThat(get(COMPLETE, "/consent").status()).isNotEqualTo(404);
  }
}
