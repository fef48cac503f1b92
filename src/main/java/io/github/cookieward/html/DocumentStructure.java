package io.github.cookieward.html;

/**
 * Where a document's head and body begin, said by a tag or not. It is told what comes up to there
 * and answers whether one begins before it or after it.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/parsing.html#the-before-head-insertion-mode">
 *     HTML, 13.2.6.4.3 to 13.2.6.4.6</a>
 */
final class DocumentStructure {
  static final int HEAD_BEFORE = 1;
  static final int HEAD_AFTER = 2;
  static final int BODY_BEFORE = 4;
  static final int BODY_AFTER = 8;

  private enum Mode {
    BEFORE_HEAD,
    IN_HEAD,
    AFTER_HEAD,
    KNOWN
  }

  private Mode mode = Mode.BEFORE_HEAD;
  private int templates;

  /** Whether the next start tag is the root of a document in XML. */
  private boolean atRoot;

  /** The document is in XML: it has a head and a body only where its root is {@code html}. */
  void readXml() {
    atRoot = true;
  }

  boolean isKnown() {
    return mode == Mode.KNOWN;
  }

  /** A number for how what follows will be taken; negative within a template. */
  int situation() {
    if (templates > 0) {
      return -1;
    }
    return switch (mode) {
      case BEFORE_HEAD -> 0;
      case IN_HEAD -> 1;
      case AFTER_HEAD -> 2;
      case KNOWN -> 3;
    };
  }

  int startTag(int traits) {
    if (atRoot) {
      atRoot = false;
      mode = (traits & TagName.HTML) == 0 ? Mode.KNOWN : mode;
      return 0;
    }
    if (templates > 0) {
      templates += (traits & TagName.TEMPLATE) != 0 ? 1 : 0;
      return 0;
    }
    if ((traits & TagName.HTML) != 0) {
      return 0;
    }
    if ((traits & TagName.HEAD) != 0) {
      int opened = mode == Mode.BEFORE_HEAD ? HEAD_AFTER : 0;
      mode = mode == Mode.AFTER_HEAD ? mode : Mode.IN_HEAD;
      return opened;
    }
    int opened = impliedHead();
    boolean noscriptAfterHead = mode == Mode.AFTER_HEAD && (traits & TagName.NOSCRIPT) != 0;
    if ((traits & TagName.HEAD_CONTENT) != 0 && !noscriptAfterHead) {
      templates = (traits & TagName.TEMPLATE) != 0 ? 1 : 0;
      return opened;
    }
    mode = Mode.KNOWN;
    if ((traits & TagName.FRAMESET) != 0) {
      return opened;
    }
    return opened | ((traits & TagName.BODY) != 0 ? BODY_AFTER : BODY_BEFORE);
  }

  int endTag(int traits) {
    if ((traits & TagName.TEMPLATE) != 0) {
      templates = Math.max(0, templates - 1);
      return 0;
    }
    if (templates > 0) {
      return 0;
    }
    if ((traits & TagName.HEAD) != 0) {
      int opened = impliedHead();
      mode = Mode.AFTER_HEAD;
      return opened;
    }
    return (traits & (TagName.BODY | TagName.HTML | TagName.BR)) != 0 ? text() : 0;
  }

  /** Text, or the end of the document. */
  int text() {
    if (templates > 0) {
      return 0;
    }
    int opened = impliedHead() | BODY_BEFORE;
    mode = Mode.KNOWN;
    return opened;
  }

  private int impliedHead() {
    if (mode != Mode.BEFORE_HEAD) {
      return 0;
    }
    mode = Mode.IN_HEAD;
    return HEAD_BEFORE;
  }
}
