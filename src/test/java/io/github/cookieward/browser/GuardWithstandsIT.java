package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the guard withstands in a real browser, and what it leaves alone. */
class GuardWithstandsIT extends GuardedPages {
  @Test
  void hostileScriptsFindNoWayRound() {
    scripts("hostile.tsv")
        .forEach(
            (name, script) -> {
              go(site);
              try {
                run("() => { " + script + " }");
              } catch (RuntimeException e) {
                // An error is the hostile script's own.
              }
              assertThat(
                      context.cookies().stream().map(c -> c.name).filter(c -> c.startsWith("_st")))
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
