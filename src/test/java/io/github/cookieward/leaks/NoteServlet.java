package io.github.cookieward.leaks;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Objects;

/**
 * Ends of the application's own: each request that reaches them is noted with the id in its path.
 * Parameters: {@code referer} (note only where the Referer contains it), {@code set} (a cookie to
 * set), {@code to} (where to redirect).
 */
final class NoteServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final byte[] PIXEL =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  private final transient Sightings sightings;

  NoteServlet(Sightings sightings) {
    this.sightings = sightings;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String referer = Objects.requireNonNullElse(request.getHeader("Referer"), "");
    String wanted = Objects.requireNonNullElse(request.getParameter("referer"), "");
    if (referer.contains(wanted)) {
      sightings.inAddress(request.getRequestURI());
    }
    // A body is taken whole first: who answers before that cuts short what tells of its progress.
    request.getInputStream().transferTo(OutputStream.nullOutputStream());
    String cookie = request.getParameter("set");
    if (cookie != null) {
      response.addHeader("Set-Cookie", cookie + "=1; Path=/");
    }
    String to = request.getParameter("to");
    if (to != null) {
      response.sendRedirect(to);
      return;
    }
    response.setHeader("Cache-Control", "no-store");
    String accept = Objects.requireNonNullElse(request.getHeader("Accept"), "");
    switch (Objects.requireNonNullElse(request.getHeader("Sec-Fetch-Dest"), "")) {
      case "image" -> {
        response.setContentType("image/gif");
        response.getOutputStream().write(PIXEL);
      }
      case "script", "worker", "serviceworker" -> response.setContentType("text/javascript");
      case "style" -> response.setContentType("text/css");
      default -> {
        boolean events = accept.startsWith("text/event-stream");
        response.setContentType(events ? "text/event-stream" : "text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(events ? "data: own\n\n" : "own");
      }
    }
  }
}
