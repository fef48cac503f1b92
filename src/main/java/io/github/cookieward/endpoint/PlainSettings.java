package io.github.cookieward.endpoint;

import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.page.View;
import org.owasp.encoder.Encode;

/** A plain form, until the page has its own words. */
final class PlainSettings {
  private PlainSettings() {}

  static String page(View view) {
    StringBuilder html =
        new StringBuilder("<!DOCTYPE html><title>Cookies</title><form method=post action=\"");
    html.append(Encode.forHtmlAttribute(view.endpoint())).append("\">");
    hidden(html, "return", view.returnTo());
    hidden(html, "token", view.token());
    for (CategorySettings offered : view.enforcement().settings().categories()) {
      html.append("<label><input type=checkbox name=category value=\"")
          .append(Encode.forHtmlAttribute(offered.category().id()))
          .append(view.enforcement().covers(offered.category()) ? "\" checked>" : "\">")
          .append(Encode.forHtml(offered.category().id()))
          .append("</label>");
    }
    for (String action : new String[] {"save", "accept-all", "reject-all"}) {
      html.append("<button name=action value=" + action + ">" + action + "</button>");
    }
    return html.append("</form>").toString();
  }

  private static void hidden(StringBuilder html, String name, String value) {
    html.append("<input type=hidden name=" + name + " value=\"")
        .append(Encode.forHtmlAttribute(value))
        .append("\">");
  }
}
