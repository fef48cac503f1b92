package io.github.cookieward.page;

import io.github.cookieward.enforcement.DialogSettings;
import java.io.IOException;

/** The second layer's two frames: a page of its own, and a dialog in the site's page. */
final class SettingsPage {
  private SettingsPage() {}

  /** Without our script: a plain form leads back to where the visitor came from. */
  static void page(Markup markup, View view) throws IOException {
    Frame.start(markup, view, "settings.title");
    if (view.enforcement().conflict().isPresent()) {
      new ConflictChoice(markup, view).section();
    }
    new SettingsForm(markup, view).render();
    String back = Markup.isForTheWeb(view.returnTo()) ? view.returnTo() : view.link("/");
    Frame.end(markup, view, "", back, "settings.back");
  }

  /**
   * Closing it is a form of its own, so that it sends nothing; and so is the way back to the first
   * layer, which the script shows to those who came from there.
   */
  static void dialog(Markup markup, View view) throws IOException {
    boolean sheet = view.enforcement().settings().dialog().dialog() == DialogSettings.Dialog.SHEET;
    markup
        .raw("<dialog id=\"cookie-settings\" class=\"cookieward cookieward-dialog")
        .raw(sheet ? " cookieward-sheet\"" : "\"")
        .language()
        .raw(" aria-labelledby=\"cookieward-title\"><div class=\"cookieward-frame\">")
        .raw("<div class=\"cookieward-bar\"><form method=\"dialog\" hidden data-consent-back>")
        .raw("<button type=\"submit\" class=\"cookieward-return\">")
        .say("settings.first-back")
        .raw("</button></form><h2 id=\"cookieward-title\" tabindex=\"-1\" autofocus>")
        .say("settings.title")
        .raw("</h2><form method=\"dialog\"><button type=\"submit\" class=\"cookieward-close\"")
        .languageOf("settings.close")
        .attribute("aria-label", markup.texts().get("settings.close"))
        .raw("></button></form></div>");
    new SettingsForm(markup, view).render();
    markup
        .raw("</div></dialog><div class=\"cookieward-status\" role=\"status\"")
        .language()
        .raw("></div>");
  }
}
