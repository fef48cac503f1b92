package io.github.cookieward.page;

import java.io.IOException;

/** What every page of ours has around its content. It needs no script. */
final class Frame {
  private Frame() {}

  /** The beginning, with a title that is the heading as well. */
  static void start(Markup markup, View view, String title) throws IOException {
    String site = view.enforcement().settings().siteName();
    markup.raw("<!DOCTYPE html>\n<html").language().raw("><head><meta charset=\"utf-8\"><title");
    markup.languageOf(title).raw(">").sayPlainly(title);
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
    markup.raw("<h1>").say(title).raw("</h1>");
  }

  /** The way back, other languages, and the end. */
  static void end(Markup markup, View view, String path, String back, String key)
      throws IOException {
    markup
        .raw("<p><a class=\"cookieward-back\"")
        .attribute("href", back)
        .raw(">")
        .say(key)
        .raw("</a></p>");
    LanguageChooser.own(markup, view, path);
    markup.raw("</main></body></html>\n");
  }
}
