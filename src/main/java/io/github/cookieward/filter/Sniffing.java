package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;

/**
 * What a browser takes bytes for that come without a type.
 *
 * @see <a
 *     href="https://mimesniff.spec.whatwg.org/#identifying-a-resource-with-an-unknown-mime-type">
 *     MIME Sniffing, 7.1</a>
 */
enum Sniffing {
  HTML,
  TEXT,
  BINARY;

  /** How much a browser looks at. */
  private static final int LOOK = 512;

  private static final List<String> HTML_STARTS =
      List.of(
          "!doctype html",
          "html",
          "head",
          "script",
          "iframe",
          "h1",
          "div",
          "font",
          "table",
          "a",
          "style",
          "title",
          "b",
          "body",
          "br",
          "p");

  /** Reads the first bytes, of which there are no more for now. */
  static Sniffing of(byte[] bytes, int length) {
    int at = 0;
    while (at < length && isBlank(bytes[at])) {
      at++;
    }
    if (at == length) {
      return TEXT;
    }
    if (bytes[at] == '<') {
      String tag =
          new String(bytes, at + 1, Math.min(16, length - at - 1), ISO_8859_1)
              .toLowerCase(Locale.ROOT);
      if (tag.startsWith("!--") || HTML_STARTS.stream().anyMatch(start -> begins(tag, start))) {
        return HTML;
      }
    }
    return isBinary(bytes, at, Math.min(length, LOOK)) ? BINARY : TEXT;
  }

  private static boolean begins(String tag, String start) {
    return tag.length() > start.length()
        && tag.startsWith(start)
        && (tag.charAt(start.length()) == '>'
            || tag.charAt(start.length()) == '/'
            || isBlank((byte) tag.charAt(start.length())));
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == '\f';
  }

  private static boolean isBinary(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b >= 0 && b < 0x20 && !isBlank(b) && b != 0x1b) {
        return true;
      }
    }
    return false;
  }
}
