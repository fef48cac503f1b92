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
import io.github.cookieward.model.WithAndWithoutScript;
import io.github.cookieward.page.Languages;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private GuardSite site;
  private boolean isSaved;

  private static GuardSite site(SignOut signOut) {
    Settings settings =
        Settings.builder()
            .siteName("The Shop")
            .policies("/cookies", "/privacy")
            .key("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8))
            .accounts(
                new AccountSettings(
                    signOut,
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
    GuardSite site = BROWSING.site(settings);
    site.page = PAGE;
    return site;
  }

  @BeforeEach
  void open() {
    site = site(SignOut.FORGET);
  }

  private Page go(Page page, String path) {
    page.navigate(site.at(path));
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
    for (Locator box : page.locator("main input[name=category]:enabled").all()) {
      box.setChecked(List.of(categories).contains(box.getAttribute("value")));
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
      Page elsewhere = BROWSING.window(false);
      signIn(go(elsewhere, "page"));
      answer(elsewhere, "analytics");
      isSaved = true;
    }
    answer(page, "preference");
    signIn(page);
    return go(page, "page");
  }

  @WithAndWithoutScript
  @Proves({"account.conflict", "account.labels", "account.reload"})
  void bothAnswersAreShownInFullAndTheChosenOneHoldsEverywhere(boolean script) {
    Page page = disagreeing(BROWSING.window(script));
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
    Page elsewhere = BROWSING.window(script);
    signIn(go(elsewhere, "page"));
    assertThat(has(elsewhere, "preference")).isTrue();
    assertThat(has(elsewhere, "analytics")).isFalse();
  }

  @WithAndWithoutScript
  @Proves("account.both")
  void meanwhileThePageCanBeUsedAndTheSettingsPageAsksTheSame(boolean script) {
    Page page = disagreeing(BROWSING.window(script));
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
    Page page = disagreeing(BROWSING.window(true));
    Page tab = page.context().newPage();
    go(tab, "other");
    conflict(page).locator("button[value=use-new]").click();
    page.waitForCondition(() -> conflict(page).count() == 0);
    conflict(tab).locator("button[value=use-saved]").click();
    tab.waitForCondition(() -> conflict(tab).count() == 0);
    assertThat(has(tab, "preference")).as("the choice that was made").isTrue();
    assertThat(has(tab, "analytics")).isFalse();
  }

  private static void signOut(Page page) {
    page.context().clearCookies(new BrowserContext.ClearCookiesOptions().setName("SID"));
  }

  private static boolean isAsked(Page page) {
    return page.locator(".cookieward-banner").count() > 0;
  }

  @WithAndWithoutScript
  @Proves("account.elsewhere")
  void anAnswerElsewhereHoldsAtTheNextRequest(boolean script) {
    Page page = BROWSING.window(script);
    signIn(go(page, "page"));
    answer(page, "analytics");
    Page phone = BROWSING.window(script);
    signIn(go(phone, "page"));
    assertThat(has(phone, "analytics")).isTrue();
    answer(phone, "advertising");
    assertThat(isAsked(go(page, "page"))).isFalse();
    assertThat(has(page, "advertising")).isTrue();
    assertThat(has(page, "analytics")).as("what was withdrawn there").isFalse();
  }

  @WithAndWithoutScript
  @Proves("account.silent")
  void equalAnswersAreNotAskedAbout(boolean script) {
    Page elsewhere = BROWSING.window(script);
    signIn(go(elsewhere, "page"));
    answer(elsewhere, "analytics");
    Page page = BROWSING.window(script);
    answer(page, "analytics");
    signIn(page);
    assertThat(isAsked(go(page, "page"))).isFalse();
    assertThat(has(page, "analytics")).isTrue();
    assertThat(page.locator(".cookieward-conflict").count()).isZero();
  }

  @WithAndWithoutScript
  @Proves("account.first")
  void anAccountWithoutAnAnswerTakesTheBrowsers(boolean script) {
    Page page = BROWSING.window(script);
    answer(page, "preference");
    signIn(page);
    assertThat(isAsked(go(page, "page"))).isFalse();
    Page elsewhere = BROWSING.window(script);
    signIn(go(elsewhere, "page"));
    assertThat(isAsked(go(elsewhere, "page"))).isFalse();
    assertThat(has(elsewhere, "preference")).isTrue();
  }

  @WithAndWithoutScript
  @Proves("account.sign-out")
  void whatASignOutLeavesIsASetting(boolean script) {
    for (SignOut left : SignOut.values()) {
      site = site(left);
      Page page = BROWSING.window(script);
      answer(page, "preference");
      signIn(page);
      answer(page, "analytics");
      signOut(page);
      assertThat(isAsked(go(page, "page"))).as("%s", left).isEqualTo(left == SignOut.FORGET);
      assertThat(has(page, "analytics")).as("%s", left).isEqualTo(left == SignOut.KEEP);
      signIn(page);
      assertThat(isAsked(go(page, "page"))).as("%s", left).isFalse();
      assertThat(has(page, "analytics")).as("the account has its own, %s", left).isTrue();
    }
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
              BROWSING.window(
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
      go(page, "consent?lang=" + language);
      page.locator("section.cookieward-conflict").waitFor();
      Axe.load(page);
      for (int width : new int[] {320, 1280}) {
        page.setViewportSize(width, 640);
        assertThat(Axe.wrong(page)).as("%s %s, the settings page", language, width).isEmpty();
      }
      BROWSING.leave(page);
    }
  }

  @Test
  void itsPicturesAreKept() {
    Path pictures = Path.of("target", "screenshots", "accounts");
    for (String name : List.of("en", "ar", "ja", "dark")) {
      String language = name.equals("dark") ? "en" : name;
      Page page =
          disagreeing(
              BROWSING.window(
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
