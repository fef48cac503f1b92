package io.github.cookieward.page;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.owasp.encoder.Encode;

/**
 * Writes markup so that nothing but our own literals can be markup: all else passes an encoder. For
 * one thread.
 */
final class Markup {
  private final Appendable out;
  private final Texts texts;

  Markup(Appendable out, Texts texts) {
    this.out = out;
    this.texts = texts;
  }

  Texts texts() {
    return texts;
  }

  /** Markup of our own, as it stands in the source. */
  Markup raw(String literal) throws IOException {
    out.append(literal);
    return this;
  }

  /** Any text, as text. */
  Markup text(String text) throws IOException {
    out.append(Encode.forHtmlContent(text));
    return this;
  }

  /** One of our texts; what there is in another language only says so. */
  Markup say(String key, Object... arguments) throws IOException {
    return from(key, texts.get(key, arguments));
  }

  /** What one of our texts, by its key, has become. */
  Markup from(String key, String text) throws IOException {
    return texts.foreign(key).isEmpty()
        ? text(text)
        : raw("<span").languageOf(key).raw(">").text(text).raw("</span>");
  }

  /** The language of one of our texts, where an element has it alone and it is in another. */
  Markup languageOf(String key) throws IOException {
    Optional<Locale> foreign = texts.foreign(key);
    return foreign.isEmpty()
        ? this
        : attribute("lang", foreign.get().toLanguageTag())
            .attribute("dir", Texts.direction(foreign.get()));
  }

  /** What somebody has declared, or one of our texts where nobody has. */
  Markup declaredOr(String key, String text) throws IOException {
    return texts.says(key, text) ? from(key, text) : text(text);
  }

  /** One of our texts where no element can stand: in a title, or an option. */
  Markup sayPlainly(String key) throws IOException {
    return text(texts.get(key));
  }

  /** An attribute with a blank before it, always in quotes. */
  Markup attribute(String name, String value) throws IOException {
    out.append(' ').append(name).append("=\"").append(Encode.forHtmlAttribute(value)).append('"');
    return this;
  }

  /** An attribute where there is something to say, and nothing else. */
  Markup attributeIfAny(String name, String value) throws IOException {
    return value.isEmpty() ? this : attribute(name, value);
  }

  /** The language and direction of what is within. */
  Markup language() throws IOException {
    return attribute("lang", texts.language()).attribute("dir", texts.direction());
  }

  Markup hidden(String name, String value) throws IOException {
    return raw("<input type=\"hidden\"").attribute("name", name).attribute("value", value).raw(">");
  }

  /** A submit button; every one has the same element and class, so that none outranks another. */
  Markup button(String style, String action, String key, Object... arguments) throws IOException {
    return buttonOf("", style, action, key, arguments);
  }

  /** The same for a form elsewhere in the page, by its id. */
  Markup buttonOf(String form, String style, String action, String key, Object... arguments)
      throws IOException {
    return raw("<button type=\"submit\" name=\"action\"")
        .attributeIfAny("form", form)
        .attribute("class", style)
        .attribute("value", action)
        .raw(">")
        .say(key, arguments)
        .raw("</button>");
  }

  /** A link that leads out of the page without telling where from, if it is one for the web. */
  Markup newTab(String address, String key, Object... arguments) throws IOException {
    if (!isForTheWeb(address)) {
      return say(key, arguments);
    }
    return raw("<a target=\"_blank\" rel=\"noopener noreferrer\"")
        .attribute("href", address)
        .raw(">")
        .say(key, arguments)
        .raw("</a>");
  }

  /** Whether an address is http, https or relative: not one that runs or carries something. */
  static boolean isForTheWeb(String address) {
    int end = 0;
    while (end < address.length() && "/?#".indexOf(address.charAt(end)) < 0) {
      if (address.charAt(end) == ':') {
        String scheme = address.substring(0, end);
        return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http");
      }
      end++;
    }
    return !address.isEmpty();
  }
}
