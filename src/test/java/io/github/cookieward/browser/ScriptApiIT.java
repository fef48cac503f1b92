package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a site's own script learns of the consent, under a strict policy and in two tabs. */
class ScriptApiIT {
  @RegisterExtension
  private static final Browsing BROWSING =
      new Browsing("--host-resolver-rules=MAP site.test 127.0.0.1");

  private static GuardSite site;

  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private Page first;
  private Page second;

  @BeforeAll
  static void start() {
    site =
        BROWSING.site(
            Settings.builder()
                .scriptApi(true)
                .service(Service.builder("stats", Category.ANALYTICS).cookie("stats_id").build())
                .service(
                    Service.builder("film", Category.PREFERENCE)
                        .name("Films")
                        .thirdParty(true)
                        .build())
                .build());
    site.policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " form-action 'self'; img-src 'self' data:; require-trusted-types-for 'script'";
    site.page = "<p>a page</p>";
  }

  @BeforeEach
  void visit() {
    first = open(BROWSING.window(true));
    second = open(first.context().newPage());
  }

  private Page open(Page page) {
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.text().contains("404")) { // its icon
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.navigate(site.uri());
    page.evaluate(
        "() => { window.changes = []; window.done = [];"
            + " document.addEventListener('consent:change', (e) => changes.push(e.detail));"
            + " for (const id of ['analytics', 'stats', 'film', 'essential'])"
            + " cookieward.whenGranted(id).then(() => done.push(id)); }");
    return page;
  }

  private static boolean granted(Page page, String id) {
    return (boolean) page.evaluate("id => cookieward.granted(id)", id);
  }

  @Test
  void beforeAnAnswerNothingButEssentialIsGranted() {
    assertThat(granted(first, "essential")).isTrue();
    for (String id : List.of("analytics", "stats", "film", "third-party", "nobody", "")) {
      assertThat(granted(first, id)).as(id).isFalse();
    }
    assertThat(first.evaluate("cookieward.state().then((s) => s.decided)")).isEqualTo(false);
    assertThat(first.evaluate("done.join()")).isEqualTo("essential");
    assertThat(complaints).isEmpty();
  }

  @Test
  void anAnswerInOneTabIsToldInBothWithoutAReload() {
    first.evaluate("cookieward.open()");
    first.locator("#cookie-settings input[value=analytics]").check();
    first.locator("#cookie-settings button[value=save]").click();
    for (Page page : List.of(first, second)) {
      page.waitForFunction("() => done.includes('analytics') && done.includes('stats')");
      assertThat(granted(page, "analytics")).isTrue();
      assertThat(granted(page, "stats")).isTrue();
      assertThat(granted(page, "film")).isFalse();
      assertThat(page.evaluate("changes.length + ' ' + changes[0].categories.analytics"))
          .isEqualTo("1 granted");
      assertThat(page.evaluate("cookieward.state().then((s) => s.decided)")).isEqualTo(true);
      assertThat(page.evaluate("document.cookie")).as("the cookie is HttpOnly").isEqualTo("");
    }
    assertThat(complaints).isEmpty();
  }

  @Test
  void whatIsTakenBackIsNoLongerGranted() {
    first.locator(".cookieward-banner button[value=accept-all]").click();
    second.waitForFunction("() => done.length === 4");
    second.evaluate("window.old = true");
    first.evaluate("cookieward.open()");
    first.locator("#cookie-settings button[value=reject-all]").click();
    for (Page page : List.of(first, second)) {
      page.waitForFunction(
          "() => !window.old && window.cookieward && !cookieward.granted('analytics')");
    }
  }

  @Test
  void aScriptThatAnswersThroughTheInterfaceTellsThePagesOfIt() {
    first.evaluate(
        "() => fetch('/shop/consent/api/decide', {method: 'POST',"
            + " headers: {'Content-Type': 'application/json'}, body:"
            + " JSON.stringify({action: 'save', policyVersion: 1, categories: ['analytics']})})"
            + ".then(() => new BroadcastChannel('cookieward').postMessage(0))");
    for (Page page : List.of(first, second)) {
      page.waitForFunction("() => cookieward.granted('analytics') && done.includes('stats')");
      assertThat(page.locator(".cookieward-banner").isVisible()).isFalse();
    }
    assertThat(complaints).isEmpty();
  }
}
