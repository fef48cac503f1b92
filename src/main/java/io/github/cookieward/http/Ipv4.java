package io.github.cookieward.http;

import org.jspecify.annotations.Nullable;

/**
 * A number of the Internet Protocol, version 4, in any form that browsers take.
 *
 * @see <a href="https://url.spec.whatwg.org/#concept-ipv4-parser">URL, 3.5</a>
 */
final class Ipv4 {
  private static final int MAX_DIGITS = 16;

  private Ipv4() {}

  /** Whether a domain ends in a number, so that it is this or nothing. */
  static boolean isMeant(String domain) {
    int end = domain.endsWith(".") ? domain.length() - 1 : domain.length();
    String last = domain.substring(domain.lastIndexOf('.', end - 1) + 1, Math.max(end, 0));
    if (last.isEmpty()) {
      return false;
    }
    return last.chars().allMatch(c -> c >= '0' && c <= '9')
        || (last.startsWith("0x") && number(last) != -1);
  }

  /** Four numbers with dots between; null where it is none. */
  static @Nullable String parse(String domain) {
    String text = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    String[] parts = text.split("\\.", 6);
    if (parts.length > 4) {
      return null;
    }
    long address = 0;
    for (int i = 0; i < parts.length; i++) {
      long number = number(parts[i]);
      boolean last = i == parts.length - 1;
      long limit = last ? 1L << (8 * (5 - parts.length)) : 256;
      if (number < 0 || number >= limit) {
        return null;
      }
      address += last ? number : number << (8 * (3 - i));
    }
    return (address >> 24)
        + "."
        + (address >> 16 & 255)
        + "."
        + (address >> 8 & 255)
        + "."
        + (address & 255);
  }

  /** Decimal, octal after a 0, hexadecimal after 0x; -1 for what is none, -2 for too large. */
  private static long number(String part) {
    int radix = part.startsWith("0x") ? 16 : part.length() > 1 && part.startsWith("0") ? 8 : 10;
    int from = radix == 16 ? 2 : radix == 8 ? 1 : 0;
    if (part.isEmpty()) {
      return -1;
    }
    long number = 0;
    int digits = 0;
    for (int i = from; i < part.length(); i++) {
      char c = part.charAt(i);
      int digit = c < 128 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        return -1;
      }
      digits += number > 0 || digit > 0 ? 1 : 0;
      number = digits > MAX_DIGITS ? number : number * radix + digit;
    }
    return digits > MAX_DIGITS ? -2 : number;
  }
}
