package io.github.cookieward.filter;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A compressed body: what is read is what comes of it. */
final class DecodedBody implements BodyReading {
  private final BodyReading decoded;
  private final Runnable tellBroken;
  private @Nullable Inflating inflating;

  /**
   * A body of which nothing has come yet.
   *
   * @param coding one that can be undone
   * @param decoded takes what comes of it, and leaves nothing as it comes
   * @param tellBroken is told where it is not as the coding says
   */
  DecodedBody(String coding, BodyReading decoded, Runnable tellBroken) {
    this.decoded = decoded;
    this.tellBroken = tellBroken;
    this.inflating =
        Inflating.of(
            coding,
            new PieceStream() {
              @Override
              public void write(byte[] bytes, int offset, int length) throws IOException {
                decoded.take(bytes, offset, length);
              }
            });
  }

  /** A thousand times as much may come of it. */
  @Override
  public int slice() {
    return 256;
  }

  @Override
  public Fate take(byte[] bytes, int offset, int length) throws IOException {
    Inflating coded = inflating;
    if (coded == null) {
      return decoded.take(bytes, offset, length);
    }
    coded.write(bytes, offset, length);
    if (!coded.isBroken()) {
      return Fate.READ;
    }
    ended(coded);
    return Fate.WITHHELD;
  }

  private void ended(Inflating last) {
    if (!last.isWhole()) {
      tellBroken.run();
    }
    forget();
  }

  @Override
  public Fate flush() throws IOException {
    return decoded.flush();
  }

  @Override
  public Fate end() throws IOException {
    if (inflating != null) {
      ended(inflating);
    }
    return decoded.end();
  }

  @Override
  public boolean holdsBack() {
    return decoded.holdsBack();
  }

  /** Gives back what the decompressor holds outside of the heap. */
  @Override
  public void forget() {
    if (inflating != null) {
      inflating.free();
    }
    inflating = null;
  }
}
