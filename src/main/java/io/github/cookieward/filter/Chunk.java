package io.github.cookieward.filter;

import java.io.ByteArrayOutputStream;

/**
 * What comes out of one piece of a page, gathered: a container that is written to without blocking
 * takes one write for each time that it is ready.
 */
final class Chunk extends ByteArrayOutputStream {
  private static final int KEPT = 32 * 1024;

  Chunk() {
    super(512);
  }

  byte[] array() {
    return buf;
  }

  int length() {
    return count;
  }

  void clear() {
    count = 0;
    if (buf.length > KEPT) {
      buf = new byte[KEPT];
    }
  }
}
