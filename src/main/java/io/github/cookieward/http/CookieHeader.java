package io.github.cookieward.http;

import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * The {@code Cookie} request field: pairs with a semicolon between.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5.4">RFC 6265, 5.4</a>
 */
public final class CookieHeader {
  private CookieHeader() {}

  /**
   * Hands each pair to a reader, in order: its name (empty where there is none) and its value, both
   * without blanks and tabs around. Other white space belongs to a name: a browser that guards
   * {@code __Host-x} lets other hosts set the same name with a strange blank before it.
   */
  public static void forEach(String field, BiConsumer<String, String> reader) {
    int at = 0;
    while (at <= field.length()) {
      int end = end(field, at);
      String pair = SetCookie.trim(field.substring(at, end));
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        reader.accept(
            equals < 0 ? "" : SetCookie.trim(pair.substring(0, equals)),
            SetCookie.trim(pair.substring(equals + 1)));
      }
      at = end + 1;
    }
  }

  /**
   * The field with only the pairs whose names are kept, each as it came.
   *
   * @return the very same text where all are kept; empty where none is
   */
  public static Optional<String> keep(String field, Predicate<String> keeps) {
    StringBuilder kept = new StringBuilder();
    boolean all = true;
    int at = 0;
    while (at <= field.length()) {
      int end = end(field, at);
      String pair = field.substring(at, end);
      int equals = pair.indexOf('=');
      if (SetCookie.trim(pair).isEmpty()
          || keeps.test(equals < 0 ? "" : SetCookie.trim(pair.substring(0, equals)))) {
        kept.append(kept.isEmpty() ? pair.stripLeading() : ';' + pair);
      } else {
        all = false;
      }
      at = end + 1;
    }
    if (all) {
      return Optional.of(field);
    }
    return kept.toString().isBlank() ? Optional.empty() : Optional.of(kept.toString());
  }

  private static int end(String field, int from) {
    int end = field.indexOf(';', from);
    return end < 0 ? field.length() : end;
  }
}
