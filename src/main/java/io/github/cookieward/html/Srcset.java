package io.github.cookieward.html;

import java.util.ArrayList;
import java.util.List;

/**
 * The addresses of a {@code srcset}, as a browser splits it.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/images.html#parsing-a-srcset-attribute">HTML,
 *     4.8.4.3.10</a>
 */
public final class Srcset {
  private Srcset() {}

  /** The addresses, in their order; those that a browser would drop for their descriptor too. */
  public static List<String> addresses(String srcset) {
    List<String> addresses = new ArrayList<>();
    int at = 0;
    while (true) {
      while (at < srcset.length() && (isSpace(srcset.charAt(at)) || srcset.charAt(at) == ',')) {
        at++;
      }
      if (at == srcset.length()) {
        return addresses;
      }
      int start = at;
      while (at < srcset.length() && !isSpace(srcset.charAt(at))) {
        at++;
      }
      int end = at;
      while (srcset.charAt(end - 1) == ',') {
        end--;
      }
      addresses.add(srcset.substring(start, end));
      if (end == at) {
        at = descriptorsEnd(srcset, at);
      }
    }
  }

  /** After the comma that ends the descriptors; one in parentheses does not. */
  private static int descriptorsEnd(String srcset, int from) {
    boolean inParentheses = false;
    for (int at = from; at < srcset.length(); at++) {
      switch (srcset.charAt(at)) {
        case '(' -> inParentheses = true;
        case ')' -> inParentheses = false;
        case ',' -> {
          if (!inParentheses) {
            return at + 1;
          }
        }
        default -> {
          // a descriptor's own
        }
      }
    }
    return srcset.length();
  }

  static boolean isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
  }
}
