package io.github.cookieward.contract.probe;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * A filter before the consent filter, or on static files: it sets cookies and passes on, with
 * {@code ?wrapped} in the plainest wrappers there are.
 */
public final class EarlyCookies extends HttpFilter {
  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getRequestURI().matches(".*/(static|early)/.*")) {
      CookieScenes.track(response);
      if ("own".equals(request.getQueryString())) {
        response.addHeader("Set-Cookie", "own_essential=1; Path=/");
      }
    }
    boolean wrap = "wrapped".equals(request.getQueryString());
    chain.doFilter(
        wrap ? new HttpServletRequestWrapper(request) : request,
        wrap ? new HttpServletResponseWrapper(response) : response);
  }
}
