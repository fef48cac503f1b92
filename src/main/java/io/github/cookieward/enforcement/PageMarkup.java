package io.github.cookieward.enforcement;

import io.github.cookieward.html.StartTag;

/** Markup of ours that goes into a page while it is rewritten. For one response. */
public interface PageMarkup {
  /** Nothing is put in. */
  PageMarkup NONE = new PageMarkup() {};

  /**
   * What stands in front of a frame, an object or a player that is held back: a placeholder by
   * which the visitor may load it; empty for none.
   *
   * @param tag the element as the application wrote it
   * @param address where its content would have come from
   */
  default String placeholder(Decision decision, StartTag tag, String address) {
    return "";
  }

  /**
   * What stands first in the head.
   *
   * @param explicit whether the document has a {@code <head>} tag
   */
  default String firstInHead(boolean explicit) {
    return "";
  }

  /**
   * What stands first in the body.
   *
   * @param explicit whether the document has a {@code <body>} tag
   */
  default String firstInBody(boolean explicit) {
    return "";
  }

  /** What stands last in the body. */
  default String lastInBody() {
    return "";
  }
}
