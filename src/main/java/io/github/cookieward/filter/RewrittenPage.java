package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.enforcement.JudgedDoctype;
import io.github.cookieward.enforcement.JudgedInstruction;
import io.github.cookieward.html.HtmlRewriter;
import io.github.cookieward.html.TagRule;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One page on its way through the rewriter, whatever its encoding. */
final class RewrittenPage {
  private final Supplier<String> atEnd;
  private final HtmlRewriter rewriter;
  private final OutputStream rewritten;
  private final int limit;
  private final Charset readAs;
  private @Nullable SheetInstructions instructions;

  /** Where tags cannot be found among the bytes, the page is rewritten in UTF-8. */
  private final @Nullable Recoding in;

  private final @Nullable Recoding back;

  /**
   * A page.
   *
   * @param atEnd what stands last in it, in ASCII
   * @param sink gets what comes out
   */
  RewrittenPage(
      TagRule rules, Supplier<String> atEnd, Charset charset, OutputStream sink, int limit) {
    this.atEnd = atEnd;
    this.limit = limit;
    this.readAs = HtmlRewriter.canRead(charset) ? charset : UTF_8;
    if (readAs.equals(charset)) {
      this.in = null;
      this.back = null;
      this.rewritten = sink;
      this.rewriter = new HtmlRewriter(rules, readAs, sink, limit);
    } else {
      Recoding encoding = new Recoding(readAs, charset, sink);
      this.back = encoding;
      this.rewritten = encoding;
      this.rewriter = new HtmlRewriter(rules, readAs, encoding, limit);
      this.in =
          new Recoding(
              charset,
              readAs,
              new PieceStream() {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                  read(bytes, offset, length);
                }
              });
    }
  }

  /**
   * It is a document in XML.
   *
   * @param allowed says of a style sheet's instruction whether it may be sent
   * @param judge makes of its document type declaration what may be sent
   */
  RewrittenPage inXml(
      Predicate<JudgedInstruction> allowed, Function<String, JudgedDoctype.Judged> judge) {
    rewriter.readXml();
    XmlProlog prolog = new XmlProlog(judge, rewriter, rewritten, limit);
    instructions = new SheetInstructions(allowed, readAs, prolog, limit);
    return this;
  }

  void write(byte[] bytes, int offset, int length) throws IOException {
    if (in == null) {
      read(bytes, offset, length);
    } else {
      in.write(bytes, offset, length);
    }
  }

  private void read(byte[] bytes, int offset, int length) throws IOException {
    if (instructions == null) {
      rewriter.write(bytes, offset, length);
    } else {
      instructions.write(bytes, offset, length);
    }
  }

  /** Writes what waits to be known. */
  void flush() throws IOException {
    rewriter.flush();
  }

  /** Ends the document. */
  void end() throws IOException {
    if (in != null) {
      in.end();
    }
    if (instructions != null) {
      instructions.close();
    }
    rewriter.end(atEnd);
    if (back != null) {
      back.end();
    }
  }
}
