package io.github.cookieward.tags;

import java.io.IOException;

/**
 * Markup in ASCII, whatever the page's charset: other characters as numeric character references,
 * which a page in ISO 8859-1 shows as well. For text and attributes, not for what stands in a
 * script.
 */
final class Ascii implements Appendable {
  private final Appendable out;
  private char high;

  Ascii(Appendable out) {
    this.out = out;
  }

  @Override
  public Appendable append(CharSequence text) throws IOException {
    return append(text, 0, text.length());
  }

  @Override
  public Appendable append(CharSequence text, int start, int end) throws IOException {
    int from = start;
    for (int i = start; i < end; i++) {
      if (text.charAt(i) > 0x7e) {
        out.append(text, from, i);
        append(text.charAt(i));
        from = i + 1;
      }
    }
    out.append(text, from, end);
    return this;
  }

  @Override
  public Appendable append(char c) throws IOException {
    if (Character.isHighSurrogate(c)) {
      high = c;
    } else if (Character.isLowSurrogate(c)) {
      reference(Character.toCodePoint(high, c));
    } else if (c > 0x7e) {
      reference(c);
    } else {
      out.append(c);
    }
    return this;
  }

  private void reference(int codePoint) throws IOException {
    out.append("&#x").append(Integer.toHexString(codePoint)).append(';');
  }
}
