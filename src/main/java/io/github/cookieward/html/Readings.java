package io.github.cookieward.html;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several readings of one document, from where it is in doubt what a browser does to where they
 * agree again; each further doubt makes one more of the reading that meets it. They go in step, a
 * stretch up to the next {@code <} or {@code >} at a time, and a rule is asked about the tags of
 * each.
 *
 * <p>What a rule changes in one reading must stay text in the others. Where it would not, the tag's
 * every {@code <} becomes a mere character in place, and the others are taken up again from the
 * tag's beginning, over what is now there.
 */
final class Readings {
  /** The most that are followed at once; a page that is in doubt mostly has two. */
  static final int MOST = 6;

  private final HtmlRewriter rewriter;
  private final WantedTags wanted;
  private final int limit;
  private final HeldBack bytes;
  private final HtmlTokenizer trial;

  /** The readings, the rewriter's own first; beyond {@link #number} there are old ones. */
  private final HtmlTokenizer[] readings = new HtmlTokenizer[MOST];

  /** Where each stood when the last tag of one began: by that one, and then by each. */
  private final HtmlTokenizer[][] atTag = new HtmlTokenizer[MOST][MOST];

  private int number = 1;

  /** The one to which an element is one whose text is waited for. */
  private @Nullable HtmlTokenizer waiting;

  /** The tag that is judged, as each has it. */
  private final List<Optional<StartTag>> tags = new ArrayList<>();

  Readings(
      HtmlRewriter rewriter, HtmlTokenizer first, WantedTags wanted, int limit, HeldBack bytes) {
    this.rewriter = rewriter;
    this.wanted = wanted;
    this.limit = limit;
    this.bytes = bytes;
    this.trial = new HtmlTokenizer(wanted, limit);
    this.readings[0] = first;
  }

  /** Whether there is more than the rewriter's own. */
  boolean isForked() {
    return number > 1;
  }

  long steps() {
    long steps = trial.steps();
    for (int i = 1; i < MOST && readings[i] != null; i++) {
      steps += readings[i].steps();
    }
    return steps;
  }

  /** From where on bytes must be held back for any of them. */
  long heldFrom() {
    long from = readings[0].heldFrom();
    for (int i = 1; i < number; i++) {
      from = Math.min(from, readings[i].heldFrom());
    }
    return from;
  }

  /** What ends that within which the document stops, to all of them; null where there is none. */
  @Nullable String ending() {
    String ending = readings[0].ending();
    for (int i = 1; i < number; i++) {
      if (!Objects.equals(ending, readings[i].ending())) {
        return null;
      }
    }
    return ending;
  }

  // More of them, and fewer.

  /** Follows the last tag of a reading, in both ways where it is in doubt what it does. */
  void follow(HtmlTokenizer reading, Optional<StartTag> tag) {
    if (!reading.steersReading()) {
      return;
    }
    if (!reading.mayBeInDoubt() || number == MOST) {
      followOnly(reading, tag);
      return;
    }
    HtmlTokenizer other = next(reading);
    reading.follow(tag);
    if (reading.tree().doubt() != null) {
      rewriter.doubt(reading.tree().doubt());
      other.follow(tag);
      number++;
    }
  }

  private void followOnly(HtmlTokenizer reading, Optional<StartTag> tag) {
    if (reading.steersReading()) {
      reading.follow(tag);
      if (reading.tree().doubt() != null) {
        rewriter.doubt(Doubt.TOO_MANY_READINGS);
      }
    }
  }

  /** Follows both ways what has begun in a reading, perhaps with a tag's name. */
  void fork(HtmlTokenizer reading) {
    if (number == MOST) {
      rewriter.doubt(Doubt.TOO_MANY_READINGS);
      return;
    }
    rewriter.doubt(Doubt.FOREIGN_CONTENT);
    HtmlTokenizer other = next(reading);
    other.turn();
    reading.tree().leaveTextAhead();
    other.tree().leaveTextAhead();
    int of = indexOf(reading);
    atTag[of][number] = copy(atTag[of][number], other);
    number++;
  }

  /** A reading like another, which decides the other way what is in doubt; not yet one of them. */
  private HtmlTokenizer next(HtmlTokenizer like) {
    int of = indexOf(like);
    readings[number] = copy(readings[number], like);
    readings[number].tree().takeDoubtAsText(!like.tree().takesDoubtAsText());
    for (int i = 0; i < number; i++) {
      if (i != of && atTag[i][of] != null) {
        atTag[i][number] = copy(atTag[i][number], atTag[i][of]);
      }
    }
    return readings[number];
  }

  private int indexOf(HtmlTokenizer reading) {
    int index = 0;
    while (readings[index] != reading) {
      index++;
    }
    return index;
  }

