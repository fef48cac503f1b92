package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.ReducedMotion;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.DialogSettings.Layout;
import io.github.cookieward.model.Proves;
import io.github.cookieward.page.Languages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** It fits: enlarged fourfold, with text set wide, under a finger, on paper, and at rest. */
class ReflowIT {
  /** WCAG 2.2, 1.4.12: what a reader's own style may ask for. */
  private static final String WIDE =
      "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
          + " word-spacing: .16em !important } p { margin-block-end: 2em !important }";

  /** What is cut off, reaches out of the window, or is a target too small to hit. */
  private static final String MISFITS =
      """
      least => {
        const bad = [], wide = innerWidth;
        if (document.documentElement.scrollWidth > wide) bad.push('the page scrolls sideways');
        const name = e => e.localName + '.' + e.className + ' "' + e.textContent.trim().slice(0, 30) + '"';
        for (const part of document.querySelectorAll('.cookieward')) {
          for (const e of [part, ...part.querySelectorAll('*')]) {
            const r = e.getBoundingClientRect(), s = getComputedStyle(e);
            if (!r.width || s.visibility === 'hidden' || e.closest('thead') || e.closest('option')) continue;
            if (r.left < -1 || r.right > wide + 1) bad.push('out of the window: ' + name(e));
            const scrolls = /auto|scroll/.test(s.overflowY) || s.display === 'inline' || e.localName === 'select';
            if (!scrolls && s.overflowX !== 'visible' && e.scrollWidth > e.clientWidth + 1) bad.push('cut off: ' + name(e));
            if (/^(button|label|summary|h1|h2|h3|p|li)$/.test(e.localName) && e.scrollWidth > e.clientWidth + 1 && s.display !== 'inline')
              bad.push('text runs out: ' + name(e));
            if (e.localName === 'button' && e.scrollHeight > e.clientHeight + 1) bad.push('text runs out below: ' + name(e));
            if (/^(a|button|select|summary)$/.test(e.localName) || (e.localName === 'input' && e.type !== 'hidden')) {
              if (r.width < least || r.height < least) bad.push('too small, ' + r.width + ' x ' + r.height + ': ' + name(e));
            }
          }
        }
        return bad;
      }""";

  /** Every control, once it has the focus, is within the window and on top. */
  private static final String UNREACHED =
      """
      () => [...document.querySelectorAll('.cookieward :is(a, button, select, summary, input:not([type=hidden], :disabled))')]
        .filter(e => e.getClientRects()[0])
        .filter(e => {
          const modal = document.querySelector('dialog[open]');
          if (modal && !modal.contains(e)) return false;
          e.focus();
          const r = e.getBoundingClientRect();
          const top = document.elementFromPoint((r.left + r.right) / 2, (r.top + r.bottom) / 2);
          return !top || !(e.contains(top) || top.contains(e));
        }).map(e => e.outerHTML)""";

  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private Page page;

  @BeforeEach
  void visit() {
    page = BROWSING.window(new Browser.NewContextOptions().setBypassCSP(true));
  }

  private List<String> misfits(int least) {
    return ((List<?>) page.evaluate(MISFITS, least)).stream().map(String::valueOf).toList();
  }

