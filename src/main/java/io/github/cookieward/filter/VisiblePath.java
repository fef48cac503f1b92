package io.github.cookieward.filter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/**
 * A dispatched request without the path parameters that are withheld: Jetty carries them over to
 * the path that it dispatches to, above the first wrapper.
 */
final class VisiblePath extends HttpServletRequestWrapper {
  private final VisibleQuery visible;

  private VisiblePath(HttpServletRequest dispatched, VisibleQuery visible) {
    super(dispatched);
    this.visible = visible;
  }

  /** The request itself, wherever it shows nothing that is withheld. */
  static HttpServletRequest of(HttpServletRequest dispatched) {
    String uri = dispatched.getRequestURI();
    return uri != null
            && uri.indexOf(';') >= 0
            && dispatched.getAttribute(EnforcingRequest.QUERY) instanceof VisibleQuery visible
            && !uri.equals(visible.path(uri))
        ? new VisiblePath(dispatched, visible)
        : dispatched;
  }

  @Override
  public String getRequestURI() {
    return visible.path(super.getRequestURI());
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer(visible.path(super.getRequestURL().toString()));
  }
}
