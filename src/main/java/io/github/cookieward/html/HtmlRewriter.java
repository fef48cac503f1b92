package io.github.cookieward.html;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites the tags of an HTML document that arrives in pieces. What no rule changes leaves byte
 * for byte as it came, and where the pieces break never shows.
 *
 * <p>Held back is at most one unfinished tag that the rule wants, or an element's text that it
 * asked for, or, until the next flush, what begins as it began before; and never more than {@code
 * limit} bytes; beyond that it gives up, safely and counted (see {@link Doubt}). One instance
 * serves one document and one thread.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">HTML, 13.2.5</a>
 */
public final class HtmlRewriter {
  private static final int LEAST_LIMIT = 64;
  private static final byte[] NONE = {};

  /** Where a stretch would end in doubt, it is not asked again before so many bytes. */
  private static final int FURTHER = 64;

  /** A byte order mark is read otherwise. */
  private static final int FIRST_STRETCH = 3;

  private final TagRule rule;
  private final Encoding encoding;
  private final OutputStream sink;
  private final int limit;

  private final HtmlTokenizer tokenizer;
  private final HeldBack bytes;
  private final DocumentStructure structure = new DocumentStructure();
  private @Nullable Stretches<?> stretches;
  private final Map<Doubt, Integer> counts = new EnumMap<>(Doubt.class);

  /** The place in the document up to which bytes have been taken. */
  private long taken;

  /** From where on a stretch may end. */
  private long watchedFrom;

  /** How many bytes have to be there before it is known what they are, and those that are. */
  private int wanted;

  private byte[] waiting = NONE;
  private int waitingBytes;
  private long waited;

  /** Where the body's first markup belongs, once its tag is finished. */
  private int opensAfterTag;

  private @Nullable Awaited awaited;
  private @Nullable Readings readings;
  private boolean forked;

  /** A start tag that is left open until the element's text has been read. */
  private record Awaited(StartTag tag, long from, long to) {}

  /**
   * A rewriter of one document.
   *
   * @param charset of the page and of what a rule writes; see {@link #canRead}
   * @param sink gets the rewritten bytes; it is neither flushed nor closed but by {@link #flush}
   * @param limit in bytes, at least 64: how long a wanted tag, or a tag with its text, may be
   * @throws IllegalArgumentException where the encoding is not ASCII-compatible, or the limit less
   */
  public HtmlRewriter(TagRule rule, Charset charset, OutputStream sink, int limit) {
    if (limit < LEAST_LIMIT) {
      throw new IllegalArgumentException("limit must be at least 64 bytes, not " + limit);
    }
    this.rule = rule;
    this.encoding = new Encoding(charset);
    this.sink = sink;
    this.limit = limit;
    this.tokenizer = new HtmlTokenizer(rule.wanted(), limit);
    this.bytes = new HeldBack(sink);
    this.stretches = Stretches.of(rule, encoding, limit);
    watchStretches(FIRST_STRETCH);
    tokenizer.watch(true);
  }

  /**
   * Whether an encoding's tags can be found among its bytes. UTF-16 and the ISO 2022 family cannot
   * be read so; transcode them first.
   */
  public static boolean canRead(Charset charset) {
    return Encoding.canRead(charset);
  }

  /**
   * The document is in XML: no tag changes how others are read, and names may have prefixes. To be
   * said before the first piece, which begins with the root.
   */
  public void readXml() {
    stretches = null;
    tokenizer.stopAtNoStretchEnd();
    tokenizer.tree().readXml();
    structure.readXml();
  }

  /**
   * The document, which is in XML, declares entities of its own. To be said before the first piece.
   *
   * @param entities what each says, by name
   */
  public void declare(Map<String, String> entities) {
    tokenizer.tree().declare(entities);
  }

