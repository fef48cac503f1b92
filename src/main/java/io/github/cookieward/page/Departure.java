package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import java.io.IOException;

/**
 * A page between a link that counts its clicks, or a redirect, and where it leads: nobody is
 * counted, or sent to another site, unasked.
 */
final class Departure {
  private Departure() {}

  /**
   * Writes the page.
   *
   * @param address where the link leads; empty where only counting would tell
   */
  static void page(Markup markup, View view, String address, String host) throws IOException {
    start(markup, view, "departure.title");
    markup.raw("<p>").say("departure.intro").raw("</p><p>");
    if (Markup.isForTheWeb(address)) {
      markup.say("departure.leads", host).raw("</p><p>");
      link(markup, address, host);
    } else {
      markup.say("departure.unknown");
    }
    markup.raw("</p>");
    end(markup, view);
  }

  /** Writes the page in place of a redirect to a service. */
  static void withheld(
      Markup markup, View view, String address, String host, Service service, String back)
      throws IOException {
    start(markup, view, "departure.withheld.title");
    markup
        .raw("<p>")
        .say("departure.withheld.intro", host, markup.texts().name(service))
        .raw("</p>");
    if (Markup.isForTheWeb(address)) {
      markup.raw("<p>");
      link(markup, address, host);
      markup.raw("</p>");
    }
    markup
        .raw("<p><a class=\"cookieward-back\"")
        .attribute("href", back)
        .raw(">")
        .say("settings.first-back")
        .raw("</a></p>");
    end(markup, view);
  }

  private static void start(Markup markup, View view, String title) throws IOException {
    markup.raw("<!DOCTYPE html>\n<html").language().raw("><head><meta charset=\"utf-8\"><title");
    markup
        .languageOf(title)
        .raw(">")
        .sayPlainly(title)
        .raw("</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw("<meta name=\"robots\" content=\"noindex\">")
        .raw("<meta name=\"color-scheme\" content=\"light dark\">");
    Head.stylesheet(markup, view);
    markup.raw("</head><body class=\"cookieward cookieward-page\"><main><h1>");
    markup.say(title).raw("</h1>");
  }

  private static void link(Markup markup, String address, String host) throws IOException {
    markup
        .raw("<a rel=\"noopener noreferrer nofollow\"")
        .attribute("href", address)
        .raw(">")
        .say("departure.continue", host)
        .raw("</a>");
  }

  private static void end(Markup markup, View view) throws IOException {
    markup.raw("<p><a class=\"cookieward-link\"");
    Head.settingsLink(markup, view).raw(">").say("settings.link").raw("</a></p></main>");
    markup.raw("</body></html>\n");
  }
}
