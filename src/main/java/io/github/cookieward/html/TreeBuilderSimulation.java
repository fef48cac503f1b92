package io.github.cookieward.html;

import static io.github.cookieward.html.TokenizerState.DATA;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * As much of the standard's tree construction as changes which tags there are: what a start tag
 * makes the tokenizer read next, and the open elements of SVG and MathML with what is within. HTML
 * elements further out are not known; where it depends on them what a tag does, that is a {@link
 * Doubt}: one reading decides for what leaves most to be read as markup, the other as text.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/parsing.html#parsing-main-inforeign">HTML,
 *     13.2.6.5</a>
 */
final class TreeBuilderSimulation {
  static final int DEEPEST = 512;

  private static final int ELEMENT = 0;
  private static final int MATHML = 1;
  private static final int HTML_POINT = 2;
  private static final int MATHML_TEXT_POINT = 4;
  private static final int ANNOTATION_XML = 8;
  private static final int POINT = HTML_POINT | MATHML_TEXT_POINT;
  private static final int ROOT = 16;
  private static final int HTML = 32;
  private static final int UNSURE = 64;

  /** From this bit on: the state in which HTML would read what is in the element. */
  private static final int TEXT_STATE = 8;

  private static final int[] NO_KINDS = {};
  private static final long[] NO_NAMES = {};

  /** The open elements from the outermost foreign one on: kind and name. */
  private int depth;

  private int[] kinds = NO_KINDS;
  private long[] low = NO_NAMES;
  private long[] high = NO_NAMES;
  private boolean inSelect;
  private boolean inFrameset;
  private boolean refusesFrameset;
  private boolean takesDoubtAsText;
  private boolean xml;
  private Map<String, String> entities = Map.of();
  private @Nullable Doubt doubt;

  boolean inForeignContent() {
    return depth > 0;
  }

  /** Whether it may depend on what is not known what a tag does. */
  boolean mayBeInDoubt() {
    return depth > 0 || inSelect || inFrameset;
  }

  /** Which of several readings this is: one that reads as text what is in doubt, or not. */
  void takeDoubtAsText(boolean takes) {
    takesDoubtAsText = takes;
  }

  boolean takesDoubtAsText() {
    return takesDoubtAsText;
  }

  /** Whether the text of a style or a script may have markup in it. */
  boolean hasMarkupInText() {
    return xml || depth > 0;
  }

  /** The document is in XML: no tag changes how others are read. */
  void readXml() {
    xml = true;
  }

  /** It has entities of its own. */
  void declare(Map<String, String> declared) {
    entities = declared;
  }

  /** The entities that the document declares itself, by name. */
  Map<String, String> entities() {
    return entities;
  }

  boolean readsXml() {
    return xml;
  }

  /** There is text or a body: a frameset that comes now is ignored. */
  void refuseFrameset() {
    refusesFrameset = true;
  }

  boolean refusesFrameset() {
    return refusesFrameset;
  }

  /**
   * Whether a browser that reads ahead of its parser, for what to fetch, is in text here: it knows
   * no SVG and no MathML, and ends their styles and titles at the first end tag.
   */
  boolean isTextAhead() {
    return depth > 0 && stateAhead() != DATA;
  }

  /** The state in which such a browser reads there. */
  int stateAhead() {
    return kinds[depth - 1] >> TEXT_STATE;
  }

  /** The name of the end tag that ends it. */
  long nameAhead() {
    return low[depth - 1];
  }

  boolean endsTextAhead(HtmlTokenizer tag) {
    return tag.isEndTag() && hasName(depth - 1, tag);
  }

  /** Another reading follows that text from here on. */
  void leaveTextAhead() {
    if (depth > 0) {
      kinds[depth - 1] &= (1 << TEXT_STATE) - 1;
    }
  }

  /** Whether a CDATA section may begin here. Sets a doubt where it depends. */
  boolean takesCdata() {
    doubt = null;
    if (depth == 0) {
      return xml;
    }
    if (!isKind(depth - 1, HTML | UNSURE)) {
      return true;
    }
    doubt = Doubt.FOREIGN_CONTENT;
    return takesDoubtAsText;
  }

  /** The doubt that the last question met, if any. */
  @Nullable Doubt doubt() {
    return doubt;
  }

  /** Whether a start tag here is one of HTML's, and not of SVG or MathML. */
  boolean isHtml(int traits) {
    if (depth == 0) {
      return !xml;
    }
    int kind = kinds[depth - 1];
    return (kind & (HTML | HTML_POINT)) != 0
        || (kind & MATHML_TEXT_POINT) != 0 && (traits & TagName.GLYPH) == 0
        || (kind & ANNOTATION_XML) != 0 && (traits & TagName.SVG) != 0;
  }

