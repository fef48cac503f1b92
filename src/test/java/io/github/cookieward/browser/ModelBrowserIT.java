package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the demo shows of the model that no other test of a browser does. */
class ModelBrowserIT {
  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private BrowserContext context;

  private Page visit(boolean script) {
    Page page = BROWSING.window(script);
    context = page.context();
    return go(page, "");
  }

  private static Page go(Page page, String path) {
    page.navigate(BROWSING.demo().uri() + path);
    return page;
  }

  private Set<String> jar() {
    return context.cookies().stream()
        .map(c -> c.name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Locator banner(Page page) {
    return page.locator(".cookieward-banner");
  }

  private static void press(Page page, String action) {
    page.waitForResponse(
        r -> r.request().method().equals("POST"),
        () -> page.locator("button[value=" + action + "]:visible").first().click());
    page.waitForLoadState();
  }

  @WithAndWithoutScript
  @Proves("enforced.preference")
  void aPreferenceIsKeptOnlyWhereItIsGranted(boolean script) {
    Page page = visit(script);
    for (String action : new String[] {"reject-all", "accept-all"}) {
      go(page, "consent");
      press(page, action);
      go(page, "preferences");
      page.locator("#theme").selectOption("dark");
      page.locator("#language").selectOption("pt-PT");
      page.locator("main form button").click();
      page.waitForURL("**/preferences?saved");
      assertThat(page.locator("html").getAttribute("data-theme")).isEqualTo("dark");

      context.clearCookies(new BrowserContext.ClearCookiesOptions().setName("JSESSIONID"));
      go(page, ""); // another visit
      boolean granted = action.equals("accept-all");
      assertThat(page.locator("html").getAttribute("data-theme"))
          .as(action)
          .isEqualTo(granted ? "dark" : "auto");
      assertThat(page.locator("dialog").getAttribute("lang")).isEqualTo(granted ? "pt-PT" : "en");
      assertThat(jar().contains("nimbus_theme")).isEqualTo(granted);
    }
  }

  @Test
  @Proves("between.tabs")
  void anotherTabAsksWhatHolds() {
    Page one = visit(true);
    Page two = go(context.newPage(), "help");
    assertThat(banner(two).isVisible()).isTrue();
    press(one, "accept-all");
    two.waitForCondition(() -> !banner(two).isVisible());
    two.waitForCondition(() -> two.locator("iframe[src]").count() == 1);
    go(one, "consent");
    press(one, "reject-all");
    go(one, "");
    two.bringToFront();
    assertThat(jar()).doesNotContain("nimbus_theme", "_ga");
  }

  /** The theme is the site's, and what is asked wears it. */
  @ParameterizedTest
  @CsvSource({"light, 'rgb(255, 255, 255)'", "dark, 'rgb(21, 34, 49)'"})
  void theThemeOfTheSiteIsTheBannersToo(String theme, String surface) {
    Page page = visit(true);
    go(page, "preferences");
    page.locator("#theme").selectOption(theme);
    page.locator("main form button").click();
    page.waitForURL("**/preferences?saved");
    assertThat(banner(page).evaluate("b => getComputedStyle(b).backgroundColor"))
        .isEqualTo(surface.strip());
  }

  @Test
  void thePolicyPageSaysItInAnyLanguageAndKeepsNothing() {
    Page page = visit(true);
    go(page, "cookies");
    page.locator("select[name=lang]").selectOption("ja");
    page.locator(".cookieward-language button").click();
    page.waitForURL("**/cookies?lang=ja");
    for (String part : new String[] {"table", "section", "form"}) {
      assertThat(page.locator("main " + part + ".cookieward").first().getAttribute("lang"))
          .isEqualTo("ja");
    }
    assertThat(page.locator("main article").count()).as("third parties").isGreaterThan(4);
    assertThat(jar()).containsExactly("nimbus_demo");
  }

  @ParameterizedTest
  @CsvSource({"'', A tour of Nimbus Drive", "help, The way to our help desk"})
  void aFilmAndAMapWaitBehindAPlaceholder(String path, String title) {
    Page page = visit(true);
    go(page, path);
    press(page, "reject-all");
    page.waitForCondition(() -> !banner(page).isVisible());
    Locator placeholder = page.locator(".cookieward-embed");
    assertThat(placeholder.textContent()).contains(title);
    placeholder.locator("[data-consent-once]").click();
    page.locator("iframe[src][title='" + title + "']").waitFor();
    assertThat(placeholder.count()).isZero();
    assertThat(page.evaluate("fetch('/consent/state').then(r => r.status)"))
        .as("a frame of another site breaks nothing")
        .isEqualTo(200);
  }
}
