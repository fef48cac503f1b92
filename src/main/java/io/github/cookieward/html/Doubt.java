package io.github.cookieward.html;

/**
 * Where a stream of tags cannot know what a browser does with them, or had to give up; {@link
 * HtmlRewriter#count} says how often. In each of the first four both readings of the document are
 * followed, so that a rule sees the tags of either.
 */
public enum Doubt {
  /** {@code noscript}: text where scripts run, markup where they do not. */
  SCRIPTING,
  /** A tag within {@code select}, which older browsers ignore there and newer ones do not. */
  SELECT,
  /** A tag after {@code frameset}, which a browser that took the frameset ignores. */
  FRAMESET,
  /**
   * An end tag or CDATA in SVG or MathML, where it depends on elements further out; CDATA, and what
   * is text in HTML, also for browsers that read ahead of their parser.
   */
  FOREIGN_CONTENT,
  /** A further doubt while as many readings are followed as may be: they go on, each its way. */
  TOO_MANY_READINGS,
  /** A tag of one reading that lies across one of the other: it was made inert. */
  CROSSING,
  /** SVG or MathML nested deeper than 512: elements beyond are not told apart. */
  TOO_DEEP,
  /** A wanted tag longer than the limit: it was made inert, or passed where its rule says so. */
  TAG_TOO_LONG,
  /** Text that a rule asked for, longer than the limit: the rule got its beginning. */
  TEXT_TOO_LONG
}
