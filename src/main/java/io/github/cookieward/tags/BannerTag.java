package io.github.cookieward.tags;

import io.github.cookieward.filter.PagePiece;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.Optional;

/** Writes the first layer where there is something to ask, once; without the filter nothing. */
public final class BannerTag extends SimpleTagSupport {
  /** A tag that the container makes. */
  public BannerTag() {}

  @Override
  public void doTag() throws IOException {
    Optional<View> view = PageView.of(getJspContext());
    if (view.isPresent() && PageView.writes(getJspContext(), PagePiece.BANNER)) {
      Page.banner(new Ascii(getJspContext().getOut()), view.get());
    }
  }
}
