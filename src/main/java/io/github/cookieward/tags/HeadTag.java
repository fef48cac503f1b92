package io.github.cookieward.tags;

import io.github.cookieward.filter.PagePiece;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.Optional;

/**
 * Writes the links to stylesheet and script, and before them the guard where pages are not
 * rewritten: a rewritten one has it first already. Once in a page; without the filter nothing.
 */
public final class HeadTag extends SimpleTagSupport {
  private String nonce = "";

  /** A tag that the container makes. */
  public HeadTag() {}

  /** The nonce of the page's Content-Security-Policy; empty, as by default, where it has none. */
  public void setNonce(String text) {
    nonce = text;
  }

  @Override
  public void doTag() throws IOException {
    Optional<View> view = PageView.of(getJspContext(), nonce);
    if (view.isPresent() && PageView.writes(getJspContext(), PagePiece.HEAD)) {
      Ascii out = new Ascii(getJspContext().getOut());
      if (!view.get().enforcement().settings().pages().rewrites()) {
        Page.guard(out, view.get()); // otherwise it stands first in the head already
      }
      Page.head(out, view.get());
    }
  }
}
