package io.github.cookieward.tags;

import io.github.cookieward.filter.PagePiece;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.JspException;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.Optional;

/** Writes the permanent link to the settings, around its body; without the filter nothing. */
public final class SettingsLinkTag extends SimpleTagSupport {
  /** A tag that the container makes. */
  public SettingsLinkTag() {}

  @Override
  public void doTag() throws JspException, IOException {
    Optional<View> view = PageView.of(getJspContext());
    if (view.isEmpty()) {
      return;
    }
    PageView.writes(getJspContext(), PagePiece.SETTINGS_LINK);
    if (getJspBody() == null) {
      Page.settingsLink(new Ascii(getJspContext().getOut()), view.get());
      return;
    }
    Page.settingsLinkStart(getJspContext().getOut(), view.get());
    getJspBody().invoke(null);
    getJspContext().getOut().write("</a>");
  }
}
