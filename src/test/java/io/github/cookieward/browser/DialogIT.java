package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.DialogSettings.Asks;
import io.github.cookieward.enforcement.DialogSettings.Dialog;
import io.github.cookieward.enforcement.DialogSettings.Layout;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import io.github.cookieward.page.Languages;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How visitors are asked, in a real browser: when, in which rows, and where in the window. */
class DialogIT {
  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private GuardSite site;
  private Page page;

  private void serve(DialogSettings dialog, String content) {
    site = BROWSING.site(Shop.settings(dialog));
    site.page = content;
  }

  private Page visit(Browser.NewContextOptions options) {
    page = BROWSING.window(options);
    return go("page");
  }

  private Page visit() {
    return visit(new Browser.NewContextOptions().setLocale("en"));
  }

  private Page go(String path) {
    page.navigate(site.at(path));
    return page;
  }

  private Locator banner() {
    return page.locator(".cookieward-banner");
  }

  private Locator open() {
    banner().locator(".cookieward-customise").click();
    Locator dialog = page.locator("dialog[open]");
    dialog.waitFor();
    return dialog;
  }

  private void scriptHasRun() {
    page.waitForFunction("document.querySelector('[aria-haspopup=dialog]')");
  }

  @Test
  @Proves({"categories.five", "categories.hidden"})
  void theRowAboveTheOthersIsOnOnlyWhenAllThatAreSeenAre() {
    serve(DialogSettings.DEFAULTS, Shop.PLAIN);
    visit();
    Locator dialog = open();
    Locator all = dialog.locator("[data-consent-all]");
    assertThat(all.isVisible()).isTrue();
    assertThat(all.isChecked()).isFalse();
    page.addStyleTag(
        new Page.AddStyleTagOptions()
            .setContent(".cookieward-category:has([value=advertising]) { display: none }"));

    all.focus();
    page.keyboard().press("Space");

    assertThat(on(dialog)).isEqualTo("essential,preference,analytics,third-party");
    assertThat(all.isChecked()).isTrue();
    dialog.locator("[value=analytics]").focus();
    page.keyboard().press("Space");
    assertThat(all.isChecked()).as("not while one is off").isFalse();
    page.keyboard().press("Space");
    assertThat(all.isChecked()).isTrue();

    page.waitForResponse(
        r -> r.request().method().equals("POST"),
        () -> dialog.locator("button[value=save]").click());
    page.waitForFunction("document.querySelector('.cookieward-status').textContent");
    assertThat(granted()).as("what was hidden is not granted").isEqualTo("denied");
  }

  private static Object on(Locator dialog) {
    return dialog
        .locator("[name=category]:checked")
        .evaluateAll("boxes => boxes.map(box => box.value).join()");
  }

  private Object granted() {
    return page.evaluate(
        "fetch('/shop/consent/state').then(r => r.json()).then(s => s.categories.advertising)");
  }

  @Test
  @Proves({"dialog.back", "dialog.stores-nothing"})
  void theWayBackLeadsToTheFirstLayerAndIsThereOnlyForThoseWhoCameFromIt() {
    serve(DialogSettings.DEFAULTS, Shop.PLAIN);
    visit();
    Locator back = page.locator("[data-consent-back] button");
    open();
    assertThat(back.isVisible()).isTrue();
    back.click();
    assertThat(page.locator("dialog[open]").count()).isZero();
    assertThat(banner().isVisible()).isTrue();
    assertThat(page.context().cookies()).as("nothing is stored").isEmpty();

    page.waitForResponse(
        r -> r.request().method().equals("POST"),
        () -> banner().locator("[value=reject-all]").click());
    page.waitForCondition(() -> !banner().isVisible());
    page.locator("a.cookieward-link").click();
    page.locator("dialog[open]").waitFor();
    assertThat(back.isVisible()).isFalse();
  }

