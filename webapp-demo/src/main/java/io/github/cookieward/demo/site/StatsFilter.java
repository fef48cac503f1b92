package io.github.cookieward.demo.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * The site's own statistics, set on every page by a filter; and a test of two designs, whose cookie
 * somebody forgot to declare.
 */
public final class StatsFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.addCookie(
        SiteCookie.kept(request, "nimbus_stats", SiteCookie.random(), Duration.ofDays(365))
            .hidden()
            .asCookie());
    response.addHeader(
        "Set-Cookie",
        SiteCookie.kept(request, "nimbus_experiment", "blue-button", Duration.ofDays(14))
            .asField());
    chain.doFilter(request, response);
  }
}