  /**
   * Follows a start tag.
   *
   * @param tag to ask for attributes, or empty where it is too long to be held
   * @return the state in which the tokenizer goes on
   */
  int startTag(HtmlTokenizer tokenizer, Optional<StartTag> tag) {
    doubt = null;
    int traits = tokenizer.traits();
    if (!isHtml(traits)) {
      if (!breaksOut(traits, tag)) {
        int ahead = textState(traits & ~TagName.PLAINTEXT);
        if (!tokenizer.isSelfClosing()) {
          push(tokenizer, kindWithin(kinds[depth - 1], traits, tag) | ahead << TEXT_STATE);
        } else if (ahead != DATA) {
          doubt = Doubt.FOREIGN_CONTENT; // to a browser that reads ahead it is open
          return takesDoubtAsText ? ahead : DATA;
        }
        return DATA;
      }
      breakOut();
    }
    return htmlStartTag(tokenizer, traits);
  }

  private int htmlStartTag(HtmlTokenizer tokenizer, int traits) {
    if ((traits & (TagName.SVG | TagName.MATH)) != 0) {
      if (ignoresHere(traits) && !takesDoubtAsText) {
        return DATA;
      }
      if (!tokenizer.isSelfClosing()) {
        push(tokenizer, ROOT | ((traits & TagName.MATH) != 0 ? MATHML : ELEMENT));
      }
      return DATA;
    }
    if (depth > 0 && (traits & TagName.VOID) == 0) {
      push(tokenizer, HTML);
    }
    if ((traits & TagName.SELECT) != 0) {
      inSelect = true;
    } else if ((traits & TagName.FRAMESET) != 0) {
      inFrameset = !refusesFrameset;
    }
    int text = textState(traits);
    if (text == DATA) {
      return DATA;
    }
    if ((traits & TagName.NOSCRIPT) != 0) {
      doubt = Doubt.SCRIPTING;
      return takesDoubtAsText ? text : DATA;
    }
    return ignoresHere(traits) && !takesDoubtAsText ? DATA : text;
  }

  private boolean ignoresHere(int traits) {
    if (inFrameset && (traits & TagName.NOFRAMES) == 0) {
      doubt = Doubt.FRAMESET;
    } else if (inSelect && (traits & (TagName.SCRIPT | TagName.TEXTAREA)) == 0) {
      doubt = Doubt.SELECT;
    }
    return doubt != null;
  }

  private static int textState(int traits) {
    if ((traits & TagName.RCDATA) != 0) {
      return TokenizerState.RCDATA;
    }
    if ((traits & (TagName.RAWTEXT | TagName.NOSCRIPT)) != 0) {
      return TokenizerState.RAWTEXT;
    }
    if ((traits & TagName.SCRIPT) != 0) {
      return TokenizerState.SCRIPT_DATA;
    }
    return (traits & TagName.PLAINTEXT) != 0 ? TokenizerState.PLAINTEXT : DATA;
  }

  private boolean breaksOut(int traits, Optional<StartTag> tag) {
    if ((traits & TagName.FONT) == 0) {
      return (traits & TagName.BREAKOUT) != 0;
    }
    if (tag.isEmpty()) {
      doubt = Doubt.FOREIGN_CONTENT;
      return !takesDoubtAsText;
    }
    return tag.get().has("color") || tag.get().has("face") || tag.get().has("size");
  }

  private int kindWithin(int parent, int traits, Optional<StartTag> tag) {
    if ((parent & MATHML) == 0) {
      return (traits & TagName.SVG_HTML_POINT) != 0 ? HTML_POINT : ELEMENT;
    }
    if ((traits & TagName.MATHML_TEXT_POINT) != 0) {
      return MATHML | MATHML_TEXT_POINT;
    }
    if ((traits & TagName.ANNOTATION_XML) == 0) {
      return MATHML;
    }
    if (tag.isEmpty()) {
      doubt = Doubt.FOREIGN_CONTENT;
      return MATHML | (takesDoubtAsText ? HTML_POINT : ANNOTATION_XML);
    }
    boolean html =
        tag.get()
            .attribute("encoding")
            .filter(
                type ->
                    type.equalsIgnoreCase("text/html")
                        || type.equalsIgnoreCase("application/xhtml+xml"))
            .isPresent();
    return MATHML | (html ? HTML_POINT : ANNOTATION_XML);
  }

