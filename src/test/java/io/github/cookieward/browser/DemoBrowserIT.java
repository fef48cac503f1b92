package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo in a real browser: what its jar holds and what the tracker receives, in each state. */
class DemoBrowserIT {
  /** Every page, every status code, every way the demo sets a cookie. */
  private static final Map<String, Integer> PAGES =
      Map.ofEntries(
          Map.entry("", 200),
          Map.entry("products", 200),
          Map.entry("help", 200),
          Map.entry("help/versions", 200),
          Map.entry("status", 200),
          Map.entry("sign-in", 200),
          Map.entry("preferences", 200),
          Map.entry("cookies", 200),
          Map.entry("privacy", 200),
          Map.entry("ways", 200),
          Map.entry("fragments/offer", 200),
          Map.entry("go/spring", 200),
          Map.entry("files/price-list.txt", 200),
          Map.entry("consent", 200),
          Map.entry("broken", 500),
          Map.entry("no-such-page", 404));

  private static final Set<String> ESSENTIAL =
      Set.of("nimbus_demo", "JSESSIONID", "consent", "consent-account");

  private static final Set<String> OPTIONAL =
      Set.of("nimbus_stats", "_ga", "_gid", "_fbp", "nimbus_ad");

  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private BrowserContext context;

  private Page visitor(boolean script) {
    Page page = BROWSING.window(script);
    context = page.context();
    return page;
  }

  private static Response go(Page page, String path) {
    return page.navigate(BROWSING.demo().uri() + path);
  }

  /** Visits everything and gives back the names in the whole jar, those of other hosts too. */
  private Set<String> jarAfterEveryPage(Page page) {
    PAGES.forEach(
        (path, status) ->
            assertThat(go(page, path).status()).as("status of /%s", path).isEqualTo(status));
    go(page, "");
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    return jar();
  }

