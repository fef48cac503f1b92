package io.github.cookieward.tags;

import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.JspException;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.Optional;

/**
 * Writes a link to another site around its body, by way of the page that offers to take the
 * visitor's answer along; a plain link where that site is none of the partners, and without the
 * filter. An address that is neither relative, http nor https is left out.
 */
public final class HandOverTag extends SimpleTagSupport {
  private String href = "";

  /** A tag that the container makes. */
  public HandOverTag() {}

  /** The address within the other site. */
  public void setHref(String address) {
    href = address;
  }

  @Override
  public void doTag() throws JspException, IOException {
    Optional<View> view = PageView.of(getJspContext());
    Page.handOverLinkStart(getJspContext().getOut(), view, href);
    if (getJspBody() != null) {
      getJspBody().invoke(null);
    }
    getJspContext().getOut().write("</a>");
  }
}
