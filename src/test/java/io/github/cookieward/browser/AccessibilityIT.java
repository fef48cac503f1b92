package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import io.github.cookieward.model.Proves;
import io.github.cookieward.page.Languages;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The rules of WCAG 2.2 A and AA that a program can judge, on every surface in every language,
 * light, dark, narrow and in forced colours.
 */
class AccessibilityIT {
  private enum Look {
    LIGHT,
    DARK,
    NARROW,
    FORCED
  }

  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private Page page;

  private void look(Look look) {
    page.emulateMedia(
        new Page.EmulateMediaOptions()
            .setColorScheme(look == Look.DARK ? ColorScheme.DARK : ColorScheme.LIGHT)
            .setForcedColors(look == Look.FORCED ? ForcedColors.ACTIVE : ForcedColors.NONE));
    page.setViewportSize(look == Look.NARROW ? 320 : 1280, look == Look.NARROW ? 640 : 800);
  }

  @ParameterizedTest
  @EnumSource
  @Proves("dialog.wcag")
  void nothingIsWrongInAnyLanguageAndLook(Surface surface) {
    assertThat(wrong(surface, true, Look.values())).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DIALOG") // which is the script's
  @Proves(value = "dialog.wcag", in = Proves.In.NO_SCRIPT)
  void nothingIsWrongWithoutScript(Surface surface) {
    assertThat(wrong(surface, false, Look.DARK, Look.NARROW)).isEmpty();
  }

  /** The rules are a script with timers: it runs once a page has come without its own. */
  private List<String> wrong(Surface surface, boolean script, Look... looks) {
    page = BROWSING.window(true);
    CDPSession chromium = page.context().newCDPSession(page);
    List<String> wrong = new ArrayList<>();
    for (String language : Languages.ownNames().keySet()) {
      stopScripts(chromium, !script);
      surface.open(BROWSING.shop(), page, language);
      assertThat(page.locator("[aria-haspopup=dialog]").count() > 0 && !script)
          .as("the page's own has run")
          .isFalse();
      stopScripts(chromium, false);
      Axe.load(page);
      for (Look look : looks) {
        if (look == Look.FORCED && !List.of("en", "ar", "ja").contains(language)) {
          continue; // colours that are the browser's know no language
        }
        look(look);
        Axe.wrong(page).forEach(each -> wrong.add(language + " " + look + ": " + each));
      }
    }
    return wrong;
  }

  private static void stopScripts(CDPSession chromium, boolean stop) {
    JsonObject value = new JsonObject();
    value.addProperty("value", stop);
    chromium.send("Emulation.setScriptExecutionDisabled", value);
  }

  @Test
  void whatIsWrongIsSeen() {
    page = BROWSING.window(true);
    Surface.BANNER.open(BROWSING.shop(), page, "en");
    Axe.load(page);
    page.addStyleTag(
        new Page.AddStyleTagOptions()
            .setContent(".cookieward .cookieward-choice { color: #777; background: #888 }"));
    page.evaluate(
        """
        const banner = document.querySelector('.cookieward-banner');
        banner.append(document.createElement('img'));
        banner.querySelector('button').setAttribute('aria-label', 'Yes');""");
    assertThat(Axe.wrong(page))
        .anyMatch(each -> each.startsWith("color-contrast at ") && each.contains("reject-all"))
        .anyMatch(each -> each.startsWith("label-content-name-mismatch"))
        .anyMatch(each -> each.startsWith("image-alt"));
  }
}
