package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.DialogSettings.Layout;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All of it by a keyboard alone: nothing here moves a pointer. */
class KeyboardIT {
  private static final String LINKS =
      "<h1>Links</h1>" + "<p>Words and <a class=theirs href=other>a link</a>.</p>".repeat(40);

  /** What has the focus: its name, and whether one can see that it has, and see it whole. */
  private static final String FOCUS =
      """
      () => {
        const e = document.activeElement;
        if (!e || e === document.body) return { name: '' };
        const s = getComputedStyle(e), r = e.getBoundingClientRect();
        const x = (r.left + r.right) / 2, y = (r.top + r.bottom) / 2;
        const top = document.elementFromPoint(x, y);
        return {
          name: e.className || e.name || e.localName,
          text: (e.getAttribute('aria-label') || e.textContent).trim(),
          value: e.value || '',
          ring: s.outlineStyle === 'auto' || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2),
          seen: !!top && (e.contains(top) || top.contains(e)) && r.left >= 0 && r.top >= 0
            && r.right <= innerWidth && r.bottom <= innerHeight,
          dialog: !!e.closest('dialog'),
          banner: !!e.closest('.cookieward-banner'),
        };
      }""";

  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private GuardSite site;
  private Page page;

  private void visit(DialogSettings dialog, String content, int width, boolean script) {
    site = BROWSING.site(Shop.settings(dialog));
    site.page = content;
    page = BROWSING.window(script);
    page.setViewportSize(width, 640);
    go("page");
  }

  private void go(String path) {
    page.navigate(site.at(path));
  }

  private Map<?, ?> focus() {
    return (Map<?, ?>) page.evaluate(FOCUS);
  }

  private void press(String key) {
    page.keyboard().press(key);
  }

  /** Presses Tab until something is reached. */
  private void tabTo(String text) {
    for (int i = 0; i < 80; i++) {
      press("Tab");
      if (text.equals(focus().get("text")) || text.equals(focus().get("value"))) {
        return;
      }
    }
    throw new AssertionError("Tab never reaches " + text);
  }

  /** Presses Enter and waits until the server has taken the answer. */
  private void answer() {
    page.waitForResponse(r -> r.request().method().equals("POST"), () -> press("Enter"));
  }

  private String jar() {
    return String.join(
        " ",
        page.context().cookies().stream()
            .map(c -> c.name)
            .filter(name -> !name.startsWith("consent-at-")) // the answer's twin
            .toList());
  }