  @Test
  @Proves({"banner.waits", "dialog.open"})
  void waitsOnPoliciesAndWhereTheSiteSaysAndCanBeOpenedThereAllTheSame() {
    serve(DialogSettings.DEFAULTS.waitingOn("/checkout/*"), Shop.PLAIN);
    visit();
    for (String path : List.of("cookies", "privacy?x=1", "checkout/pay")) {
      go(path);
      scriptHasRun();
      assertThat(banner().count()).as(path).isZero();
    }
    go("cookies#cookie-settings");
    page.locator("dialog[open]").waitFor();
    go("checkout");
    assertThat(banner().isVisible()).isTrue();
  }

  @Test
  @Proves("banner.late")
  void asksLateOnlyWhereSomethingIsHeldBackOrCodeAsks() {
    serve(DialogSettings.DEFAULTS.with(Asks.WHEN_NEEDED), Shop.PLAIN);
    visit();
    scriptHasRun();
    assertThat(banner().isVisible()).isFalse();
    page.evaluate("document.dispatchEvent(new Event('consent:ask'))");
    assertThat(banner().isVisible()).isTrue();

    site.page = Shop.HELD;
    go("page");
    banner().waitFor();

    site.page = Shop.PLAIN;
    go("page");
    scriptHasRun();
    assertThat(banner().isVisible()).isFalse();
    page.evaluate("document.querySelector('h1').dataset.consentHeld = 'src'");
    banner().waitFor();
  }

