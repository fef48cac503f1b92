package io.github.cookieward.tags;

import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.Optional;

/** Writes the table of the site's declared cookies; without the filter nothing. */
public final class CookieTableTag extends SimpleTagSupport {
  /** A tag that the container makes. */
  public CookieTableTag() {}

  @Override
  public void doTag() throws IOException {
    Optional<View> view = PageView.of(getJspContext());
    if (view.isPresent()) {
      Page.cookieTable(new Ascii(getJspContext().getOut()), view.get());
    }
  }
}
