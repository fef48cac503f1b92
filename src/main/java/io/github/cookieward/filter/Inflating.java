package io.github.cookieward.filter;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Compressed bytes on their way to being none, in pieces that may end anywhere. Nothing is
 * gathered, however much comes of little. What is not as the coding says ends the stream there, as
 * in a browser.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952, gzip</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1">RFC 9110, 8.4.1</a>
 */
final class Inflating extends PieceStream {
  private static final int CONTINUES = 0x02;
  private static final int EXTRA = 0x04;
  private static final int NAME = 0x08;
  private static final int COMMENT = 0x10;

  private enum Part {
    /** A zlib stream or, from a careless sender, a bare deflate stream: one byte tells. */
    DEFLATE_START,
    HEADER,
    EXTRA_LENGTH,
    EXTRA_FIELD,
    NAME_FIELD,
    COMMENT_FIELD,
    HEADER_SUM,
    DATA,
    TRAILER,
    ENDED,
    BROKEN
  }

  private final OutputStream sink;
  private final boolean gzip;
  private final byte[] out = new byte[8192];

  private Inflater inflater;
  private Part part;
  private int flags;
  private int at;
  private int extra;

  /** Whether a whole member has been read: what comes then and is no further one is padding. */
  private boolean hasMember;

  private Inflating(boolean gzip, OutputStream sink) {
    this.gzip = gzip;
    this.sink = sink;
    this.part = gzip ? Part.HEADER : Part.DEFLATE_START;
    this.inflater = new Inflater(true);
  }

  /**
   * What undoes a coding.
   *
   * @param coding {@code deflate}; otherwise it is gzip, by whatever name
   */
  static Inflating of(String coding, OutputStream sink) {
    return new Inflating(!coding.equals("deflate"), sink);
  }

  /** Whether the bytes were not what the coding says. */
  boolean isBroken() {
    return part == Part.BROKEN;
  }

  /** Whether a whole stream has been read, and no further one begun. */
  boolean isWhole() {
    return part == Part.ENDED || (gzip && part == Part.HEADER && at == 0);
  }

  /** Gives back what the decompressor holds outside of the heap. */
  void free() {
    inflater.end();
    part = part == Part.BROKEN ? Part.BROKEN : Part.ENDED;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int i = offset;
    int end = offset + length;
    while (i < end && part != Part.BROKEN && part != Part.ENDED) {
      if (part == Part.DATA) {
        i += inflate(bytes, i, end - i);
      } else if (part == Part.DEFLATE_START) {
        boolean zlib = (bytes[i] & 0x0f) == 8 && (bytes[i] & 0xff) >> 4 <= 7;
        inflater.end();
        inflater = new Inflater(!zlib);
        part = Part.DATA;
      } else {
        frame(bytes[i] & 0xff);
        i++;
      }
    }
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    inflater.setInput(bytes, offset, length);
    try {
      while (!inflater.finished() && !inflater.needsDictionary()) {
        int n = inflater.inflate(out);
        sink.write(out, 0, n);
        if (n == 0 && inflater.needsInput() && !inflater.finished()) {
          return length;
        }
      }
    } catch (DataFormatException e) {
      part = Part.BROKEN;
      return length;
    }
    int read = length - inflater.getRemaining();
    if (inflater.needsDictionary()) {
      part = Part.BROKEN;
    } else if (gzip) {
      part = Part.TRAILER;
      at = 0;
      inflater.reset();
    } else {
      part = Part.ENDED;
    }
    return read;
  }

  /** One byte of what stands around the data of a gzip member. */
  private void frame(int b) {
    switch (part) {
      case HEADER -> {
        if ((at == 0 && b != 0x1f) || (at == 1 && b != 0x8b) || (at == 2 && b != 8)) {
          part = hasMember ? Part.ENDED : Part.BROKEN;
          return;
        }
        flags = at == 3 ? b : flags;
        if (++at == 10) {
          next(Part.HEADER);
        }
      }
      case EXTRA_LENGTH -> {
        extra = at == 0 ? b : extra | b << 8;
        if (++at == 2) {
          at = 0;
          part = extra == 0 ? part : Part.EXTRA_FIELD;
          if (extra == 0) {
            next(Part.EXTRA_FIELD);
          }
        }
      }
      case EXTRA_FIELD -> {
        if (++at == extra) {
          next(part);
        }
      }
      case NAME_FIELD, COMMENT_FIELD -> {
        if (b == 0) {
          next(part);
        }
      }
      case HEADER_SUM -> {
        if (++at == 2) {
          next(part);
        }
      }
      case TRAILER -> {
        if (++at == 8) {
          at = 0;
          hasMember = true;
          part = Part.HEADER; // of a further member, if one comes
        }
      }
      case DEFLATE_START, DATA, ENDED, BROKEN -> throw new IllegalStateException(part.name());
    }
  }

  private void next(Part done) {
    at = 0;
    if (done == Part.HEADER && (flags & EXTRA) != 0) {
      part = Part.EXTRA_LENGTH;
    } else if (done.compareTo(Part.EXTRA_FIELD) <= 0 && (flags & NAME) != 0) {
      part = Part.NAME_FIELD;
    } else if (done.compareTo(Part.NAME_FIELD) <= 0 && (flags & COMMENT) != 0) {
      part = Part.COMMENT_FIELD;
    } else if (done.compareTo(Part.COMMENT_FIELD) <= 0 && (flags & CONTINUES) != 0) {
      part = Part.HEADER_SUM;
    } else {
      part = Part.DATA;
    }
  }
}