  /** As Turbo, pjax or boosted links do: the page that comes by a script has nothing of ours. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "document.body.replaceWith(Object.assign(document.createElement('body'), {innerHTML: '<h1>Next'}))",
        "document.body.innerHTML = '<h1>Next'",
        "document.body.replaceChildren()"
      })
  void staysWhereAnApplicationPutsAnotherBodyIntoThePage(String swap) {
    serve(DialogSettings.DEFAULTS, Shop.PLAIN);
    visit();
    scriptHasRun();
    page.evaluate("document.before = document.body.cloneNode(true); " + swap);
    assertThat(banner().isVisible()).isTrue();
    open().locator("button[value=reject-all]").click();
    page.waitForFunction("document.querySelector('.cookieward-banner').hidden");
    page.evaluate(swap);
    page.waitForFunction("document.querySelector('.cookieward-banner')");
    assertThat(banner().isVisible()).isFalse();
    page.locator(".cookieward-link").click();
    assertThat(page.locator("dialog[open]").isVisible()).isTrue();
    page.evaluate("document.body.replaceWith(document.before)");
    page.waitForFunction("document.querySelector('.cookieward-banner').hidden");
    assertThat(page.locator(".cookieward-banner"))
        .satisfies(one -> assertThat(one.count()).isOne());
  }

  @ParameterizedTest(name = "late {0}")
  @ValueSource(booleans = {true, false})
  @Proves(
      value = {"banner.late", "categories.five"},
      in = Proves.In.NO_SCRIPT)
  void withoutScriptItAsksAtOnceOrNotAtAll(boolean late) {
    serve(DialogSettings.DEFAULTS.with(late ? Asks.WHEN_NEEDED : Asks.AT_ONCE), Shop.PLAIN);
    visit(new Browser.NewContextOptions().setLocale("en").setJavaScriptEnabled(false));
    assertThat(banner().isVisible()).isNotEqualTo(late);
    page.locator("a.cookieward-link").click();
    assertThat(page.locator("[data-consent-all]").isVisible())
        .as("a row of the script's")
        .isFalse();
    assertThat(page.locator("[value=accept-all]").isVisible()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<dialog id=d>News</dialog><script>d.showModal()</script>",
        "<div id=d role=dialog aria-modal=true style='position: fixed; inset: 20%'>News</div>"
      })
  @Proves({"banner.once", "banner.others"})
  void waitsUntilAnotherPromptIsClosed(String other) {
    serve(DialogSettings.DEFAULTS, Shop.PLAIN + other);
    visit();
    page.waitForCondition(() -> !banner().isVisible());
    page.evaluate("d.close ? d.close() : d.hidden = true");
    banner().waitFor();
    assertThat(page.context().cookies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<nav role=dialog aria-modal=true>Menu</nav>",
        "<div aria-modal=true style='position: fixed; inset: 0; visibility: hidden'>News</div>",
        "<div aria-modal=true style='position: fixed; inset: 0; opacity: 0; pointer-events: none'>"
            + "News</div>",
      })
  void doesNotWaitForWhatCoversNothing(String other) {
    serve(DialogSettings.DEFAULTS, other + Shop.PLAIN);
    visit();
    scriptHasRun();
    assertThat(banner().isVisible()).isTrue();
  }

  @Test
  void answersThisSiteWhereThePageNamesAnotherAsItsBase() {
    serve(DialogSettings.DEFAULTS, "<base href='https://elsewhere.example/'>" + Shop.PLAIN);
    visit();
    banner().locator("[value=accept-all]").click();
    page.waitForCondition(() -> !banner().isVisible());
    assertThat(page.url()).startsWith(site.at(""));
    assertThat(
            page.evaluate(
                "fetch(location.origin + '/shop/consent/state').then(r => r.json())"
                    + ".then(s => s.categories.advertising)"))
        .isEqualTo("granted");
  }

  @Test
  @Proves("banner.hidden")
  void hiddenByAnExtensionItDeniesEverythingAndLeavesThePageUsable() {
    serve(DialogSettings.DEFAULTS, Shop.HELD + Shop.PLAIN);
    visit();
    page.addStyleTag(
        new Page.AddStyleTagOptions()
            .setContent("[class*=cookie] { display: none !important; visibility: hidden }"));
    page.waitForTimeout(9_000); // longer than any such timer in use
    assertThat(page.context().cookies()).isEmpty();
    assertThat(page.locator("iframe[src]").count()).isZero();
    page.locator("a[href=other]").click();
    page.waitForURL("**/shop/other");
    assertThat(granted()).isNotEqualTo("granted");
  }

  @WithAndWithoutScript
  @Proves({"between.return", "dialog.stores-nothing", "dialog.third-parties", "languages.chooser"})
  void moreAboutThirdPartiesIsOneLinkAwayAndSoIsTheWayBack(boolean script) {
    serve(DialogSettings.DEFAULTS, Shop.PLAIN);
    visit(new Browser.NewContextOptions().setLocale("de").setJavaScriptEnabled(script));
    banner().locator(".cookieward-customise").click();
    page.locator("a[href*=third-parties]:visible").click();
    page.waitForURL("**/consent/third-parties?**");
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo("de");
    assertThat(page.locator("article").count()).isEqualTo(2);
    page.locator("a.cookieward-back").click();
    page.waitForURL("**/consent?**");
    page.locator("select[name=lang]").selectOption("ar");
    page.locator(".cookieward-language button").click();
    page.waitForURL("**lang=ar");
    assertThat(page.locator("html").getAttribute("dir")).isEqualTo("rtl");
    page.locator("a.cookieward-back").click();
    page.waitForURL("**/shop/page");
    assertThat(URI.create(page.url()).getPath()).isEqualTo("/shop/page");
    assertThat(page.context().cookies()).isEmpty();
  }

  /** Of a button's text with what it is drawn on. */
  private static final String CONTRAST =
      """
      e => {
        const colour = c => c.match(/[\\d.]+/g).map(Number), light = c => {
          const [r, g, b] = c.map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
          return .2126 * r + .7152 * g + .0722 * b;
        };
        let under = e;
        while (colour(getComputedStyle(under).backgroundColor)[3] === 0) under = under.parentElement;
        const a = light(colour(getComputedStyle(e).color)), b = light(colour(getComputedStyle(under).backgroundColor));
        return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) + 1e-9;
      }""";

  private static final String ON_TOP =
      """
      e => {
        const r = e.getBoundingClientRect();
        const top = document.elementFromPoint((r.left + r.right) / 2, (r.top + r.bottom) / 2);
        return r.bottom > innerHeight && !e.closest('dialog, .cookieward-banner') || e.contains(top);
      }""";

  /** Both buttons, as they are drawn: everything but their place. */
  private static final String DRAWN =
      "e => { const s = getComputedStyle(e); return [e.tagName, s.fontSize, s.fontWeight,"
          + " s.fontFamily, s.padding, s.color, s.backgroundColor, s.border, s.borderRadius,"
          + " s.boxShadow, s.opacity, s.textDecorationLine].join('|') }";

  @ParameterizedTest
  @EnumSource(Layout.class)
  @Proves("banner.reject")
  void acceptAndRejectAreOfOneRankInEveryLanguageAndWidth(Layout layout) {
    Dialog dialog = layout == Layout.CORNER ? Dialog.SHEET : Dialog.MODAL;
    serve(DialogSettings.DEFAULTS.with(layout).with(dialog), Shop.PLAIN);
    for (String language : Languages.ownNames().keySet()) {
      visit(new Browser.NewContextOptions().setLocale(language).setViewportSize(1280, 800));
      assertThat(banner().getAttribute("lang")).isEqualTo(language);
      for (int width : new int[] {1280, 320}) {
        page.setViewportSize(width, 640);
        equal(banner(), layout + " " + language + " " + width);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .as("k8: no scrolling sideways, %s %s", language, width)
            .isLessThanOrEqualTo(width);
      }
      if (layout != Layout.BOX) {
        page.setViewportSize(1280, 800);
        equal(open(), "dialog " + layout + " " + language);
        go("consent");
        equal(page.locator("main"), "page " + language);
      }
      BROWSING.leave(page);
    }
  }

  private static void equal(Locator within, String where) {
    within.page().mouse().move(1, 1); // on neither of them
    Locator accept = within.locator("button[value=accept-all]");
    Locator reject = within.locator("button[value=reject-all]");
    assertThat(reject.evaluate(DRAWN)).as(where).isEqualTo(accept.evaluate(DRAWN));
    var one = accept.boundingBox();
    var other = reject.boundingBox();
    assertThat(other.width / one.width).as(where).isBetween(0.9, 1.1);
    assertThat(other.height / one.height).as(where).isBetween(0.9, 1.1);
    assertThat(one.height).as("target size, " + where).isGreaterThanOrEqualTo(44);
    assertThat((Double) reject.evaluate(CONTRAST)).as("contrast, " + where).isGreaterThan(4.5);
    for (Locator button : List.of(accept, reject)) {
      assertThat(button.evaluate(ON_TOP))
          .as("one press, without scrolling, " + where)
          .isEqualTo(true);
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  @Proves("banner.shape")
  void leavesThePageWhereItIsAndCanBeScrolled(Layout layout) {
    serve(DialogSettings.DEFAULTS.with(layout).with(Dialog.SHEET), Shop.PLAIN);
    visit();
    page.evaluate(
        "window.shift = 0; new PerformanceObserver(l => l.getEntries().forEach(e =>"
            + " window.shift += e.value)).observe({ type: 'layout-shift', buffered: true })");
    Object width = page.evaluate("document.body.getBoundingClientRect().width");
    open();
    assertThat(page.evaluate("document.body.getBoundingClientRect().width")).isEqualTo(width);
    assertThat(page.evaluate("getComputedStyle(document.body).overflowY")).isEqualTo("visible");
    page.keyboard().press("Escape");
    page.waitForResponse(
        r -> r.request().method().equals("POST"),
        () -> banner().locator("[value=accept-all]").click());
    page.waitForCondition(() -> !banner().isVisible());
    assertThat(((Number) page.evaluate("window.shift")).doubleValue()).as("CLS").isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"desktop", "phone", "dark", "forced", "ar", "ja"})
  void screenshotsAreMadeForPeople(String kind) {
    boolean phone = kind.equals("phone");
    for (Layout layout : Layout.values()) {
      serve(
          DialogSettings.DEFAULTS
              .with(layout)
              .with(layout == Layout.CORNER ? Dialog.SHEET : Dialog.MODAL),
          Shop.PLAIN);
      visit(
          new Browser.NewContextOptions()
              .setViewportSize(phone ? 320 : 1280, phone ? 640 : 800)
              .setForcedColors(kind.equals("forced") ? ForcedColors.ACTIVE : ForcedColors.NONE)
              .setColorScheme(kind.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT)
              .setLocale(List.of("ar", "ja").contains(kind) ? kind : "en"));
      shoot(kind + "-" + layout.name().toLowerCase(Locale.ROOT), false);
      if (layout != Layout.BOX) {
        open();
        shoot(kind + (layout == Layout.BAR ? "-modal" : "-sheet"), false);
        page.locator("dialog a[href*=third-parties]").click();
        page.waitForURL("**/consent/third-parties?**");
        shoot(kind + "-third-parties", true);
      }
      BROWSING.leave(page);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"desktop", "phone", "dark", "ar", "ja"})
  void whatThereIsForAPolicyFitsAnyWindow(String kind) {
    boolean phone = kind.equals("phone");
    String language = List.of("ar", "ja").contains(kind) ? kind : "en";
    serve(DialogSettings.DEFAULTS, Shop.policy(Locale.forLanguageTag(language)));
    visit(
        new Browser.NewContextOptions()
            .setViewportSize(phone ? 320 : 1280, 800)
            .setColorScheme(kind.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setLocale(language));
    go("cookies");
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(phone ? 320 : 1280);
    shoot(kind + "-policy", true);
  }

  private void shoot(String name, boolean whole) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(whole)
            .setPath(Path.of("target", "screenshots", "ask", name + ".png")));
  }

  @Test
  void whatThePageSaysOfElementsDoesNotReachTheBanner() {
    serve(DialogSettings.DEFAULTS, Shop.PLAIN);
    visit();
    scriptHasRun();
    String looks =
        "() => [...document.querySelectorAll('.cookieward-banner, .cookieward-banner *')].map(e =>"
            + " [e, '::before'].map((at, i) => { const s = getComputedStyle(e, i ? at : null);"
            + " return [s.content, s.font, s.color, s.opacity, s.background, s.textTransform, s.letterSpacing,"
            + " JSON.stringify(e.getBoundingClientRect())].join(); }).join()).join('\\n')";
    Object before = page.evaluate(looks);
    page.addStyleTag(
        new Page.AddStyleTagOptions()
            .setContent(
                "body { letter-spacing: 4px; text-transform: uppercase; text-indent: 9em;"
                    + " word-spacing: 1em; white-space: nowrap; text-align: center }"
                    + " body * { float: left; line-height: 3; opacity: .2; margin: 9px }"
                    + " body button, body p { position: absolute; width: 9px; font-size: 9px;"
                    + " color: red; transform: rotate(9deg) } body button::before { content: 'x' }"
                    + " html { font-size: 62.5% } a:link { color: red; text-decoration: none }"));
    assertThat(page.evaluate(looks)).isEqualTo(before);
  }

  @Test
  void aBoxOfTheShapeOfAFilmDoesNotCutOffItsPlaceholder() {
    serve(
        DialogSettings.DEFAULTS,
        "<div id=box style='width: 300px; height: 0; padding-bottom: 20%; overflow: hidden'>"
            + Shop.HELD
            + "</div>");
    visit();
    scriptHasRun();
    assertThat(
            page.evaluate(
                "() => { const low = e => e.getBoundingClientRect().bottom;"
                    + " return low(box.querySelector('.cookieward-choice')) < low(box); }"))
        .isEqualTo(true);
  }
}
