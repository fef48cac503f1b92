package io.github.cookieward.tags;

import io.github.cookieward.filter.ConsentFilter;
import io.github.cookieward.page.Need;
import jakarta.servlet.jsp.PageContext;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;

/**
 * What tags have in common that need a category, a service or both of them granted. A page with one
 * that names neither fails.
 */
abstract class NeedTag extends SimpleTagSupport {
  private String category = "";
  private String service = "";

  /** The id of the category that must be granted; none where only a service must. */
  public void setCategory(String id) {
    category = id;
  }

  /** The id of the service that must be granted, too; none where only a category must. */
  public void setService(String id) {
    service = id;
  }

  final Need need() {
    return Need.of(category, service);
  }

  /** Without the filter nothing is granted. */
  final boolean isGranted() {
    boolean granted = PageView.enforcement(getJspContext()).filter(need()::isCovered).isPresent();
    if (!granted) {
      ConsentFilter.needsAnswer(((PageContext) getJspContext()).getRequest());
    }
    return granted;
  }
}
