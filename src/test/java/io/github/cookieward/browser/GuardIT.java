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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the guard keeps back in a real browser, what it lets pass, and what it withstands. */
class GuardIT {
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

  private static GuardSite site;
  private static GuardSite strict;
  private static GuardSite shared;
  private static Chromium chromium;

  private BrowserContext context;
  private Page page;
  private final List<String> errors = new ArrayList<>();

  private static Settings.Builder settings() {
    return Settings.builder().service(STATS).service(CART);
  }

  @BeforeAll
  static void start() throws Exception {
    site = new GuardSite(settings().build());
    strict = new GuardSite(settings().pages(PageSettings.DEFAULTS.with(Protection.STRICT)).build());
    shared = new GuardSite(settings().pages(PageSettings.DEFAULTS.with(Caching.SHARED)).build());
    chromium = new Chromium(List.of("--host-resolver-rules=MAP *.test 127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    chromium.close();
    site.close();
    strict.close();
    shared.close();
  }

  @BeforeEach
  void visit() {
    context = chromium.browser().newContext();
    context.setDefaultTimeout(10_000);
    page = context.newPage();
    page.onPageError(errors::add);
    for (GuardSite each : List.of(site, strict, shared)) {
      each.page = "";
      each.policy = "";
      each.nonce = "";
      each.guarded = true;
      each.hits().clear();
    }
  }

  @AfterEach
  void leave() {
    context.close();
  }

  private Object run(String script) {
    return page.evaluate(script);
  }

  private void answer(String action) {
    run(
        "fetch('/shop/consent', {method: 'POST', headers: {Accept: 'application/json'}, body:"
            + " new URLSearchParams({action: '"
            + action
            + "', policy: 1})}).then(a => a.text())");
  }

  private void go(GuardSite to) {
    page.navigate(to.uri());
  }

  /** Scripts by name; {@code T} is the tracker's origin. Each asks the tracker for something. */
  private static Map<String, String> vectors() {
    Map<String, String> all = new TreeMap<>();
    all.put("fetch", "fetch(T + '/a').catch(() => {})");
    all.put("fetch of a URL", "fetch(new URL(T + '/a')).catch(() => {})");
    all.put("fetch of a request", "fetch(new Request(T + '/a')).catch(() => {})");
    all.put(
        "fetch keepalive", "fetch(T + '/a', {keepalive: true, method: 'POST'}).catch(() => {})");
    all.put("fetch without scheme", "fetch(T.slice(5) + '/a').catch(() => {})");
    all.put("fetch with backslashes", "fetch('http:\\\\\\\\' + T.slice(7) + '/a').catch(() => {})");
    all.put("fetch with a line end", "fetch(T.replace('tr', 't\\nr') + '/a').catch(() => {})");
    all.put("fetch of the site's collector", "fetch('/shop/collect?x').catch(() => {})");
    all.put("beacon", "navigator.sendBeacon(T + '/a', 'x')");
    all.put("xhr", "const x = new XMLHttpRequest(); x.open('GET', T + '/a'); x.send()");
    all.put("event source", "new EventSource(T + '/a')");
    all.put("web socket", "new WebSocket(T.replace('http', 'ws') + '/a')");
    all.put("image", "new Image().src = T + '/a'");
    all.put("image by attribute", "new Image().setAttribute('src', T + '/a')");
    all.put("image srcset", "new Image().srcset = T + '/a 1x'");
    all.put("audio", "new Audio(T + '/a').load()");
    all.put(
        "script",
        "const s = document.createElement('script'); s.src = T + '/a'; document.head.append(s)");
    all.put(
        "script by setAttributeNS",
        "const s = document.createElement('script'); s.setAttributeNS(null, 'src', T + '/a'); document.head.appendChild(s)");
    all.put(
        "stylesheet",
        "const s = document.createElement('link'); s.rel = 'stylesheet'; s.href = T + '/a'; document.head.append(s)");
    all.put(
        "preload",
        "const s = document.createElement('link'); s.rel = 'preload'; s.as = 'script'; s.href = T + '/a'; document.head.append(s)");
    all.put(
        "iframe",
        "const s = document.createElement('iframe'); s.src = T + '/a'; document.body.append(s)");
    all.put(
        "object",
        "const s = document.createElement('object'); s.data = T + '/a'; document.body.append(s)");
    all.put(
        "embed",
        "const s = document.createElement('embed'); s.src = T + '/a'; document.body.append(s)");
    all.put(
        "video poster",
        "const s = document.createElement('video'); s.poster = T + '/a'; document.body.append(s)");
    all.put("style attribute", "document.body.setAttribute('style', `background: url(${T}/a)`)");
    all.put("style property", "document.body.style.backgroundImage = `url(${T}/a)`");
    all.put("style cssText", "document.body.style.cssText = `background: url(\"${T}/a\")`");
    all.put("style setProperty", "document.body.style.setProperty('background', `url(${T}/a)`)");
    all.put(
        "style element",
        "const s = document.createElement('style'); s.textContent = `body { background: url(${T}/a) }`; document.head.append(s)");
    all.put(
        "style import",
        "const s = document.createElement('style'); s.textContent = `@import url(${T}/a);`; document.head.append(s)");
    all.put(
        "insertRule",
        "const s = document.createElement('style'); document.head.append(s); s.sheet.insertRule(`body { background: url(${T}/a) }`)");
    all.put(
        "constructed sheet",
        "const s = new CSSStyleSheet(); s.replaceSync(`body { background: url(${T}/a) }`); document.adoptedStyleSheets = [s]");
    all.put("font face", "new FontFace('x', `url(${T}/a)`).load().catch(() => {})");
    all.put("innerHTML", "document.body.innerHTML = `<b>x</b><img src='${T}/a'>`");
    all.put(
        "innerHTML with entities",
        "document.body.innerHTML = `<img src='${T.replace('//', '&#47;&sol;')}/a'>`");
    all.put(
        "innerHTML of what is detached",
        "document.createElement('div').innerHTML = `<img src=${T}/a>`");
    all.put(
        "outerHTML",
        "const d = document.createElement('div'); document.body.append(d); d.outerHTML = `<img src=${T}/a>`");
    all.put(
        "insertAdjacentHTML", "document.body.insertAdjacentHTML('beforeend', `<img src=${T}/a>`)");
    all.put(
        "setHTMLUnsafe",
        "document.body.setHTMLUnsafe(`<div><template shadowrootmode=open><img src=${T}/a></template></div>`)");
    all.put(
        "contextual fragment",
        "document.body.append(document.createRange().createContextualFragment(`<script src=${T}/a></` + 'script>'))");
    all.put(
        "parsed elsewhere",
        "document.body.append(new DOMParser().parseFromString(`<img src=${T}/a>`, 'text/html').body.firstChild)");
    all.put(
        "template clone",
        "const t = document.createElement('template'); t.innerHTML = `<img src=${T}/a>`; document.body.append(t.content.cloneNode(true))");
    all.put(
        "svg image",
        "const s = document.createElementNS('http://www.w3.org/2000/svg', 'svg'); s.innerHTML = `<image href='${T}/a'/>`; document.body.append(s)");
    all.put("document.write", "document.write(`<script src=${T}/a></` + 'script>')");
    all.put(
        "form submit",
        "const f = document.createElement('form'); f.method = 'POST'; f.action = T + '/a'; f.target = 'aside'; document.body.append(f); const i = document.createElement('iframe'); i.name = 'aside'; document.body.append(i); f.submit()");
    all.put(
        "srcdoc",
        "const s = document.createElement('iframe'); s.srcdoc = `<script>fetch('${T}/a').catch(() => {})</` + 'script>'; document.body.append(s)");
    all.put(
        "srcdoc markup",
        "document.body.innerHTML = `<iframe srcdoc=\"<img src=${T}/a>\"></iframe>`");
    all.put(
        "blank frame",
        "const s = document.createElement('iframe'); document.body.append(s); s.contentWindow.fetch(T + '/a').catch(() => {})");
    all.put(
        "blank frame by index",
        "const s = document.createElement('iframe'); document.body.append(s); window[window.length - 1].fetch(T + '/a').catch(() => {})");
    all.put(
        "blank frame by markup",
        "document.body.innerHTML = '<iframe></iframe>'; new window[0].Image().src = T + '/a'");
    all.put(
        "blank frame in shadow",
        "const d = document.createElement('div'); document.body.append(d); const r = d.attachShadow({mode: 'closed'}); r.innerHTML = '<iframe></iframe>'; r.firstChild.contentDocument.body.innerHTML = `<img src=${T}/a>`");
    all.put(
        "write into a frame",
        "const s = document.createElement('iframe'); document.body.append(s); s.contentDocument.write(`<img src=${T}/a>`); s.contentDocument.close()");
    all.put(
        "javascript frame",
        "const s = document.createElement('iframe'); s.src = `javascript:fetch('${T}/a').catch(() => {})`; document.body.append(s)");
    all.put(
        "opened window",
        "const o = window.open('about:blank'); if (o) new o.Image().src = T + '/a'");
    return all;
  }

  private Set<String> reached(GuardSite to) {
    TreeSet<String> names = new TreeSet<>();
    vectors()
        .forEach(
            (name, script) -> {
              go(to);
              to.hits().clear();
              try {
                run(
                    "async () => { const T = 'http://tracker.test:"
                        + to.port()
                        + "'; "
                        + script
                        + "; await new Promise(d => setTimeout(d, 120)); }");
              } catch (RuntimeException e) {
                errors.add(name + ": " + e.getMessage());
              }
              for (int tries = 0; tries < 4 && to.hits().isEmpty(); tries++) {
                page.waitForTimeout(30);
              }
              if (!to.hits().isEmpty()) {
                names.add(name);
              }
              context.pages().stream().filter(p -> p != page).forEach(Page::close);
            });
    return names;
  }

  private Set<String> missed(GuardSite to) {
    Set<String> names = new TreeSet<>(vectors().keySet());
    names.removeAll(reached(to));
    return names;
  }

  @Test
  void whatReachesATrackerIsKeptBackUntilItIsGranted() {
    site.guarded = false;
    assertThat(missed(site)).as("not fired without the guard").isEmpty();
    site.guarded = true;
    assertThat(reached(site)).as("undecided").isEmpty();
    answer("accept-all");
    assertThat(missed(site)).as("broken although granted").isEmpty();
    answer("reject-all");
    assertThat(reached(site)).as("withdrawn").isEmpty();
    assertThat(errors).isEmpty();
  }
}