  /**
   * Takes a piece of the document, which may end anywhere, even within a character.
   *
   * @throws IndexOutOfBoundsException if there are not so many bytes
   */
  public void write(byte[] piece, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, piece.length);
    int at = offset;
    int end = offset + length;
    while (at < end && wanted > 0 && (waitingBytes > 0 || end - at < wanted)) {
      int more = Math.min(end - at, wanted - waitingBytes);
      await(piece, at, at + more);
      at += more;
      if (waitingBytes == wanted) {
        takeWaiting(true);
      }
    }
    if (at < end) {
      take(piece, at, end, true);
    }
  }

  /** Takes bytes, as pieces have them or put together again, but those that are to wait. */
  private void take(byte[] piece, int from, int end, boolean mayWait) throws IOException {
    long origin = taken - from;
    bytes.take(piece, origin);
    int at = from;
    if (wanted > 0) {
      at = stretchEnds(piece, at, end, origin, mayWait);
    }
    while (at < end && wanted == 0) {
      at = forked ? readAll(piece, at, end, origin) : read(piece, at, end, origin, mayWait);
    }
    if (stretches != null) {
      stretches.pieceEnds(piece, at, origin);
    }
    taken = origin + at;
    bytes.writeTo(Math.min(taken, heldFrom()));
    bytes.release(taken);
    await(piece, at, end);
  }

  /** What begins as a stretch that is known waits until there is as much of it. */
  private void await(byte[] piece, int from, int end) {
    int size = waitingBytes + end - from;
    if (size > 0) {
      byte[] roomy = waiting.length < wanted ? new byte[wanted] : waiting;
      System.arraycopy(waiting, 0, roomy, 0, waitingBytes);
      System.arraycopy(piece, from, roomy, waitingBytes, end - from);
      waited += end - from;
      waiting = roomy;
      waitingBytes = size;
    }
  }

  private void takeWaiting(boolean mayWait) throws IOException {
    int size = waitingBytes;
    waitingBytes = 0;
    take(waiting, 0, size, mayWait);
  }

  /** Flushes the sink. Of what is held back only that is written which waited to be known. */
  public void flush() throws IOException {
    takeWaiting(false);
    sink.flush();
  }

  /** Ends the document. A tag that never ended is none to a browser, and leaves as it came. */
  public void end() throws IOException {
    end(() -> "");
  }

  /**
   * Ends the document with markup. Where the document stops within a comment or an element of text,
   * that is ended first, and a tag that never ended comes after it; where the markup would be none
   * whatever stood before it, it is not asked for.
   *
   * @param last what is to stand last; asked once at most
   */
  public void end(Supplier<String> last) throws IOException {
    takeWaiting(false);
    if (awaited != null) {
      finishText(taken, true);
    }
    boolean inTag = !forked && isInStartTag();
    long place = inTag ? tokenizer.tagStart() : taken;
    String ending = inTag ? "" : ending();
    bytes.writeTo(place);
    if (ending != null) {
      String markup = begun() + last.get();
      insert(markup.isEmpty() ? "" : ending + markup, place);
    }
    bytes.writeTo(taken);
  }

  /** Within a start tag, of which nothing has been written yet. */
  private boolean isInStartTag() {
    int state = tokenizer.state();
    return TokenizerState.isTag(state)
        && state >= TokenizerState.TAG_NAME
        && !tokenizer.isEndTag()
        && tokenizer.heldFrom() == tokenizer.tagStart();
  }

  private @Nullable String ending() {
    return forked ? readings().ending() : tokenizer.ending();
  }

  /** What belongs first in a head and a body that begin only with the document's end. */
  private String begun() {
    if (forked || taken == 0 || structure.isKnown() || tokenizer.tree().readsXml()) {
      return "";
    }
    int opened = structure.text();
    return ((opened & DocumentStructure.HEAD_BEFORE) != 0 ? rule.firstInHead(false) : "")
        + ((opened & DocumentStructure.BODY_BEFORE) != 0 ? rule.firstInBody(false) : "");
  }

  /** How often a doubt arose so far. */
  public int count(Doubt doubt) {
    return counts.getOrDefault(doubt, 0);
  }

  /** Bytes held back now. */
  int held() {
    return bytes.size() + waitingBytes;
  }

  /** Bytes examined, copied or read again so far, and turns taken: the work done, not the time. */
  long steps() {
    return tokenizer.steps()
        + bytes.copied()
        + waited
        + (stretches == null ? 0 : stretches.steps())
        + (readings == null ? 0 : readings.steps());
  }

  private long heldFrom() {
    if (awaited != null) {
      return awaited.from();
    }
    return forked ? readings().heldFrom() : tokenizer.heldFrom();
  }

  private int read(byte[] piece, int from, int end, long origin, boolean mayWait)
      throws IOException {
    int stop = awaited == null ? end : (int) Math.min(end, awaited.from() + limit - origin);
    int at = tokenizer.run(piece, from, stop, origin);
    long place = origin + at;
    switch (tokenizer.event()) {
      case TEXT -> open(structure.text(), tokenizer.tagStart());
      case NAME -> tagIsNamed();
      case TAG -> tagEnds(place);
      case TOO_LONG -> tagIsTooLong(place);
      case IN_DOUBT -> isInDoubt();
      case STRETCH -> {
        return stretchEnds(piece, at, end, origin, mayWait);
      }
      case NONE -> {
        // all is read
      }
    }
    if (awaited != null && place == awaited.from() + limit) {
      doubt(Doubt.TEXT_TOO_LONG);
      finishText(place, false);
    }
    return at;
  }

  // Stretches.

  private void watchStretches(long from) {
    if (stretches != null) {
      watchedFrom = from;
      tokenizer.stopAtStretchEnd(from);
    }
  }

  private int stretchEnds(byte[] piece, int from, int end, long origin, boolean mayWait)
      throws IOException {
    Stretches<?> all = Objects.requireNonNull(stretches);
    int situation = situation();
    if (situation == Stretches.DOUBTFUL) {
      wanted = 0;
      watchStretches(origin + from + FURTHER); // the stretch goes on to where there is no doubt
      return from;
    }
    int at = all.next(piece, from, end, origin, situation, mayWait, bytes);
    for (int i = all.passedDoubts(); i > 0; i--) {
      counts.merge(Doubt.SCRIPTING, 1, Integer::sum);
    }
    wanted = all.wants();
    watchStretches(origin + at + RepeatedStretches.LEAST);
    return at;
  }

  /** All that, beside the bytes, makes a difference to how they are read from here on. */
  private int situation() {
    boolean plain = awaited == null && !tokenizer.tree().mayBeInDoubt();
    int inStructure = structure.situation();
    return plain && inStructure >= 0
        ? inStructure << 1 | (tokenizer.tree().refusesFrameset() ? 1 : 0)
        : Stretches.DOUBTFUL;
  }

  /** The stretch that is read now is not like another. */
  private void spoil() {
    if (stretches != null) {
      stretches.spoil();
    }
  }

  // Head and body.

  private void tagIsNamed() throws IOException {
    if (tokenizer.tree().inForeignContent()) {
      return;
    }
    int traits = tokenizer.traits();
    int opened = tokenizer.isEndTag() ? structure.endTag(traits) : structure.startTag(traits);
    opensAfterTag = opened & (DocumentStructure.HEAD_AFTER | DocumentStructure.BODY_AFTER);
    open(opened & ~opensAfterTag, tokenizer.tagStart());
    if (opensAfterTag != 0) {
      tokenizer.stopAtTagEnd();
    }
  }

  private void open(int opened, long place) throws IOException {
    if ((opened & DocumentStructure.HEAD_BEFORE) != 0) {
      insert(rule.firstInHead(false), place);
    }
    if ((opened & DocumentStructure.BODY_BEFORE) != 0) {
      insert(rule.firstInBody(false), place);
    }
    if ((opened & DocumentStructure.HEAD_AFTER) != 0) {
      insert(rule.firstInHead(true), place);
    }
    if ((opened & DocumentStructure.BODY_AFTER) != 0) {
      insert(rule.firstInBody(true), place);
    }
    tokenizer.watch(!structure.isKnown());
  }

  private void insert(String markup, long place) throws IOException {
    if (!markup.isEmpty()) {
      spoil();
      bytes.writeTo(place);
      Bytes insertion = new Bytes(0);
      insertion.add(encoding.encode(markup));
      bytes.replaceTo(place, insertion);
    }
  }

  // Tags.

  private void tagEnds(long end) throws IOException {
    long start = tokenizer.tagStart();
    if (awaited != null) {
      finishText(start, endsText(tokenizer));
    }
    Optional<StartTag> tag = startTag(tokenizer, end);
    Edit edit = tokenizer.isWanted() ? ask(tokenizer, tag) : Edit.keep();
    if (edit.keepsTag()) {
      follow(tag);
    }
    if (edit.readsText()
        && (forked
            ? readings().awaitText()
            : isInRawText() || tokenizer.tree().hasMarkupInText())) {
      awaited = new Awaited(tag.orElseThrow().kept(), start, end);
      if (!forked && !isInRawText() && tokenizer.isSelfClosing()) {
        finishText(end, true);
      }
      return;
    }
    replace(start, end, resolve(edit, tag), tag);
    if (opensAfterTag != 0) {
      open(opensAfterTag, end);
      opensAfterTag = 0;
    }
  }

  /** Whether a tag ends the element whose text is awaited: in SVG it may be one within. */
  boolean endsText(HtmlTokenizer reading) {
    return reading.isEndTag() && name(reading).equals(Objects.requireNonNull(awaited).tag().name());
  }

  private void isInDoubt() {
    if (awaited != null) {
      readings().awaitTextIn(tokenizer);
    }
    readings().fork(tokenizer);
    fork();
  }

  private boolean isInRawText() {
    return tokenizer.state() != TokenizerState.DATA;
  }

  private void tagIsTooLong(long place) throws IOException {
    if (awaited != null) {
      finishText(tokenizer.tagStart(), true);
    }
    if (passesUnread(tokenizer)) {
      tokenizer.passUnread();
    } else {
      replace(tokenizer.tagStart(), place, Edit.inert(), startTag(tokenizer, place));
      tokenizer.enter(TokenizerState.DATA, 0);
    }
  }

  private void follow(Optional<StartTag> tag) {
    if (!tokenizer.steersReading()) {
      return;
    }
    if (!tokenizer.mayBeInDoubt()) {
      tokenizer.follow(tag);
      return;
    }
    readings().follow(tokenizer, tag);
    if (readings().isForked()) {
      fork();
    }
  }

  /** Waits for the text of an element that is one to a single reading, and text to the others. */
  void await(StartTag tag, long start, long end) {
    awaited = new Awaited(tag.kept(), start, end);
  }

  boolean awaits() {
    return awaited != null;
  }

  void finishText(long textEnd, boolean whole) throws IOException {
    Awaited open = Objects.requireNonNull(awaited);
    awaited = null;
    byte[] array = bytes.array(open.from(), textEnd);
    StartTag tag = open.tag();
    tag.moveTo(array, bytes.index(array, open.from()));
    SourceText text =
        new SourceText(
            array,
            bytes.index(array, open.to()),
            bytes.index(array, textEnd),
            encoding,
            forked && !whole || tokenizer.tree().hasMarkupInText(),
            tokenizer.tree().entities());
    replace(open.from(), open.to(), keeping(rule.onText(tag, text, whole)), Optional.of(tag));
  }

  private static Edit keeping(Edit edit) {
    if (!edit.keepsTag() || edit.readsText()) {
      throw new IllegalStateException("onText must keep the tag: its text would become markup");
    }
    return edit;
  }

  // What all ways of reading share.

  /** The last start tag, or empty where it is an end tag or its bytes are not held. */
  Optional<StartTag> startTag(HtmlTokenizer from, long end) {
    if (from.isEndTag() || !from.isRecorded()) {
      return Optional.empty();
    }
    byte[] array = bytes.array(from.tagStart(), end);
    int index = bytes.index(array, from.tagStart());
    return from.startTag(array, index, (int) (end - from.tagStart()), encoding);
  }

  private String name(HtmlTokenizer reading) {
    long end = reading.tagStart() + reading.nameEnd();
    byte[] array = bytes.array(reading.tagStart(), end);
    return reading.tagName(array, bytes.index(array, reading.tagStart()), encoding);
  }

  Edit ask(HtmlTokenizer reading, Optional<StartTag> tag) {
    return tag.isPresent() ? rule.on(tag.get()) : rule.onEndTag(name(reading));
  }

  /** An edit for now, where the element's text cannot be waited for. */
  Edit resolve(Edit edit, Optional<StartTag> tag) {
    return edit.readsText()
        ? keeping(rule.onText(tag.orElseThrow(), SourceText.NONE, false))
        : edit;
  }

  boolean passesUnread(HtmlTokenizer reading) {
    if (!reading.isWanted()) {
      return true;
    }
    doubt(Doubt.TAG_TOO_LONG);
    return reading.isEndTag() || rule.passesUnread(name(reading));
  }

  Bytes apply(Edit edit, long start, long end, Optional<StartTag> tag) {
    if (tag.isPresent()) {
      return edit.apply(tag.get(), encoding);
    }
    byte[] array = bytes.array(start, end);
    int index = bytes.index(array, start);
    return edit.apply(Arrays.copyOfRange(array, index, index + (int) (end - start)), encoding);
  }

  private void replace(long start, long end, Edit edit, Optional<StartTag> tag) throws IOException {
    if (!edit.changesNothing()) {
      Bytes instead = apply(edit, start, end, tag);
      changed(start, end, instead);
      bytes.writeTo(start);
      bytes.replaceTo(end, instead);
    }
  }

  /** Something is written instead of what lies between two places. */
  void changed(long start, long end, Bytes instead) {
    if (stretches != null) {
      stretches.changed(start, end, instead);
    }
  }

  void doubt(Doubt doubt) {
    if (doubt != Doubt.SCRIPTING) {
      spoil();
    } else if (stretches != null) {
      stretches.doubted(); // both ways are read, whoever the visitor is
    }
    counts.merge(doubt, 1, Integer::sum);
    rule.onDoubt(doubt);
  }

  // Several readings.

  private Readings readings() {
    if (readings == null) {
      readings = new Readings(this, tokenizer, rule.wanted(), limit, bytes);
    }
    return readings;
  }

  private void fork() {
    forked = true;
    tokenizer.stopAtNoStretchEnd();
    tokenizer.watch(false);
  }

  private int readAll(byte[] piece, int from, int end, long origin) throws IOException {
    int stop = awaited == null ? end : (int) Math.min(end, awaited.from() + limit - origin);
    int at = readings().read(piece, from, stop, origin);
    if (awaited != null && origin + at == awaited.from() + limit) {
      doubt(Doubt.TEXT_TOO_LONG);
      finishText(origin + at, false);
    }
    if (!readings().isForked()) {
      forked = false;
      tokenizer.watch(!structure.isKnown());
      watchStretches(Math.max(watchedFrom, origin + at));
    }
    return at;
  }
}
