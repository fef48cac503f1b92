package io.github.cookieward.tags;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.github.cookieward.browser.Browsing;
import io.github.cookieward.model.Proves;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script makes of the page, in a real browser and under a strict policy. */
class ConsentScriptTest {
  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private static TagServer server;

  private Page page;
  private final List<String> complaints = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    server = new TagServer();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void visit() {
    page = BROWSING.window(true);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") && !message.location().contains("favicon")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    open();
  }

  private void open() {
    page.navigate(server.uri("/shop/page.jsp").toString());
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Object ran() {
    return page.evaluate("document.body.dataset.ran");
  }

  private boolean hasChoice() {
    return page.context().cookies().stream().anyMatch(cookie -> cookie.name.startsWith("consent"));
  }

  /** Marks the document: the mark is gone where the page was loaded anew. */
  private void mark() {
    page.evaluate("document.documentElement.dataset.marked = 'yes'");
  }

  private boolean isSameDocument() {
    return page.locator("html[data-marked]").count() == 1;
  }

  @Test
  void acceptingTurnsTheHeldPartsLiveInTheirOrderWithoutReload() {
    mark();
    page.evaluate("document.addEventListener('consent:change', e => { document.seen = e.detail })");
    assertThat(ran()).isNull();

    button("Accept all").click();
    page.waitForSelector("body[data-ran='first inline']");

    page.waitForSelector("iframe[title='A film'][src='film.html']");
    assertThat(page.locator(".cookieward-banner").isVisible()).isFalse();
    assertThat(isSameDocument()).isTrue();
    assertThat(page.evaluate("document.seen.categories.analytics")).isEqualTo("granted");
    assertThat(page.getByRole(AriaRole.STATUS).textContent()).contains("has been saved");
    assertThat(complaints).isEmpty();
  }

  /** A sanitizer lets attributes of data pass. */
  @Test
  void whatSomebodyElseHasWrittenIsNotMadeCode() {
    button("Accept all").click();
    page.waitForSelector("body[data-ran='first inline']");
    page.evaluate(
        """
        () => {
          const held = 'data-consent-category=essential data-consent-held';
          document.body.insertAdjacentHTML('beforeend', `
            <p id=live ${held}=title data-consent-title=live>live</p>
            <iframe ${held}=srcdoc data-consent-srcdoc="<script>parent.bad = 1</script>"></iframe>
            <a id=bad ${held}="href onclick" data-consent-onclick="bad = 1"
              data-consent-href="&#1;java&#10;script:bad = 1">a</a>`);
        }
        """);
    page.waitForSelector("#live[title=live]");
    page.waitForSelector("#bad:not([data-consent-held])");
    page.evaluate("document.getElementById('bad').click()");

    assertThat(page.locator("[srcdoc], #bad[href], #bad[onclick]").count()).isZero();
    assertThat(page.evaluate("typeof bad")).isNotEqualTo("number");
  }

  @Test
  void rejectingHidesTheBannerAndRunsNothing() {
    button("Reject all").click();
    page.waitForSelector(
        ".cookieward-banner",
        new Page.WaitForSelectorOptions()
            .setState(com.microsoft.playwright.options.WaitForSelectorState.HIDDEN));

    assertThat(ran()).isNull();
    assertThat(hasChoice()).isTrue();
    open();
    assertThat(page.locator(".cookieward-banner").count()).isZero();
  }

  @Test
  void k3TheDialogTakesTheFocusAndEscapeGivesItBackAndStoresNothing() {
    Locator customise =
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Customise"));
    customise.focus();
    page.keyboard().press("Enter");

    assertThat(page.locator("#cookie-settings").isVisible()).isTrue();
    assertThat(page.evaluate("document.activeElement.closest('dialog') !== null")).isEqualTo(true);
    page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Analytics")).check();
    page.keyboard().press("Escape");

    assertThat(page.locator("#cookie-settings").isVisible()).isFalse();
    assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Customise");
    assertThat(hasChoice()).isFalse();
    customise.click();
    assertThat(
            page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Analytics"))
                .isChecked())
        .as("what was not saved is not shown")
        .isFalse();
  }

  @Test
  @Proves("enforced.live")
  void savingStoresWhatIsShownAndWithdrawingReloadsThePage() {
    page.navigate(server.uri("/shop/page.jsp") + "#cookie-settings");
    page.reload();
    Locator analytics =
        page.getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Analytics"));
    analytics.check();
    button("Save settings").click();
    page.waitForSelector("body[data-ran='first inline']");
    assertThat(page.locator("iframe[src]").count()).isZero();

    mark();
    page.getByRole(
            AriaRole.LINK, new Page.GetByRoleOptions().setName("Cookie settings").setExact(true))
        .click();
    assertThat(analytics.isChecked()).isTrue();
    page.locator("dialog button[value=reject-all]").click();
    page.waitForSelector("html:not([data-marked]) main");

    assertThat(ran()).isNull();
  }

  @Test
  void anEmbedMayBeLoadedOnceOrAlways() {
    button("Load once").click();
    page.waitForSelector("iframe[title='A film'][src='film.html']");
    assertThat(hasChoice()).isFalse();

    open();
    button("Always allow Video Hall").click();
    page.waitForSelector("iframe[title='A film'][src='film.html']");
    assertThat(hasChoice()).isTrue();
    assertThat(ran()).as("and nothing else").isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 700, 1280})
  void b2AndK8AcceptAndRejectAreOfOneSizeAndNothingScrollsSideways(int width) {
    page.setViewportSize(width, 568);
    assertThat(looks(".cookieward-banner", "accept-all"))
        .isEqualTo(looks(".cookieward-banner", "reject-all"));
    assertThat(page.locator(".cookieward-banner").boundingBox().height).isLessThanOrEqualTo(285);
    assertThat(overflow("html")).isLessThanOrEqualTo(0);

    page.getByText("Customise").click();

    assertThat(looks("dialog", "accept-all")).isEqualTo(looks("dialog", "reject-all"));
    assertThat(overflow("#cookie-settings .cookieward-scroll")).isLessThanOrEqualTo(0);
  }

  /** What a button looks like: its size and all that makes it stand out. */
  private Object looks(String within, String action) {
    return page.locator(within + " button[value=" + action + "]")
        .evaluate(
            "b => { const s = getComputedStyle(b), r = b.getBoundingClientRect();"
                + " return [Math.round(r.width), Math.round(r.height), s.color, s.background,"
                + " s.border, s.font, s.padding].join() }");
  }

  private int overflow(String selector) {
    return (int) page.locator(selector).evaluate("e => e.scrollWidth - e.clientWidth");
  }

  @Test
  @Proves(value = "dialog.without-script", in = Proves.In.NO_SCRIPT)
  void theFormsWorkWithoutScript() {
    Page quiet = BROWSING.window(false);
    quiet.navigate(server.uri("/shop/page.jsp?x=1").toString());
    quiet.getByText("Customise").click();
    quiet.getByLabel("Analytics").check();
    quiet.getByText("Save settings").click();

    assertThat(quiet.url()).endsWith("/shop/page.jsp?x=1");
    assertThat(quiet.content()).contains("counted unseen");
  }
}