  /** Follows an end tag. */
  void endTag(HtmlTokenizer tokenizer) {
    doubt = null;
    int traits = tokenizer.traits();
    if ((traits & TagName.SELECT) != 0) {
      inSelect = false;
    }
    if (depth == 0) {
      return;
    }
    if (isKind(depth - 1, HTML)) {
      endHtml(tokenizer);
    } else if ((traits & TagName.BREAKOUT_END) != 0 && !isKind(depth - 1, POINT)) {
      breakOut();
    } else {
      endForeign(tokenizer);
    }
  }

  private void breakOut() {
    while (depth > 0 && !isKind(depth - 1, POINT | HTML)) {
      depth--;
    }
  }

  /** Ends an HTML element within an integration point, or perhaps the point itself. */
  private void endHtml(HtmlTokenizer tokenizer) {
    int i = depth - 1;
    if (hasName(i, tokenizer)) {
      depth = i;
      return;
    }
    while (isKind(i, HTML)) {
      i--;
      if (hasName(i + 1, tokenizer)) {
        depth = i + 1;
        break;
      }
    }
    unsureWithin(depth - 1);
    while (i >= 0 && !(isKind(i, POINT | ROOT) && hasName(i, tokenizer))) {
      i--;
    }
    if (i >= 0 && isKind(depth - 1, HTML)) {
      doubt = Doubt.FOREIGN_CONTENT;
      if (!takesDoubtAsText) {
        depth = i;
      }
    }
  }

  private void endForeign(HtmlTokenizer tokenizer) {
    int i = depth - 1;
    while (i >= 0 && !isKind(i, HTML) && !hasName(i, tokenizer)) {
      i--;
    }
    boolean found = i >= 0 && !isKind(i, HTML);
    if (found && !isKind(depth - 1, UNSURE)) {
      depth = i;
      return;
    }
    // Found: the point ends, unless HTML elements are open in it. Not found: foreign content ends,
    // if an HTML element of this name is open further out.
    doubt = Doubt.FOREIGN_CONTENT;
    if (found && !takesDoubtAsText) {
      depth = i;
    } else if (!found && takesDoubtAsText) {
      depth = i >= 0 && hasName(i, tokenizer) ? i : i + 1;
      unsureWithin(depth - 1);
    }
  }

  /** Notes that HTML elements within a point were not closed in turn. */
  private void unsureWithin(int innermost) {
    int i = innermost;
    while (i >= 0 && isKind(i, HTML)) {
      i--;
    }
    if (i >= 0) {
      kinds[i] |= UNSURE;
    }
  }

  private boolean isKind(int i, int kind) {
    return (kinds[i] & kind) != 0;
  }

  private boolean hasName(int i, HtmlTokenizer tokenizer) {
    return low[i] == tokenizer.nameLow() && high[i] == tokenizer.nameHigh();
  }

  private void push(HtmlTokenizer tokenizer, int kind) {
    if (depth == DEEPEST) {
      doubt = Doubt.TOO_DEEP;
      return;
    }
    if (depth == kinds.length) {
      int more = Math.max(16, depth * 2);
      kinds = Arrays.copyOf(kinds, more);
      low = Arrays.copyOf(low, more);
      high = Arrays.copyOf(high, more);
    }
    kinds[depth] = kind;
    low[depth] = tokenizer.nameLow();
    high[depth] = tokenizer.nameHigh();
    depth++;
  }

  /** Takes over the state of another, but not which of several readings it is. */
  void copyFrom(TreeBuilderSimulation other) {
    xml = other.xml;
    entities = other.entities;
    depth = other.depth;
    if (depth > kinds.length) {
      kinds = new int[other.kinds.length];
      low = new long[other.kinds.length];
      high = new long[other.kinds.length];
    }
    System.arraycopy(other.kinds, 0, kinds, 0, depth);
    System.arraycopy(other.low, 0, low, 0, depth);
    System.arraycopy(other.high, 0, high, 0, depth);
    inSelect = other.inSelect;
    inFrameset = other.inFrameset;
    refusesFrameset = other.refusesFrameset;
    doubt = null;
  }

  /** Goes on for both: a frameset is refused only where both do. */
  void join(TreeBuilderSimulation other) {
    refusesFrameset &= other.refusesFrameset;
  }

  /** Whether from here on both read alike, once joined. */
  boolean agreesWith(TreeBuilderSimulation other) {
    return depth == other.depth
        && inSelect == other.inSelect
        && inFrameset == other.inFrameset
        && Arrays.equals(kinds, 0, depth, other.kinds, 0, depth)
        && Arrays.equals(low, 0, depth, other.low, 0, depth)
        && Arrays.equals(high, 0, depth, other.high, 0, depth);
  }
}
