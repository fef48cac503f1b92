package io.github.cookieward.html;

/**
 * What becomes of a document's tags. A rule names the tags it wants and is asked about each; all
 * else passes byte for byte. One rule may serve many documents, if it keeps nothing of them.
 */
public interface TagRule {
  /** The tags to be asked about. */
  WantedTags wanted();

  /** What becomes of a start tag. */
  Edit on(StartTag tag);

  /**
   * What becomes of the start tag of an element after its text: asked where {@link #on} answered
   * {@link Edit#readText}.
   *
   * @param text of a script, style or other element of raw text; undecoded but for the encoding. In
   *     SVG, MathML and XML, where it is no raw text, the source up to the next tag; where that has
   *     markup or character references, the same without the one and with the others resolved
   * @param whole false where the text is longer than the limit, or where it is not certain that a
   *     browser reads it as one: the rule then knows only its beginning, perhaps nothing
   */
  default Edit onText(StartTag tag, SourceText text, boolean whole) {
    return Edit.keep();
  }

  /** What becomes of an end tag; its attributes cannot be changed, as it has none. */
  default Edit onEndTag(String name) {
    return Edit.keep();
  }

  /**
   * Whether a wanted start tag longer than the limit passes unread. If not, it is made inert.
   *
   * @see Edit#inert
   */
  default boolean passesUnread(String name) {
    return false;
  }

  /** A doubt arose: what was done is safe, and somebody may want to know of it. */
  default void onDoubt(Doubt doubt) {}

  /**
   * Markup to be written first in the head, or where a browser begins one by itself.
   *
   * @param explicit whether the document has a {@code <head>} tag
   */
  default String firstInHead(boolean explicit) {
    return "";
  }

  /**
   * Markup to be written first in the body, or where a browser begins one by itself.
   *
   * @param explicit whether the document has a {@code <body>} tag
   */
  default String firstInBody(boolean explicit) {
    return "";
  }
}
