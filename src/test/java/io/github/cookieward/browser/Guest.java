package io.github.cookieward.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Somebody at a site of the test, in a window of their own. */
final class Guest {
  private final GuardSite site;
  private final Page page;

  Guest(GuardSite site, Page page) {
    this.site = site;
    this.page = page;
  }

  Page page() {
    return page;
  }

  BrowserContext browser() {
    return page.context();
  }

  /** Goes to a page of the site. */
  Guest go(String path) {
    page.navigate(site.at(path));
    return this;
  }

  /** The same person in another tab. */
  Guest tab() {
    return new Guest(site, browser().newPage());
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  Locator banner() {
    return find(".cookieward-banner");
  }

  /** Presses a button of the banner, and waits until it has gone. */
  Guest press(String action) {
    page.waitForResponse(
        r -> r.request().method().equals("POST"),
        () -> banner().locator("button[value=" + action + "]").click());
    page.waitForCondition(() -> !banner().isVisible());
    page.waitForLoadState();
    return this;
  }

  /** Switches on the settings' page what is named and nothing else, and saves. */
  Guest save(String... categories) {
    go("consent?return=/shop/page");
    Set<String> on = Set.of(categories);
    for (Locator box : find("main input[name=category]:enabled").all()) {
      box.setChecked(on.contains(box.getAttribute("value")));
    }
    return send("save");
  }

  /** Presses a button of the settings' page, and waits for the page that it leads back to. */
  Guest send(String action) {
    find("main button[value=" + action + "]").click();
    page.waitForURL("**/shop/page");
    return this;
  }

  /** What the settings' page shows as on, besides what is essential. */
  Set<String> granted() {
    go("consent?return=/shop/page");
    return find("main input[name=category]:checked:enabled").all().stream()
        .map(box -> box.getAttribute("value"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Scrolls the page, as far as it lets itself be scrolled. */
  Guest scroll() {
    page.mouse().move(160, 100);
    page.mouse().wheel(0, 300);
    page.waitForCondition(() -> (Boolean) page.evaluate("scrollY > 0"));
    page.evaluate("scrollTo(0, 0)");
    return this;
  }

  /** The names of the cookies in the browser, but for the answer's twin, which has its time. */
  Set<String> jar() {
    return browser().cookies().stream()
        .map(cookie -> cookie.name)
        .filter(name -> !name.startsWith("consent-at-"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A cookie in the browser, or nothing where there is none. */
  String cookie(String name) {
    return browser().cookies().stream()
        .filter(cookie -> cookie.name.equals(name))
        .map(cookie -> cookie.value)
        .findFirst()
        .orElse("");
  }

  /** Puts a cookie into the browser as another page of the site would have. */
  Guest has(String name, String value) {
    browser().addCookies(List.of(new Cookie(name, value).setDomain("localhost").setPath("/")));
    return this;
  }
}
