package io.github.cookieward.tags;

import io.github.cookieward.filter.ConsentFilter;
import io.github.cookieward.filter.PagePiece;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.PageContext;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.Optional;

/** Writes the settings as a closed dialog, once; without the filter nothing. */
public final class DialogTag extends SimpleTagSupport {
  /** A tag that the container makes. */
  public DialogTag() {}

  @Override
  public void doTag() throws IOException {
    Optional<View> view = PageView.of(getJspContext());
    if (view.isPresent()) {
      Ascii out = new Ascii(getJspContext().getOut());
      if (PageView.writes(getJspContext(), PagePiece.DIALOG)) {
        Page.dialog(out, view.get());
      }
      if (ConsentFilter.tellsNeed(((PageContext) getJspContext()).getRequest())) {
        Page.needed(out, view.get());
      }
    }
  }
}
