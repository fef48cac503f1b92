package io.github.cookieward.page;

import java.io.IOException;

/**
 * A page between a link that counts its clicks and where it leads: nobody is counted, or sent to
 * another site, unasked.
 */
final class Departure {
  private Departure() {}

  /**
   * Writes the page.
   *
   * @param address where the link leads; empty where only counting would tell
   */
  static void page(Markup markup, View view, String address, String host) throws IOException {
    markup.raw("<!DOCTYPE html>\n<html").language().raw("><head><meta charset=\"utf-8\"><title>");
    markup
        .sayPlainly("departure.title")
        .raw("</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta name=\"robots\" content=\"noindex\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">");
    Head.stylesheet(markup, view);
    markup.raw("</head><body class=\"cookieward cookieward-page\"><main><h1>");
    markup.say("departure.title").raw("</h1><p>").say("departure.intro").raw("</p><p>");
    if (Markup.isForTheWeb(address)) {
      markup
          .say("departure.leads", host)
          .raw("</p><p><a rel=\"noopener noreferrer nofollow\"")
          .attribute("href", address)
          .raw(">")
          .say("departure.continue", host)
          .raw("</a>");
    } else {
      markup.say("departure.unknown");
    }
    markup.raw("</p><p><a class=\"cookieward-link\"");
    Head.settingsLink(markup, view).raw(">").say("settings.link").raw("</a></p></main>");
    markup.raw("</body></html>\n");
  }
}
