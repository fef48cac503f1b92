package io.github.cookieward.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * A document within an address: {@code data:text/html,…}. A value.
 *
 * @param type its media type, lower-cased, without parameters
 * @param text what it says, read as UTF-8
 * @see <a href="https://fetch.spec.whatwg.org/#data-urls">Fetch, 6</a>
 */
public record DataUrl(String type, String text) {

  /**
   * Reads a {@code data:} address.
   *
   * @return empty where it is none, or cannot be read
   */
  public static Optional<DataUrl> parse(String address) {
    String plain = address.strip();
    int comma = plain.indexOf(',');
    if (!plain.regionMatches(true, 0, "data:", 0, 5) || comma < 0) {
      return Optional.empty();
    }
    String head = plain.substring(5, comma).strip().toLowerCase(Locale.ROOT);
    int parameters = head.indexOf(';');
    String type = (parameters < 0 ? head : head.substring(0, parameters)).strip();
    int fragment = plain.indexOf('#', comma);
    byte[] bytes = decoded(plain.substring(comma + 1, fragment < 0 ? plain.length() : fragment));
    if (head.endsWith("base64") && parameters >= 0) {
      String digits = new String(bytes, ISO_8859_1).replaceAll("[ \\t\\n\\f\\r]+", "");
      try {
        bytes = Base64.getDecoder().decode(digits);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
    if (head.contains("utf-16") || head.contains("iso-2022") || hasMark(bytes)) {
      return Optional.empty();
    }
    return Optional.of(new DataUrl(type.isEmpty() ? "text/plain" : type, new String(bytes, UTF_8)));
  }

  /** Whether the bytes begin with the mark of UTF-16, which goes before what the type says. */
  private static boolean hasMark(byte[] bytes) {
    return bytes.length > 1
        && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
  }

  /** A text with its percent-encoded bytes as what they stand for, read as UTF-8. */
  public static String unescaped(String text) {
    return new String(decoded(text), UTF_8);
  }

  private static byte[] decoded(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    byte[] bytes = text.getBytes(UTF_8);
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '%' && i + 2 < bytes.length) {
        int high = Character.digit(bytes[i + 1], 16);
        int low = Character.digit(bytes[i + 2], 16);
        if (high >= 0 && low >= 0) {
          out.write(high * 16 + low);
          i += 2;
          continue;
        }
      }
      out.write(bytes[i]);
    }
    return out.toByteArray();
  }
}