  private HtmlTokenizer copy(@Nullable HtmlTokenizer into, HtmlTokenizer from) {
    HtmlTokenizer copy = into == null ? new HtmlTokenizer(wanted, limit) : into;
    copy.copyFrom(from);
    return copy;
  }

  /** Leaves out those that from here on read as one before them. */
  private void join() {
    for (int i = 0; i < number; i++) {
      for (int j = number - 1; j > i; j--) {
        if (readings[i].agreesWith(readings[j])) {
          readings[i].tree().join(readings[j].tree());
          leaveOut(j);
        }
      }
    }
  }

  private void leaveOut(int index) {
    int last = --number;
    HtmlTokenizer out = readings[index];
    readings[index] = readings[last];
    readings[last] = out;
    HtmlTokenizer[] row = atTag[index];
    atTag[index] = atTag[last];
    atTag[last] = row;
    for (HtmlTokenizer[] of : atTag) {
      HtmlTokenizer one = of[index];
      of[index] = of[last];
      of[last] = one;
    }
  }

  // Reading.

  /** Reads one stretch, and returns the index after it. */
  int read(byte[] piece, int from, int end, long origin) throws IOException {
    boolean opens = piece[from] == '<';
    if (opens) {
      remember();
    }
    int stop = stretchEnd(piece, from, end);
    for (int i = 0; i < number; i++) {
      stop = untilLimit(readings[i], from, stop, opens, origin);
    }
    int all = number;
    for (int i = 0; i < all; i++) {
      run(readings[i], piece, from, stop, origin);
    }
    judge(origin + stop);
    join();
    return stop;
  }

