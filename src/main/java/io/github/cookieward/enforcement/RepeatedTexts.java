package io.github.cookieward.enforcement;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * What was found out about texts that pages have again and again, such as their inline scripts:
 * kept from the second time on that a text comes, so that one made for one visitor is not kept.
 * Bounded; safe to share.
 */
final class RepeatedTexts<T> {
  private static final int PLACES_BITS = 13;
  private static final int PLACES = 1 << PLACES_BITS;

  private final int longest;
  private final long most;
  private final Map<String, T> known = new ConcurrentHashMap<>();
  private final AtomicLong kept = new AtomicLong();

  /**
   * By a hash of texts, the one that came last; threads may lose each other's, which is no harm.
   */
  private final int[] came = new int[PLACES];

  /**
   * Nothing is known yet.
   *
   * @param longest in characters: a longer text is never kept
   * @param most in characters, for all texts; beyond that it begins anew
   */
  RepeatedTexts(int longest, long most) {
    this.longest = longest;
    this.most = most;
  }

  /**
   * What is found out about a text.
   *
   * @param finding gives the same for the same text, and what may be shared
   */
  T get(String text, Function<? super String, ? extends T> finding) {
    if (text.length() > longest) {
      return finding.apply(text);
    }
    T before = known.get(text);
    if (before != null) {
      return before;
    }
    T found = finding.apply(text);
    if (comesAgain(text)) {
      if (kept.addAndGet(text.length() + 64L) > most) {
        known.clear();
        kept.set(0);
      }
      known.put(text, found);
    }
    return found;
  }

  /** Each text has two places, so that two texts that share one do not keep each other out. */
  private boolean comesAgain(String text) {
    int hash = text.hashCode();
    int one = (hash ^ hash >>> 15) & PLACES - 1;
    int other = hash * 0x9E3779B9 >>> Integer.SIZE - PLACES_BITS;
    boolean again = came[one] == hash || came[other] == hash;
    came[one] = hash;
    came[other] = hash;
    return again;
  }
}
