package io.github.cookieward.filter;

import java.io.IOException;
import java.io.OutputStream;

/** A stream that takes bytes in pieces, and a single one as a piece. */
abstract class PieceStream extends OutputStream {
  @Override
  public final void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public abstract void write(byte[] bytes, int offset, int length) throws IOException;
}