  private Set<String> jar() {
    return context.cookies().stream()
        .map(cookie -> cookie.name)
        .filter(name -> !name.startsWith("consent-at-")) // the answer's twin
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Locator banner(Page page) {
    return page.getByRole(
        AriaRole.REGION, new Page.GetByRoleOptions().setName("Cookie choice").setExact(true));
  }

  private static void press(Locator within, String name) {
    within.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name)).first().click();
  }

  /** Does something that posts a form, and waits for the page that it leads to. */
  private static void navigate(Page page, Runnable action) {
    page.waitForResponse(r -> r.request().isNavigationRequest() && r.status() == 200, action);
    page.waitForLoadState();
  }

  private static void answer(Page page, boolean script, String button) {
    go(page, "");
    if (script) {
      page.waitForResponse(
          r -> r.request().method().equals("POST"), () -> press(banner(page), button));
    } else {
      navigate(page, () -> press(banner(page), button));
    }
    assertThat(banner(page).count() == 0 || !banner(page).isVisible()).isTrue();
  }

  private static void onSettingsPage(Page page, String button) {
    go(page, "consent");
    navigate(
        page,
        () ->
            page.locator("main, body")
                .first()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button))
                .first()
                .click());
  }

  private void signIn(Page page) {
    go(page, "sign-in");
    String own = "+" + System.nanoTime() % 1_000_000_000 + "@"; // an account for each visit
    page.fill("#email", page.locator("kbd").nth(0).textContent().replace("@", own));
    page.fill("#password", page.locator("kbd").nth(1).textContent());
    navigate(
        page, () -> page.locator("main form[method=post] button[type=submit]").first().click());
    assertThat(jar()).contains("JSESSIONID");
  }

  private static String received() throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(BROWSING.demo().trackerUri().resolve("received")).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  @WithAndWithoutScript
  @Proves({"enforced.before", "technique.third-party-cookie"})
  void a1BeforeAChoiceOnlyEssentialCookiesReachTheBrowser(boolean script) throws Exception {
    String before = received();
    Page page = visitor(script);
    assertThat(ESSENTIAL).containsAll(jarAfterEveryPage(page));
    assertThat(jar()).as("a6: the consent tool itself stores nothing").doesNotContain("consent");
    assertThat(received()).as("what the tracker received").isEqualTo(before);
  }

  @WithAndWithoutScript
  @Proves({"banner.shown", "duty.remembered", "enforced.analytics", "technique.first-party-cookie"})
  void afterRejectOnlyEssentialCookiesReachTheBrowser(boolean script) throws Exception {
    String before = received();
    Page page = visitor(script);
    answer(page, script, "Reject all");
    assertThat(ESSENTIAL).containsAll(jarAfterEveryPage(page));
    assertThat(jar()).contains("consent");
    assertThat(banner(page).count()).as("d1: a refusal is remembered").isZero();
    assertThat(received()).isEqualTo(before);
  }

  @WithAndWithoutScript
  void afterAcceptAllOfThemArrive(boolean script) {
    Page page = visitor(script);
    answer(page, script, "Accept all");
    assertThat(jarAfterEveryPage(page))
        .containsAll(OPTIONAL)
        .as("a7: nobody declared it")
        .doesNotContain("nimbus_experiment");
  }

  @WithAndWithoutScript
  @Proves({"duty.change", "enforced.delete", "enforced.sign-in"})
  void e3AfterWithdrawalTheyAreGoneAndTheSignInLives(boolean script) {
    Page page = visitor(script);
    answer(page, script, "Accept all");
    signIn(page);
    assertThat(jarAfterEveryPage(page)).containsAll(OPTIONAL);
    assertThat(context.cookies()).anyMatch(c -> OPTIONAL.contains(c.name) && c.httpOnly);
    String session = value("JSESSIONID");

    onSettingsPage(page, "Reject all");

    go(page, "");
    Set<String> ofSite =
        context.cookies().stream()
            .filter(c -> c.domain.equals("127.0.0.1"))
            .map(c -> c.name)
            .filter(name -> !name.startsWith("consent-at-"))
            .collect(Collectors.toSet());
    assertThat(ESSENTIAL).containsAll(ofSite);
    assertThat(value("JSESSIONID")).as("e8: the sign-in lives").isEqualTo(session);
    assertThat(go(page, "account").status()).isEqualTo(200);
    assertThat(URI.create(page.url()).getPath()).isEqualTo("/account");
  }

  private String value(String name) {
    return context.cookies().stream()
        .filter(c -> c.name.equals(name))
        .map(c -> c.value)
        .findFirst()
        .orElse("");
  }

  @Test
  @Proves({"duty.remembered", "stored.value"})
  void d4TheConsentCookieIsKeptAsPromised() {
    Page page = visitor(true);
    answer(page, true, "Accept all");
    Cookie consent =
        context.cookies().stream().filter(c -> c.name.equals("consent")).findFirst().orElseThrow();
    assertThat(consent.httpOnly).isTrue();
    assertThat(consent.path).isEqualTo("/");
    assertThat(consent.sameSite).isEqualTo(com.microsoft.playwright.options.SameSiteAttribute.LAX);
    double days = (consent.expires - System.currentTimeMillis() / 1000.0) / 86_400;
    assertThat(days).isBetween(179.0, 180.1);
    assertThat(page.evaluate("document.cookie").toString()).doesNotContain("consent=");
    go(page, "products");
    assertThat(value("consent")).as("not renewed by visits").isEqualTo(consent.value);
  }

  @Test
  @Proves("banner.reject")
  void b1b2b3b4AcceptAndRejectAreOfOneRank() {
    Page page = visitor(true);
    go(page, "");
    Locator accept = banner(page).locator("button[value=accept-all]");
    Locator reject = banner(page).locator("button[value=reject-all]");
    String style =
        "e => { const s = getComputedStyle(e), r = e.getBoundingClientRect();"
            + " return [e.tagName, s.fontSize, s.fontWeight, s.padding, s.color,"
            + " s.backgroundColor, s.borderColor, s.textDecorationLine, Math.round(r.height)]"
            + ".join('|') }";
    assertThat(accept.evaluate(style)).isEqualTo(reject.evaluate(style));
    assertThat(reject.boundingBox().width / accept.boundingBox().width).isBetween(0.9, 1.1);
    assertThat(contrast(reject)).as("contrast of the text").isGreaterThanOrEqualTo(4.5);
    assertThat(reject.locator("xpath=ancestor::p").count()).as("not within a sentence").isZero();
  }

  private static double contrast(Locator element) {
    Object ratio =
        element.evaluate(
            """
            e => {
              const rgb = t => t.match(/[\\d.]+/g).slice(0, 3).map(Number);
              const lum = c => { const [r, g, b] = c.map(v => { v /= 255;
                return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; });
                return .2126 * r + .7152 * g + .0722 * b; };
              const s = getComputedStyle(e);
              const a = lum(rgb(s.color)), b = lum(rgb(s.backgroundColor));
              return (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
            }""");
    return ((Number) ratio).doubleValue();
  }

  @Test
  @Proves("banner.no-implied-consent")
  void b5b6b8NothingButAnAnswerAnswers() {
    Page page = visitor(true);
    go(page, "");
    assertThat(banner(page).isVisible()).isTrue();
    page.keyboard().press("Escape");
    page.mouse().wheel(0, 800);
    page.getByRole(AriaRole.LINK).first().focus();
    go(page, "products");
    assertThat(jar()).doesNotContain("consent");
    assertThat(banner(page).isVisible()).isTrue();
    assertThat(page.evaluate("getComputedStyle(document.body).overflowY").toString())
        .as("the page scrolls while the banner is open")
        .isNotEqualTo("hidden");
    assertThat(banner(page).getAttribute("aria-modal")).as("k1: not modal").isNull();
  }

  @Test
  @Proves({"categories.essential", "dialog.stores-nothing"})
  void c1c7k2k3TheDialogIsModalAndStoresNothingUntilItIsSaved() {
    Page page = visitor(true);
    go(page, "");
    Locator opener = banner(page).getByText("Customise");
    opener.focus();
    page.keyboard().press("Enter");
    Locator dialog = page.locator("dialog[open]");
    dialog.waitFor();
    assertThat(dialog.evaluate("d => d.matches(':modal')")).isEqualTo(true);
    assertThat(dialog.evaluate("d => d.contains(document.activeElement)")).isEqualTo(true);
    assertThat(dialog.locator("input[type=checkbox]:not([disabled]):checked").count())
        .as("c1: nothing is ticked beforehand")
        .isZero();
    assertThat(dialog.locator("input[type=checkbox][disabled]:checked").count())
        .as("c2: essential is shown, on and fixed")
        .isEqualTo(1);
    Locator analytics = dialog.locator("input[name=category][value=analytics]");
    analytics.focus();
    page.keyboard().press("Space");
    assertThat(analytics.isChecked()).as("k4: space works").isTrue();
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog[open]").count()).isZero();
    assertThat(opener.evaluate("o => o === document.activeElement"))
        .as("k3: focus returns to the opener")
        .isEqualTo(true);
    assertThat(jar()).as("c7: a switch without saving stores nothing").doesNotContain("consent");
  }

  @Test
  @Proves("dialog.save")
  void c4c6WhatIsSavedIsWhatWasShownAndIsShownAgain() {
    Page page = visitor(true);
    go(page, "");
    banner(page).getByText("Customise").click();
    Locator dialog = page.locator("dialog[open]");
    dialog.locator("input[name=category][value=analytics]").check(force());
    page.waitForResponse(
        r -> r.request().method().equals("POST"), () -> press(dialog, "Save settings"));
    Set<String> jar = jarAfterEveryPage(page);
    assertThat(jar).contains("nimbus_stats").doesNotContain("_ga", "_fbp", "nimbus_ad");

    go(page, "consent");
    assertThat(
            page.locator("input[name=category]:checked:enabled")
                .evaluateAll("l => [...new Set(l.map(e => e.value))].join()"))
        .isEqualTo("analytics");
  }

  private static Locator.CheckOptions force() {
    return new Locator.CheckOptions().setForce(true);
  }

  @Test
  @Proves("enforced.live")
  void theGrantedGoesLiveWithoutAReload() throws Exception {
    Page page = visitor(true);
    go(page, "");
    page.evaluate("window.stillTheSame = true");
    String before = received();
    page.waitForResponse(
        r -> r.url().startsWith(BROWSING.demo().trackerUri().toString()),
        () -> press(banner(page), "Accept all"));
    assertThat(page.evaluate("window.stillTheSame")).isEqualTo(true);
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    assertThat(received()).isNotEqualTo(before);
  }

  @Test
  @Proves(
      value = {"dialog.open", "duty.change"},
      in = Proves.In.NO_SCRIPT)
  void e1TheSettingsLinkIsOnEveryPageAndWorksWithoutScript() {
    Page page = visitor(false);
    for (String path : List.of("", "products", "help", "cookies", "no-such-page", "broken")) {
      go(page, path);
      Locator link =
          page.locator("footer").getByText("Cookie settings", new Locator.GetByTextOptions());
      assertThat(link.count()).as("links on /%s", path).isEqualTo(1);
      link.click();
      assertThat(URI.create(page.url()).getPath()).isEqualTo("/consent");
    }
  }

  @Test
  @Proves("between.tabs")
  void h4ThePageBeforeDoesNotShowAnOldBanner() {
    Page page = visitor(true);
    go(page, "");
    go(page, "products");
    page.waitForResponse(
        r -> r.request().method().equals("POST"), () -> press(banner(page), "Reject all"));
    page.goBack();
    page.waitForFunction(
        "() => { const b = document.querySelector('.cookieward-banner');"
            + " return !b || b.hidden || getComputedStyle(b).display === 'none' }");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"desktop", "phone", "dark"})
  void screenshotsAreMadeForPeople(String kind) {
    boolean phone = kind.equals("phone");
    Page page =
        BROWSING.window(
            new Browser.NewContextOptions()
                .setViewportSize(phone ? 320 : 1280, phone ? 640 : 800)
                .setColorScheme(kind.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT));
    go(page, "");
    shoot(page, kind + "-banner");
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .as("k8: no scrolling sideways")
        .isLessThanOrEqualTo(phone ? 320 : 1280);
    banner(page).getByText("Customise").click();
    page.locator("dialog[open]").waitFor();
    shoot(page, kind + "-dialog");
    go(page, "consent");
    shoot(page, kind + "-settings");
    go(page, "cookies");
    shoot(page, kind + "-cookies");
  }

  private static void shoot(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
  }
}
