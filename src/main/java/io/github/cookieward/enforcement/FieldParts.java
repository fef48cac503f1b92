package io.github.cookieward.enforcement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts the value of a field into its parts, in one pass. */
final class FieldParts {
  private FieldParts() {}

  /** The members of a list: commas part them, save within quotes and round brackets. */
  static Optional<List<String>> members(String value) {
    return split(value, ',', "(", ")", false);
  }

  /** The objects of a list in JSON. */
  static Optional<List<String>> json(String value) {
    return split(value, ',', "{[", "}]", false);
  }

  /** The links of a {@code Link} field: what stands in angle brackets has no quotes. */
  static Optional<List<String>> links(String value) {
    return split(value, ',', "<", ">", true);
  }

  /** The target and the parameters of one link. */
  static Optional<List<String>> parameters(String link) {
    return split(link, ';', "<", ">", true);
  }

  /**
   * The parts with the blanks around them as they stand.
   *
   * @param raw whether within brackets nothing but the closing one counts
   * @return empty where a quote or a bracket does not end
   */
  private static Optional<List<String>> split(
      String value, char separator, String open, String close, boolean raw) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int depth = 0;
    boolean quoted = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (raw && depth > 0) {
        if (close.indexOf(c) >= 0) {
          depth = 0;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (open.indexOf(c) >= 0) {
        depth++;
      } else if (close.indexOf(c) >= 0) {
        if (depth == 0) {
          return Optional.empty();
        }
        depth--;
      } else if (c == separator && depth == 0) {
        parts.add(value.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(value.substring(from));
    return quoted || depth > 0 ? Optional.empty() : Optional.of(parts);
  }

  /** Every text in quotes, without them and with what a backslash hides. */
  static List<String> quoted(String part) {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean within = false;
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == '"') {
        if (within) {
          texts.add(text.toString());
          text.setLength(0);
        }
        within = !within;
      } else if (within) {
        if (c == '\\' && i + 1 < part.length()) {
          i++;
          if (part.charAt(i) == 'u' && isHex(part, i + 1)) {
            text.append((char) Integer.parseInt(part.substring(i + 1, i + 5), 16));
            i += 4;
          } else {
            int control = "bfnrt".indexOf(part.charAt(i));
            text.append(control < 0 ? part.charAt(i) : "\b\f\n\r\t".charAt(control));
          }
        } else {
          text.append(c);
        }
      }
    }
    return texts;
  }

  private static boolean isHex(String text, int from) {
    if (from + 4 > text.length()) {
      return false;
    }
    for (int i = from; i < from + 4; i++) {
      if (text.charAt(i) > 0x7f || Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
