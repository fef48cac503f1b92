package io.github.cookieward.page;

import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.GuardRules;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.Settings;
import java.io.IOException;
import java.util.Optional;

/**
 * The elements that put the guard into a page: the tables that it goes by, then the guard itself,
 * with what holds for the visitor in an attribute. They belong before every other script.
 */
final class Guard {
  private Guard() {}

  static void render(Markup markup, View view) throws IOException {
    Settings settings = view.enforcement().settings();
    if (!settings.pages().guards() || settings.mode() == Settings.Mode.REPORT_ONLY) {
      return;
    }
    Enforcer enforcer = view.enforcement().enforcer();
    Enforcement shown = view.enforcement().forPage();
    GuardRules rules = enforcer.guardRules();
    script(markup, view, table("guard-table.js", rules.table())).raw("></script>");
    if (rules.needsCookies(shown)) {
      script(markup, view, table("guard-cookies.js", rules.cookies())).raw("></script>");
    }
    script(markup, view, Assets.get("guard.js").path())
        .attribute("data-consent-guard", rules.of(shown, view.contextPath()))
        .attribute("data-consent-state", view.endpoint() + "/guard");
    if (view.policy().inline() && !view.hasFixedPolicy()) {
      markup.raw(" data-consent-imports=\"yes\"");
    }
    if (view.isShared()) {
      markup.raw(" data-consent-asks=\"yes\"");
    }
    markup.raw("></script>");
  }

  private static Markup script(Markup markup, View view, String path) throws IOException {
    return markup
        .raw("<script")
        .attribute("src", view.endpoint() + path)
        .attributeIfAny("nonce", view.policy().scriptNonce());
  }

  /**
   * The guard for a worker, which has no page: a worker's script begins with it. It is guarded
   * once, however many modules it has.
   *
   * @param policy of a service worker: what goes with the pages that it makes up, until it asks
   */
  static String worker(Enforcement enforcement, String contextPath, Optional<String> policy) {
    Settings settings = enforcement.settings();
    GuardRules rules = enforcement.enforcer().guardRules();
    boolean cookies = rules.needsCookies(enforcement);
    boolean asks = settings.pages().caching() == PageSettings.Caching.SHARED;
    return "if(!self[Symbol.for('cookieward')]){self[Symbol.for('cookieward')]=1;self.document={"
        + "currentScript:{base:location.protocol==='blob:'?origin:location.href,"
        + "outerHTML:'',t:"
        + Assets.quoted(rules.table().text() + (cookies ? rules.cookies().text() : ""))
        + ",dataset:{consentGuard:"
        + Assets.quoted(rules.of(enforcement, contextPath))
        + ",consentState:"
        + Assets.quoted(contextPath + settings.endpoint() + "/guard")
        + (asks ? ",consentAsks:'yes'" : "")
        + policy.map(said -> ",consentPages:" + Assets.quoted(said)).orElse("")
        + "}},implementation:{createHTMLDocument:()=>({createElement(){}})},"
        + "addEventListener(n,f){new BroadcastChannel('cookieward').onmessage=f}};(()=>{"
        + Assets.get("guard.js").text() // strict, as it says first: in a function, not in a block
        + "})();"
        + (policy.isPresent() ? Assets.get("made-pages.js").text() : "")
        + "delete self.document}";
  }

  /** What holds for a visitor now, for a guard that asks. */
  static String state(Enforcement enforcement, String contextPath) {
    GuardRules rules = enforcement.enforcer().guardRules();
    String own = rules.of(enforcement, contextPath);
    return rules.needsCookies(enforcement) ? own + rules.cookies().text() : own;
  }

  /** The path of a table's asset, without making it. */
  private static String table(String name, GuardRules.Table table) {
    return Asset.path(table.version(), name);
  }
}
