package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.PageSettings.Caching;
import io.github.cookieward.enforcement.PageSettings.Protection;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A visitor of three sites whose pages have the guard and nothing else of ours. */
abstract class GuardedPages {
  private static final Service STATS =
      Service.builder("stats", Category.ANALYTICS)
          .thirdParty(true)
          .cookie("_st")
          .cookie(CookieRule.of(CookieRule.Kind.PREFIX, "_st."))
          .cookie(CookieRule.of(CookieRule.Kind.PATTERN, "s?-*-id"))
          .address("tracker.test")
          .endpoint("/collect")
          .storageKey("st_*")
          .build();
  private static final Service CART =
      Service.builder("cart", Category.ESSENTIAL)
          .cookie("cart")
          .address("cdn.test")
          .storageKey("cart")
          .build();

  /** The guard alone: the server changes nothing in pages, and sends no policy. */
  private static final PageSettings ALONE =
      PageSettings.DEFAULTS.withRewriting(false).withInjection(false).withPolicy(false);

  static GuardSite site;
  static GuardSite strict;
  static GuardSite shared;

  @RegisterExtension
  private static final Browsing BROWSING =
      new Browsing("--host-resolver-rules=MAP *.test 127.0.0.1");

  BrowserContext context;
  Page page;
  final List<String> errors = new ArrayList<>();

  private static SettingsBuilder settings() {
    return Settings.builder().service(STATS).service(CART);
  }

  @BeforeAll
  static void start() {
    site = BROWSING.site(settings().pages(ALONE).build());
    strict = BROWSING.site(settings().pages(ALONE.with(Protection.STRICT)).build());
    shared = BROWSING.site(settings().pages(ALONE.with(Caching.SHARED)).build());
  }

  @BeforeEach
  void visit() {
    page = BROWSING.window(true);
    context = page.context();
    page.onPageError(errors::add);
    for (GuardSite each : List.of(site, strict, shared)) {
      each.page = "";
      each.policy = "";
      each.nonce = "";
      each.guarded = true;
      each.hits().clear();
    }
  }

  final Object run(String script) {
    return page.evaluate(script);
  }

  final void answer(String action) {
    run(
        "fetch('/shop/consent', {method: 'POST', headers: {Accept: 'application/json'}, body:"
            + " new URLSearchParams({action: '"
            + action
            + "', policy: 1})}).then(a => a.text())");
  }

  final void go(GuardSite to) {
    page.navigate(to.uri());
  }

  /** Scripts by name: a file of cases has one a line, after a tab. */
  static Map<String, String> scripts(String file) {
    try (Stream<String> lines = Files.lines(Path.of("src/test/cases/guard", file))) {
      Map<String, String> scripts =
          lines
              .filter(line -> !line.startsWith("#"))
              .map(line -> line.split("\t", 2))
              .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
      assertThat(scripts).isNotEmpty();
      return new TreeMap<>(scripts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
