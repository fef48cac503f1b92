package io.github.cookieward.html;

import java.io.IOException;
import java.util.Optional;

/**
 * Two readings of one document, from where it is in doubt what a browser does to where both agree
 * again. They go in step, a stretch up to the next {@code <} or {@code >} at a time, and a rule is
 * asked about the tags of either.
 *
 * <p>What a rule changes in one reading must stay text in the other. Where it would not, the tag's
 * every {@code <} becomes a mere character in place, and the other reading is taken up again from
 * the tag's beginning, over what is now there.
 */
final class TwoReadings {
  private final HtmlRewriter rewriter;
  private final HtmlTokenizer first;
  private final HtmlTokenizer second;
  private final HtmlTokenizer firstAtTagOfSecond;
  private final HtmlTokenizer secondAtTagOfFirst;
  private final HtmlTokenizer trial;
  private final int limit;
  private final HeldBack bytes;

  TwoReadings(
      HtmlRewriter rewriter, HtmlTokenizer first, WantedTags wanted, int limit, HeldBack bytes) {
    this.rewriter = rewriter;
    this.first = first;
    this.second = new HtmlTokenizer(wanted, limit);
    this.firstAtTagOfSecond = new HtmlTokenizer(wanted, limit);
    this.secondAtTagOfFirst = new HtmlTokenizer(wanted, limit);
    this.trial = new HtmlTokenizer(wanted, limit);
    this.limit = limit;
    this.bytes = bytes;
    second.tree().takeDoubtAsText();
  }

  HtmlTokenizer second() {
    return second;
  }

  boolean agree() {
    return first.agreesWith(second);
  }

  long steps() {
    return second.steps() + trial.steps();
  }

  /** Reads one stretch, and returns the index after it. */
  int read(byte[] piece, int from, int end, long origin) throws IOException {
    boolean opens = piece[from] == '<';
    if (opens && mayOpenTag(first)) {
      secondAtTagOfFirst.copyFrom(second);
    }
    if (opens && mayOpenTag(second)) {
      firstAtTagOfSecond.copyFrom(first);
    }
    int stop = stretchEnd(piece, from, end);
    stop = untilLimit(first, from, stop, opens, origin);
    stop = untilLimit(second, from, stop, opens, origin);
    run(first, piece, from, stop, origin);
    run(second, piece, from, stop, origin);
    judge(origin + stop);
    return stop;
  }

  private static boolean mayOpenTag(HtmlTokenizer reading) {
    return !TokenizerState.isTag(reading.state()) || reading.state() == TokenizerState.TAG_OPEN;
  }

  private static int stretchEnd(byte[] piece, int from, int end) {
    for (int at = from; at < end; at++) {
      if (piece[at] == '>') {
        return at + 1;
      }
      if (piece[at] == '<' && at > from) {
        return at;
      }
    }
    return end;
  }

  private int untilLimit(HtmlTokenizer reading, int from, int stop, boolean opens, long origin) {
    long place = reading.tagStart() + limit - origin;
    int until = place > from ? (int) Math.min(stop, place) : stop;
    return opens ? Math.min(until, from + limit) : until;
  }

  private static void run(HtmlTokenizer reading, byte[] in, int from, int stop, long origin) {
    int at = from;
    do {
      at = reading.run(in, at, stop, origin);
    } while (at < stop);
  }

  private void judge(long place) throws IOException {
    boolean one = hasTag(first);
    boolean two = hasTag(second);
    if (one && two && first.tagStart() == second.tagStart()) {
      judgeTogether(place);
    } else if (one && two) {
      boolean firstIsOuter = first.tagStart() < second.tagStart();
      if (!judge(firstIsOuter ? first : second, place)) {
        judge(firstIsOuter ? second : first, place);
      }
    } else if (one) {
      judge(first, place);
    } else if (two) {
      judge(second, place);
    }
  }

  private static boolean hasTag(HtmlTokenizer reading) {
    return reading.event() == HtmlTokenizer.Event.TAG
        || reading.event() == HtmlTokenizer.Event.TOO_LONG;
  }

