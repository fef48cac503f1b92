package io.github.cookieward.html;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What was found out about stretches of pages that come again and again, such as inline scripts and
 * the tags of a template: kept from the second time on that one comes, so that what was made for
 * one visitor is not kept. Bounded; safe to share.
 */
public final class RepeatedTexts<T> {
  private static final int PLACES_BITS = 13;
  private static final int PLACES = 1 << PLACES_BITS;

  private final int longest;
  private final int most;
  private final AtomicInteger kept = new AtomicInteger();

  /**
   * Each text may stand in two places, by its hash. Threads may lose each other's, which is no
   * harm: what stands in a place never changes.
   */
  private final @Nullable Known<?>[] known = new Known<?>[PLACES];

  /** By a hash of texts, the one that came last. */
  private final int[] came = new int[PLACES];

  private record Known<T>(long hash, SourceText source, T found) {
    boolean is(long otherHash, SourceText other) {
      return hash == otherHash && source.isSame(other);
    }
  }

  /**
   * Nothing is known yet.
   *
   * @param longest in bytes: a longer text is never kept
   * @param most in bytes, for all texts; beyond that it begins anew
   */
  public RepeatedTexts(int longest, int most) {
    this.longest = longest;
    this.most = most;
  }

  /** What was found out about a text; null where nothing is known. */
  @SuppressWarnings("unchecked") // only what was found gets there
  public @Nullable T find(SourceText text) {
    if (text.length() > longest) {
      return null;
    }
    long hash = text.hash();
    Known<T> one = (Known<T>) known[one(hash)];
    if (one != null && one.is(hash, text)) {
      return one.found;
    }
    Known<T> other = (Known<T>) known[other(hash)];
    return other != null && other.is(hash, text) ? other.found : null;
  }

  /**
   * Takes note of what was found out about a text that was not known.
   *
   * @param found always the same for the same text, and not changed later
   */
  public void learn(SourceText text, T found) {
    if (text.length() <= longest && comesAgain(text.hash())) {
      keep(new Known<>(text.hash(), text.kept(), found));
    }
  }

  private void keep(Known<T> newly) {
    int size = newly.source.length() + 96;
    if (kept.addAndGet(size) > most) {
      Arrays.fill(known, null);
      kept.set(size);
    }
    int one = one(newly.hash);
    int place = known[one] == null ? one : other(newly.hash);
    Known<?> before = known[place];
    if (before != null) {
      kept.addAndGet(-before.source.length() - 96);
    }
    known[place] = newly;
  }

  private boolean comesAgain(long hash) {
    int mark = (int) hash;
    int one = one(hash);
    int other = other(hash);
    boolean again = came[one] == mark || came[other] == mark;
    came[one] = mark;
    came[other] = mark;
    return again;
  }

  private static int one(long hash) {
    return (int) (hash >>> Long.SIZE - PLACES_BITS);
  }

  private static int other(long hash) {
    return (int) (hash >>> Long.SIZE - 2 * PLACES_BITS) & PLACES - 1;
  }
}
