package io.github.cookieward.demo.site;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A page that breaks, so that the error page can be seen. */
public final class FailingServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.sendError(
        HttpServletResponse.SC_INTERNAL_SERVER_ERROR, "the demo broke here on purpose");
  }
}
