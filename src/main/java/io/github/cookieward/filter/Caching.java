package io.github.cookieward.filter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a Cache-Control field says, corrected so that no shared cache keeps what is for one visitor.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9111#section-5.2.2">RFC 9111, 5.2.2</a>
 */
final class Caching {
  private Caching() {}

  /** The field lines as one, for the visitor's own browser only; its own lifetime stays. */
  static String privately(Collection<String> lines) {
    List<String> kept = new ArrayList<>();
    boolean isPrivate = false;
    for (String directive : directives(String.join(",", lines))) {
      String name = directive.toLowerCase(Locale.ROOT);
      if (name.equals("public")
          || name.equals("proxy-revalidate")
          || name.startsWith("s-maxage")
          || name.startsWith("private=")) {
        continue;
      }
      isPrivate |= name.equals("private") || name.equals("no-store");
      kept.add(directive);
    }
    if (!isPrivate) {
      kept.add(0, "private");
    }
    return String.join(", ", kept);
  }

  /**
   * What a field says, that some caches obey before Cache-Control, in a response of which no cache
   * may keep anything; empty for another field.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9213">RFC 9213, targeted cache control</a>
   */
  static Optional<String> targeted(String name) {
    String field = name.toLowerCase(Locale.ROOT);
    if (field.endsWith("cdn-cache-control") || field.equals("surrogate-control")) {
      return Optional.of("private, no-store");
    }
    return switch (field) {
      case "x-accel-expires" -> Optional.of("0");
      case "edge-control" -> Optional.of("no-store");
      default -> Optional.empty();
    };
  }

  /** The parts between commas outside of quotes. */
  private static List<String> directives(String field) {
    List<String> all = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i <= field.length(); i++) {
      char c = i == field.length() ? ',' : field.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && (!quoted || i == field.length())) {
        String directive = field.substring(from, i).strip();
        if (!directive.isEmpty()) {
          all.add(directive);
        }
        from = i + 1;
      }
    }
    return all;
  }
}
