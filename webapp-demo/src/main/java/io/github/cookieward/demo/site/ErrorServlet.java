package io.github.cookieward.demo.site;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** The page for an address that is not there, and for our own mistakes; sets a cookie too. */
public final class ErrorServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.addCookie(
        SiteCookie.of(request, "nimbus_ad", "error." + SiteCookie.random(), Duration.ofDays(30))
            .asCookie());
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    String page = Integer.valueOf(HttpServletResponse.SC_NOT_FOUND).equals(status) ? "404" : "500";
    request.getRequestDispatcher("/WEB-INF/pages/" + page + ".jsp").forward(request, response);
  }
}
