package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every surface for people to look at, in {@code target/screenshots/surfaces}. */
class ScreenshotsIT {
  private static final Path DIRECTORY = Path.of("target", "screenshots", "surfaces");

  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  @ParameterizedTest
  @EnumSource
  void everySurfaceCanBeLookedAt(Surface surface) {
    for (String kind : List.of("desktop", "phone", "dark", "ar", "ja")) {
      boolean phone = kind.equals("phone");
      Page page =
          BROWSING.window(
              new Browser.NewContextOptions()
                  .setViewportSize(phone ? 320 : 1280, phone ? 640 : 800)
                  .setColorScheme(kind.equals("dark") ? ColorScheme.DARK : ColorScheme.LIGHT));
      surface.open(BROWSING.shop(), page, List.of("ar", "ja").contains(kind) ? kind : "en");
      String name = surface.name().toLowerCase(Locale.ROOT) + "-" + kind + ".png";
      page.screenshot(new Page.ScreenshotOptions().setPath(DIRECTORY.resolve(name)));
      assertThat(Files.exists(DIRECTORY.resolve(name))).isTrue();
      BROWSING.leave(page);
    }
  }
}