  @ParameterizedTest(name = "{0}, {1} wide")
  @CsvSource({"BAR, 1280", "BAR, 320", "BOX, 1280", "CORNER, 1280"})
  @Proves({"banner.first", "banner.shape"})
  void theBannerIsFirstAndHoldsNobody(Layout layout, int width) {
    visit(DialogSettings.DEFAULTS.with(layout), LINKS, width, true);
    List<String> inBanner = new ArrayList<>();
    int theirs = 0;
    for (int i = 0; i < 60 && theirs < 30; i++) {
      press("Tab");
      Map<?, ?> focus = focus();
      if (Boolean.TRUE.equals(focus.get("banner"))) {
        inBanner.add((String) focus.get("text"));
        assertThat(theirs).as("the banner comes before the page").isZero();
      } else if ("theirs".equals(focus.get("name"))) {
        theirs++;
      }
      assertThat(focus.get("ring")).as("focus is visible on %s", focus).isEqualTo(true);
      assertThat(focus.get("seen")).as("nothing lies over %s", focus).isEqualTo(true);
    }
    assertThat(inBanner.stream().filter(text -> !text.isEmpty()).toList())
        .as("as one reads them")
        .endsWith("Cookie policy", "Privacy policy", "Accept all", "Reject all", "Customise");
    assertThat(theirs).as("the keyboard gets past the banner").isEqualTo(30);
    for (int i = 0; i < 31; i++) {
      press("Shift+Tab");
    }
    assertThat(focus().get("banner")).as("and back into it").isEqualTo(true);
    assertThat(jar()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Enter", "Space"})
  @Proves({"dialog.keyboard", "dialog.open"})
  void theDialogKeepsTheKeyboardUntilItIsClosedAndGivesItBack(String key) {
    visit(DialogSettings.DEFAULTS, LINKS, 1280, true);
    tabTo("Customise");
    press(key);
    page.locator("dialog[open]").waitFor();
    assertThat(focus().get("text")).as("k3: its title has the focus").isEqualTo("Cookie settings");
    List<String> met = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      press("Tab");
      Map<?, ?> focus = focus();
      if (!focus.get("name").equals("")) { // the browser's own controls
        assertThat(focus.get("dialog")).as("never behind: %s", focus).isEqualTo(true);
        assertThat(focus.get("ring")).as("focus is visible on %s", focus).isEqualTo(true);
        assertThat(focus.get("seen")).as("nothing lies over %s", focus).isEqualTo(true);
        met.add(focus.get("value").equals("") ? "" + focus.get("text") : "" + focus.get("value"));
      }
    }
    assertThat(met)
        .contains("preference", "analytics", "advertising", "third-party")
        .contains("save", "accept-all", "reject-all", "Close without saving")
        .doesNotContain("essential");
    press("Escape");
    assertThat(page.locator("dialog[open]").count()).isZero();
    assertThat(focus().get("text")).as("k3").isEqualTo("Customise");
    assertThat(jar()).as("b6: nothing is answered").isEmpty();

    tabTo("Cookie settings");
    press("Enter");
    page.locator("dialog[open]").waitFor();
    tabTo("Close without saving");
    press(key);
    assertThat(page.locator("dialog[open]").count()).isZero();
    assertThat(focus().get("text")).isEqualTo("Cookie settings");
    assertThat(jar()).isEmpty();
  }

  @Test
  @Proves({"dialog.keyboard", "dialog.services"})
  void switchesServicesAndSavesWithoutAPointer() {
    visit(DialogSettings.DEFAULTS, LINKS, 1280, true);
    tabTo("Customise");
    press("Enter");
    Locator dialog = page.locator("dialog[open]");
    dialog.waitFor();
    tabTo("analytics");
    press("Space");
    assertThat(dialog.locator("[value=analytics]").isChecked()).isTrue();
    press("Space");
    assertThat(dialog.locator("[value=analytics]").isChecked()).isFalse();
    press("Space");
    press("Tab");
    press("Enter"); // unfolds the services
    press("Tab");
    press("ArrowDown");
    assertThat(dialog.locator("select").nth(1).inputValue()).isEqualTo("stats");
    tabTo("save");
    answer();
    page.waitForCondition(() -> page.locator("dialog[open]").count() == 0);
    assertThat(jar()).isEqualTo("consent");
    page.waitForFunction("document.querySelector('[role=status]').textContent");
    assertThat(page.locator(".cookieward-banner").isVisible()).isFalse();
    press("Tab");
    assertThat(focus().get("name")).as("the page is where one goes on").isEqualTo("theirs");
  }

  @WithAndWithoutScript
  @Proves("banner.reject")
  void rejectingTakesOneKeyWhereAcceptingDoes(boolean script) {
    for (String button : List.of("Reject all", "Accept all")) {
      visit(DialogSettings.DEFAULTS, LINKS, 1280, script);
      page.locator("button:text('" + button + "')").first().focus();
      answer();
      page.waitForCondition(() -> !page.locator(".cookieward-banner").isVisible());
      assertThat(jar()).isEqualTo("consent");
    }
  }

  /** Playwright runs what a test asks in a page, even where the page's own scripts do not run. */
  @Test
  @Proves(
      value = {"dialog.keyboard", "dialog.save", "dialog.without-script"},
      in = Proves.In.NO_SCRIPT)
  void withoutScriptTheSameKeysLeadThroughThePages() {
    visit(DialogSettings.DEFAULTS, LINKS, 1280, false);
    tabTo("Customise");
    press("Enter");
    page.waitForURL("**/shop/consent?**");
    tabTo("analytics");
    press("Space");
    assertThat(page.locator("[value=analytics]").isChecked()).isTrue();
    answer(); // Enter within a form presses its first button: the one that saves what is shown
    page.waitForURL("**/shop/page");
    assertThat(page.locator(".cookieward-banner").count()).isZero();
    go("consent?return=/shop/page");
    assertThat(page.locator("[name=category]:checked:enabled").count()).isEqualTo(1);
    tabTo("More information");
    press("Enter");
    page.waitForURL("**/consent/third-parties?**");
    tabTo("Back to the cookie settings");
    press("Enter");
    page.waitForURL("**/shop/consent?**");
    tabTo("Back without saving");
    press("Enter");
    page.waitForURL("**/shop/page");
  }

  @ParameterizedTest
  @EnumSource(
      value = Surface.class,
      names = {
        "SETTINGS",
        "THIRD_PARTIES",
        "PLACEHOLDER",
        "POLICY",
        "DEPARTURE",
        "WITHHELD_REDIRECT"
      })
  @Proves("dialog.keyboard")
  void everyStopIsSeen(Surface surface) {
    visit(DialogSettings.DEFAULTS, LINKS, 320, true);
    surface.open(site, page, "en");
    int stops = 0;
    for (int i = 0; i < 40; i++) {
      press("Tab");
      Map<?, ?> focus = focus();
      if (focus.get("name").equals("")) {
        break;
      }
      stops++;
      assertThat(focus.get("ring")).as("focus is visible on %s", focus).isEqualTo(true);
      assertThat(focus.get("seen")).as("nothing lies over %s", focus).isEqualTo(true);
    }
    assertThat(stops).isGreaterThan(1);
  }
}
