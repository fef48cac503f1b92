package io.github.cookieward.endpoint;

import java.util.List;
import java.util.Locale;

/**
 * What a client would rather have, by its {@code Accept} field.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, 12.5.1</a>
 */
final class Accept {
  private static final String JSON = "application/json";
  private static final String HTML = "text/html";

  private Accept() {}

  /** Whether JSON goes before HTML; where both weigh the same, the one that is named. */
  static boolean prefersJson(List<String> lines) {
    int json = weight(lines, JSON);
    int html = weight(lines, HTML);
    return json > html && json >= 10;
  }

  /** A thousand for the best quality, times ten, and the more the nearer the range is. */
  private static int weight(List<String> lines, String type) {
    String family = type.substring(0, type.indexOf('/')) + "/*";
    int nearest = -1;
    int weight = 0;
    for (String line : lines) {
      for (String range : line.split(",")) {
        String[] parts = range.split(";", -1);
        String name = parts[0].trim().toLowerCase(Locale.ROOT);
        int near = name.equals(type) ? 2 : name.equals(family) ? 1 : name.equals("*/*") ? 0 : -1;
        if (near > nearest) {
          nearest = near;
          weight = quality(parts) * 10 + near;
        }
      }
    }
    return weight;
  }

  private static int quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].trim().toLowerCase(Locale.ROOT);
      if (parameter.matches("q=[01](\\.[0-9]{0,3})?")) {
        return (int)
            Math.min(1_000, Math.round(Double.parseDouble(parameter.substring(2)) * 1_000));
      }
    }
    return 1_000;
  }
}
