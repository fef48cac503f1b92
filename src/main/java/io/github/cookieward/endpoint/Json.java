package io.github.cookieward.endpoint;

import io.github.cookieward.consent.Choice;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes JSON: a {@link Map} as an object, an {@link Iterable} as an array, a choice in lower case,
 * an empty {@link Optional} as null. All text is escaped so that it may stand in ASCII.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class Json {
  private final StringBuilder out = new StringBuilder(512);

  private Json() {}

  static String of(Object value) {
    Json json = new Json();
    json.value(value);
    return json.out.toString();
  }

  private void value(Object value) {
    if (value instanceof Map<?, ?> object) {
      object(object);
    } else if (value instanceof Iterable<?> array) {
      char before = '[';
      for (Object item : array) {
        out.append(before);
        value(item);
        before = ',';
      }
      out.append(before == '[' ? "[]" : "]");
    } else if (value instanceof Optional<?> optional) {
      if (optional.isPresent()) {
        value(optional.get());
      } else {
        out.append("null");
      }
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Choice choice) {
      text(choice.name().toLowerCase(Locale.ROOT));
    } else {
      text(value.toString());
    }
  }

  private void object(Map<?, ?> object) {
    char before = '{';
    for (Map.Entry<?, ?> member : object.entrySet()) {
      out.append(before);
      text(member.getKey().toString());
      out.append(':');
      value(member.getValue());
      before = ',';
    }
    out.append(before == '{' ? "{}" : "}");
  }

  private void text(String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ' || c > '~' || c == '<') {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
