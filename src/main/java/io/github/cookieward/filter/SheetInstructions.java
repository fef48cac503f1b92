package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cookieward.enforcement.JudgedInstruction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Makes nothing of the {@code xml-stylesheet} instructions of an XML document that may not be sent,
 * before its root, behind it and in its document type declaration. One that begins is held until it
 * ends, or is longer than the limit. In bytes of an ASCII-compatible encoding.
 */
final class SheetInstructions extends PieceStream {
  private static final String NAME = "xml-stylesheet";
  private static final byte[] BEGINNING = ("<?" + NAME).getBytes(US_ASCII);
  private static final Pattern WHOLE = Pattern.compile("(?s)<\\?" + NAME + "(\\s.*?)\\?>");

  /** An instruction of the same length that tells a browser nothing. */
  private static final byte[] NOTHING = "<?cookieward-css".getBytes(US_ASCII);

  private final Predicate<JudgedInstruction> allowed;
  private final Charset charset;
  private final OutputStream out;
  private final int limit;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private int last;

  /**
   * The instructions of one document.
   *
   * @param allowed says of each whether it may be sent
   */
  SheetInstructions(
      Predicate<JudgedInstruction> allowed, Charset charset, OutputStream out, int limit) {
    this.allowed = allowed;
    this.charset = charset;
    this.out = out;
    this.limit = limit;
  }

  /**
   * Whether a browser makes another document of the one that begins so, or may: it names a style
   * sheet that is none in CSS, or what it names is further down.
   */
  static boolean transform(byte[] beginning, int length) {
    String text = new String(beginning, 0, length, ISO_8859_1).replace("\0", "");
    return !XmlProlog.isWhole(text)
        || WHOLE
            .matcher(text)
            .results()
            .anyMatch(sheet -> !new JudgedInstruction(sheet.group(1)).isCss());
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int end = offset + length;
    int at = offset;
    while (at < end) {
      if (held.size() == 0) {
        int next = at;
        while (next < end && !mayBegin(bytes, next, end)) {
          next++;
        }
        out.write(bytes, at, next - at);
        at = next;
      }
      if (at < end && goesOn(bytes[at])) {
        boolean ends = last == '?' && bytes[at] == '>' && held.size() > BEGINNING.length;
        last = bytes[at++];
        held.write(last);
        if (ends || held.size() > limit) {
          release(ends);
        }
      } else {
        isNone();
      }
    }
  }

  private static boolean mayBegin(byte[] bytes, int at, int end) {
    return bytes[at] == '<' && (at + 1 == end || bytes[at + 1] == '?');
  }

  /** Whether the next byte may be one of an instruction. */
  private boolean goesOn(byte next) {
    int size = held.size();
    return size < BEGINNING.length
        ? next == BEGINNING[size]
        : size > BEGINNING.length || " \t\r\n".indexOf(next) >= 0;
  }

  private void release(boolean whole) throws IOException {
    byte[] all = held.toByteArray();
    int length = all.length - BEGINNING.length - "?>".length();
    String data = new String(all, BEGINNING.length, length, charset);
    if (!whole || !allowed.test(new JudgedInstruction(data))) {
      System.arraycopy(NOTHING, 0, all, 0, NOTHING.length);
    }
    out.write(all);
    held.reset();
  }

  private void isNone() throws IOException {
    held.writeTo(out);
    held.reset();
  }

  /** The document ends. */
  @Override
  public void close() throws IOException {
    isNone();
    out.close();
  }
}
