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

  private final int[] pieces = new int[PIECES];
  private int count;
  private int gap = -1;

  private Ipv6() {}

  /** The number in brackets, in its shortest form; null where it is none. */
  static @Nullable String parse(String text) {
    Ipv6 number = new Ipv6();
    return text.length() <= MAX_LENGTH && number.read(text) ? number.toString() : null;
  }

  private boolean read(String text) {
    int at = 0;
    if (text.startsWith("::")) {
      gap = 0;
      at = 2;
    } else if (text.startsWith(":")) {
      return false;
    }
    while (at < text.length()) {
      if (count == PIECES) {
        return false;
      }
      int end = at;
      while (end < text.length() && text.charAt(end) != ':') {
        end++;
      }
      String piece = text.substring(at, end);
      if (piece.indexOf('.') >= 0) {
        return end == text.length() && readIpv4(piece) && isComplete();
      }
      int value = hex(piece);
      if (value < 0 || end == text.length() - 1) {
        return false; // no piece, or a colon at the end that is not one of two
      }
      pieces[count++] = value;
      at = end + 1;
      if (at < text.length() && text.charAt(at) == ':') {
        if (gap >= 0) {
          return false;
        }
        gap = count;
        at++;
      }
    }
    return isComplete();
  }

  private boolean isComplete() {
    return gap >= 0 ? count < PIECES : count == PIECES;
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
  private boolean readIpv4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4 || count > PIECES - 2) {
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
    pieces[count++] = numbers[0] << 8 | numbers[1];
    pieces[count++] = numbers[2] << 8 | numbers[3];
    return true;
  }

  @Override
  public String toString() {
    int[] all = new int[PIECES];
    int behind = gap < 0 ? 0 : count - gap;
    System.arraycopy(pieces, 0, all, 0, gap < 0 ? PIECES : gap);
    System.arraycopy(pieces, gap < 0 ? 0 : gap, all, PIECES - behind, behind);
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
