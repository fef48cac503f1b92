package io.github.cookieward.demo.site;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/** An article of the help; sets its cookie when it has been forwarded to. */
public final class ArticleServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    response.addCookie(
        SiteCookie.of(request, "nimbus_ad", "forward." + SiteCookie.random(), Duration.ofDays(30))
            .asCookie());
    request.getRequestDispatcher("/WEB-INF/pages/help.jsp").forward(request, response);
  }
}
