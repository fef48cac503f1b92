package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.DialogSettings.Layout;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.filter.ConsentFilter;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import jakarta.servlet.http.Cookie;
import java.util.List;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The model's banner: what it says, where it lies, and when it is there. */
class ModelBannerIT {
  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private static GuardSite shop(DialogSettings dialog) {
    GuardSite site = BROWSING.site(Shop.settings(dialog));
    site.page = Shop.PLAIN;
    return site;
  }

  private static GuardSite setting(GuardSite site, String... cookies) {
    site.application =
        (request, response) -> {
          for (String name : cookies) {
            response.addCookie(new Cookie(name, "1"));
          }
          return Shop.PLAIN;
        };
    return site;
  }

  private static String said(boolean script, Category... categories) {
    SettingsBuilder settings = Settings.builder();
    for (Category category : categories) {
      settings.category(CategorySettings.of(category));
    }
    return BROWSING.guest(BROWSING.site(settings.build()), script).banner().innerText();
  }

  @WithAndWithoutScript
  @Proves("banner.variants")
  void itSpeaksOfAdvertisingAndPartnersWhereTheSiteOffersThem(boolean script) {
    assertThat(said(script, Category.PREFERENCE, Category.ANALYTICS))
        .contains("With your permission it uses more of them")
        .doesNotContain("advertise", "partner");
    assertThat(said(script, Category.ANALYTICS, Category.ADVERTISING))
        .contains("used to show you advertisements. More cookies")
        .doesNotContain("partner");
    assertThat(said(script, Category.ADVERTISING, Category.THIRD_PARTY))
        .contains("used to show you advertisements, and partners receive data about your visit");
  }

  @WithAndWithoutScript
  @Proves("banner.no-implied-consent")
  void goingOnIsNoAnswer(boolean script) {
    Guest guest = BROWSING.guest(setting(shop(DialogSettings.DEFAULTS), "_ga"), script);
    for (int i = 0; i < 3; i++) {
      guest.page().mouse().wheel(0, 500);
      guest.page().keyboard().press("Escape");
      guest.find("h1").click();
      guest.page().reload();
      guest.page().evaluate("scrollTo(0, 0)");
      guest.find("a[href=other]").click();
      guest.page().waitForURL("**/shop/other");
      assertThat(guest.banner().isVisible()).isTrue();
    }
    assertThat(guest.jar()).isEmpty();
  }

  @WithAndWithoutScript
  @Proves("banner.shape")
  void aBarABoxOrACornerThatLeavesHalfOfATelephoneAndHoldsNobody(boolean script) {
    for (Layout layout : Layout.values()) {
      GuardSite site = shop(DialogSettings.DEFAULTS.with(layout));
      Guest guest = BROWSING.guest(site, script);
      guest.page().setViewportSize(1280, 800);
      var wide = guest.banner().boundingBox();
      assertThat(wide.width > 900).as("%s", layout).isEqualTo(layout == Layout.BAR);
      assertThat(wide.x > 640).as("%s", layout).isEqualTo(layout == Layout.CORNER);
      guest.page().setViewportSize(320, 640);
      assertThat(guest.banner().boundingBox().height).as("%s", layout).isLessThanOrEqualTo(320.5);
      assertThat(guest.banner().getAttribute("aria-modal")).isNull();
      guest.scroll().find("a[href=other]").click();
      guest.page().waitForURL("**/shop/other");
    }
  }

  @WithAndWithoutScript
  @Proves("banner.waits")
  void waitsOnPoliciesAndWhereTheSiteSays(boolean script) {
    Guest guest =
        BROWSING.guest(shop(DialogSettings.DEFAULTS.waitingOn("/checkout/*", "/terms")), script);
    for (String path : List.of("cookies", "privacy?x=1", "checkout/pay", "terms")) {
      assertThat(guest.go(path).banner().count()).as(path).isZero();
      guest.find("a.cookieward-link").click();
      guest.find(script ? "dialog[open]" : "main form.cookieward-settings").waitFor();
    }
    assertThat(guest.go("checkout").banner().isVisible()).isTrue();
    assertThat(guest.jar()).isEmpty();
  }

