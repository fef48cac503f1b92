package io.github.cookieward.demo.site;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;

/**
 * The system status, gathered on another thread. {@code startAsync()} without arguments is the one
 * that hands out the container's own response behind the back of a careless filter.
 */
public final class StatusServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response) {
    SiteCookie cookie =
        SiteCookie.of(request, "nimbus_ad", "async." + SiteCookie.random(), Duration.ofDays(30));
    AsyncContext async = request.startAsync();
    async.setTimeout(10_000);
    async.start(
        () -> {
          ((HttpServletResponse) async.getResponse()).addCookie(cookie.asCookie());
          async.dispatch("/WEB-INF/pages/status.jsp");
        });
  }
}
