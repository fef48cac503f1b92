package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.cookieward.enforcement.JudgedDoctype;
import io.github.cookieward.html.HtmlRewriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/**
 * The beginning of an XML document, up to its root: instructions and a document type declaration,
 * which HTML would end at their first {@code >}. It is held until it is whole, or longer than the
 * limit; all that follows goes to the rewriter at once. In bytes of an ASCII-compatible encoding.
 *
 * @see <a href="https://www.w3.org/TR/xml/#sec-prolog-dtd">XML 1.0, 2.8</a>
 */
final class XmlProlog extends PieceStream {
  private static final String DOCTYPE = "<!DOCTYPE";

  /** What is known of the text does not say yet. */
  private static final int UNKNOWN = -1;

  private final Function<String, JudgedDoctype.Judged> judge;
  private final HtmlRewriter rewriter;
  private final OutputStream sink;
  private final int limit;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private int readAt = 1;
  private boolean over;

  /**
   * The beginning of one document.
   *
   * @param judge makes of a declaration what may be sent
   * @param rewriter gets the root, and all where that is not found
   * @param sink gets what stands before it
   */
  XmlProlog(
      Function<String, JudgedDoctype.Judged> judge,
      HtmlRewriter rewriter,
      OutputStream sink,
      int limit) {
    this.judge = judge;
    this.rewriter = rewriter;
    this.sink = sink;
    this.limit = limit;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (over) {
      rewriter.write(bytes, offset, length);
      return;
    }
    held.write(bytes, offset, length);
    if (held.size() >= readAt) {
      read(held.size() > limit);
    }
  }

  /** The document ends. */
  @Override
  public void close() throws IOException {
    if (!over) {
      read(true);
    }
  }

  private void read(boolean last) throws IOException {
    String text = held.toString(ISO_8859_1);
    int start = misc(text, 0);
    int end = declarationEnd(text, start);
    int root = misc(text, end);
    if (root == UNKNOWN && !last) {
      readAt = 2 * held.size(); // so that pieces of one byte cost no more than a whole
      return;
    }
    over = true;
    int read = Math.max(0, root);
    if (read > 0) {
      String declaration = "";
      if (start < end) {
        JudgedDoctype.Judged judged = judge.apply(text.substring(start, end));
        declaration = judged.text();
        rewriter.declare(judged.entities());
      }
      String prolog = text.substring(0, start) + declaration + text.substring(end, root);
      sink.write(prolog.getBytes(ISO_8859_1));
    }
    byte[] rest = held.toByteArray();
    held.reset();
    rewriter.write(rest, read, rest.length - read);
  }

  /** Whether a text has all that stands before a document's root, and where that begins. */
  static boolean isWhole(String text) {
    int root = misc(text, declarationEnd(text, misc(text, Math.max(0, text.indexOf('<')))));
    return text.startsWith("<", root) && !text.startsWith("<!", root);
  }

  /** The place after comments, instructions and blanks. */
  private static int misc(String text, int from) {
    int at = from;
    while (at != UNKNOWN && at < text.length()) {
      if (text.startsWith("<?", at) || text.startsWith("<!--", at)) {
        at = skip(text, at);
      } else if (" \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      } else {
        String rest = text.substring(at, Math.min(text.length(), at + DOCTYPE.length()));
        return DOCTYPE.startsWith(rest) && !rest.equals(DOCTYPE) || "<!--".startsWith(rest)
            ? UNKNOWN
            : at;
      }
    }
    return UNKNOWN;
  }

  /**
   * Where a declaration ends, if there is one: at a {@code >} that is not quoted and not in its
   * internal subset.
   */
  private static int declarationEnd(String text, int start) {
    if (!text.startsWith(DOCTYPE, start)) {
      return start;
    }
    boolean inSubset = false;
    int at = start + DOCTYPE.length();
    while (at != UNKNOWN && at < text.length()) {
      char c = text.charAt(at);
      if (c == '>' && !inSubset) {
        return at + 1;
      }
      inSubset = c == '[' || inSubset && c != ']';
      at = skip(text, at);
    }
    return UNKNOWN;
  }

  /** The place after an instruction, a comment, a quoted text or else one character. */
  private static int skip(String text, int at) {
    char c = text.charAt(at);
    String end =
        c == '"' || c == '\''
            ? text.substring(at, at + 1)
            : text.startsWith("<?", at) ? "?>" : text.startsWith("<!--", at) ? "-->" : "";
    if (end.isEmpty()) {
      return at + 1;
    }
    int found = text.indexOf(end, at + (end.equals("-->") ? 4 : end.length()));
    return found < 0 ? UNKNOWN : found + end.length();
  }
}
