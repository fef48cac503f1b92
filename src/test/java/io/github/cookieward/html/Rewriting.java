package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Rewrites a whole document for a test, in pieces of a size. */
final class Rewriting {
  static final int LIMIT = 65_536;

  final HtmlRewriter rewriter;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int mostHeld;

  Rewriting(TagRule rule, int limit) {
    rewriter = new HtmlRewriter(rule, UTF_8, out, limit);
  }

  static String rewrite(TagRule rule, String html) {
    return new Rewriting(rule, LIMIT).all(html.getBytes(UTF_8), Integer.MAX_VALUE).text();
  }

  Rewriting all(byte[] html, int size) {
    return all(html, size, Integer.MAX_VALUE);
  }

  /** With a flush after each so many pieces. */
  Rewriting all(byte[] html, int size, int flushes) {
    try {
      int pieces = 0;
      for (int at = 0; at < html.length; at += Math.min(size, html.length - at)) {
        // A copy that is spoiled afterwards, as the caller's buffer may be.
        byte[] piece = new byte[Math.min(size, html.length - at)];
        System.arraycopy(html, at, piece, 0, piece.length);
        rewriter.write(piece, 0, piece.length);
        Arrays.fill(piece, (byte) '?');
        mostHeld = Math.max(mostHeld, rewriter.held());
        if (++pieces % flushes == 0) {
          rewriter.flush();
        }
      }
      rewriter.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  String text() {
    return out.toString(UTF_8);
  }

  int mostHeld() {
    return mostHeld;
  }

  long doubts() {
    long doubts = 0;
    for (Doubt doubt : Doubt.values()) {
      doubts += rewriter.count(doubt);
    }
    return doubts;
  }
}
