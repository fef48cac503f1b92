package io.github.cookieward.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The host parser of browsers: a domain in ASCII, or a number of the Internet Protocol as it is
 * usually written.
 *
 * @see <a href="https://url.spec.whatwg.org/#host-parsing">URL, 3.5</a>
 */
final class WebHost {
  private static final String FORBIDDEN = "#/:<>?@[\\]^|%\u007f";

  private WebHost() {}

  /** The host; null where a browser would refuse it for certain. */
  static @Nullable String parse(String text) {
    if (text.startsWith("[")) {
      return text.endsWith("]") ? Ipv6.parse(text.substring(1, text.length() - 1)) : null;
    }
    String decoded = text.indexOf('%') < 0 ? text : percentDecoded(text);
    String domain = toAscii(decoded);
    for (int i = 0; i < domain.length(); i++) {
      char c = domain.charAt(i);
      if (c < ' ' || FORBIDDEN.indexOf(c) >= 0) {
        return null;
      }
    }
    if (domain.isEmpty()) {
      return null;
    }
    // The standard refuses a blank; Chromium escapes it.
    return Ipv4.isMeant(domain) ? Ipv4.parse(domain) : domain.replace(" ", "%20");
  }

  private static String percentDecoded(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toString(UTF_8);
  }

  /** As UTS 46 has it, without its refusals: what a browser refuses may be judged as well. */
  private static String toAscii(String domain) {
    if (isAscii(domain)) {
      return domain.toLowerCase(Locale.ROOT);
    }
    StringBuilder kept = new StringBuilder(domain.length());
    domain.codePoints().filter(c -> !isIgnored(c)).forEach(kept::appendCodePoint);
    String mapped = folded(Normalizer.normalize(folded(kept), Normalizer.Form.NFKC));
    String composed = Normalizer.normalize(mapped, Normalizer.Form.NFKC).replace('\u3002', '.');
    if (isAscii(composed)) {
      return composed;
    }
    StringBuilder ascii = new StringBuilder(composed.length() + 16);
    for (int from = 0; from <= composed.length(); ) {
      int dot = composed.indexOf('.', from);
      int end = dot < 0 ? composed.length() : dot;
      String label = composed.substring(from, end);
      ascii.append(isAscii(label) ? label : "xn--" + Punycode.encode(label));
      ascii.append(dot < 0 ? "" : ".");
      from = end + 1;
    }
    return ascii.toString();
  }

  private static String folded(CharSequence text) {
    return text.toString().replace('\u1e9e', '\u00df').toLowerCase(Locale.ROOT);
  }

  /** What vanishes from a domain: hyphens and joiners that nobody sees, and variants' selectors. */
  private static boolean isIgnored(int c) {
    return c == 0xAD
        || c == 0x34F
        || c == 0x200B
        || c == 0x2060
        || c == 0x2064
        || c == 0xFEFF
        || (c >= 0x180B && c <= 0x180D)
        || (c >= 0xFE00 && c <= 0xFE0F)
        || (c >= 0xE0100 && c <= 0xE01EF);
  }

  static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 128) {
        return false;
      }
    }
    return true;
  }
}
