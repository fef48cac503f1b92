package io.github.cookieward.tags;

import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.Optional;

/** Writes the technologies that the site uses; without the filter nothing. */
public final class TechnologiesTag extends SimpleTagSupport {
  /** A tag that the container makes. */
  public TechnologiesTag() {}

  @Override
  public void doTag() throws IOException {
    Optional<View> view = PageView.of(getJspContext());
    if (view.isPresent()) {
      Page.technologies(new Ascii(getJspContext().getOut()), view.get());
    }
  }
}
