package io.github.cookieward.html;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A table in which each thing may stand in two places, by its hash: kept from the second time on
 * that it comes. Bounded; it begins anew when it is full. Threads may lose each other's, which is
 * no harm: what stands in a place never changes.
 */
final class TwoPlaces<K extends TwoPlaces.Kept> {
  private final int bits;
  private final int most;
  private final AtomicInteger weight = new AtomicInteger();
  private final @Nullable Kept[] kept;

  /** By a hash, what came last. */
  private final int[] came;

  /** Something that is kept. Immutable. */
  interface Kept {
    /** By which it stands where it does. */
    long hash();

    /** How much it weighs against what fits, in bytes. */
    int weight();
  }

  /**
   * Nothing is kept yet.
   *
   * @param bits of the number of places
   * @param most in bytes, for all
   */
  TwoPlaces(int bits, int most) {
    this.bits = bits;
    this.most = most;
    this.kept = new Kept[1 << bits];
    this.came = new int[1 << bits];
  }

  @SuppressWarnings("unchecked") // only what was kept gets there
  @Nullable K first(long hash) {
    return (K) kept[first(hash, bits)];
  }

  @SuppressWarnings("unchecked")
  @Nullable K second(long hash) {
    return (K) kept[second(hash, bits)];
  }

  /** Whether something has come before, as far as can be told; it has from now on. */
  boolean comesAgain(long hash) {
    int mark = (int) hash;
    int first = first(hash, bits);
    int second = second(hash, bits);
    boolean again = came[first] == mark || came[second] == mark;
    came[first] = mark;
    came[second] = mark;
    return again;
  }

  void keep(K newly) {
    if (weight.addAndGet(newly.weight()) > most) {
      Arrays.fill(kept, null);
      weight.set(newly.weight());
    }
    int place = place(newly.hash());
    Kept before = kept[place];
    if (before != null) {
      weight.addAndGet(-before.weight());
    }
    kept[place] = newly;
  }

  /** One of the two places that is empty, or becomes so as what stands there has another. */
  private int place(long hash) {
    int first = first(hash, bits);
    int second = second(hash, bits);
    if (kept[first] == null || isMoved(first)) {
      return first;
    }
    if (kept[second] != null) {
      isMoved(second);
    }
    return second;
  }

  private boolean isMoved(int from) {
    Kept one = kept[from];
    if (one == null) {
      return true;
    }
    int first = first(one.hash(), bits);
    int to = first == from ? second(one.hash(), bits) : first;
    if (kept[to] != null) {
      return false;
    }
    kept[to] = one;
    kept[from] = null;
    return true;
  }

  private static int first(long hash, int bits) {
    return (int) (hash >>> Long.SIZE - bits);
  }

  private static int second(long hash, int bits) {
    return (int) (hash >>> Long.SIZE - 2 * bits) & (1 << bits) - 1;
  }
}
