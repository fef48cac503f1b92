package io.github.cookieward.html;

import static io.github.cookieward.html.TokenizerState.*;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The HTML standard's tokenizer over the bytes of an ASCII-compatible encoding, as far as tags go.
 * It keeps its place between pieces, even within a tag or a comment, and looks at no byte often.
 *
 * <p>It stops where its owner has something to decide ({@link Event}), and then is asked about the
 * tag. Names and attributes are ranges, counted from the tag's {@code <}; attributes are noted only
 * of tags that are wanted.
 */
final class HtmlTokenizer {
  enum Event {
    /** All bytes are read. */
    NONE,
    /** A tag's name is read, while somebody watches for head and body. */
    NAME,
    /** A character that is no white space, while somebody watches for head and body. */
    TEXT,
    /** A tag that is wanted, or after which reading goes on otherwise. */
    TAG,
    /** A wanted tag has reached the limit, unfinished. */
    TOO_LONG,
    /** What has begun may be a CDATA section; or a browser that reads ahead takes it for text. */
    IN_DOUBT,
    /** A stretch ends before a {@code <} in text. */
    STRETCH
  }

  /** A rule wants to see a start tag. */
  static final int ASKS = TagName.WANTED | TagName.WANTED_AS_IMG;

  /** What a tag does at its end: of interest to its owner where one of these is set. */
  static final int START_STOPS = TagName.SWITCHES | ASKS;

  static final int END_STOPS =
      TagName.WANTED_END | TagName.SELECT | TagName.RCDATA | TagName.RAWTEXT | TagName.SCRIPT;

  /** Of an attribute, after where its name begins. */
  private static final int NAME_END = 1;

  private static final int VALUE = 2;
  private static final int VALUE_END = 3;

  private static final int SPACE = 1;
  private static final int SLASH = 2;
  private static final int GREATER = 3;
  private static final int EQUALS = 4;
  private static final byte[] CLASSES = classes();

  /** A name's length where it cannot be packed; one more once that has been told. */
  private static final int TOO_LONG_A_NAME = 21;

