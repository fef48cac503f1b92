package io.github.cookieward.tags;

import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.Optional;

/** Writes the guard, and the links to stylesheet and script; without the filter nothing. */
public final class HeadTag extends SimpleTagSupport {
  private String nonce = "";

  /** A tag that the container makes. */
  public HeadTag() {}

  /** The nonce of the page's Content-Security-Policy. */
  public void setNonce(String text) {
    nonce = text;
  }

  @Override
  public void doTag() throws IOException {
    Optional<View> view = PageView.of(getJspContext(), nonce);
    if (view.isPresent()) {
      Ascii out = new Ascii(getJspContext().getOut());
      Page.guard(out, view.get());
      Page.head(out, view.get());
    }
  }
}