  @WithAndWithoutScript
  @Proves("banner.once")
  void howeverMuchNeedsAnAnswerThereIsOneBanner(boolean script) {
    GuardSite site = shop(DialogSettings.DEFAULTS);
    site.page = Shop.HELD.repeat(3);
    Guest guest = BROWSING.guest(site, script);
    assertThat(guest.find(".cookieward-embed").count()).isEqualTo(3);
    if (script) {
      guest
          .page()
          .evaluate(
              "() => { for (let i = 0; i < 3; i++) document.dispatchEvent(new Event('consent:ask')) }");
    }
    assertThat(guest.banner().count()).isEqualTo(1);
    assertThat(guest.press("accept-all").go("page").banner().count()).isZero();
  }

  @WithAndWithoutScript
  @Proves("banner.crawlers")
  void aCrawlerMeetsWhatPeopleMeet(boolean script) {
    GuardSite site = setting(shop(DialogSettings.DEFAULTS), "_ga");
    Page window =
        BROWSING.window(
            new Browser.NewContextOptions()
                .setLocale("en")
                .setJavaScriptEnabled(script)
                .setUserAgent(
                    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"));
    Guest crawler = new Guest(site, window).go("page");
    assertThat(crawler.banner().innerText())
        .isEqualTo(BROWSING.guest(site, script).banner().innerText());
    assertThat(crawler.find("a.cookieward-link").count()).isEqualTo(1);
    assertThat(crawler.jar()).isEmpty();
  }

  @WithAndWithoutScript
  @Proves("banner.hidden")
  void hiddenByAnExtensionItDeniesAndLeavesThePageUsable(boolean script) {
    GuardSite site = setting(shop(DialogSettings.DEFAULTS), "_ga");
    Guest guest = BROWSING.guest(site, script);
    guest
        .find("head")
        .evaluate(
            "head => head.insertAdjacentHTML('beforeend',"
                + " '<style>[class*=cookie] { display: none !important }</style>')");
    assertThat(guest.banner().isVisible()).isFalse();
    guest.scroll().find("a[href=other]").click();
    guest.page().waitForURL("**/shop/other");
    assertThat(guest.jar()).isEmpty();
    assertThat(guest.granted()).isEmpty();
  }

  @WithAndWithoutScript
  @Proves("banner.switch")
  void aSettingSwitchesItOffOrLetsItOnlyReport(boolean script) throws Exception {
    Settings report = Shop.builder().mode(Settings.Mode.REPORT_ONLY).build();
    Guest reported = BROWSING.guest(setting(BROWSING.site(report), "_ga"), script);
    assertThat(reported.go("page").jar()).containsExactly("_ga");
    FilterHolder off = new FilterHolder(new ConsentFilter());
    off.setInitParameter("enabled", "false");
    try (GuardSite site = setting(new GuardSite(off), "_ga")) {
      Guest guest = BROWSING.guest(site, script);
      assertThat(guest.jar()).containsExactly("_ga");
      assertThat(guest.banner().count()).isZero();
      assertThat(guest.find("script, .cookieward").count()).isZero();
    }
    Guest guarded = BROWSING.guest(setting(shop(DialogSettings.DEFAULTS), "_ga"), script);
    assertThat(guarded.go("page").jar()).isEmpty();
  }

  @WithAndWithoutScript
  @Proves("banner.first")
  void aKeyboardMeetsItFirst(boolean script) {
    Guest guest = BROWSING.guest(shop(DialogSettings.DEFAULTS), script);
    guest.page().keyboard().press("Tab");
    assertThat(guest.find(":focus").evaluate("e => !!e.closest('.cookieward-banner')"))
        .isEqualTo(true);
    assertThat(guest.find("body > *").first().getAttribute("class")).contains("cookieward-banner");
  }

  @WithAndWithoutScript
  @Proves("banner.opt-out-signal")
  void theSignalTurnsAdvertisingOffAndIsSaidToBeHeeded(boolean script) {
    GuardSite site = setting(shop(DialogSettings.DEFAULTS), "_ad", "stats_id");
    Guest guest = BROWSING.guest(site, script);
    assertThat(guest.find(".cookieward-signal").count()).isZero();
    assertThat(guest.press("accept-all").go("page").jar()).contains("_ad", "stats_id");
    site.signal = true;
    guest.go("page").go("page");
    assertThat(guest.jar()).contains("stats_id").doesNotContain("_ad");
    assertThat(guest.granted()).containsExactly("analytics", "preference");
    assertThat(guest.find("main .cookieward-signal").innerText()).contains("It is honoured");
    assertThat(BROWSING.guest(site, script).banner().innerText()).contains("It is honoured");
  }
}
