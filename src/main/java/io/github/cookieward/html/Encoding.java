package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.Arrays;
import java.util.Locale;

/** A page's characters as bytes, and back. */
final class Encoding {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final String ASCII = "<>/!?-='\"& \tazAZ09[]";

  static final Encoding OF_NOTHING = new Encoding(US_ASCII);

  private final Charset charset;

  Encoding(Charset charset) {
    if (!canRead(charset)) {
      throw new IllegalArgumentException(
          charset + " is not ASCII-compatible: its tags cannot be found among its bytes");
    }
    this.charset = charset;
  }

  static boolean canRead(Charset charset) {
    // The ISO 2022 encodings write ASCII as ASCII, and other characters with the same bytes.
    return charset.canEncode()
        && !charset.name().toUpperCase(Locale.ROOT).contains("2022")
        && Arrays.equals(ASCII.getBytes(charset), ASCII.getBytes(US_ASCII));
  }

  /** Whether another reads every byte alike. */
  boolean isSame(Encoding other) {
    return charset.equals(other.charset);
  }

  String decode(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, isAscii(bytes, from, to) ? ISO_8859_1 : charset);
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    int at = from;
    for (int last = to - 8; at <= last; at += 8) {
      if (((long) LONGS.get(bytes, at) & 0x8080808080808080L) != 0) {
        return false;
      }
    }
    while (at < to && bytes[at] >= 0) {
      at++;
    }
    return at == to;
  }

  /** A name as the standard reads it: lower-cased as far as ASCII goes, and U+FFFD for NUL. */
  String decodeName(byte[] bytes, int from, int to) {
    StringBuilder name = new StringBuilder(decode(bytes, from, to));
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == 0) {
        name.setCharAt(i, '\uFFFD');
      } else if (c >= 'A' && c <= 'Z') {
        name.setCharAt(i, (char) (c | 0x20));
      }
    }
    return name.toString();
  }

  /** Markup as bytes; what the charset does not have becomes a character reference. */
  byte[] encode(String markup) {
    if (charset.equals(UTF_8)) {
      return markup.getBytes(UTF_8);
    }
    CharsetEncoder encoder = charset.newEncoder();
    if (encoder.canEncode(markup)) {
      return markup.getBytes(charset);
    }
    StringBuilder text = new StringBuilder();
    markup
        .codePoints()
        .forEach(
            c -> {
              String character = Character.toString(c);
              text.append(encoder.canEncode(character) ? character : "&#" + c + ";");
            });
    return text.toString().getBytes(charset);
  }
}
