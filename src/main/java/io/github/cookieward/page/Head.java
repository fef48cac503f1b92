package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Enforcement;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;
import org.owasp.encoder.Encode;

/** What links a page with the endpoint: the assets, and the way to the settings. */
final class Head {
  private Head() {}

  static void render(Markup markup, View view) throws IOException {
    stylesheet(markup, view);
    String granted = granted(view.enforcement());
    if (view.enforcement().settings().scriptApi()) {
      script(markup, view, "api.js", granted).raw("></script>"); // before who tells it of changes
    }
    script(markup, view, "consent.js", granted)
        .attribute("data-consent-saved", markup.texts().get("status.saved"))
        .raw(view.isShared() ? " data-consent-shared" : "")
        .raw(view.hasFixedPolicy() ? " data-consent-policy" : "")
        .raw("></script>");
  }

  private static Markup script(Markup markup, View view, String name, String granted)
      throws IOException {
    return markup
        .raw("<script defer")
        .attribute("src", address(view, name))
        .attributeIfAny("nonce", view.policy().scriptNonce())
        .attribute("data-consent-endpoint", view.endpoint())
        .attribute("data-consent-granted", granted);
  }

  static void stylesheet(Markup markup, View view) throws IOException {
    markup
        .raw("<link rel=\"stylesheet\"")
        .attribute("href", address(view, "consent.css"))
        .attributeIfAny("nonce", view.policy().styleNonce())
        .raw(">");
  }

  private static String address(View view, String name) {
    return view.endpoint() + Assets.get(name).path();
  }

  /** What is granted while the page is rendered, so that the script sees what is taken back. */
  private static String granted(Enforcement enforcement) {
    Set<String> granted = new LinkedHashSet<>(Set.of(Category.ESSENTIAL.id()));
    for (CategorySettings offered : enforcement.settings().categories()) {
      if (enforcement.covers(offered.category())) {
        granted.add(offered.category().id());
      }
    }
    for (Service service : enforcement.settings().catalogue().declared()) {
      if (enforcement.covers(service)) {
        granted.add("@" + service.id());
      }
    }
    for (String chosen : enforcement.consent().services().keySet()) {
      if (enforcement.coversService(chosen)) {
        granted.add("@" + chosen);
      }
    }
    return String.join(" ", granted);
  }

  /**
   * The attributes that make a link one to the settings: a page without the script, a dialog with.
   */
  static Markup settingsLink(Markup markup, View view) throws IOException {
    return markup.attribute("href", own(markup, view, "")).raw(" data-consent-settings");
  }

  /** A page of ours, in the language of this one and with the way back to it. */
  static String own(Markup markup, View view, String path) {
    String back =
        view.returnTo().isEmpty() ? "" : "return=" + Encode.forUriComponent(view.returnTo()) + "&";
    return view.endpoint() + path + "?" + back + "lang=" + markup.texts().language();
  }

  /** The page that offers to take an answer along to an address elsewhere. */
  static String handOver(Markup markup, View view, String address) {
    return view.endpoint()
        + "/hand-over?to="
        + Encode.forUriComponent(address)
        + "&lang="
        + markup.texts().language();
  }

  /** What every form of ours sends besides the answer. */
  static void hiddenFields(Markup markup, View view) throws IOException {
    markup
        .hidden("return", view.returnTo())
        .hidden("policy", Integer.toString(view.enforcement().settings().policyVersion()))
        .hidden("token", view.token());
  }

  /** Links to the policies that the site names. */
  static void policies(Markup markup, View view) throws IOException {
    link(markup, view.link(view.enforcement().settings().policy()), "policy.cookies");
    link(markup, view.link(view.enforcement().settings().privacy()), "policy.privacy");
  }

  private static void link(Markup markup, String address, String key) throws IOException {
    if (Markup.isForTheWeb(address)) {
      markup.raw(" <a").attribute("href", address).raw(">").say(key).raw("</a>");
    }
  }
}