  /** Notes where all stand, for those that may begin a tag here. */
  private void remember() {
    for (int i = 0; i < number; i++) {
      if (mayOpenTag(readings[i])) {
        for (int j = 0; j < number; j++) {
          if (j != i) {
            atTag[i][j] = copy(atTag[i][j], readings[j]);
          }
        }
      }
    }
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

  private void run(HtmlTokenizer reading, byte[] in, int from, int stop, long origin) {
    int at = from;
    do {
      at = reading.run(in, at, stop, origin);
      if (reading.event() == HtmlTokenizer.Event.IN_DOUBT) {
        int before = number;
        fork(reading);
        if (number > before && at < stop) {
          run(readings[before], in, at, stop, origin);
        }
      }
    } while (at < stop);
  }

  // Tags.

  private void judge(long place) throws IOException {
    if (rewriter.awaits()) {
      textEnds();
    }
    int judged = 0;
    for (int members = outermost(judged); members != 0; members = outermost(judged)) {
      if (judge(members, place)) {
        return; // the others were read again
      }
      judged |= members;
    }
  }

  /** The text that is waited for ends where a tag is one to any; there it is whole to its own. */
  private void textEnds() throws IOException {
    int members = outermost(0);
    if (members != 0) {
      HtmlTokenizer first = readings[Integer.numberOfTrailingZeros(members)];
      boolean ends = isAmong(members, waiting) && rewriter.endsText(first);
      rewriter.finishText(first.tagStart(), ends);
    }
  }

  private boolean isAmong(int members, @Nullable HtmlTokenizer reading) {
    for (int i = 0; i < number; i++) {
      if (isIn(members, i) && readings[i] == reading) {
        return true;
      }
    }
    return false;
  }

  /** A reading is the one to which an element is one whose text is waited for. */
  void awaitTextIn(HtmlTokenizer reading) {
    waiting = reading;
  }

  /** Waits for the text of an element that is one in a reading; false where it has none in any. */
  boolean awaitText() {
    for (int i = 0; i < number; i++) {
      if (readings[i].state() != TokenizerState.DATA) {
        awaitTextIn(readings[i]);
        return true;
      }
    }
    return false;
  }

  /** Those whose tag ends here and began first, a bit for each, of those that were not judged. */
  private int outermost(int judged) {
    int members = 0;
    long start = Long.MAX_VALUE;
    for (int i = 0; i < number; i++) {
      if (!isIn(judged, i) && hasTag(readings[i]) && readings[i].tagStart() <= start) {
        members = readings[i].tagStart() < start ? 1 << i : members | 1 << i;
        start = readings[i].tagStart();
      }
    }
    return members;
  }

  private static boolean isIn(int members, int index) {
    return (members & 1 << index) != 0;
  }

  private static boolean hasTag(HtmlTokenizer reading) {
    return reading.event() == HtmlTokenizer.Event.TAG
        || reading.event() == HtmlTokenizer.Event.TOO_LONG;
  }

  /** Deals with a tag that some have; true where the others had to be read again. */
  private boolean judge(int members, long place) throws IOException {
    int all = number;
    int one = Integer.numberOfTrailingZeros(members);
    long start = readings[one].tagStart();
    tags.clear();
    for (int i = 0; i < all; i++) {
      tags.add(isIn(members, i) ? rewriter.startTag(readings[i], place) : Optional.empty());
    }
    Edit edit = decide(members, one, all);
    if (edit.readsText()) {
      goOn(members, all, Edit.keep());
      waiting = readings[one];
      rewriter.await(tags.get(one).orElseThrow(), start, place);
      if (waiting.state() == TokenizerState.DATA) {
        rewriter.finishText(place, false); // in SVG, where a style is no text
      }
      return false;
    }
    if (edit.changesNothing()) {
      goOn(members, all, edit);
      return false;
    }
    Bytes instead = rewriter.apply(edit, start, place, tags.get(one));
    if (areText(members, one, all, instead)) {
      rewriter.changed(start, place, instead);
      bytes.writeTo(start);
      bytes.replaceTo(place, instead);
      for (int i = 0; i < all; i++) {
        if (!isIn(members, i)) {
          isText(atTag[one][i], instead);
          readings[i].copyFrom(trial);
        }
      }
      goOn(members, all, edit);
      return true;
    }
    rewriter.doubt(Doubt.CROSSING);
    bytes.blunt(start, place);
    for (int i = 0; i < all; i++) {
      if (isIn(members, i)) {
        readings[i].enter(TokenizerState.DATA, 0);
      } else {
        readings[i].copyFrom(atTag[one][i]);
        readAgain(readings[i], start, place);
      }
    }
    return true;
  }

  /** What the rule wants of a tag; where it is not the same element to all, it is asked again. */
  private Edit decide(int members, int one, int all) {
    if (members == 1 << one && staysRawText(one, all)) {
      return ask(readings[one], tags.get(one));
    }
    Edit edit = decide(readings[one], tags.get(one));
    for (int i = one + 1; i < all; i++) {
      if (isIn(members, i) && areNamedApart(tags.get(one), tags.get(i))) {
        Edit other = decide(readings[i], tags.get(i));
        if (edit.changesNothing()) {
          edit = other;
        } else if (!other.changesNothing()) {
          edit = Edit.inert();
        }
      }
    }
    return edit;
  }

  /** HTML's {@code image} is an {@code img}; that of SVG is not. */
  private static boolean areNamedApart(Optional<StartTag> one, Optional<StartTag> other) {
    return one.isPresent() && other.isPresent() && !one.get().name().equals(other.get().name());
  }

  private Edit decide(HtmlTokenizer reading, Optional<StartTag> tag) {
    return rewriter.resolve(ask(reading, tag), tag);
  }

  private Edit ask(HtmlTokenizer reading, Optional<StartTag> tag) {
    if (reading.event() == HtmlTokenizer.Event.TOO_LONG) {
      return rewriter.passesUnread(reading) ? Edit.keep() : Edit.inert();
    }
    return reading.isWanted() ? rewriter.ask(reading, tag) : Edit.keep();
  }

  /** Whether the tag is one to a single reading, and within raw text to the only other. */
  private boolean staysRawText(int one, int all) {
    int other = 1 - one;
    return all == 2
        && readings[other].state() == TokenizerState.RAWTEXT
        && atTag[one][other].state() == TokenizerState.RAWTEXT;
  }

  private void goOn(int members, int all, Edit edit) {
    for (int i = 0; i < all; i++) {
      if (!isIn(members, i)) {
        continue;
      }
      if (!edit.keepsTag()) {
        readings[i].enter(TokenizerState.DATA, 0);
      } else if (readings[i].event() == HtmlTokenizer.Event.TOO_LONG) {
        readings[i].passUnread();
      } else {
        follow(readings[i], tags.get(i));
      }
    }
  }

  /** Whether all others stand in text where the tag begins, and stay in it over other bytes. */
  private boolean areText(int members, int one, int all, Bytes instead) {
    for (int i = 0; i < all; i++) {
      if (!isIn(members, i) && !isText(atTag[one][i], instead)) {
        return false;
      }
    }
    return true;
  }

  /** The same for one; then the trial stands where it would go on. */
  private boolean isText(HtmlTokenizer reading, Bytes instead) {
    trial.copyFrom(reading);
    if (!isWithinText(trial)) {
      return false;
    }
    int at = 0;
    do {
      at = trial.run(instead.array(), at, instead.length(), 0);
      if (trial.event() == HtmlTokenizer.Event.TOO_LONG) {
        return false; // what seems to end the text goes on beyond the limit
      }
    } while (at < instead.length());
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
        followOnly(reading, Optional.empty()); // its rule has been asked, and kept it
      } else if (reading.event() == HtmlTokenizer.Event.TOO_LONG) {
        reading.passUnread();
      }
    }
  }
}
