package io.github.cookieward.page;

import java.io.IOException;

/** The second layer's two frames: a page of its own, and a dialog in the site's page. */
final class SettingsPage {
  private SettingsPage() {}

  /** Without our script: a plain form leads back to where the visitor came from. */
  static void page(Markup markup, View view) throws IOException {
    String site = view.enforcement().settings().siteName();
    markup.raw("<!DOCTYPE html>\n<html").language().raw("><head><meta charset=\"utf-8\"><title>");
    markup.say("settings.title");
    if (!site.isEmpty()) {
      markup.raw(" – ").text(site);
    }
    markup
        .raw("</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta name=\"robots\" content=\"noindex\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">");
    Head.stylesheet(markup, view);
    markup.raw("</head><body class=\"cookieward cookieward-page\"><main>");
    if (!site.isEmpty()) {
      markup.raw("<p class=\"cookieward-site\">").text(site).raw("</p>");
    }
    markup.raw("<h1>").say("settings.title").raw("</h1>");
    new SettingsForm(markup, view).render();
    String back = Markup.isForTheWeb(view.returnTo()) ? view.returnTo() : view.link("/");
    markup
        .raw("<p><a class=\"cookieward-back\"")
        .attribute("href", back)
        .raw(">")
        .say("settings.back")
        .raw("</a></p></main></body></html>\n");
  }

  /** Closing it is a form of its own, so that it sends nothing. */
  static void dialog(Markup markup, View view) throws IOException {
    markup
        .raw("<dialog id=\"cookie-settings\" class=\"cookieward cookieward-dialog\"")
        .language()
        .raw(" aria-labelledby=\"cookieward-title\"><div class=\"cookieward-frame\">")
        .raw("<div class=\"cookieward-bar\"><h2 id=\"cookieward-title\" tabindex=\"-1\" autofocus>")
        .say("settings.title")
        .raw("</h2><form method=\"dialog\"><button type=\"submit\" class=\"cookieward-close\"")
        .attribute("aria-label", markup.texts().get("settings.close"))
        .raw("></button></form></div>");
    new SettingsForm(markup, view).render();
    markup
        .raw("</div></dialog><div class=\"cookieward-status\" role=\"status\"")
        .language()
        .raw("></div>");
  }
}
