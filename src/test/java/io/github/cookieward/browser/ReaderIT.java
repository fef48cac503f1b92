package io.github.cookieward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import io.github.cookieward.page.Languages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody hears who does not see it: roles, names, states, descriptions, announcements. */
class ReaderIT {
  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private Page page;

  private void visit(boolean script) {
    page = BROWSING.window(script);
  }

  @WithAndWithoutScript
  @Proves({"banner.text", "dialog.links"})
  void theBannerIsARegionWithAHeadingAListAndThreeButtons(boolean script) {
    visit(script);
    Locator banner = Surface.BANNER.open(BROWSING.shop(), page, "en");
    assertThat(banner)
        .matchesAriaSnapshot(
            """
            - region "Cookie choice":
              - heading "Your cookie choice" [level=2]
              - paragraph
              - list:
                - listitem: remember your preferences
                - listitem: measure how the site is used
                - listitem: show and measure advertisements
              - paragraph:
                - link "Cookie policy"
                - link "Privacy policy"
              - button "Accept all"
              - button "Reject all"
              - button "Customise"
            """);
    assertThat(banner.getAttribute("aria-modal")).as("k1: it is none").isNull();
    if (script) {
      assertThat(banner.locator(".cookieward-customise")).hasAttribute("aria-haspopup", "dialog");
      assertThat(page.evaluate("document.activeElement === document.body"))
          .as("k1: it takes the focus from nobody")
          .isEqualTo(true);
    }
  }

  @Test
  @Proves({"dialog.links", "dialog.reader"})
  void theDialogHasItsTitlesNameAndASwitchForEachRow() {
    visit(true);
    Locator dialog = Surface.DIALOG.open(BROWSING.shop(), page, "en");
    assertThat(dialog)
        .matchesAriaSnapshot(
            """
            - dialog "Cookie settings":
              - button "Back"
              - heading "Cookie settings" [level=2]
              - button "Close without saving"
              - paragraph
              - switch "Accept all cookies"
              - switch "Essential" [checked] [disabled]
              - switch "Preferences"
              - group:
                - list:
                  - listitem:
                    - definition:
                      - link "Privacy policy of Film House (new tab)"
                    - combobox "Your choice for Film House"
              - switch "Analytics"
              - switch "Advertising"
              - switch "Third parties"
              - paragraph:
                - link "More information"
              - button "Save settings"
              - button "Accept all"
              - button "Reject all"
            """);
    for (Locator box : dialog.getByRole(AriaRole.SWITCH).all()) {
      if (box.getAttribute("name") != null) {
        String purpose = "#" + box.getAttribute("aria-describedby");
        assertThat(box).hasAccessibleDescription(dialog.locator(purpose).textContent());
      }
    }
    dialog.locator("[value=analytics]").focus();
    page.keyboard().press("Space");
    assertThat(dialog.locator("[value=analytics]")).isChecked();
    assertThat(dialog).matchesAriaSnapshot("- switch \"Analytics\" [checked]");
    Object behind =
        page.evaluate(
            """
            () => { const h = document.querySelector('h1').getBoundingClientRect();
              return document.elementFromPoint(h.left + 1, h.top + 1)?.localName }""");
    assertThat(behind).as("k2: what is behind is inert").isEqualTo("dialog");
  }

  @Test
  @Proves("dialog.status")
  void whatWasSavedIsSaidWithoutMovingTheFocus() {
    visit(true);
    Locator banner = Surface.BANNER.open(BROWSING.shop(), page, "en");
    Locator status = page.getByRole(AriaRole.STATUS);
    assertThat(status).hasCount(1);
    assertThat(status).hasText(""); // it must be there before it speaks
    page.waitForResponse(
        r -> r.request().method().equals("POST"),
        () -> banner.locator("[value=reject-all]").press("Enter"));
    assertThat(status).hasText("Your cookie choice has been saved.");
    assertThat(status).matchesAriaSnapshot("- status: Your cookie choice has been saved.");
    assertThat(status.getAttribute("lang")).isEqualTo("en");
  }

  @Test
  @Proves("dialog.reader")
  void aPlaceholderSaysWhatIsMissingAndWhatCanBeDone() {
    visit(true);
    assertThat(Surface.PLACEHOLDER.open(BROWSING.shop(), page, "en"))
        .matchesAriaSnapshot(
            """
            - group /A film/:
              - paragraph: A film
              - paragraph:
                - link /new tab/
              - button "Load once"
              - button /Always allow/
            """);
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(
      value = Surface.class,
      names = {"SETTINGS", "THIRD_PARTIES", "DEPARTURE", "WITHHELD_REDIRECT"})
  @Proves(value = "dialog.reader", in = Proves.In.NO_SCRIPT)
  void aPageOfOursHasATitleAMainPartAndOneHeading(Surface surface) {
    visit(false);
    surface.open(BROWSING.shop(), page, "en");
    assertThat(page.title()).isNotBlank();
    assertThat(page.getByRole(AriaRole.MAIN)).hasCount(1);
    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .hasCount(1);
    Object skipped =
        page.evaluate(
            """
            () => { let last = 0; return [...document.querySelectorAll('h1,h2,h3,h4')].some(h => {
              const level = +h.localName[1], bad = level > last + 1; last = level; return bad }) }""");
    assertThat(skipped).as("headings skip no level").isEqualTo(false);
  }

  @ParameterizedTest
  @EnumSource
  @Proves({"dialog.reader", "languages.direction"})
  void everythingIsNamedInItsLanguage(Surface surface) {
    visit(true);
    for (String language : Languages.ownNames().keySet()) {
      surface.open(BROWSING.shop(), page, language);
      Object unnamed =
          page.evaluate(
              """
              language => {
                const bad = [];
                for (const part of document.querySelectorAll('.cookieward')) {
                  const lang = part.closest('[lang]').getAttribute('lang');
                  if (lang !== language) bad.push(part.className + ' is in ' + lang);
                  if (getComputedStyle(part).direction !== (language === 'ar' ? 'rtl' : 'ltr'))
                    bad.push(part.className + ' runs the wrong way');
                  for (const c of part.querySelectorAll('button, a, input:not([type=hidden]), select, summary')) {
                    const name = c.getAttribute('aria-label') || c.labels?.[0]?.textContent || c.textContent;
                    if (!name.trim()) bad.push(c.outerHTML);
                  }
                }
                return bad;
              }""",
              language);
      assertThat(unnamed).as("%s %s", surface, language).asInstanceOf(LIST).isEmpty();
    }
  }
}
