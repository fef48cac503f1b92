package io.github.cookieward.tags;

import jakarta.servlet.jsp.JspException;
import jakarta.servlet.jsp.JspTagException;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;

/**
 * Writes its body where the {@code granted} before it, beside it, did not write its own. Where
 * there is none the page fails, with a {@link JspTagException}.
 */
public final class OtherwiseTag extends SimpleTagSupport {
  /** A tag that the container makes. */
  public OtherwiseTag() {}

  @Override
  public void doTag() throws JspException, IOException {
    LastGranted last =
        LastGranted.beside(getParent(), getJspContext())
            .orElseThrow(() -> new JspTagException("<otherwise> must stand after a <granted>"));
    if (!last.granted() && getJspBody() != null) {
      getJspBody().invoke(null);
      last.remember(getJspContext()); // in place of those in the body
    }
  }
}