  private void judgeTogether(long place) throws IOException {
    Optional<StartTag> tag = rewriter.startTag(first, place);
    Edit edit = decide(first, tag);
    Optional<StartTag> tagOfSecond = rewriter.startTag(second, place);
    if (areNamedApart(tag, tagOfSecond)) {
      Edit other = decide(second, tagOfSecond);
      if (edit.changesNothing()) {
        edit = other;
      } else if (!other.changesNothing()) {
        edit = Edit.inert();
      }
    }
    if (!edit.changesNothing()) {
      Bytes instead = rewriter.apply(edit, first.tagStart(), place, tag);
      bytes.writeTo(first.tagStart());
      bytes.replaceTo(place, instead);
    }
    goOn(first, edit, tag);
    goOn(second, edit, tagOfSecond);
  }

  /** HTML's {@code image} is an {@code img}; that of SVG is not. */
  private static boolean areNamedApart(Optional<StartTag> one, Optional<StartTag> other) {
    return one.isPresent() && other.isPresent() && !one.get().name().equals(other.get().name());
  }

  /** Deals with a tag of one reading; true where the other had to be read again. */
  private boolean judge(HtmlTokenizer reading, long place) throws IOException {
    HtmlTokenizer other = reading == first ? second : first;
    HtmlTokenizer otherAtTag = reading == first ? secondAtTagOfFirst : firstAtTagOfSecond;
    long start = reading.tagStart();
    Optional<StartTag> tag = rewriter.startTag(reading, place);
    Edit edit = decide(reading, tag);
    if (edit.changesNothing()) {
      goOn(reading, edit, tag);
      return false;
    }
    Bytes instead = rewriter.apply(edit, start, place, tag);
    if (isText(otherAtTag, instead)) {
      bytes.writeTo(start);
      bytes.replaceTo(place, instead);
      other.copyFrom(trial);
      goOn(reading, edit, tag);
    } else {
      rewriter.doubt(Doubt.CROSSING);
      bytes.blunt(start, place);
      other.copyFrom(otherAtTag);
      readAgain(other, start, place);
      reading.enter(TokenizerState.DATA, 0);
    }
    return true;
  }

  private Edit decide(HtmlTokenizer reading, Optional<StartTag> tag) {
    if (reading.event() == HtmlTokenizer.Event.TOO_LONG) {
      return rewriter.passesUnread(reading) ? Edit.keep() : Edit.inert();
    }
    return reading.isWanted() ? rewriter.resolve(rewriter.ask(reading, tag), tag) : Edit.keep();
  }

  private void goOn(HtmlTokenizer reading, Edit edit, Optional<StartTag> tag) {
    if (!edit.keepsTag()) {
      reading.enter(TokenizerState.DATA, 0);
    } else if (reading.event() == HtmlTokenizer.Event.TOO_LONG) {
      reading.passUnread();
    } else {
      follow(reading, tag);
    }
  }

  private void follow(HtmlTokenizer reading, Optional<StartTag> tag) {
    if (reading.steersReading()) {
      reading.follow(tag);
      if (reading.tree().doubt() != null) {
        rewriter.doubt(Doubt.THIRD_READING);
      }
    }
  }

  /** Whether a reading that stands in text stays in that text over other bytes. */
  private boolean isText(HtmlTokenizer reading, Bytes instead) {
    trial.copyFrom(reading);
    if (!isWithinText(trial)) {
      return false;
    }
    run(trial, instead.array(), 0, instead.length(), 0);
    return isWithinText(trial)
        && (trial.state() == TokenizerState.DATA) == (reading.state() == TokenizerState.DATA);
  }

  private static boolean isWithinText(HtmlTokenizer reading) {
    return TokenizerState.isText(reading.state()) && !TokenizerState.mayEndText(reading.state());
  }

  private void readAgain(HtmlTokenizer reading, long start, long end) {
    byte[] array = bytes.array(start, end);
    int from = bytes.index(array, start);
    int stop = from + (int) (end - start);
    int at = from;
    while (at < stop) {
      at = reading.run(array, at, stop, start - from);
      if (reading.event() == HtmlTokenizer.Event.TAG) {
        follow(reading, Optional.empty()); // its rule has been asked, and kept it
      } else if (reading.event() == HtmlTokenizer.Event.TOO_LONG) {
        reading.passUnread();
      }
    }
  }
}
