package io.github.cookieward.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Everything of ours that visitors meet, and how a browser gets there. One more is one line. */
@SuppressWarnings("ImmutableEnumChecker") // its functions keep nothing
enum Surface {
  BANNER("page?", l -> Shop.PLAIN, ".cookieward-banner"),
  NOTICES("page?", l -> Shop.PLAIN, ".cookieward-banner .cookieward-note"),
  DIALOG("page?", "#cookie-settings", l -> Shop.PLAIN, "dialog[open]", Surface::unfold),
  SETTINGS("consent?return=/shop/page", l -> "", "main .cookieward-settings", Surface::unfold),
  THIRD_PARTIES("consent/third-parties?return=/shop/page", l -> "", "main article"),
  DEPARTURE("out?to=https://other.example/", l -> "", "main h1"),
  WITHHELD_REDIRECT("leave?", l -> "", "main h1"),
  PLACEHOLDER("cookies?", l -> Shop.HELD, ".cookieward-embed"),
  POLICY("privacy?", Shop::policy, ".cookieward-table");

  /** Not what a test would see of a page whose style has failed, or that is in another language. */
  private static final String STYLED =
      "lang => { const e = document.querySelector('.cookieward');"
          + " return getComputedStyle(e).boxSizing === 'border-box'"
          + " && e.closest('[lang]').getAttribute('lang') === lang }";

  private final String path;
  private final String fragment;
  private final Function<Locale, String> content;
  private final String sign;
  private final Consumer<Page> prepare;

  Surface(String path, Function<Locale, String> content, String sign) {
    this(path, "", content, sign, page -> {});
  }

  Surface(String path, Function<Locale, String> content, String sign, Consumer<Page> prepare) {
    this(path, "", content, sign, prepare);
  }

  Surface(
      String path,
      String fragment,
      Function<Locale, String> content,
      String sign,
      Consumer<Page> prepare) {
    this.path = path;
    this.fragment = fragment;
    this.content = content;
    this.sign = sign;
    this.prepare = prepare;
  }

  private static void unfold(Page page) {
    page.locator("details").evaluateAll("all => all.forEach(e => { e.open = true })");
  }

  /** Leads a page there, in a language, and waits until it can be seen. */
  Locator open(GuardSite site, Page page, String language) {
    site.page = content.apply(Locale.forLanguageTag(language));
    page.setExtraHTTPHeaders(Map.of("Accept-Language", language));
    site.signal = this == NOTICES;
    page.navigate(
        "http://localhost:%s/shop/%s&in=%s%s".formatted(site.port(), path, language, fragment));
    Locator surface = page.locator(sign).first();
    surface.waitFor();
    page.waitForFunction(STYLED, language);
    prepare.accept(page);
    return surface;
  }
}
