package io.github.cookieward.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One document as a row of stretches, which end where its bytes say so, that the same may be found
 * in other documents: those that are known pass unread, and the others become known.
 */
final class Stretches<T> {
  /** Where it depends on more than the bytes how they are read. */
  static final int DOUBTFUL = -1;

  private final PassingRule<T> rule;
  private final RepeatedStretches.Fingerprint fingerprint;

  /** Where the stretch that is read began, and in what situation. */
  private long begin;

  private int situation = DOUBTFUL;
  private long passed;

  private Stretches(PassingRule<T> rule, Encoding encoding) {
    this.rule = rule;
    this.fingerprint = new RepeatedStretches.Fingerprint(encoding);
  }

  static @Nullable Stretches<?> of(TagRule rule, Encoding encoding, int limit) {
    return rule instanceof PassingRule<?> passing && limit > RepeatedStretches.MOST
        ? new Stretches<>(passing, encoding)
        : null;
  }

  /** Something was changed, or is in doubt, in the stretch that is read: it is not to be known. */
  void spoil() {
    situation = DOUBTFUL;
  }

  /**
   * One stretch ends and another begins.
   *
   * @param origin the place in the document of the array's index 0
   * @param first the index from which on the array has the document
   * @param now the situation, or {@link #DOUBTFUL}
   * @return the index up to which all is known and passes
   */
  int next(byte[] in, int first, int from, int end, long origin, int now) {
    learn(in, first, from, origin, now);
    int at = from;
    RepeatedStretches.@Nullable Known<T> known = null;
    if (now != DOUBTFUL) {
      known = rule.stretches().find(in, at, end, now, fingerprint);
      while (known != null && rule.allows(known.asked())) {
        at += known.length();
        known = rule.stretches().find(in, at, end, now, fingerprint);
      }
    }
    passed += at - from;
    begin = origin + at;
    situation = known == null ? now : DOUBTFUL; // what is known need not be learned
    if (situation != DOUBTFUL) {
      rule.stretchBegins();
    }
    return at;
  }

  private void learn(byte[] in, int first, int to, long origin, int now) {
    long from = begin - origin;
    long length = to - from;
    if (situation != DOUBTFUL
        && situation == now
        && from >= first
        && length >= RepeatedStretches.LEAST
        && length <= RepeatedStretches.MOST) {
      List<T> asked = rule.stretchEnds();
      if (asked != null) {
        rule.stretches().learn(in, (int) from, to, now, asked, fingerprint);
      }
    }
  }

  /** Bytes compared: a part of the work done. */
  long steps() {
    return passed;
  }
}
