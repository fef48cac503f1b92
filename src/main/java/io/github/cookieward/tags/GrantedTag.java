package io.github.cookieward.tags;

import jakarta.servlet.jsp.JspException;
import java.io.IOException;

/** Writes its body where what it names is granted, and nothing elsewhere. */
public final class GrantedTag extends NeedTag {
  /** A tag that the container makes. */
  public GrantedTag() {}

  @Override
  public void doTag() throws JspException, IOException {
    boolean granted = isGranted();
    if (granted && getJspBody() != null) {
      getJspBody().invoke(null);
    }
    new LastGranted(getParent(), granted).remember(getJspContext()); // after those in the body
  }
}
