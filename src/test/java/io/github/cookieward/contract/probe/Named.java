package io.github.cookieward.contract.probe;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** A servlet without a mapping: only its name leads to it. */
public final class Named extends HttpServlet {
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    CookieScenes.track(response);
    response.setContentType("text/html;charset=UTF-8");
    response.getWriter().println("<p>named, and whole</p>");
  }
}