  private static final List<String> ENDED_BY_A_TAG =
      List.of("title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "noscript");

  private static final long NEVER = Long.MAX_VALUE / 2;

  /** After so many bytes more a stretch ends at the next {@code <}, whatever follows. */
  private static final int LENGTHENED = 256;

  private static final String CDATA_OPEN = "[CDATA[";
  private static final String DOCTYPE_OPEN = "doctype";
  private static final long SCRIPT_NAME = TagName.low("script");

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long MIX = 0x9E3779B97F4A7C15L;
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;

  private final WantedTags wanted;
  private final int limit;
  private final TreeBuilderSimulation tree = new TreeBuilderSimulation();

  private final StartTag startTag = new StartTag();
  private final Optional<StartTag> startTagPresent = Optional.of(startTag);

  private int state = DATA;
  private Event event = Event.NONE;
  private boolean watching;

  /** From which place in the document on a stretch may end; in most tokenizers none does. */
  private long stretchUntil = NEVER;

  /** Where the piece's index 0 lies in the document, and where the last tag or {@code <} does. */
  private long origin;

  private long tagStart;

  private boolean endTag;
  private boolean selfClosing;
  private boolean stopsAtTagEnd;
  private boolean recording;
  private long nameLow;
  private long nameHigh;
  private int nameLength;
  private boolean nameReachesLimit;
  private int nameEnd;
  private int found;
  private int traits;

  /** What of the tag's attributes matters, null where all do; and whether it has one of those. */
  private @Nullable WantedAttributes sought;

  private boolean matters;

  /** Whether what an instruction of XML has so far ends with a question mark. */
  private boolean questioned;

  private int attributeCount;
  private int[] attributes = {};

  /** The element whose end tag ends the text. */
  private long textName;

  /** How much of {@code --}, {@code DOCTYPE} or {@code [CDATA[} has been read. */
  private int matched;

  private String declaration = "";

  private long steps;

  HtmlTokenizer(WantedTags wanted, int limit) {
    this.wanted = wanted;
    this.limit = limit;
  }

  /**
   * Reads on, to the end or to the next event.
   *
   * @param origin the place in the document of the array's index 0; may be negative
   * @return the index after the last byte read
   */
  int run(byte[] in, int from, int end, long origin) {
    this.origin = origin;
    event = Event.NONE;
    int at = from;
    while (at < end) {
      int before = at;
      at = step(in, at, end);
      steps += at - before + 1;
      if (event != Event.NONE) {
        break;
      }
    }
    return at;
  }

  private int step(byte[] in, int at, int end) {
    return switch (state) {
      case DATA ->
          watching || !tree.refusesFrameset() ? dataWatched(in, at, end) : data(in, at, end);
      case TAG_OPEN -> tagOpen(in[at], at);
      case END_TAG_OPEN -> endTagOpen(in[at], at);
      case TAG_NAME,
          BEFORE_ATTRIBUTE_NAME,
          ATTRIBUTE_NAME,
          AFTER_ATTRIBUTE_NAME,
          BEFORE_ATTRIBUTE_VALUE,
          ATTRIBUTE_VALUE_DOUBLE_QUOTED,
          ATTRIBUTE_VALUE_SINGLE_QUOTED,
          ATTRIBUTE_VALUE_UNQUOTED,
          AFTER_ATTRIBUTE_VALUE_QUOTED,
          SELF_CLOSING_START_TAG ->
          tag(in, at, end);
      case RCDATA, RAWTEXT, SCRIPT_DATA -> text(in, at, end);
      case RCDATA_LESS_THAN_SIGN,
          RAWTEXT_LESS_THAN_SIGN,
          SCRIPT_DATA_LESS_THAN_SIGN,
          SCRIPT_DATA_ESCAPED_LESS_THAN_SIGN ->
          textLessThanSign(in[at], at);
      case RCDATA_END_TAG_OPEN,
          RAWTEXT_END_TAG_OPEN,
          SCRIPT_DATA_END_TAG_OPEN,
          SCRIPT_DATA_ESCAPED_END_TAG_OPEN ->
          textEndTagOpen(in[at], at);
      case RCDATA_END_TAG_NAME,
          RAWTEXT_END_TAG_NAME,
          SCRIPT_DATA_END_TAG_NAME,
          SCRIPT_DATA_ESCAPED_END_TAG_NAME ->
          textEndTagName(in[at], at);
      case SCRIPT_DATA_ESCAPE_START, SCRIPT_DATA_ESCAPE_START_DASH -> escapeStart(in[at], at);
      case SCRIPT_DATA_ESCAPED, SCRIPT_DATA_ESCAPED_DASH, SCRIPT_DATA_ESCAPED_DASH_DASH ->
          escaped(in, at, end, SCRIPT_DATA_ESCAPED, SCRIPT_DATA_ESCAPED_DASH);
      case SCRIPT_DATA_DOUBLE_ESCAPED,
          SCRIPT_DATA_DOUBLE_ESCAPED_DASH,
          SCRIPT_DATA_DOUBLE_ESCAPED_DASH_DASH ->
          escaped(in, at, end, SCRIPT_DATA_DOUBLE_ESCAPED, SCRIPT_DATA_DOUBLE_ESCAPED_DASH);
      case SCRIPT_DATA_DOUBLE_ESCAPED_LESS_THAN_SIGN -> doubleEscapedLessThanSign(in[at], at);
      case SCRIPT_DATA_DOUBLE_ESCAPE_START, SCRIPT_DATA_DOUBLE_ESCAPE_END ->
          doubleEscape(in[at], at);
      case PLAINTEXT -> end;
      case CDATA_SECTION, CDATA_SECTION_BRACKET, CDATA_SECTION_END -> cdataSection(in, at, end);
      case MARKUP_DECLARATION_OPEN -> markupDeclarationOpen(in[at], at);
      case BOGUS_COMMENT, DOCTYPE -> bogusComment(in, at, end);
      case COMMENT_START,
          COMMENT_START_DASH,
          COMMENT,
          COMMENT_END_DASH,
          COMMENT_END,
          COMMENT_END_BANG ->
          comment(in, at, end);
      default -> throw new IllegalStateException("no such state: " + state);
    };
  }

  private int data(byte[] in, int from, int end) {
    boolean plain = !tree.hasMarkupInText();
    boolean textAhead = tree.isTextAhead();
    int stretchEnd = (int) Math.min(end, Math.max(from, stretchUntil - origin));
    int at = from;
    while (true) {
      at = indexOf(in, at, end, (byte) '<');
      if (at == end) {
        return end;
      }
      int open = at;
      at++;
      if (end - open < 16) {
        tagStart = origin + open;
        state = TAG_OPEN;
        return at;
      }
      int slash = in[at] ^ '/';
      int ends = (slash - 1 & ~slash) >>> 31; // 1 where there is one: half of all tags end one
      int name = at + ends;
      long word = (long) LONGS.get(in, name);
      if (open >= stretchEnd && endsStretch(word, origin + open)) {
        event = Event.STRETCH;
        return open;
      }
      int letters = TagName.lettersFirst(word);
      int afterName = name + letters;
      if (letters > 0 && TagName.code(in[afterName]) == 0 && !textAhead) {
        boolean closes = in[afterName] == '>';
        int kind = closes && ends == 0 ? 2 : ends;
        if (plain && !wanted.mayStop(word, letters, kind)) {
          at = closes ? afterName + 1 : skipTag(in, afterName, end);
          if (at > 0) {
            continue;
          }
          steps += end - afterName;
        }
        tagStart = origin + open;
        nameBegins(ends == 1);
        nameLow = TagName.pack(word, letters);
        nameLength = letters;
        nameEnds(afterName - open);
        state = BEFORE_ATTRIBUTE_NAME;
        at = closes ? tagEnds(afterName) : tag(in, afterName, end);
      } else {
        tagStart = origin + open;
        at = unusual(in, open + 1, end);
      }
      if (state != DATA || event != Event.NONE) {
        return at;
      }
    }
  }

  /** By what follows the {@code <}, so that it ends there in any document. */
  private boolean endsStretch(long word, long place) {
    return word * MIX >>> 63 == 0 || place - stretchUntil >= LENGTHENED;
  }

  private int unusual(byte[] in, int from, int end) {
    int at = from;
    boolean ends = in[at] == '/';
    int name = ends ? at + 1 : at;
    if (beginsName(in[name])) {
      nameBegins(ends);
      return tag(in, name, end);
    }
    if (in[at] == '!' && in[at + 1] == '-' && in[at + 2] == '-') {
      commentBegins();
      return event == Event.NONE ? comment(in, at + 3, end) : at + 3;
    }
    state = TAG_OPEN;
    return at;
  }

  /**
   * Skips what is left of a tag after its name.
   *
   * @return the index after it; 0 where it does not end in this piece, or is unusual
   */
  private static int skipTag(byte[] in, int from, int end) {
    int begin = from;
    int at = from;
    while (true) {
      at = indexOfEqualsOrGreater(in, at, end);
      if (end - at < 2) {
        return at < end && in[at] == '>' ? at + 1 : 0;
      }
      if (in[at] == '>') {
        return at + 1;
      }
      if (at == begin || CLASSES[in[at - 1] & 0xff] != 0) {
        return 0; // begins a name, or stands apart from it
      }
      byte b = in[at + 1];
      at += 2;
      if (b == '"' || b == '\'') {
        at = indexOf(in, at, end, b) + 1;
        if (at > end) {
          return 0;
        }
      } else if (b == '>') {
        return at;
      } else if (CLASSES[b & 0xff] == SPACE) {
        return 0;
      } else {
        at = unquotedEnd(in, at, end);
      }
      begin = at;
    }
  }

  private int dataWatched(byte[] in, int from, int end) {
    int at = from;
    while (at < end) {
      byte b = in[at];
      if (b == '<') {
        boolean near = end - at < 9 || origin + at < stretchUntil;
        if (!near && endsStretch((long) LONGS.get(in, at + 1), origin + at)) {
          event = Event.STRETCH;
          return at;
        }
        tagStart = origin + at;
        state = TAG_OPEN;
        return at + 1;
      }
      at++;
      if (CLASSES[b & 0xff] != SPACE && b != 0 && !isByteOrderMark(b, origin + at - 1)) {
        tagStart = origin + at - 1;
        textIsSeen();
        return at;
      }
    }
    return at;
  }

  private void textIsSeen() {
    tree.refuseFrameset();
    if (watching) {
      event = Event.TEXT;
    }
  }

  private static boolean isByteOrderMark(byte b, long place) {
    return place < 3 && (b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF);
  }

  /** Whether a tag's name may begin so: in XML also with what is no letter of ASCII. */
  private boolean beginsName(byte b) {
    return isLetter(b) || tree.readsXml() && (b == '_' || b == ':' || b < 0);
  }

  private int tagOpen(byte b, int at) {
    if (beginsName(b)) {
      nameBegins(false);
      return at;
    }
    if (b == '!') {
      state = MARKUP_DECLARATION_OPEN;
      matched = 0;
      return at + 1;
    }
    if (b == '/') {
      state = END_TAG_OPEN;
      return at + 1;
    }
    if (b == '?') {
      state = BOGUS_COMMENT;
      return at;
    }
    state = DATA;
    textIsSeen();
    return at;
  }

  private int endTagOpen(byte b, int at) {
    if (beginsName(b)) {
      nameBegins(true);
      return at;
    }
    state = b == '>' ? DATA : BOGUS_COMMENT;
    return b == '>' ? at + 1 : at;
  }

  private void nameBegins(boolean ofEndTag) {
    state = TAG_NAME;
    endTag = ofEndTag;
    selfClosing = false;
    stopsAtTagEnd = false;
    recording = false;
    attributeCount = 0;
    clearName();
  }

  private void clearName() {
    nameLow = 0;
    nameHigh = 0;
    nameLength = 0;
    nameReachesLimit = false;
    traits = 0;
  }

  private int tag(byte[] in, int from, int end) {
    int base = (int) (tagStart - origin);
    int stop = recording ? Math.min(end, base + limit) : end;
    int at = from;
    int next = state;
    int begun = -1;
    // In the order in which a tag usually goes, so that one turn reads a whole attribute.
    while (at < stop) {
      if (next == TAG_NAME) {
        at = name(in, at, stop);
        nameReachesLimit = at - base >= limit;
        if (watching && nameLength == TOO_LONG_A_NAME) {
          nameLength++; // whatever it is, it is no element that the head may hold
          event = Event.NAME;
          return at;
        }
        if (at == stop) {
          break;
        }
        nameEnds(at - base);
        next = BEFORE_ATTRIBUTE_NAME;
        stop = recording ? Math.min(end, base + limit) : end;
        if (watching && nameLength < TOO_LONG_A_NAME) {
          event = Event.NAME;
          state = next;
          return at;
        }
        if (tree.isTextAhead() && !tree.endsTextAhead(this)) {
          event = Event.IN_DOUBT;
          state = next;
          return at;
        }
      }
      if (next == BEFORE_ATTRIBUTE_NAME) {
        if (recording && !endTag) {
          at = usualAttributes(in, at, stop, base);
          if (at == stop) {
            break;
          }
        }
        int kind = CLASSES[in[at] & 0xff];
        while (kind == SPACE && ++at < stop) {
          kind = CLASSES[in[at] & 0xff];
        }
        if (at == stop) {
          break;
        }
        if (kind == GREATER) {
          return tagEnds(at);
        }
        if (kind == SLASH) {
          next = SELF_CLOSING_START_TAG;
        } else { // "=" too begins a name here
          attributeBegins(at - base);
          begun = at;
          next = ATTRIBUTE_NAME;
        }
        at++;
      }
      if (next == ATTRIBUTE_NAME) {
        while (at < stop && CLASSES[in[at] & 0xff] == 0) {
          at++;
        }
        if (at == stop) {
          break;
        }
        attributeMark(NAME_END, at - base);
        if (!matters && sought != null) {
          matters = begun < 0 || sought.has(in, begun, at);
        }
        next = AFTER_ATTRIBUTE_NAME;
      }
      if (next == AFTER_ATTRIBUTE_NAME) {
        byte b = in[at];
        if (b == '=') {
          next = BEFORE_ATTRIBUTE_VALUE;
          at++;
          if (at == stop) {
            break;
          }
        } else if (CLASSES[b & 0xff] == SPACE) {
          at++;
        } else {
          next = BEFORE_ATTRIBUTE_NAME;
        }
      }
      if (next == BEFORE_ATTRIBUTE_VALUE) {
        byte b = in[at];
        if (b == '"' || b == '\'') {
          at++;
          attributeMark(VALUE, at - base);
          next = b == '"' ? ATTRIBUTE_VALUE_DOUBLE_QUOTED : ATTRIBUTE_VALUE_SINGLE_QUOTED;
        } else if (b == '>') {
          attributeMark(VALUE, at - base);
          attributeMark(VALUE_END, at - base);
          return tagEnds(at);
        } else if (CLASSES[b & 0xff] == SPACE) {
          at++;
        } else {
          attributeMark(VALUE, at - base);
          next = ATTRIBUTE_VALUE_UNQUOTED;
        }
      }
      if (next == ATTRIBUTE_VALUE_DOUBLE_QUOTED || next == ATTRIBUTE_VALUE_SINGLE_QUOTED) {
        int quote = next == ATTRIBUTE_VALUE_DOUBLE_QUOTED ? '"' : '\'';
        at = indexOf(in, at, stop, (byte) quote);
        if (at == stop) {
          break;
        }
        attributeMark(VALUE_END, at - base);
        next = AFTER_ATTRIBUTE_VALUE_QUOTED;
        at++;
      }
      if (next == ATTRIBUTE_VALUE_UNQUOTED) {
        at = unquotedEnd(in, at, stop);
        if (at == stop) {
          break;
        }
        attributeMark(VALUE_END, at - base);
        next = BEFORE_ATTRIBUTE_NAME;
      }
      if (next == AFTER_ATTRIBUTE_VALUE_QUOTED) {
        next = BEFORE_ATTRIBUTE_NAME;
      }
      if (next == SELF_CLOSING_START_TAG && at < stop) {
        if (in[at] == '>') {
          selfClosing = true;
          return tagEnds(at);
        }
        next = BEFORE_ATTRIBUTE_NAME;
      }
    }
    state = next;
    if (recording && at == base + limit) {
      event = Event.TOO_LONG;
    }
    return at;
  }

  /**
   * Notes attributes as they usually are, and whole: a blank, the name, the equals sign, the value.
   *
   * @return the index after them
   */
  private int usualAttributes(byte[] in, int from, int stop, int base) {
    int at = from;
    while (stop - at >= 12) {
      int begin = in[at] == ' ' ? at + 1 : at;
      int nameEnd = attributeNameEnd(in, begin, stop);
      if (nameEnd == begin || stop - nameEnd < 3 || in[nameEnd] != '=') {
        steps += nameEnd - at;
        return at;
      }
      byte b = in[nameEnd + 1];
      int value = nameEnd + 1;
      int valueEnd;
      int next;
      if (b == '"' || b == '\'') {
        value++;
        valueEnd = indexOf(in, value, stop, b);
        next = valueEnd + 1;
      } else {
        valueEnd = unquotedEnd(in, value, stop);
        next = valueEnd;
      }
      if (valueEnd == stop || next == value) {
        steps += valueEnd - at;
        return at;
      }
      attributeBegins(begin - base);
      int slot = attributeCount * 4 - 4;
      attributes[slot + NAME_END] = nameEnd - base;
      attributes[slot + VALUE] = value - base;
      attributes[slot + VALUE_END] = valueEnd - base;
      if (!matters && sought != null) {
        matters = sought.matter(in, begin, nameEnd, value, valueEnd);
      }
      at = next;
    }
    return at;
  }

  /** Where a value without quotes ends, or the end. */
  private static int unquotedEnd(byte[] in, int from, int end) {
    int at = from;
    for (int last = end - 8; at <= last; at += 8) {
      long word = (long) LONGS.get(in, at);
      long hits = zeros(word ^ '>' * ONES) | upToBlank(word);
      if (hits != 0) {
        at += Long.numberOfTrailingZeros(hits) >>> 3;
        if (in[at] == '>' || CLASSES[in[at] & 0xff] == SPACE) {
          return at;
        }
        at -= 7; // a control character
      }
    }
    while (at < end && in[at] != '>' && CLASSES[in[at] & 0xff] != SPACE) {
      at++;
    }
    return at;
  }

  /** The next place of what may end an attribute's name, or the end. */
  private static int attributeNameEnd(byte[] in, int from, int end) {
    int at = from;
    for (int last = end - 8; at <= last; at += 8) {
      long word = (long) LONGS.get(in, at);
      long hits =
          zeros(word ^ '=' * ONES)
              | zeros(word ^ '>' * ONES)
              | zeros(word ^ '/' * ONES)
              | upToBlank(word);
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    return end;
  }

  private int name(byte[] in, int from, int stop) {
    int at = from;
    if (nameLength == 0 && stop - at >= 8) {
      long word = (long) LONGS.get(in, at);
      int letters = TagName.lettersFirst(word);
      nameLow = TagName.pack(word, letters);
      nameLength = letters;
      at += letters;
    }
    long low = nameLow;
    int length = nameLength;
    while (at < stop) {
      int code = TagName.code(in[at]);
      if (code == 0) {
        break;
      }
      if (code == TagName.OTHER || length >= 20) {
        nameHigh = TagName.UNPACKABLE;
        length = Math.max(length, TOO_LONG_A_NAME);
      } else {
        if (length == 10) {
          nameHigh = low;
          low = 0;
        }
        low = low << 6 | code;
        length++;
      }
      at++;
    }
    nameLow = low;
    nameLength = length;
    return at;
  }

  private void nameEnds(int length) {
    nameEnd = length;
    found = wanted.find(nameHigh, nameLow);
    traits = wanted.traits(found);
    sought = wanted.attributes(found);
    if (tree.readsXml() && wanted.isEvery()) {
      sought = null; // an attribute's prefix, as an element's, may stand for another
      traits |= nameHigh == TagName.UNPACKABLE ? TagName.WANTED | TagName.WANTED_BARE : 0;
    }
    matters = sought == null;
    int reasons = TagName.WANTED_END;
    if (!endTag) {
      reasons = TagName.WANTED | TagName.WANTED_AS_IMG;
      reasons |= tree.inForeignContent() ? TagName.FONT | TagName.ANNOTATION_XML : 0;
      if ((traits & TagName.BODY) != 0) {
        tree.refuseFrameset();
      }
    }
    recording = (traits & reasons) != 0;
    if (length >= limit) {
      passUnread();
    }
  }

  private void attributeBegins(int place) {
    if (recording && !endTag) {
      int slot = attributeCount * 4;
      if (slot == attributes.length) {
        attributes = Arrays.copyOf(attributes, Math.max(64, slot * 2));
        steps += slot;
      }
      attributes[slot] = place;
      attributes[slot + 2] = -1;
      attributeCount++;
    }
  }

  private void attributeMark(int which, int place) {
    if (recording && !endTag) {
      attributes[attributeCount * 4 - 4 + which] = place;
    }
  }

  private int tagEnds(int at) {
    state = DATA;
    if (!endTag && (attributeCount == 0 || !matters) && (traits & TagName.WANTED_BARE) == 0) {
      traits &= ~ASKS;
    }
    if (stopsAtTagEnd
        || tree.hasMarkupInText()
        || (traits & (endTag ? END_STOPS : START_STOPS)) != 0) {
      event = Event.TAG;
    }
    return at + 1;
  }

  private int text(byte[] in, int from, int end) {
    int at = from;
    while (true) {
      at = indexOf(in, at, end, (byte) '<');
      if (at == end) {
        return end;
      }
      at++;
      if (at == end || in[at] == '/' || in[at] == '!') {
        tagStart = origin + at - 1;
        state++;
        return at;
      }
    }
  }

  private int textLessThanSign(byte b, int at) {
    if (b == '/') {
      state++;
      clearName();
      return at + 1;
    }
    if (state == SCRIPT_DATA_LESS_THAN_SIGN && b == '!') {
      state = SCRIPT_DATA_ESCAPE_START;
      return at + 1;
    }
    if (state == SCRIPT_DATA_ESCAPED_LESS_THAN_SIGN && isLetter(b)) {
      clearName();
      state = SCRIPT_DATA_DOUBLE_ESCAPE_START;
      return at;
    }
    state--;
    return at;
  }

  private int textEndTagOpen(byte b, int at) {
    state = isLetter(b) ? state + 1 : state - 2;
    return at;
  }

  private int textEndTagName(byte b, int at) {
    if (isLetter(b)) {
      addLetter(b);
      return at + 1;
    }
    if (CLASSES[b & 0xff] == 0 || b == '=' || nameLow != textName || nameHigh != 0) {
      state -= 3;
      return at;
    }
    nameBeginsAgain(at);
    return at;
  }

  /** The name of the end tag that ends the text has been read: the rest of it is as of any tag. */
  private void nameBeginsAgain(int at) {
    long name = nameLow;
    nameBegins(true);
    nameLow = name;
    nameEnds((int) (origin + at - tagStart));
    state = BEFORE_ATTRIBUTE_NAME;
  }

  private void addLetter(byte b) {
    if (nameLength == 10) {
      nameHigh = TagName.UNPACKABLE; // longer than any element of text
    } else {
      nameLow = nameLow << 6 | TagName.code(b);
      nameLength++;
    }
  }

  private int escapeStart(byte b, int at) {
    if (b != '-') {
      state = SCRIPT_DATA;
      return at;
    }
    state =
        state == SCRIPT_DATA_ESCAPE_START
            ? SCRIPT_DATA_ESCAPE_START_DASH
            : SCRIPT_DATA_ESCAPED_DASH_DASH;
    return at + 1;
  }

  /** The escaped or double escaped state, and after it those of one dash and of two. */
  private int escaped(byte[] in, int from, int end, int none, int dash) {
    int at = from;
    while (at < end) {
      byte b = in[at++];
      if (b == '-') {
        state = state == none ? dash : dash + 1;
      } else if (b == '<') {
        tagStart = origin + at - 1;
        state =
            none == SCRIPT_DATA_ESCAPED
                ? SCRIPT_DATA_ESCAPED_LESS_THAN_SIGN
                : SCRIPT_DATA_DOUBLE_ESCAPED_LESS_THAN_SIGN;
        return at;
      } else if (b == '>' && state == dash + 1) {
        state = SCRIPT_DATA;
        return at;
      } else {
        state = none;
      }
    }
    return at;
  }

  private int doubleEscapedLessThanSign(byte b, int at) {
    if (b != '/') {
      state = SCRIPT_DATA_DOUBLE_ESCAPED;
      return at;
    }
    clearName();
    state = SCRIPT_DATA_DOUBLE_ESCAPE_END;
    return at + 1;
  }

  private int doubleEscape(byte b, int at) {
    if (isLetter(b)) {
      addLetter(b);
      return at + 1;
    }
    boolean starts = state == SCRIPT_DATA_DOUBLE_ESCAPE_START;
    if (CLASSES[b & 0xff] == 0 || b == '=') {
      state = starts ? SCRIPT_DATA_ESCAPED : SCRIPT_DATA_DOUBLE_ESCAPED;
      return at;
    }
    boolean isScript = nameLow == SCRIPT_NAME && nameHigh == 0;
    state = starts == isScript ? SCRIPT_DATA_DOUBLE_ESCAPED : SCRIPT_DATA_ESCAPED;
    return at + 1;
  }

  private int cdataSection(byte[] in, int from, int end) {
    int at = from;
    while (at < end) {
      if (state == CDATA_SECTION) {
        at = indexOf(in, at, end, (byte) ']');
        if (at < end) {
          state = CDATA_SECTION_BRACKET;
          at++;
        }
      } else if (in[at] == ']') {
        state = CDATA_SECTION_END;
        at++;
      } else if (in[at] == '>' && state == CDATA_SECTION_END) {
        state = DATA;
        return at + 1;
      } else {
        state = CDATA_SECTION;
      }
    }
    return at;
  }

  private int markupDeclarationOpen(byte b, int at) {
    if (matched == 0) {
      declaration = b == '-' ? "--" : b == '[' ? CDATA_OPEN : DOCTYPE_OPEN;
    }
    char expected = declaration.charAt(matched);
    if (b != expected && (!declaration.equals(DOCTYPE_OPEN) || (b | 0x20) != expected)) {
      state = BOGUS_COMMENT;
      return at;
    }
    if (++matched == declaration.length()) {
      if (declaration.equals("--")) {
        commentBegins();
      } else if (declaration.equals(DOCTYPE_OPEN)) {
        state = TokenizerState.DOCTYPE;
      } else {
        state = tree.takesCdata() ? CDATA_SECTION : BOGUS_COMMENT;
        if (tree.doubt() != null || (state == CDATA_SECTION && !tree.readsXml())) {
          event = Event.IN_DOUBT;
        }
      }
    }
    return at + 1;
  }

  private void commentBegins() {
    state = COMMENT_START;
    if (tree.isTextAhead()) {
      event = Event.IN_DOUBT;
    }
  }

  private int bogusComment(byte[] in, int from, int end) {
    int at = indexOf(in, from, end, (byte) '>');
    while (at < end && !endsBogusComment(in, from, at)) {
      at = indexOf(in, at + 1, end, (byte) '>');
    }
    if (at == end) {
      questioned = in[end - 1] == '?';
      return end;
    }
    state = DATA;
    questioned = false;
    return at + 1;
  }

  /** In XML it is a processing instruction, which a {@code ?>} ends. */
  private boolean endsBogusComment(byte[] in, int from, int at) {
    return !tree.readsXml() || (at > from ? in[at - 1] == '?' : questioned);
  }

  private int comment(byte[] in, int from, int end) {
    int at = from;
    while (at < end) {
      if (state == COMMENT && end - at > 3) {
        at = commentEnd(in, at, end);
        if (at < 0) {
          state = DATA;
          return -at;
        }
      } else {
        byte b = in[at++];
        if (b == '>' && state != COMMENT_END_DASH && state != COMMENT) {
          state = DATA;
          return at;
        }
        state =
            b == '-' ? afterDash() : b == '!' && state == COMMENT_END ? COMMENT_END_BANG : COMMENT;
      }
    }
    return at;
  }

  /**
   * Looks for the end of a comment of which nothing that may belong to it has been read.
   *
   * @return the index after it, negative; or one near the piece's end up to which there is none
   */
  private static int commentEnd(byte[] in, int from, int end) {
    int at = from;
    while (true) {
      at = indexOf(in, at, end, (byte) '>');
      if (at == end) {
        return end - 3;
      }
      int dashes = at > from && in[at - 1] == '!' ? at - 1 : at;
      if (dashes - from >= 2 && in[dashes - 1] == '-' && in[dashes - 2] == '-') {
        return -at - 1;
      }
      at++;
    }
  }

  private int afterDash() {
    return switch (state) {
      case COMMENT_START -> COMMENT_START_DASH;
      case COMMENT, COMMENT_END_BANG -> COMMENT_END_DASH;
      default -> COMMENT_END;
    };
  }

  // What the owner asks and says.

  Event event() {
    return event;
  }

  int state() {
    return state;
  }

  long tagStart() {
    return tagStart;
  }

  int nameEnd() {
    return nameEnd;
  }

  boolean isEndTag() {
    return endTag;
  }

  boolean isSelfClosing() {
    return selfClosing;
  }

  int traits() {
    return traits;
  }

  long nameLow() {
    return nameLow;
  }

  long nameHigh() {
    return nameHigh;
  }

  TreeBuilderSimulation tree() {
    return tree;
  }

  /** Bytes examined and turns taken so far: what tests of linear time count. */
  long steps() {
    return steps;
  }

  /** Whether the last start tag is one that the rule asked for, as it is read here. */
  boolean isWanted() {
    if (endTag) {
      return (traits & TagName.WANTED_END) != 0;
    }
    boolean asImg = (traits & TagName.IMAGE) != 0 && tree.isHtml(traits);
    return (traits & (asImg ? TagName.WANTED_AS_IMG : TagName.WANTED)) != 0;
  }

  /** Whether the last tag's bytes are held and, of a start tag, its attributes are known. */
  boolean isRecorded() {
    return recording;
  }

  /** Whether the last tag may change how reading goes on. */
  boolean steersReading() {
    int steering = endTag ? TagName.SELECT : TagName.SWITCHES;
    return !tree.readsXml() && ((traits & steering) != 0 || tree.inForeignContent());
  }

  /** Whether it may do so in doubt. */
  boolean mayBeInDoubt() {
    return (traits & TagName.NOSCRIPT) != 0 || tree.mayBeInDoubt();
  }

  /** The last tag's name, whose bytes begin at an index of an array. */
  String tagName(byte[] bytes, int from, Encoding encoding) {
    if (!endTag && (traits & TagName.IMAGE) != 0 && tree.isHtml(traits)) {
      return "img";
    }
    String known = wanted.name(found);
    if (!known.isEmpty()) {
      return known;
    }
    String name = encoding.decodeName(bytes, from + (endTag ? 2 : 1), from + nameEnd);
    return tree.readsXml() ? name.substring(name.indexOf(':') + 1) : name;
  }

  /** The last start tag, whose bytes begin at an index of an array: the same object each time. */
  Optional<StartTag> startTag(byte[] bytes, int from, int length, Encoding encoding) {
    String name = tagName(bytes, from, encoding);
    startTag.read(name, bytes, from, length, nameEnd, attributes, attributeCount, encoding);
    startTag.isInXml(tree.readsXml(), tree.entities());
    return startTagPresent;
  }

  void watch(boolean watches) {
    watching = watches;
  }

  /** Stops where a stretch ends, from a place on. */
  void stopAtStretchEnd(long place) {
    stretchUntil = place;
  }

  void stopAtNoStretchEnd() {
    stretchUntil = NEVER;
  }

  void stopAtTagEnd() {
    stopsAtTagEnd = true;
  }

  /** The tag that is being read shall pass, whatever its length. */
  void passUnread() {
    recording = false;
    traits &= ~(TagName.WANTED | TagName.WANTED_AS_IMG | TagName.WANTED_END);
  }

  /** Goes on in a state; where it is one of text, to the end tag of this name. */
  void enter(int newState, long endTagName) {
    state = newState;
    textName = endTagName;
  }

  /** Takes what is in doubt the other way. */
  void turn() {
    if (tree.isTextAhead()) {
      boolean escapes = state == COMMENT_START && tree.stateAhead() == SCRIPT_DATA;
      enter(escapes ? SCRIPT_DATA_ESCAPED_DASH_DASH : tree.stateAhead(), tree.nameAhead());
    } else {
      enter(state == CDATA_SECTION ? BOGUS_COMMENT : CDATA_SECTION, 0);
    }
  }

  /** Follows the last tag, with its attributes where they are known. */
  void follow(Optional<StartTag> tag) {
    if (endTag) {
      tree.endTag(this);
    } else {
      state = tree.startTag(this, tag);
      textName = nameLow;
    }
  }

  /** From where on bytes must be held back for what is being read; the end of time if none must. */
  long heldFrom() {
    boolean holds;
    if (state == TAG_OPEN || state == END_TAG_OPEN) {
      holds = true;
    } else if (state == TAG_NAME) {
      holds = !nameReachesLimit && (nameHigh != TagName.UNPACKABLE || wanted.isEvery());
    } else if (TokenizerState.isTag(state)) {
      holds = recording;
    } else {
      boolean named = (state & 3) == 3;
      holds = TokenizerState.mayEndText(state) && !(named && nameHigh == TagName.UNPACKABLE);
    }
    return holds ? tagStart : Long.MAX_VALUE;
  }

  /**
   * What ends that within which the document stops, so that markup can follow and a browser reads
   * all before it as if it did not; null where nothing does.
   */
  @Nullable String ending() {
    if (state == DATA || state == TAG_OPEN) {
      return ""; // a "<" is text where another follows
    }
    if (state >= RCDATA && state <= RAWTEXT_END_TAG_NAME) {
      return ENDED_BY_A_TAG.stream()
          .filter(name -> TagName.low(name) == textName)
          .map(name -> "</" + name + ">")
          .findFirst()
          .orElse(null);
    }
    if (state >= COMMENT_START) {
      return "-->";
    }
    // A script without an end does not run, a DOCTYPE without one says less, plain text has none.
    return state == MARKUP_DECLARATION_OPEN || state == BOGUS_COMMENT ? ">" : null;
  }

  /** Takes over another's place in the document, but not which of several readings it is. */
  void copyFrom(HtmlTokenizer other) {
    state = other.state;
    event = Event.NONE;
    tagStart = other.tagStart;
    endTag = other.endTag;
    selfClosing = other.selfClosing;
    stopsAtTagEnd = other.stopsAtTagEnd;
    recording = other.recording;
    nameLow = other.nameLow;
    nameHigh = other.nameHigh;
    nameLength = other.nameLength;
    nameReachesLimit = other.nameReachesLimit;
    nameEnd = other.nameEnd;
    found = other.found;
    traits = other.traits;
    sought = other.sought;
    matters = other.matters;
    attributeCount = other.attributeCount;
    if (attributes.length < other.attributeCount * 4) {
      attributes = new int[other.attributes.length];
    }
    System.arraycopy(other.attributes, 0, attributes, 0, other.attributeCount * 4);
    textName = other.textName;
    matched = other.matched;
    declaration = other.declaration;
    tree.copyFrom(other.tree);
  }

  /** Whether from here on both read alike. */
  boolean agreesWith(HtmlTokenizer other) {
    return state == DATA && other.state == DATA && tree.agreesWith(other.tree);
  }

  private static boolean isLetter(byte b) {
    int lower = b | 0x20;
    return lower >= 'a' && lower <= 'z';
  }

  private static byte[] classes() {
    byte[] classes = new byte[256];
    for (char c : "\t\n\f\r ".toCharArray()) {
      classes[c] = SPACE;
    }
    classes['/'] = SLASH;
    classes['>'] = GREATER;
    classes['='] = EQUALS;
    return classes;
  }

  /** The next place of a byte, or the end. Small, since it is called for all that is short. */
  static int indexOf(byte[] in, int from, int end, byte wanted) {
    if (end - from >= 8) {
      long hits = zeros((long) LONGS.get(in, from) ^ (wanted & 0xffL) * ONES);
      if (hits != 0) {
        return from + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
      return indexOfFurther(in, from + 8, end, wanted);
    }
    return indexOfNear(in, from, end, wanted);
  }

  private static int indexOfNear(byte[] in, int from, int end, byte wanted) {
    int at = from;
    while (at < end && in[at] != wanted) {
      at++;
    }
    return at;
  }

  private static int indexOfFurther(byte[] in, int from, int end, byte wanted) {
    long pattern = (wanted & 0xffL) * ONES;
    int at = from;
    for (int last = end - 32; at <= last; at += 32) {
      long a = (long) LONGS.get(in, at) ^ pattern;
      long b = (long) LONGS.get(in, at + 8) ^ pattern;
      long c = (long) LONGS.get(in, at + 16) ^ pattern;
      long d = (long) LONGS.get(in, at + 24) ^ pattern;
      if (((a - ONES & ~a | b - ONES & ~b | c - ONES & ~c | d - ONES & ~d) & HIGHS) != 0) {
        // Which of them it was, without branches that nobody could predict.
        int bits = Long.numberOfTrailingZeros(zeros(a));
        bits += Long.numberOfTrailingZeros(zeros(b)) & -(bits >>> 6);
        bits += Long.numberOfTrailingZeros(zeros(c)) & -(bits >>> 7);
        bits += Long.numberOfTrailingZeros(zeros(d)) & -(bits + 64 >>> 8);
        return at + (bits >>> 3);
      }
    }
    for (int last = end - 8; at <= last; at += 8) {
      long hits = zeros((long) LONGS.get(in, at) ^ pattern);
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    return indexOfNear(in, at, end, wanted);
  }

  private static int indexOfEqualsOrGreater(byte[] in, int from, int end) {
    int at = from;
    for (int last = end - 8; at <= last; at += 8) {
      long word = (long) LONGS.get(in, at);
      long hits = zeros(word ^ '=' * ONES) | zeros(word ^ '>' * ONES);
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (at < end && in[at] != '=' && in[at] != '>') {
      at++;
    }
    return at;
  }

  /** The high bit of each byte that is a blank or less; above the lowest there may be others. */
  private static long upToBlank(long word) {
    return word - '!' * ONES & ~word & HIGHS;
  }

  /** The high bit of each byte that is zero; above the lowest of them there may be others. */
  private static long zeros(long word) {
    return (word - ONES) & ~word & HIGHS;
  }
}
