package io.github.cookieward.html;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The bytes between what has been written and what is being read, as one document with places that
 * count from its beginning: first those held back from earlier pieces, then those of this piece.
 */
final class HeldBack {
  private static final byte[] NOTHING = {};

  private final OutputStream sink;

  /** The place of the first byte that is not yet written or dropped. */
  private long written;

  private byte[] held = NOTHING;
  private int heldFrom;
  private int heldTo;

  private byte[] piece = NOTHING;
  private long origin;

  private long copied;

  HeldBack(OutputStream sink) {
    this.sink = sink;
  }

  /** Takes a piece, whose index 0 lies at a place. */
  void take(byte[] newPiece, long newOrigin) {
    piece = newPiece;
    origin = newOrigin;
  }

  /** Lets go of the piece, of which bytes up to a place may still be needed. */
  void release(long end) {
    hold(end);
    piece = NOTHING;
  }

  /** Writes all up to a place. */
  void writeTo(long place) throws IOException {
    int fromHeld = (int) Math.min(heldTo - heldFrom, place - written);
    if (fromHeld > 0) {
      sink.write(held, heldFrom, fromHeld);
      drop(fromHeld);
    }
    if (place > written) {
      sink.write(piece, (int) (written - origin), (int) (place - written));
      written = place;
    }
  }

  /** Writes other bytes instead of those up to a place. */
  void replaceTo(long place, Bytes instead) throws IOException {
    sink.write(instead.array(), 0, instead.length());
    drop((int) Math.max(0, Math.min(heldTo - heldFrom, place - written)));
    written = Math.max(written, place);
  }

  private void drop(int count) {
    heldFrom += count;
    written += count;
    if (heldFrom == heldTo) {
      heldFrom = 0;
      heldTo = 0;
    }
  }

  /** Bytes side by side that begin at {@link #index}. */
  byte[] array(long from, long to) {
    if (heldFrom == heldTo || from >= heldEnd()) {
      return piece;
    }
    hold(to);
    return held;
  }

  /** Where a place lies in what {@link #array} returned. */
  int index(byte[] array, long place) {
    return array == held ? (int) (place - written) + heldFrom : (int) (place - origin);
  }

  /** Makes {@code <} a mere character of what is held, without a change of length. */
  void blunt(long from, long to) {
    hold(to);
    for (int i = index(held, from); i < index(held, to); i++) {
      if (held[i] == '<') {
        held[i] = '_';
      }
    }
  }

  int size() {
    return heldTo - heldFrom;
  }

  /** Bytes copied in order to be held: what tests of linear time count. */
  long copied() {
    return copied;
  }

  private long heldEnd() {
    return written + heldTo - heldFrom;
  }

  private void hold(long to) {
    int more = (int) (to - heldEnd());
    if (more <= 0) {
      return;
    }
    if (heldTo + more > held.length) {
      int size = size();
      byte[] roomy =
          size + more <= held.length && heldFrom >= size
              ? held
              : new byte[Math.max(512, Math.max(held.length, 2 * (size + more)))];
      System.arraycopy(held, heldFrom, roomy, 0, size);
      copied += size;
      held = roomy;
      heldFrom = 0;
      heldTo = size;
    }
    System.arraycopy(piece, (int) (heldEnd() - origin), held, heldTo, more);
    copied += more;
    heldTo += more;
  }
}
