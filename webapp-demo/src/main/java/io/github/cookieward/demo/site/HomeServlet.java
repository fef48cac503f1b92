package io.github.cookieward.demo.site;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** The home page; tags the visitor on the server, as a tag gateway does: {@code addHeader}. */
public final class HomeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String begin = "GA1.1." + SiteCookie.random() + "." + Instant.now().getEpochSecond();
    response.addHeader(
        "Set-Cookie", SiteCookie.kept(request, "_ga", begin, Duration.ofDays(730)).asField());
    response.addHeader(
        "Set-Cookie", SiteCookie.kept(request, "_gid", begin, Duration.ofDays(1)).asField());
    request.getRequestDispatcher("/WEB-INF/pages/home.jsp").forward(request, response);
  }
}
