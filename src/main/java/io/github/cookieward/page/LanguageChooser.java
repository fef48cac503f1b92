package io.github.cookieward.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLDecoder;
import java.util.Map;

/** A form that asks for the same page in another language; nothing is stored. */
final class LanguageChooser {
  /** The parameter of our own pages. */
  private static final String OWN = "lang";

  private LanguageChooser() {}

  /** On a page of ours. */
  static void own(Markup markup, View view, String path) throws IOException {
    start(markup, view.endpoint() + path, "");
    if (!view.returnTo().isEmpty()) {
      markup.hidden("return", view.returnTo());
    }
    end(markup, view, OWN);
  }

  /** On a page of the site's: its other parameters stay. */
  static void part(Markup markup, View view, String parameter) throws IOException {
    String[] address = view.returnTo().split("#", 2)[0].split("\\?", 2);
    start(markup, address[0], " cookieward");
    for (String pair : address.length < 2 ? new String[0] : address[1].split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty() && !name.equals(parameter)) {
        markup.hidden(name, equals < 0 ? "" : decoded(pair.substring(equals + 1)));
      }
    }
    end(markup, view, parameter);
  }

  /** What is not escaped as it should be stays as it is. */
  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  private static void start(Markup markup, String action, String style) throws IOException {
    markup
        .raw("<form class=\"cookieward-language")
        .raw(style)
        .raw("\" method=\"get\"")
        .language()
        .attributeIfAny("action", action)
        .raw(">");
  }

  private static void end(Markup markup, View view, String parameter) throws IOException {
    Map<String, String> languages = Languages.ownNames(view.enforcement().settings());
    Texts texts = markup.texts();
    markup
        .raw("<label><span>")
        .say("language.label")
        .raw("</span> <select")
        .attribute("name", parameter)
        .raw(">");
    for (Map.Entry<String, String> language : languages.entrySet()) {
      String tag = language.getKey();
      markup
          .raw("<option")
          .attribute("value", tag)
          .attribute("lang", tag)
          .raw(tag.equals(texts.language()) ? " selected>" : ">")
          .text(language.getValue())
          .raw("</option>");
    }
    markup
        .raw("</select></label><button type=\"submit\" class=\"cookieward-quiet\">")
        .say("language.choose")
        .raw("</button></form>");
  }
}
