package io.github.cookieward.html;

/**
 * The states of the HTML standard's tokenizer, by their names there; numbers, because the tokenizer
 * switches on them for every byte of a page.
 *
 * <p>Left out, as they change no token that is emitted here: character references (text is not
 * decoded; {@link StartTag} decodes values), the states after a DOCTYPE's name (each of them ends
 * at the next {@code >}), and the four "comment less-than sign" states (they only report errors).
 *
 * <p>Of each text state, the three that follow it are its less-than sign, its end tag open and its
 * end tag name state, so that one piece of code serves all four.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#tokenization">HTML, 13.2.5</a>
 */
final class TokenizerState {
  static final int DATA = 0;

  static final int TAG_OPEN = 1;
  static final int END_TAG_OPEN = 2;
  static final int TAG_NAME = 3;
  static final int BEFORE_ATTRIBUTE_NAME = 4;
  static final int ATTRIBUTE_NAME = 5;
  static final int AFTER_ATTRIBUTE_NAME = 6;
  static final int BEFORE_ATTRIBUTE_VALUE = 7;
  static final int ATTRIBUTE_VALUE_DOUBLE_QUOTED = 8;
  static final int ATTRIBUTE_VALUE_SINGLE_QUOTED = 9;
  static final int ATTRIBUTE_VALUE_UNQUOTED = 10;
  static final int AFTER_ATTRIBUTE_VALUE_QUOTED = 11;
  static final int SELF_CLOSING_START_TAG = 12;

  static final int RCDATA = 16;
  static final int RCDATA_LESS_THAN_SIGN = 17;
  static final int RCDATA_END_TAG_OPEN = 18;
  static final int RCDATA_END_TAG_NAME = 19;

  static final int RAWTEXT = 20;
  static final int RAWTEXT_LESS_THAN_SIGN = 21;
  static final int RAWTEXT_END_TAG_OPEN = 22;
  static final int RAWTEXT_END_TAG_NAME = 23;

  static final int SCRIPT_DATA = 24;
  static final int SCRIPT_DATA_LESS_THAN_SIGN = 25;
  static final int SCRIPT_DATA_END_TAG_OPEN = 26;
  static final int SCRIPT_DATA_END_TAG_NAME = 27;

  static final int SCRIPT_DATA_ESCAPED = 28;
  static final int SCRIPT_DATA_ESCAPED_LESS_THAN_SIGN = 29;
  static final int SCRIPT_DATA_ESCAPED_END_TAG_OPEN = 30;
  static final int SCRIPT_DATA_ESCAPED_END_TAG_NAME = 31;

  static final int SCRIPT_DATA_ESCAPE_START = 32;
  static final int SCRIPT_DATA_ESCAPE_START_DASH = 33;
  static final int SCRIPT_DATA_ESCAPED_DASH = 34;
  static final int SCRIPT_DATA_ESCAPED_DASH_DASH = 35;
  static final int SCRIPT_DATA_DOUBLE_ESCAPE_START = 36;
  static final int SCRIPT_DATA_DOUBLE_ESCAPED = 37;
  static final int SCRIPT_DATA_DOUBLE_ESCAPED_DASH = 38;
  static final int SCRIPT_DATA_DOUBLE_ESCAPED_DASH_DASH = 39;
  static final int SCRIPT_DATA_DOUBLE_ESCAPED_LESS_THAN_SIGN = 40;
  static final int SCRIPT_DATA_DOUBLE_ESCAPE_END = 41;

  static final int PLAINTEXT = 42;
  static final int CDATA_SECTION = 43;
  static final int CDATA_SECTION_BRACKET = 44;
  static final int CDATA_SECTION_END = 45;

  static final int MARKUP_DECLARATION_OPEN = 48;
  static final int BOGUS_COMMENT = 49;
  static final int DOCTYPE = 50;
  static final int COMMENT_START = 51;
  static final int COMMENT_START_DASH = 52;
  static final int COMMENT = 53;
  static final int COMMENT_END_DASH = 54;
  static final int COMMENT_END = 55;
  static final int COMMENT_END_BANG = 56;

  private TokenizerState() {}

  /** Within {@code <…>} of a start or end tag, or what may yet become one. */
  static boolean isTag(int state) {
    return state >= TAG_OPEN && state <= SELF_CLOSING_START_TAG;
  }

  /** Where bytes are text, or may yet be the end of it. */
  static boolean isText(int state) {
    return state == DATA || state >= RCDATA && state < MARKUP_DECLARATION_OPEN;
  }

  /** Of a text state, its less-than sign, end tag open or end tag name. */
  static boolean mayEndText(int state) {
    return state >= RCDATA && state <= SCRIPT_DATA_ESCAPED_END_TAG_NAME && (state & 3) != 0;
  }
}