  @ParameterizedTest
  @EnumSource
  @Proves("dialog.reflow")
  void allOfItIsThereAtFourHundredPerCent(Surface surface) {
    enlarged(surface);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIALOG") // which is the script's
  @Proves(value = "dialog.reflow", in = Proves.In.NO_SCRIPT)
  void soItIsWithoutScript(Surface surface) {
    page = BROWSING.window(false);
    enlarged(surface);
  }

  /** 1280 by 1024 pixels, four times as large. */
  private void enlarged(Surface surface) {
    List<String> wrong = new ArrayList<>();
    page.setViewportSize(320, 256);
    for (String language : Languages.ownNames().keySet()) {
      surface.open(BROWSING.shop(), page, language);
      misfits(24).forEach(each -> wrong.add(language + ": " + each));
      ((List<?>) page.evaluate(UNREACHED)).forEach(e -> wrong.add(language + " not reached: " + e));
    }
    assertThat(wrong).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  @Proves("dialog.reflow")
  void nothingIsCutOffWhereTextIsSetWide(Surface surface) {
    List<String> wrong = new ArrayList<>();
    for (String language : Languages.ownNames().keySet()) {
      page.setViewportSize(320, 640);
      surface.open(BROWSING.shop(), page, language);
      page.addStyleTag(new Page.AddStyleTagOptions().setContent(WIDE));
      for (int width : new int[] {320, 1280}) {
        page.setViewportSize(width, 640);
        misfits(24).forEach(each -> wrong.add(language + " " + width + ": " + each));
        ((List<?>) page.evaluate(UNREACHED))
            .forEach(e -> wrong.add(language + " " + width + " not reached: " + e));
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatDoesNotFitIsSeen() {
    Surface.BANNER.open(BROWSING.shop(), page, "en");
    assertThat(misfits(24)).isEmpty();
    page.addStyleTag(
        new Page.AddStyleTagOptions()
            .setContent(
                ".cookieward .cookieward-choice { inline-size: 40px; white-space: nowrap }"
                    + ".cookieward a:any-link { font-size: 4px; min-block-size: 0 }"));
    assertThat(misfits(24))
        .anyMatch(each -> each.startsWith("text runs out: button"))
        .anyMatch(each -> each.startsWith("too small"));
  }

  @Test
  @Proves("dialog.reflow")
  void nothingMovesForThoseWhoWantItStill() {
    page.emulateMedia(new Page.EmulateMediaOptions().setReducedMotion(ReducedMotion.REDUCE));
    for (Surface surface : Surface.values()) {
      surface.open(BROWSING.shop(), page, "en");
      Object moving =
          page.evaluate(
              """
              () => [...document.querySelectorAll('.cookieward, .cookieward *')].flatMap(e =>
                [null, '::before', '::after'].map(p => getComputedStyle(e, p)).filter(s =>
                  parseFloat(s.transitionDuration) > 0 || parseFloat(s.animationDuration) > 0
                  || s.scrollBehavior === 'smooth').map(() => e.outerHTML))""");
      assertThat(moving).as("%s", surface).asInstanceOf(LIST).isEmpty();
    }
  }

  @Test
  @Proves("dialog.reflow")
  void nothingOfItIsPrinted() {
    Surface.DIALOG.open(BROWSING.shop(), page, "en");
    Object tall = height();
    page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
    assertThat(page.locator(".cookieward-banner").isVisible()).isFalse();
    assertThat(page.locator("dialog").isVisible()).isFalse();
    page.evaluate(
        "document.querySelectorAll('.cookieward, .cookieward-status').forEach(e => e.remove())");
    Object without = height();
    page.reload();
    page.locator("dialog").waitFor(hidden());
    assertThat(height()).as("and no room is left for it").isEqualTo(without).isNotEqualTo(tall);
  }

  private static com.microsoft.playwright.Locator.WaitForOptions hidden() {
    return new com.microsoft.playwright.Locator.WaitForOptions()
        .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED);
  }

  private Object height() {
    return page.evaluate("document.documentElement.scrollHeight");
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  @Proves("banner.shape")
  void theBannerLeavesHalfOfATelephoneInEveryLanguage(Layout layout) {
    GuardSite other = BROWSING.site(Shop.settings(DialogSettings.DEFAULTS.with(layout)));
    page.setViewportSize(320, 640);
    for (String language : Languages.ownNames().keySet()) {
      double height = Surface.BANNER.open(other, page, language).boundingBox().height;
      assertThat(height).as("%s %s", layout, language).isLessThanOrEqualTo(320.5);
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  @Proves("dialog.reflow")
  void thePagesEndCanBeScrolledAboveTheBanner(Layout layout) {
    GuardSite other = BROWSING.site(Shop.settings(DialogSettings.DEFAULTS.with(layout)));
    for (int width : new int[] {320, 1280}) {
      page.setViewportSize(width, 640);
      double top = Surface.BANNER.open(other, page, "en").boundingBox().y;
      page.evaluate("scrollTo(0, document.documentElement.scrollHeight)");
      var last = page.locator("p:not(.cookieward p)").last().boundingBox();
      assertThat(last.y + last.height).as("%s %s", layout, width).isLessThanOrEqualTo(top);
    }
  }

  /** Also where it comes late: it lies over the page, and takes room at its end only. */
  @ParameterizedTest
  @EnumSource(DialogSettings.Asks.class)
  @Proves("dialog.reflow")
  void nothingShiftsWhenItComesOrGoes(DialogSettings.Asks asks) {
    GuardSite other = BROWSING.site(Shop.settings(DialogSettings.DEFAULTS.with(asks)));
    page.addInitScript(
        """
        window.shifts = [];
        new PerformanceObserver(list => list.getEntries().forEach(e => shifts.push(e.value + ': '
          + e.sources.map(s => (s.node?.outerHTML || s.node?.textContent)
            + JSON.stringify([s.previousRect, s.currentRect])))))
          .observe({ type: 'layout-shift', buffered: true })""");
    other.page = Shop.PLAIN;
    for (String language : List.of("en", "ar", "ja")) {
      page.context().clearCookies();
      Surface.PLACEHOLDER.open(other, page, language);
      page.navigate("http://localhost:" + other.port() + "/shop/page?" + language);
      page.locator(".cookieward-banner").waitFor();
      page.waitForResponse(
          r -> r.request().method().equals("POST"),
          () -> page.locator(".cookieward-banner [value=reject-all]").click());
      page.waitForCondition(() -> !page.locator(".cookieward-banner").isVisible());
      assertThat(page.evaluate("shifts")).as("%s %s", asks, language).asInstanceOf(LIST).isEmpty();
    }
  }
}
