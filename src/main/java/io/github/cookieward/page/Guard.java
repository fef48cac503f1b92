package io.github.cookieward.page;

import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.GuardRules;
import io.github.cookieward.enforcement.Settings;
import java.io.IOException;
import java.util.List;

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
    boolean shared = view.isShared();
    Enforcement shown =
        shared ? enforcer.begin(List.of(), false, Signals.NONE) : view.enforcement();
    GuardRules rules = enforcer.guardRules();
    script(markup, view, Assets.table("guard-table.js", rules.table())).raw("></script>");
    if (rules.needsCookies(shown)) {
      script(markup, view, Assets.table("guard-cookies.js", rules.cookies())).raw("></script>");
    }
    script(markup, view, Assets.get("guard.js"))
        .attribute("data-consent-guard", rules.of(shown, view.contextPath()))
        .attribute("data-consent-state", view.endpoint() + "/guard");
    if (shared) {
      markup.raw(" data-consent-asks=\"yes\"");
    }
    markup.raw("></script>");
  }

  private static Markup script(Markup markup, View view, Asset asset) throws IOException {
    return markup
        .raw("<script")
        .attribute("src", view.endpoint() + asset.path())
        .attributeIfAny("nonce", view.nonce());
  }

  /** What holds for a visitor now, for a guard that asks. */
  static String state(Enforcement enforcement, String contextPath) {
    GuardRules rules = enforcement.enforcer().guardRules();
    String own = rules.of(enforcement, contextPath);
    if (!rules.needsCookies(enforcement)) {
      return own;
    }
    String endpoint = contextPath + enforcement.settings().endpoint();
    return own + "#" + endpoint + Assets.table("guard-cookies.js", rules.cookies()).path() + "\n";
  }
}
