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
import io.github.cookieward.model.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

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

  /** The guard alone: the server changes nothing in pages, and sends no policy. */
  private static final PageSettings ALONE =
      new PageSettings(
          Protection.STANDARD,
          false,
          false,
          true,
          false,
          Caching.PER_VISITOR,
          PageSettings.Compressed.DECODE,
          65_536);

  private static GuardSite site;
  private static GuardSite strict;
  private static GuardSite shared;

  @RegisterExtension
  private static final Browsing BROWSING =
      new Browsing("--host-resolver-rules=MAP *.test 127.0.0.1");

  private BrowserContext context;
  private Page page;
  private final List<String> errors = new ArrayList<>();

  private static Settings.Builder settings() {
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
        "blob worker",
        "new Worker(URL.createObjectURL(new Blob([`fetch('${T}/a').catch(() => {})`])))");
    all.put("window.open", "window.open(T + '/a')");
    all.put(
        "link clicked",
        "const f = document.createElement('a'); f.href = T + '/a'; f.target = '_blank'; f.click()");
    all.put(
        "blob frame",
        "const s = document.createElement('iframe'); s.src = URL.createObjectURL(new Blob([`<img src=${T}/a>`], {type: 'text/html'})); document.body.append(s)");
    all.put(
        "data frame",
        "const s = document.createElement('iframe'); s.src = 'data:text/html;base64,' + btoa(`<img src=${T}/a>`); document.body.append(s)");
    all.put(
        "attribute node",
        "const i = new Image(); i.setAttribute('src', 'data:,'); i.attributes.src.value = T + '/a'");
    all.put(
        "opened window",
        "const o = window.open('about:blank'); if (o) new o.Image().src = T + '/a'");
    return all;
  }

  private Set<String> reached(GuardSite to) {
    return reached(to, 4);
  }

  /** What reaches the tracker, each awaited for so many moments. */
  private Set<String> reached(GuardSite to, int moments) {
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
              for (int tries = 0; tries < moments && to.hits().isEmpty(); tries++) {
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
    names.removeAll(reached(to, 60)); // a busy machine takes its time
    return names;
  }

  @Test
  @Proves({"enforced.analytics", "technique.beacon", "technique.beacon-api"})
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

  private static final String KEPT =
      """
      async () => {
        const names = [];
        const keep = (name, value) => { if (value) names.push(name); };
        for (const name of ['_st', '_st.x', 's1-a-id', '_ga', 'XSRF-TOKEN', 'JSESSIONID', 'cart', 'mystery']) {
          document.cookie = name + '=1; path=/';
          keep('c:' + name, document.cookie.includes(name + '='));
        }
        await cookieStore.set('_st.two', '1');
        await cookieStore.set({name: '_st.three', value: '1'});
        keep('c:store', document.cookie.includes('_st.t'));
        for (const store of ['localStorage', 'sessionStorage']) {
          const s = window[store];
          s.setItem('st_a', '1');
          s.st_b = 1;
          s['st_c'] = 1;
          Object.defineProperty(s, 'st_d', {value: '1', configurable: true, enumerable: true, writable: true});
          Storage.prototype.setItem.call(s, 'st_e', '1');
          s.setItem('cart', '1');
          s.own = 'x';
          keep(store + ':st', Object.keys(s).filter((k) => k.startsWith('st_')).length);
          keep(store + ':cart', s.getItem('cart') === '1' && s.cart === '1' && s.length >= 1 && 'cart' in s);
          keep(store + ':own', s.own === 'x');
        }
        await new Promise((done) => {
          let r = {};
          try { r = indexedDB.open('st_db'); } catch { done(); }
          r.onsuccess = () => { r.result.close(); done(); };
          r.onerror = done;
        });
        await caches.open('st_cache').catch(() => {});
        keep('indexedDB', (await indexedDB.databases()).some((d) => d.name === 'st_db'));
        keep('caches', (await caches.keys()).includes('st_cache'));
        return names.join(' ');
      }""";

  private static final String ESSENTIALS =
      "c:XSRF-TOKEN c:JSESSIONID c:cart localStorage:cart localStorage:own sessionStorage:cart"
          + " sessionStorage:own";

  @Test
  @Proves({"enforced.delete", "technique.local-storage"})
  void whatIsStoredIsKeptBackAndGoesWhenItIsRefused() {
    String local =
        "http://localhost:" + site.port() + "/shop/page"; // a secure context: cookieStore
    page.navigate(local);
    assertThat(run(KEPT)).isEqualTo(ESSENTIALS);
    answer("accept-all");
    page.navigate(local);
    String granted = (String) run(KEPT);
    assertThat(granted.split(" "))
        .contains("c:_st", "c:_st.x", "c:s1-a-id", "c:_ga", "c:store", "indexedDB", "caches")
        .contains("localStorage:st", "sessionStorage:st", "c:XSRF-TOKEN", "c:cart")
        .doesNotContain("c:mystery");
    answer("reject-all");
    page.navigate(local);
    page.waitForFunction("() => !Object.keys(localStorage).some((k) => k.startsWith('st_'))");
    assertThat(run("Object.keys(localStorage).concat(Object.keys(sessionStorage)).sort().join()"))
        .isEqualTo("cart,cart,own,own");
    assertThat((String) run("document.cookie")).doesNotContain("_st").contains("cart=1");
    assertThat(errors).isEmpty();
  }

  @Test
  @Proves("technique.local-storage")
  void aStrictSiteKeepsNoKeyThatNobodyDeclared() {
    page.navigate("http://localhost:" + strict.port() + "/shop/page");
    assertThat(run(KEPT))
        .isEqualTo("c:XSRF-TOKEN c:JSESSIONID c:cart localStorage:cart sessionStorage:cart");
  }

  @Test
  void deletionsPassAndTheConsentCookieIsNobodys() {
    site.guarded = false;
    go(site);
    run("document.cookie = 'mystery=1; path=/'; document.cookie = 'other=1; path=/'");
    site.guarded = true;
    go(site);
    run("document.cookie = 'mystery=; path=/; Max-Age=0'");
    run("document.cookie = 'other=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT'");
    run("document.cookie = 'odd=1; path=/; max-age=0; max-age=500'");
    run("document.cookie = 'odder=1; expires=Thu, 01 Jan 1970 00:00:00 GMT; max-age=500'");
    run("document.cookie = 'consent=1; path=/'");
    run("document.cookie = 'nameless'");
    assertThat(run("document.cookie")).isEqualTo("");
  }

  @Test
  void theGrantTakesEffectWithoutReloadAndOnlyTheServerGrants() {
    go(site);
    run(
        "document.dispatchEvent(new CustomEvent('consent:change', {detail: {categories: {analytics: 'granted'}}}))");
    page.waitForTimeout(200);
    run("document.cookie = '_st=1'");
    assertThat(run("document.cookie")).isEqualTo("");
    answer("accept-all");
    run(
        "async () => { const e = new CustomEvent('consent:change'); let done; e.wait = (p) => { done"
            + " = p; }; document.dispatchEvent(e); await done; }");
    run("document.cookie = '_st=1'; document.cookie = '_ga=1'");
    assertThat(run("document.cookie")).isEqualTo("_st=1; _ga=1");
  }

  @Test
  void aSharedPageOpensToWhatTheVisitorHasGranted() {
    go(shared);
    answer("accept-all");
    go(shared);
    assertThat(page.content())
        .contains("?category analytics")
        .doesNotContain("+category analytics");
    page.waitForFunction(
        "() => { document.cookie = '_st=1'; document.cookie = '_ga=1';"
            + " return document.cookie === '_st=1; _ga=1' }");
    assertThat(errors).isEmpty();
  }

  @Test
  void hostileScriptsFindNoWayRound() {
    Map<String, String> ways = new TreeMap<>();
    ways.put(
        "delete", "delete document.cookie; delete Document.prototype.x; document.cookie = '_st=1'");
    ways.put(
        "descriptor",
        "Object.getOwnPropertyDescriptor(Document.prototype, 'cookie').set.call(document, '_st=1')");
    ways.put("lookup", "document.__lookupSetter__('cookie').call(document, '_st=1')");
    ways.put(
        "prototypes",
        "String.prototype.replace = String.prototype.split = RegExp.prototype.test = () => ''; RegExp.prototype.exec = () => null; Map.prototype.get = () => 1; Array.prototype[Symbol.iterator] = function* () {}; Object.prototype['c_st'] = 'essential'; Object.prototype['@stats'] = '+'; document.cookie = '_st=1'");
    ways.put(
        "apply",
        "Reflect.apply = Function.prototype.apply = Function.prototype.call = () => {}; document.cookie = '_st=1'");
    ways.put(
        "object prototype",
        "Object.prototype.get = (t) => t; Object.prototype.defineProperty = (t, k, d) => true; localStorage.st_x = 1; document.cookie = '_st=' + localStorage.st_x");
    ways.put(
        "changing text", "let n = 0; document.cookie = {toString: () => n++ ? '_st=1' : 'cart=1'}");
    ways.put(
        "frame",
        "const f = document.createElement('iframe'); document.documentElement.append(f); f.contentDocument.cookie = '_st=1'");
    ways.put(
        "frame's natives",
        "const f = document.createElement('iframe'); document.documentElement.append(f); Object.getOwnPropertyDescriptor(window[0].Document.prototype, 'cookie').set.call(document, '_st=1')");
    ways.put(
        "frame by markup",
        "document.documentElement.insertAdjacentHTML('beforeend', '<iframe></iframe>'); Object.getOwnPropertyDescriptor(frames[0].Document.prototype, 'cookie').set.call(document, '_st=1')");
    ways.put(
        "nested frame",
        "const f = document.createElement('iframe'); document.documentElement.append(f); f.contentDocument.body.innerHTML = '<iframe></iframe>'; window[0][0].document.cookie = '_st=1'");
    ways.put(
        "constructor",
        "new (new WebSocket('ws://127.0.0.1:1').constructor)('ws://tracker.test'); document.cookie = WebSocket.prototype.constructor === WebSocket ? 'cart=1' : '_st=1'");
    ways.put(
        "opened",
        "const w = window.open('about:blank'); if (w) Object.getOwnPropertyDescriptor(w.Document.prototype, 'cookie').set.call(document, '_st=1')");
    ways.forEach(
        (name, script) -> {
          go(site);
          try {
            run("() => { " + script + " }");
          } catch (RuntimeException e) {
            // An error is the hostile script's own.
          }
          assertThat(context.cookies().stream().map(c -> c.name).filter(c -> c.startsWith("_st")))
              .as(name)
              .isEmpty();
          page.close();
          page = context.newPage();
        });
  }

  @Test
  void worksUnderAStrictPolicyWithANonceOrWithSelfOnly() {
    site.nonce = "n0nce";
    for (String policy :
        List.of(
            "default-src 'none'; script-src 'nonce-n0nce' 'strict-dynamic'; connect-src *; frame-src *; img-src *",
            "default-src 'self'; img-src *")) {
      site.policy = policy;
      go(site);
      run(
          "document.cookie = '_st=1'; document.cookie = 'cart=1'; new Image().src = 'http://tracker.test:"
              + site.port()
              + "/a'");
      run(
          "const f = document.createElement('iframe'); f.srcdoc = `<b>x</b><img src='http://tracker.test:"
              + site.port()
              + "/a'>`; document.body.append(f)");
      page.waitForTimeout(300);
      assertThat(run("document.cookie")).as(policy).isEqualTo("cart=1");
      assertThat(site.hits()).as(policy).isEmpty();
    }
    assertThat(errors).isEmpty();
  }

  @Test
  void trustedTypesStayWhole() {
    site.policy = "require-trusted-types-for 'script'";
    go(site);
    run(
        "() => { const p = trustedTypes.createPolicy('x', {createHTML: (t) => t, createScriptURL: (t) => t});"
            + " document.body.innerHTML = p.createHTML(`<b id=b>x</b><img src=http://tracker.test:"
            + site.port()
            + "/a>`); const s = document.createElement('script'); s.src = p.createScriptURL('/shop/x.js');"
            + " document.head.append(s); document.body.append('text'); }");
    assertThat(run("document.querySelector('#b').textContent")).isEqualTo("x");
    assertThat(
            run(
                "() => { try { document.body.innerHTML = '<b>y</b>'; return 'set' } catch (e) { return e.name } }"))
        .isEqualTo("TypeError");
    page.waitForTimeout(200);
    assertThat(site.hits()).isEmpty();
    assertThat(errors).allSatisfy(e -> assertThat(e).contains("SyntaxError"));
  }

  /**
   * What is held back keeps nobody waiting, and what a parser has begun to load comes to an end.
   */
  @Test
  void aPageNeverLosesItsLoadEvent() {
    site.page =
        """
        <script>
          const T = 'http://tracker.test:' + location.port, errors = [];
          for (const [name, attribute] of [['img', 'src'], ['script', 'src'], ['iframe', 'src'], ['embed', 'src'], ['object', 'data'], ['video', 'poster'], ['link', 'href']]) {
            for (const way of [0, 1, 2, 3]) {
              const e = document.createElement(name);
              e.rel = 'stylesheet';
              e.onerror = () => errors.push(name);
              if (way === 0) e[attribute] = T + '/never';
              if (way === 1) e.setAttribute(attribute, T + '/never');
              document.body.append(e);
              if (way === 2) e[attribute] = T + '/never';
              if (way === 3) e.outerHTML = `<${name} rel=stylesheet ${attribute}="${T}/never"></${name}>`;
            }
          }
          document.write(`<img src="${T}/never"><script src="${T}/never"></` + `script><link rel=stylesheet href="${T}/never"><iframe src="${T}/never"></iframe><style>@import "${T}/never";</style>`);
          addEventListener('load', () => setTimeout(() => document.body.dataset.errors = errors.length, 200));
        </script>
        <img src="//tracker.test:PORT/a" srcset="//tracker.test:PORT/b 2x"><script src="//tracker.test:PORT/c"></script>
        <script async src="//tracker.test:PORT/d"></script><link rel=stylesheet href="//tracker.test:PORT/e">
        <iframe src="//tracker.test:PORT/f"></iframe><object data="//tracker.test:PORT/g"></object>
        <embed src="//tracker.test:PORT/h"><video poster="//tracker.test:PORT/i"></video>
        <iframe srcdoc="<img src=//tracker.test:PORT/j>"></iframe><style>@import "//tracker.test:PORT/k";</style>
        <iframe></iframe><iframe src="about:blank"></iframe>
        """
            .replace("PORT", String.valueOf(site.port()));
    go(site); // waits for the load event
    page.waitForFunction("document.body.dataset.errors >= 7 * 3");
    go(site); // and so does a second page in its place
    assertThat(site.hits()).noneMatch(hit -> hit.contains("never"));
    assertThat(errors).isEmpty();
  }

  @Test
  void aStateThatCannotBeHadLeavesAllAsItIs() {
    go(site);
    page.route("**/guard", route -> route.abort());
    run("document.dispatchEvent(new CustomEvent('consent:change'))");
    page.waitForTimeout(200);
    page.unroute("**/guard");
    page.route(
        "**/guard",
        route ->
            route.fulfill(
                new com.microsoft.playwright.Route.FulfillOptions().setBody("<p>Sign in</p>")));
    run(
        "async () => { const e = new CustomEvent('consent:change'); let done; e.wait = (p) => { done"
            + " = p; }; document.dispatchEvent(e); await done; }");
    run("document.cookie = '_st=1'; document.cookie = 'cart=1'");
    assertThat(run("document.cookie")).isEqualTo("cart=1");
    assertThat(errors).isEmpty();
  }

  @Test
  void anOrdinaryPageWorksAsBefore() {
    site.page =
        "<p>Hi</p><a id=l href='http://tracker.test/x'>link</a><template id=t><i>t</i></template>";
    go(site);
    assertThat(
            run(
                """
                async () => {
                  const said = [];
                  document.body.insertAdjacentHTML('beforeend', '<table><tr><td>1</td></tr></table>');
                  said.push(document.querySelectorAll('td').length);
                  const row = document.querySelector('tr');
                  row.innerHTML = '<td>a</td><td>b</td>';
                  said.push(row.cells.length);
                  document.body.append(document.querySelector('#t').content.cloneNode(true), 'text', null);
                  said.push(document.querySelector('i').textContent);
                  const a = document.createElement('a');
                  a.href = 'http://tracker.test/y';
                  said.push(a.getAttribute('href'), document.querySelector('#l').getAttribute('href').length);
                  said.push((await fetch('/shop/x')).status, typeof new XMLHttpRequest().open);
                  document.body.style.color = 'red';
                  said.push(getComputedStyle(document.body).color);
                  class Socket extends WebSocket {}
                  said.push(Socket.name, new Socket('ws://127.0.0.1:1') instanceof WebSocket);
                  const old = window.fetch;
                  window.fetch = function (...b) { return old.apply(this, b); };
                  said.push((await fetch('/shop/x')).ok);
                  document.body.innerHTML = null;
                  said.push(document.body.innerHTML);
                  const s = document.createElement('div');
                  s.setAttribute('DATA-X', null);
                  said.push(s.outerHTML, localStorage instanceof Storage, localStorage === window.localStorage);
                  return said.join('|');
                }"""))
        .isEqualTo(
            "1|2|t|http://tracker.test/y|21|200|function|rgb(255, 0, 0)|Socket|true|true||<div"
                + " data-x=\"null\"></div>|true|true");
    assertThat(errors).isEmpty();
  }
}
