package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static io.github.cookieward.contract.Site.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session works without consent, unless the site itself says that it needs one. */
interface SessionPromises extends Visits {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/session/create", "/session/create-then-redirect", "/session/create-then-error",
        "/session/create-then-flush", "/session/create-then-much", "/session/create-late",
        "/session/create-later", "/jsp/session.jsp", "/session/login"
      })
  default void aSessionBeginsWithoutConsent(String path) {
    assertThat(get(ON, path).cookieNames()).containsExactly("JSESSIONID");
  }

  @Test
  default void aSessionIsFoundAgain() {
    String session = get(ON, "/session/create").cookie("JSESSIONID");
    assertThat(get(ON, "/session/basket", session).text()).isEqualTo("full\n");
    assertThat(get(ON, "/session/basket", rejecting() + "; " + session).text()).isEqualTo("full\n");
  }

  @Test
  default void theSessionsCookieKeepsItsAttributes() {
    assertThat(get(ON, "/session/create").setCookies().get(0).replaceAll("=\\w[^;]*|/on", ""))
        .isEqualTo(
            get(OFF, "/session/create").setCookies().stream()
                .filter(field -> field.startsWith("JSESSIONID"))
                .findFirst()
                .orElseThrow()
                .replaceAll("=\\w[^;]*|/off", ""));
  }

  @Test
  default void aChangedSessionIdReachesTheVisitor() {
    String before = get(ON, "/session/create").cookie("JSESSIONID");
    RawResponse changed = get(ON, "/session/change-id", before);
    String after = changed.cookie("JSESSIONID");
    assertThat(after).isNotEqualTo(before);
    assertThat(get(ON, "/session/basket", after).text()).isEqualTo("full\n");
  }

  @Test
  default void theContainersLoginFormWorks() {
    assertThat(login(OFF)).contains("the secret page");
    assertThat(login(ON)).contains("the secret page");
  }

  private String login(Site site) {
    Jar jar = new Jar(RawRequest.HOST);
    String page = site.path("/protected/page.txt");
    jar.take(page, send(RawRequest.get(page)));
    String check = site.path("/j_security_check");
    RawResponse checked =
        send(RawRequest.form(check, "j_username=ann&j_password=secret").cookies(jar.field(check)));
    jar.take(check, checked);
    assertThat(checked.value("Location")).as("%s", checked).isPresent();
    return send(RawRequest.get(page).cookies(jar.field(page))).text();
  }

  @Test
  default void urlsAreEncodedAsWithoutTheFilter() {
    assertThat(get(ON, "/session/encode").text()).isEqualTo(get(OFF, "/session/encode").text());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/session/create", "/session/create-then-redirect", "/session/create-then-error",
        "/session/create-then-flush", "/session/create-then-much", "/session/create-late",
        "/session/create-later", "/jsp/session.jsp", "/session/create-beside-own"
      })
  default void aSessionCookieThatNeedsConsentIsAuditedBeforeItLeaves(String path) {
    RawResponse audited = get(SESSION, path);
    assertThat(audited.whole()).as("%s", audited).isTrue();
    switch (container().audit()) {
      case REMOVES ->
          assertThat(audited.setCookies()).allMatch(field -> field.startsWith("own_essential"));
      case REPLACES -> assertThat(audited.cookieNames()).doesNotContain("JSESSIONID");
      case BLIND -> assertThat(audited.cookieNames()).as("a known gap").contains("JSESSIONID");
    }
    if (path.endsWith("own")) {
      assertThat(audited.cookieNames()).contains("own_essential");
    }
  }

  @Test
  default void aSessionCookieThatNeedsConsentPassesOnceItIsGiven() {
    String consent = consent(SESSION, "save", "preference");
    assertThat(get(SESSION, "/session/create", consent).cookieNames())
        .containsExactly("JSESSIONID");
  }
}
