package io.github.cookieward.filter;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** The container's writer, with the body looked at on its way. */
final class RewritingWriter extends PrintWriter {
  private final PrintWriter container;

  RewritingWriter(PrintWriter container, ResponseBody body, EnforcingResponse response) {
    super(new Body(container, body, response));
    this.container = container;
  }

  boolean wraps(PrintWriter other) {
    return container == other;
  }

  /** The container's writer swallows its exceptions as well, and has to be asked. */
  @Override
  public boolean checkError() {
    boolean ours = super.checkError();
    return container.checkError() || ours;
  }

  /** Characters on their way into the rewriter, as UTF-8. */
  private static final class Body extends Writer {
    private static final int SLICE = 4096;

    private final PrintWriter container;
    private final ResponseBody body;
    private final EnforcingResponse response;
    private byte[] bytes = {};

    /** The first half of a character, whose second half is to come; 0 for none. */
    private char high;

    Body(PrintWriter container, ResponseBody body, EnforcingResponse response) {
      this.container = container;
      this.body = body;
      this.response = response;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      if (passes(length)) {
        container.write(text, offset, length);
        return;
      }
      for (int at = 0; at < length; at += SLICE) {
        encode(text, offset + at, Math.min(SLICE, length - at));
      }
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      if (passes(length)) {
        container.write(text, offset, length);
        return;
      }
      char[] some = new char[Math.min(SLICE, length)];
      for (int at = 0; at < length; at += SLICE) {
        int n = Math.min(SLICE, length - at);
        text.getChars(offset + at, offset + at + n, some, 0);
        write(some, 0, n);
      }
    }

    private boolean passes(int length) throws IOException {
      if (length > 0 && !body.passes()) {
        body.decideNow();
      }
      if (high != 0 && body.passes()) {
        container.write(high);
        high = 0;
      }
      return body.passes();
    }

    private void encode(char[] text, int offset, int length) throws IOException {
      if (bytes.length < 3 * length + 3) {
        bytes = new byte[Math.max(64, 3 * length + 3)];
      }
      int n = 0;
      for (int i = offset; i < offset + length; i++) {
        char c = text[i];
        if (high != 0) {
          boolean pair = Character.isLowSurrogate(c);
          n = put(pair ? Character.toCodePoint(high, c) : '?', n);
          high = 0;
          if (pair) {
            continue;
          }
        }
        if (Character.isHighSurrogate(c)) {
          high = c;
        } else {
          n = put(Character.isLowSurrogate(c) ? '?' : c, n);
        }
      }
      body.write(bytes, 0, n);
    }

    private int put(int c, int at) {
      int n = at;
      if (c < 0x80) {
        bytes[n++] = (byte) c;
      } else if (c < 0x800) {
        bytes[n++] = (byte) (0xc0 | c >> 6);
        bytes[n++] = (byte) (0x80 | c & 0x3f);
      } else if (c < 0x10000) {
        bytes[n++] = (byte) (0xe0 | c >> 12);
        bytes[n++] = (byte) (0x80 | c >> 6 & 0x3f);
        bytes[n++] = (byte) (0x80 | c & 0x3f);
      } else {
        bytes[n++] = (byte) (0xf0 | c >> 18);
        bytes[n++] = (byte) (0x80 | c >> 12 & 0x3f);
        bytes[n++] = (byte) (0x80 | c >> 6 & 0x3f);
        bytes[n++] = (byte) (0x80 | c & 0x3f);
      }
      return n;
    }

    @Override
    public void flush() throws IOException {
      response.audit();
      if (response.depart()) {
        return;
      }
      body.flush();
      if (!body.holdsTheHead()) {
        container.flush();
      }
    }

    @Override
    public void close() throws IOException {
      if (response.depart()) {
        return;
      }
      body.finish();
      container.close();
    }
  }
}
