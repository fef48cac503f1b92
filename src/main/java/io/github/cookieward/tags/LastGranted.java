package io.github.cookieward.tags;

import jakarta.servlet.jsp.JspContext;
import jakarta.servlet.jsp.tagext.JspTag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the last {@code granted} of a page said, for the {@code otherwise} beside it.
 *
 * @param parent the tag around it, if there is one: only a sibling may ask
 * @param granted what it said
 */
record LastGranted(@Nullable JspTag parent, boolean granted) {
  private static final String NAME = LastGranted.class.getName();

  void remember(JspContext jsp) {
    jsp.setAttribute(NAME, this);
  }

  static Optional<LastGranted> beside(@Nullable JspTag parent, JspContext jsp) {
    return jsp.getAttribute(NAME) instanceof LastGranted last && last.parent() == parent
        ? Optional.of(last)
        : Optional.empty();
  }
}
