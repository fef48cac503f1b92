package io.github.cookieward.tags;

import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.Optional;

/** Writes what there is to know of each declared third party; without the filter nothing. */
public final class ThirdPartiesTag extends SimpleTagSupport {
  /** A tag that the container makes. */
  public ThirdPartiesTag() {}

  @Override
  public void doTag() throws IOException {
    Optional<View> view = PageView.of(getJspContext());
    if (view.isPresent()) {
      Page.thirdParties(new Ascii(getJspContext().getOut()), view.get());
    }
  }
}
