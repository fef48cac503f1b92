package io.github.cookieward.demo.site;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** Counts the readers of static files, with a cookie on the file itself. */
public final class FileFilter extends HttpFilter {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    response.addCookie(
        SiteCookie.of(request, "nimbus_ad", "file." + SiteCookie.random(), Duration.ofDays(30))
            .asCookie());
    chain.doFilter(request, response);
  }
}
