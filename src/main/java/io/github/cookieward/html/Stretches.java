package io.github.cookieward.html;

import java.io.IOException;
import java.util.ArrayList;
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

  /** What was changed in it. */
  private final List<RepeatedStretches.Change> changes = new ArrayList<>();

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

  /** Something was changed in the stretch that is read. */
  void changed(long from, long to, Bytes instead) {
    if (situation != DOUBTFUL) {
      changes.add(new RepeatedStretches.Change((int) (from - begin), (int) (to - begin), instead));
    }
  }

  /** Something of the stretch that is read depends on more than it: it is not to be known. */
  void spoil() {
    situation = DOUBTFUL;
  }

  /**
   * One stretch ends and another begins.
   *
   * @param origin the place in the document of the array's index 0
   * @param first the index from which on the array has the document
   * @param now the situation, or {@link #DOUBTFUL}
   * @param out gets what is changed in what is known
   * @return the index up to which all is known and passes
   */
  int next(byte[] in, int first, int from, int end, long origin, int now, HeldBack out)
      throws IOException {
    learn(in, first, from, origin, now);
    int at = from;
    RepeatedStretches.@Nullable Known<T> known = null;
    if (now != DOUBTFUL) {
      known = rule.stretches().find(in, at, end, now, fingerprint);
      while (known != null && rule.answersAlike(known.asked())) {
        for (RepeatedStretches.Change change : known.changes()) {
          out.writeTo(origin + at + change.from());
          out.replaceTo(origin + at + change.to(), change.instead());
        }
        at += known.length();
        known = rule.stretches().find(in, at, end, now, fingerprint);
      }
    }
    passed += at - from;
    begin = origin + at;
    changes.clear();
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
        rule.stretches().learn(in, (int) from, to, now, asked, changes, fingerprint);
      }
    }
  }

  /** Bytes compared: a part of the work done. */
  long steps() {
    return passed;
  }
}
