package io.github.cookieward.http;

import org.jspecify.annotations.Nullable;

/**
 * A number of the Internet Protocol, version 6.
 *
 * @see <a href="https://url.spec.whatwg.org/#concept-ipv6-parser">URL, 3.5</a>
 */
final class Ipv6 {
  private static final int PIECES = 8;
  private static final int MAX_LENGTH = 45;

  private Ipv6() {}

  /** The number in brackets, in its shortest form; null where it is none. */
  static @Nullable String parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    int[] pieces = new int[PIECES];
    int count = 0;
    int gap = text.startsWith("::") ? 0 : -1;
    int at = gap == 0 ? 2 : 0;
    while (at < text.length()) {
      int colon = text.indexOf(':', at);
      String piece = text.substring(at, colon < 0 ? text.length() : colon);
      int left = PIECES - count;
      if (piece.indexOf('.') >= 0) {
        boolean fits = colon < 0 && left >= 2 && readIpv4(piece, pieces, count);
        return fits ? written(pieces, count + 2, gap) : null;
      }
      int value = hex(piece);
      if (value < 0 || left == 0) {
        return null;
      }
      pieces[count++] = value;
      at = colon < 0 ? text.length() : colon + 1;
      if (colon >= 0 && text.startsWith(":", at)) {
        if (gap >= 0) {
          return null;
        }
        gap = count;
        at++;
      } else if (colon >= 0 && at == text.length()) {
        return null; // a colon at the end that is not one of two
      }
    }
    return written(pieces, count, gap);
  }

  private static int hex(String piece) {
    if (piece.isEmpty() || piece.length() > 4) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      int digit = c < 128 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value << 4 | digit;
    }
    return value;
  }

  /** The last two pieces may be written as in version 4, then in its plain form only. */
  private static boolean readIpv4(String text, int[] pieces, int at) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    int[] numbers = new int[4];
    for (int i = 0; i < 4; i++) {
      String part = parts[i];
      boolean plain = !part.isEmpty() && part.length() <= 3;
      for (int k = 0; plain && k < part.length(); k++) {
        plain = part.charAt(k) >= '0' && part.charAt(k) <= '9';
      }
      if (!plain || (part.length() > 1 && part.startsWith("0"))) {
        return false;
      }
      numbers[i] = Integer.parseInt(part);
      if (numbers[i] > 255) {
        return false;
      }
    }
    pieces[at] = numbers[0] << 8 | numbers[1];
    pieces[at + 1] = numbers[2] << 8 | numbers[3];
    return true;
  }

  private static @Nullable String written(int[] pieces, int count, int gap) {
    if (gap < 0 ? count < PIECES : count == PIECES) {
      return null;
    }
    int[] all = new int[PIECES];
    int before = gap < 0 ? PIECES : gap;
    int behind = count - before;
    System.arraycopy(pieces, 0, all, 0, before);
    System.arraycopy(pieces, before, all, PIECES - behind, behind);
    int longest = -1;
    int run = 1; // a single zero is written
    for (int from = 0; from < PIECES; from++) {
      int to = from;
      while (to < PIECES && all[to] == 0) {
        to++;
      }
      if (to - from > run) {
        longest = from;
        run = to - from;
      }
      from = Math.max(from, to - 1);
    }
    StringBuilder out = new StringBuilder("[");
    for (int i = 0; i < PIECES; i++) {
      if (i == longest) {
        out.append(i == 0 ? "::" : ":");
        i += run - 1;
      } else {
        out.append(Integer.toHexString(all[i])).append(i < PIECES - 1 ? ":" : "");
      }
    }
    return out.append(']').toString();
  }
}
