package io.github.cookieward.demo.site;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * This month's offer, included by other pages. It sets a cookie as well: the servlet specification
 * has containers ignore that, and Jetty lets it pass.
 */
public final class OfferServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.addCookie(
        SiteCookie.of(request, "nimbus_ad", "include." + SiteCookie.random(), Duration.ofDays(30))
            .asCookie());
    request.getRequestDispatcher("/WEB-INF/pages/offer.jsp").include(request, response);
  }
}
