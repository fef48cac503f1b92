package io.github.cookieward.contract.probe;

import static java.util.Map.entry;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;

/** Pages that lead the visitor to a tracker, each in a way of its own. */
public final class RedirectScenes extends Scenes {
  private static final String THERE = "https://www.google-analytics.com/r?v=1";

  private static final Map<String, Scene> SCENES =
      Map.ofEntries(
          entry("send", (request, response) -> response.sendRedirect(THERE)),
          entry(
              "send-after-writing",
              (request, response) -> {
                response.getWriter().print("never seen");
                response.sendRedirect(THERE);
                response.getWriter().print("never seen");
              }),
          entry("by-hand", (request, response) -> byHand(response, 302)),
          entry(
              "by-hand-with-a-body",
              (request, response) -> {
                byHand(response, 307);
                response.setContentType("text/html;charset=UTF-8");
                response.setContentLength(10);
                response.getOutputStream().print("never seen");
                response.getOutputStream().close();
              }),
          entry(
              "location-last",
              (request, response) -> {
                response.setContentType("text/plain");
                response.getWriter().print("never seen");
                response.setStatus(301);
                response.addHeader("location", THERE);
              }),
          entry(
              "flushed",
              (request, response) -> {
                byHand(response, 303);
                response.flushBuffer();
              }),
          entry(
              "forwarded",
              (request, response) ->
                  request.getRequestDispatcher("/redirects/send").forward(request, response)),
          entry(
              "async",
              (request, response) -> {
                AsyncContext async = request.startAsync();
                async.start(
                    () -> {
                      byHand((HttpServletResponse) async.getResponse(), 308);
                      async.complete();
                    });
              }),
          entry("with-status", (request, response) -> later(response, THERE, 307, false)),
          entry("clearing", (request, response) -> later(response, THERE, 301, true)));

  private static void byHand(HttpServletResponse response, int status) {
    byHand(response, THERE, status);
  }

  private static void byHand(HttpServletResponse response, String to, int status) {
    response.setStatus(status);
    response.setHeader("Location", to);
  }

  /** By what Servlet 6.1 has; by hand on 6.0. */
  static void later(HttpServletResponse response, String to, int status, boolean clear)
      throws Exception {
    try {
      HttpServletResponse.class
          .getMethod("sendRedirect", String.class, int.class, boolean.class)
          .invoke(response, to, status, clear);
    } catch (NoSuchMethodException e) {
      byHand(response, to, status);
    }
  }

  @Override
  Map<String, Scene> scenes() {
    return SCENES;
  }
}
