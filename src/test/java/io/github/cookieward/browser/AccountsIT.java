package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.AccountSettings;
import io.github.cookieward.enforcement.AccountSettings.SignOut;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.filter.AccountResolver;
import io.github.cookieward.model.Proves;
import io.github.cookieward.page.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One person with two answers, in real browsers, with and without script. */
class AccountsIT {
  private static final String PAGE =
      "<h1>A page</h1><p>Some words, and <a href='other'>a link</a>.</p>"
          + "<p>More words, so that there is a page.</p>".repeat(40);

  /** Who is signed in, by a session cookie as an application has it. */
  public static final class BySession implements AccountResolver {
    /** Made by name. */
    public BySession() {}

    @Override
    public Optional<String> account(HttpServletRequest request) {
      return Stream.ofNullable(request.getCookies())
          .flatMap(Stream::of)
          .filter(cookie -> cookie.getName().equals("SID"))
          .map(cookie -> cookie.getValue())
          .findFirst();
    }
  }

  private static Chromium chromium;

  private final List<BrowserContext> contexts = new ArrayList<>();
  private GuardSite site;
  private boolean isSaved;

  @BeforeAll
  static void start() {
    chromium = new Chromium();
  }

  @AfterAll
  static void stop() {
    chromium.close();
  }

  @BeforeEach
  void open() throws Exception {
    Settings settings =
        Settings.builder()
            .siteName("The Shop")
            .policies("/cookies", "/privacy")
            .key("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8))
            .accounts(
                new AccountSettings(
                    SignOut.FORGET,
                    new AccountSettings.Located("jdbc:h2:mem:" + UUID.randomUUID(), "", ""),
                    Optional.of(BySession.class.getName()),
                    "AccountsIT"))
            .service(Service.builder("session", Category.ESSENTIAL).cookie("SID").build())
            .service(
                Service.builder("stats", Category.ANALYTICS)
                    .name("Our statistics")
                    .cookie("stats")
                    .build())
            .service(
                Service.builder("films", Category.PREFERENCE)
                    .name("Film House")
                    .thirdParty(true)
                    .address("films.example")
                    .build())
            .build();
    site = new GuardSite(settings);
    site.page = PAGE;
  }

  @AfterEach
  void leave() {
    contexts.forEach(BrowserContext::close);
    site.close();
  }

  private Page browser(Browser.NewContextOptions options) {
    BrowserContext context = chromium.browser().newContext(options);
    context.setDefaultTimeout(60_000);
    contexts.add(context);
    return context.newPage();
  }

  private Page browser(boolean script) {
    return browser(new Browser.NewContextOptions().setLocale("en").setJavaScriptEnabled(script));
  }

  private Page go(Page page, String path) {
    page.navigate("http://localhost:" + site.port() + "/shop/" + path);
    return page;
  }

  private void signIn(Page page) {
    page.context()
        .addCookies(
            List.of(
                new Cookie("SID", "ada").setDomain("localhost").setPath("/").setHttpOnly(true)));
  }

  private static Locator conflict(Page page) {
    return page.locator(".cookieward-banner.cookieward-conflict");
  }

  /** Answers with the settings page, which is the same with and without script. */
  private void answer(Page page, String... categories) {
    go(page, "consent");
    for (String category : categories) {
      page.locator("input[name=category][value=" + category + "]").check();
    }
    page.waitForResponse(
        r -> r.request().method().equals("POST"), () -> page.locator("button[value=save]").click());
    page.waitForLoadState();
  }

  private boolean has(Page page, String category) {
    go(page, "consent");
    return page.locator("form.cookieward-settings input[value=" + category + "]").isChecked();
  }

  /** The account has analytics; the browser, before signing in, preferences. */
  private Page disagreeing(Page page) {
    if (!isSaved) {
      Page elsewhere = browser(false);
      signIn(go(elsewhere, "page"));
      answer(elsewhere, "analytics");
      isSaved = true;
    }
    answer(page, "preference");
    signIn(page);
    return go(page, "page");
  }

  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  @Proves({"account.conflict", "account.labels"})
  void bothAnswersAreShownInFullAndTheChosenOneHoldsEverywhere(boolean script) {
    Page page = disagreeing(browser(script));
    conflict(page).waitFor();
    assertThat(page.locator(".cookieward-banner").count()).isEqualTo(1);
    assertThat(conflict(page).locator("thead th").allInnerTexts())
        .satisfiesExactly(
            fresh -> assertThat(fresh).contains("New settings").contains("This browser, today, "),
            saved ->
                assertThat(saved).contains("Saved settings").contains("Your account, today, "));
    assertThat(conflict(page).locator("tbody tr").allInnerTexts())
        .map(row -> row.replaceAll("\\s+", " "))
        .containsExactly(
            "Essential ✓ on ✓ on",
            "Preferences ✓ on – off",
            "Analytics – off ✓ on",
            "Advertising – off – off",
            "Third parties – off – off");
    page.reload();
    conflict(page).waitFor();
    conflict(page).locator("button[value=use-new]").click();
    page.waitForURL("**/shop/page");
    page.waitForCondition(() -> conflict(page).count() == 0);
    assertThat(page.locator(".cookieward-banner").count()).isZero();
    assertThat(has(page, "preference")).isTrue();
    Page elsewhere = browser(script);
    signIn(go(elsewhere, "page"));
    assertThat(has(elsewhere, "preference")).isTrue();
    assertThat(has(elsewhere, "analytics")).isFalse();
  }

  @ParameterizedTest(name = "script {0}")
  @ValueSource(booleans = {true, false})
  void meanwhileThePageCanBeUsedAndTheSettingsPageAsksTheSame(boolean script) {
    Page page = disagreeing(browser(script));
    page.locator("a[href=other]").click();
    page.waitForURL("**/shop/other");
    conflict(page).waitFor();
    assertThat(page.locator("html").evaluate("e => getComputedStyle(e).overflow"))
        .isEqualTo("visible");
    assertThat(has(page, "preference")).isFalse();
    assertThat(has(page, "analytics")).isFalse();
    page.locator("section.cookieward-conflict button[value=use-saved]").click();
    page.waitForCondition(() -> page.locator(".cookieward-conflict").count() == 0);
    assertThat(has(page, "analytics")).isTrue();
    assertThat(page.locator(".cookieward-conflict").count()).isZero();
  }

  @Test
  void aTabThatIsBehindChangesNothingUnseen() {
    Page page = disagreeing(browser(true));
    Page tab = page.context().newPage();
    go(tab, "other");
    conflict(page).locator("button[value=use-new]").click();
    page.waitForCondition(() -> conflict(page).count() == 0);
    conflict(tab).locator("button[value=use-saved]").click();
    tab.waitForCondition(() -> conflict(tab).count() == 0);
    assertThat(has(tab, "preference")).as("the choice that was made").isTrue();
    assertThat(has(tab, "analytics")).isFalse();
  }

  @Test
  void anAnswerOfThisTabHoldsInTheOthersOfTheSamePerson() {
    Page page = browser(true);
    signIn(go(page, "page"));
    Page phone = browser(true);
    signIn(go(phone, "page"));
    phone.waitForResponse(
        r -> r.request().method().equals("POST"),
        () -> phone.locator(".cookieward-banner [value=accept-all]").click());
    go(page, "page");
    assertThat(page.locator(".cookieward-banner").count()).isZero();
    assertThat(has(page, "advertising")).isTrue();
  }

  private static final String DRAWN =
      "e => { const s = getComputedStyle(e), r = e.getBoundingClientRect(); return [e.tagName,"
          + " s.fontSize, s.fontWeight, s.padding, s.color, s.backgroundColor, s.border,"
          + " Math.round(r.width), Math.round(r.height)].join('|') }";

  @Test
  void neitherAnswerIsPressedUponTheVisitorInAnyLanguageAndItFits() {
    for (String language : Languages.ownNames().keySet()) {
      Page page =
          disagreeing(
              browser(
                  new Browser.NewContextOptions().setLocale(language).setViewportSize(1280, 800)));
      Locator conflict = conflict(page);
      conflict.waitFor();
      Axe.load(page);
      for (int width : new int[] {1280, 320}) {
        page.setViewportSize(width, 640);
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
          assertThat(Axe.wrong(page)).as("%s %s %s", language, width, scheme).isEmpty();
        }
        Locator fresh = conflict.locator("button[value=use-new]");
        Locator saved = conflict.locator("button[value=use-saved]");
        assertThat(saved.evaluate(DRAWN))
            .as("%s %s", language, width)
            .isEqualTo(fresh.evaluate(DRAWN));
        assertThat(
                conflict.evaluate(
                    "e => [e, ...e.querySelectorAll('*')].every("
                        + "e => e.scrollWidth <= e.clientWidth + 1 || e.clientWidth === 0)"))
            .as("%s %s fits", language, width)
            .isEqualTo(true);
        assertThat(page.evaluate("document.activeElement === document.body")).isEqualTo(true);
      }
      page.context().close();
      contexts.remove(page.context());
    }
  }

  @Test
  void itsPicturesAreKept() {
    Path pictures = Path.of("target", "screenshots", "accounts");
    for (String name : List.of("en", "ar", "ja", "dark")) {
      String language = name.equals("dark") ? "en" : name;
      Page page =
          disagreeing(
              browser(
                  new Browser.NewContextOptions()
                      .setLocale(language)
                      .setColorScheme(name.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT)
                      .setViewportSize(1280, 800)));
      conflict(page).waitFor();
      page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(name + ".png")));
      page.setViewportSize(320, 640);
      page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(name + "-320.png")));
      page.setViewportSize(1280, 800);
      go(page, "consent?lang=" + language);
      page.screenshot(new Page.ScreenshotOptions().setPath(pictures.resolve(name + "-page.png")));
      assertThat(pictures.resolve(name + ".png")).isNotEmptyFile();
    }
  }
}
