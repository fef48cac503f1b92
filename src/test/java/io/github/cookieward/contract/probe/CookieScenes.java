package io.github.cookieward.contract.probe;

import static java.util.Map.entry;

import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.PushBuilder;
import java.util.Map;

/** Pages that set cookies, each in a way of its own. */
public final class CookieScenes extends Scenes {
  private static final Map<String, Scene> SCENES =
      Map.ofEntries(
          entry(
              "header",
              (request, response) -> {
                Door.open(request, response);
                say(response, "header");
              }),
          entry(
              "cookie",
              (request, response) -> {
                Door.addCookie(request, response);
                say(response, "cookie");
              }),
          entry(
              "plain",
              (request, response) -> {
                track(response);
                say(response, "plain");
              }),
          entry(
              "both",
              (request, response) -> {
                track(response);
                response.addCookie(new Cookie("own_essential", "1"));
                say(response, "both");
              }),
          entry(
              "send-error",
              (request, response) -> {
                track(response);
                response.sendError(503, "closed");
              }),
          entry(
              "not-found",
              (request, response) -> {
                track(response);
                response.sendError(404);
              }),
          entry(
              "status",
              (request, response) -> {
                track(response);
                response.setStatus(410);
                say(response, "gone");
              }),
          entry(
              "exception",
              (request, response) -> {
                track(response);
                throw new Deliberate("exception");
              }),
          entry(
              "error-page",
              (request, response) -> {
                response.addHeader("Set-Cookie", "stats_error=1; Path=/");
                say(response, "error page after " + request.getDispatcherType());
              }),
          entry(
              "redirect",
              (request, response) -> {
                track(response);
                response.sendRedirect("plain");
              }),
          entry(
              "redirect-301",
              (request, response) -> {
                track(response);
                response.setStatus(301);
                response.setHeader("Location", "plain");
              }),
          entry(
              "reset",
              (request, response) -> {
                track(response);
                response.reset();
                track(response);
                say(response, "after reset");
              }),
          entry(
              "reset-buffer",
              (request, response) -> {
                track(response);
                response.getWriter().write("never seen");
                response.resetBuffer();
                response.getWriter().write("after resetBuffer");
              }),
          entry(
              "flushed",
              (request, response) -> {
                track(response);
                response.getWriter().write("early;");
                response.flushBuffer();
                response.addHeader("Set-Cookie", "stats_late=1");
                response.getWriter().write("late");
              }),
          entry(
              "include",
              (request, response) -> {
                response.setContentType("text/plain;charset=UTF-8");
                response.getWriter().print("before;");
                request.getRequestDispatcher("/cookies/plain").include(request, response);
                response.getWriter().print("after");
              }),
          entry(
              "forward",
              (request, response) ->
                  request.getRequestDispatcher("/cookies/plain").forward(request, response)),
          entry(
              "named",
              (request, response) ->
                  request
                      .getServletContext()
                      .getNamedDispatcher("named")
                      .forward(request, response)),
          entry(
              "named-include",
              (request, response) -> {
                track(response);
                request.getServletContext().getNamedDispatcher("named").include(request, response);
              }),
          entry(
              "trailers",
              (request, response) -> {
                response.setHeader("Trailer", "Set-Cookie, X-Sum");
                response.setTrailerFields(
                    () -> Map.of("Set-Cookie", "stats_id=1; Path=/", "X-Sum", "1"));
                say(response, "trailers");
                response.flushBuffer();
              }),
          entry(
              "early-hints",
              (request, response) -> {
                track(response);
                response.sendError(103);
                say(response, "after early hints");
              }),
          entry(
              "unwrapped",
              (request, response) -> {
                ((HttpServletResponse) innermost(response))
                    .addHeader("Set-Cookie", "stats_id=1; Path=/");
                say(response, "unwrapped");
              }),
          entry("push", (request, response) -> say(response, push(request))));

  @Override
  Map<String, Scene> scenes() {
    return SCENES;
  }

  /** Sets a cookie by the method made for it, and one by a header. */
  static void track(HttpServletResponse response) {
    Cookie cookie = new Cookie("_ga", "GA1.1.1");
    cookie.setPath("/");
    cookie.setMaxAge(3600);
    response.addCookie(cookie);
    response.addHeader("Set-Cookie", "stats_id=1; Path=/");
  }

  private static ServletResponse innermost(ServletResponse response) {
    ServletResponse inner = response;
    while (inner instanceof ServletResponseWrapper wrapper) {
      inner = wrapper.getResponse();
    }
    return inner;
  }

  private static String push(HttpServletRequest request) {
    PushBuilder builder = request.newPushBuilder();
    return builder == null ? "no push" : "push with Cookie " + builder.getHeader("Cookie");
  }
}
