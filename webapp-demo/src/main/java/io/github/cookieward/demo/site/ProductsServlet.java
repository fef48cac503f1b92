package io.github.cookieward.demo.site;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** The plans and prices; writes the header's name in lower case, as HTTP/2 does. */
public final class ProductsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String begin = "fb.1." + Instant.now().toEpochMilli() + "." + SiteCookie.random();
    response.addHeader(
        "set-cookie", SiteCookie.kept(request, "_fbp", begin, Duration.ofDays(90)).asField());
    request.getRequestDispatcher("/WEB-INF/pages/products.jsp").forward(request, response);
  }
}
