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

  /** How long a stretch may be: within it no tag and no text is longer than the limit. */
  private final int most;

  private final RepeatedStretches.Fingerprint looking;

  /** Where the stretch that is read began, and in what situation. */
  private long begin;

  private int situation = DOUBTFUL;

  /** Of the stretch that is read: its fingerprint up to a place. */
  private final RepeatedStretches.Fingerprint learning;

  private long learned;

  /** What was changed in it. */
  private final List<RepeatedStretches.Change> changes = new ArrayList<>();

  /** How often it was in doubt whether scripts run, in it and in what passed last. */
  private int doubts;

  private int passedDoubts;

  /** So many bytes have to be there before it can be said what the next ones are; 0 mostly. */
  private int wants;

  private long inVain;

  private Stretches(PassingRule<T> rule, Encoding encoding, int most) {
    this.rule = rule;
    this.most = most;
    this.looking = new RepeatedStretches.Fingerprint(encoding);
    this.learning = new RepeatedStretches.Fingerprint(encoding);
  }

  static @Nullable Stretches<?> of(TagRule rule, Encoding encoding, int limit) {
    int most = Math.min(RepeatedStretches.MOST, limit - 1);
    return rule instanceof PassingRule<?> passing && most > RepeatedStretches.LEAST
        ? new Stretches<>(passing, encoding, most)
        : null;
  }

  /** Something was changed in the stretch that is read. */
  void changed(long from, long to, Bytes instead) {
    if (situation != DOUBTFUL) {
      changes.add(new RepeatedStretches.Change((int) (from - begin), (int) (to - begin), instead));
    }
  }

  /** It was in doubt whether scripts run. */
  void doubted() {
    doubts++;
  }

  int passedDoubts() {
    return passedDoubts;
  }

  /** Something of the stretch that is read depends on more than it: it is not to be known. */
  void spoil() {
    situation = DOUBTFUL;
  }

  /**
   * One stretch ends and another begins.
   *
   * @param origin the place in the document of the array's index 0
   * @param now the situation, which is not doubtful
   * @param mayWait whether what comes may be left until there is more of it
   * @param out gets what is changed in what is known
   * @return the index up to which all is known and passes; from there on see {@link #wants}
   */
  int next(byte[] in, int from, int end, long origin, int now, boolean mayWait, HeldBack out)
      throws IOException {
    learn(in, from, origin, now);
    wants = 0;
    passedDoubts = 0;
    int at = from;
    RepeatedStretches.@Nullable Known<T> known = find(in, at, end, origin, now);
    while (known != null && known.length() <= end - at && rule.answersAlike(known.asked())) {
      for (RepeatedStretches.Change change : known.changes()) {
        out.writeTo(origin + at + change.from());
        out.replaceTo(origin + at + change.to(), change.instead());
      }
      at += known.length();
      passedDoubts += known.doubts();
      known = find(in, at, end, origin, now);
    }
    if (mayWait && known == null && at > from && end - at < RepeatedStretches.BEGINNING) {
      wants = RepeatedStretches.BEGINNING;
    } else if (mayWait && known != null && known.length() > end - at) {
      wants = known.length();
    }
    begin = origin + at;
    changes.clear();
    doubts = 0;
    situation = known == null && wants == 0 ? now : DOUBTFUL; // what is known need not be learned
    if (situation != DOUBTFUL) {
      learning.begin();
      learned = begin;
      rule.stretchBegins();
    }
    return at;
  }

  /** What is compared in vain is no more than twice the document so far, and a few stretches. */
  private RepeatedStretches.@Nullable Known<T> find(
      byte[] in, int at, int end, long origin, int now) {
    if (inVain > 2 * (origin + at) + RepeatedStretches.MOST) {
      return null;
    }
    RepeatedStretches.Known<T> found = rule.stretches().find(in, at, end, now, most, looking);
    inVain += looking.inVain();
    return found;
  }

  /** How many bytes there have to be where the last stretch ended; 0 where it can be read on. */
  int wants() {
    return wants;
  }

  /** The array ends, and with it perhaps not the stretch. */
  void pieceEnds(byte[] in, int end, long origin) {
    if (situation != DOUBTFUL) {
      if (origin + end - begin > most) {
        spoil();
      } else {
        learning.add(in, (int) (learned - origin), end);
        learned = origin + end;
      }
    }
  }

  private void learn(byte[] in, int to, long origin, int now) {
    long length = origin + to - begin;
    if (situation != DOUBTFUL
        && situation == now
        && length >= RepeatedStretches.LEAST
        && length <= most) {
      List<T> asked = rule.stretchEnds();
      if (asked != null) {
        learning.add(in, (int) (learned - origin), to);
        rule.stretches().learn(learning, (int) length, now, asked, changes, doubts);
      }
    }
  }

  /** Bytes put into fingerprints: a part of the work done. */
  long steps() {
    return looking.added() + learning.added();
  }
}
