package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.cookieward.model.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What the guard keeps back in a real browser until it is granted. */
class GuardIT extends GuardedPages {
  private static final Map<String, String> REQUESTS = scripts("requests.tsv");

  private Set<String> reached(GuardSite to) {
    return reached(to, 4);
  }

  /** What reaches the tracker, each awaited for so many moments. */
  private Set<String> reached(GuardSite to, int moments) {
    TreeSet<String> names = new TreeSet<>();
    REQUESTS.forEach(
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
    Set<String> names = new TreeSet<>(REQUESTS.keySet());
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
  void whatASelectorComparesWithIsNoAddress() {
    go(site);
    assertThat(
            run(
                """
                () => {
                  const style = document.createElement('style');
                  style.textContent = 'a[href^="http://tracker.test/"] { color: red }';
                  document.head.append(style);
                  style.sheet.insertRule("a[href = 'http://tracker.test/'] { color: red }");
                  return [...style.sheet.cssRules].map((r) => r.selectorText).join();
                }"""))
        .isEqualTo("a[href=\"http://tracker.test/\"],a[href^=\"http://tracker.test/\"]");
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
  void whatIsGrantedCanBeImportedWithoutReload() {
    List<String> told = new ArrayList<>();
    page.onConsoleMessage(message -> told.add(message.text()));
    for (GuardSite each : List.of(site, shared)) {
      go(each);
      String tracker = "http://tracker.test:" + each.port();
      assertThat(run("import('http://unknown.test:" + each.port() + "/0.js').then(() => 1)"))
          .isEqualTo(1);
      answer("accept-all");
      run(
          "async () => { const e = new CustomEvent('consent:change'); let done; e.wait = (p) => {"
              + " done = p; }; document.dispatchEvent(e); await done; }");
      each.hits().clear();
      run("import('" + tracker + "/1.js').then(() => 1)");
      run("import('https://cdn.test/').catch(() => 1)");
      run(
          "import(URL.createObjectURL(new Blob([`import '"
              + tracker
              + "/2.js'`], {type: 'text/javascript'}))).then(() => 1)");
      assertThat(each.hits()).containsExactly("tracker.test/1.js", "tracker.test/2.js");
      assertThat(told).noneMatch(text -> text.contains("import map"));
      context.clearCookies();
    }
    assertThat(errors).isEmpty();
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
}
