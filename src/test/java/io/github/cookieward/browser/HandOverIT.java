package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A visitor of the demo goes to its second site and back, in a real browser. */
class HandOverIT {
  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private final List<Request> asked = new CopyOnWriteArrayList<>();
  private BrowserContext context;

  private Page visitor(boolean script) {
    Page page = BROWSING.window(script);
    context = page.context();
    context.onRequest(asked::add);
    page.navigate(BROWSING.demo().uri().toString());
    return page;
  }

  private void answer(Page page, String action) {
    page.locator(".cookieward-banner button[value=" + action + "]").click();
    page.waitForCondition(
        () -> context.cookies().stream().anyMatch(cookie -> cookie.name.equals("consent")));
  }

  private static void follow(Page page, String link) {
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link)).click();
  }

  @WithAndWithoutScript
  @Proves("between.token")
  void theAnswerComesAlongAndTheAddressIsClean(boolean script) {
    Page page = visitor(script);
    answer(page, "accept-all");
    follow(page, "Nimbus Harbour");
    assertThat(page.locator("h1").textContent()).isEqualTo("Take your cookie settings along?");
    assertThat(page.locator("main").textContent())
        .contains("from Nimbus Drive to", "Analytics: on");
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Take them along")).click();
    page.waitForURL(BROWSING.demo().harbourUri().toString());
    assertThat(page.locator("#counted").count()).isEqualTo(1);
    assertThat(page.locator(".cookieward-banner").count()).isZero();
    Request handed =
        asked.stream()
            .filter(r -> r.method().equals("POST") && r.url().contains("/hand-over"))
            .findFirst()
            .orElseThrow();
    assertThat(handed.allHeaders())
        .containsEntry("origin", BROWSING.demo().uri().toString().replaceFirst("/$", ""));
    assertThat(asked).as("no address has the token").noneMatch(r -> r.url().contains("~"));
    assertThat(context.cookies(BROWSING.demo().harbourUri().toString()))
        .extracting(cookie -> cookie.name)
        .contains("consent", "harbour_stats");
  }

  @Test
  void whoGoesWithoutIsAskedThere() {
    Page page = visitor(true);
    answer(page, "accept-all");
    follow(page, "Nimbus Harbour");
    follow(page, "Go without them");
    page.waitForURL(BROWSING.demo().harbourUri().toString());
    assertThat(page.locator("#uncounted").count()).isEqualTo(1);
    assertThat(page.locator(".cookieward-banner").isVisible()).isTrue();
    assertThat(context.cookies(BROWSING.demo().harbourUri().toString()))
        .extracting(cookie -> cookie.name)
        .doesNotContain("consent", "harbour_stats");
  }

  @Test
  void whoHasNotAnsweredGoesStraightThere() {
    Page page = visitor(false);
    follow(page, "Nimbus Harbour");
    page.waitForURL(BROWSING.demo().harbourUri().toString());
    assertThat(page.locator("#uncounted").count()).isEqualTo(1);
  }

  @Test
  void aPageOfSomebodyElseThatPostsAGoodTokenOnlyBringsAQuestion() {
    Page page = visitor(false);
    answer(page, "accept-all");
    follow(page, "Nimbus Harbour");
    String token = page.locator("input[name=hand-over]").getAttribute("value");
    Page victim = visitor(true);
    victim.navigate(BROWSING.demo().trackerUri().toString() + "player");
    victim.evaluate(
        "([to, token]) => { const form = document.createElement('form'); form.method = 'post';"
            + " form.action = to; form.innerHTML = '<input name=hand-over>';"
            + " form.elements[0].value = token; document.body.append(form); form.submit(); }",
        List.of(BROWSING.demo().harbourUri() + "consent/hand-over", token));
    victim.waitForURL(BROWSING.demo().harbourUri() + "consent/hand-over");
    assertThat(victim.locator("h1").textContent()).isEqualTo("Take your cookie settings along?");
    assertThat(context.cookies(BROWSING.demo().harbourUri().toString()))
        .extracting(cookie -> cookie.name)
        .doesNotContain("consent", "harbour_stats");
    victim.getByRole(AriaRole.BUTTON).first().click();
    victim.waitForURL(BROWSING.demo().harbourUri().toString());
    assertThat(victim.locator("#counted").count()).isEqualTo(1);
  }

  @Test
  void aBannerThatAnExtensionHidesLeavesThePageUsableAndEverythingDenied() {
    Page page = BROWSING.window(true);
    context = page.context();
    context.onRequest(asked::add);
    context.addInitScript(
        "addEventListener('DOMContentLoaded', () => { const sheet = new CSSStyleSheet();"
            + " sheet.replaceSync('.cookieward-banner, #cookie-settings { display: none !important }');"
            + " document.adoptedStyleSheets = [sheet];"
            + " if (location.hash) for (const b of document.querySelectorAll('.cookieward-banner,"
            + " #cookie-settings')) b.remove(); })");
    for (String start : List.of("", "#gone")) { // hidden, and taken out of the page
      page.navigate(BROWSING.demo().uri() + "products" + start);
      assertThat(page.locator(".cookieward-banner").isVisible()).isFalse();
      assertThat(page.evaluate("() => getComputedStyle(document.body).overflow"))
          .isEqualTo("visible");
      page.mouse().wheel(0, 400);
      page.waitForFunction("() => scrollY > 0");
      follow(page, "Help");
      page.waitForURL("**/help");
    }
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    assertThat(context.cookies())
        .extracting(cookie -> cookie.name)
        .isSubsetOf("nimbus_demo", "JSESSIONID");
    assertThat(asked).noneMatch(r -> r.url().startsWith(BROWSING.demo().trackerUri().toString()));
    assertThat(page.evaluate("() => navigator.webdriver"))
        .as("driven by a program, and no exception")
        .isEqualTo(true);
  }
}
