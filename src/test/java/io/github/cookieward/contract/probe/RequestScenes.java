package io.github.cookieward.contract.probe;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Pages that say what they see of the request. */
public final class RequestScenes extends Scenes {
  private static final Map<String, Scene> SCENES =
      Map.ofEntries(
          entry("cookies", (request, response) -> say(response, cookies(request))),
          entry(
              "cookie-fields",
              (request, response) -> {
                StringJoiner lines = new StringJoiner("\n");
                lines.add("one: " + request.getHeader("Cookie"));
                lines.add("lower: " + request.getHeader("cookie"));
                lines.add("upper: " + request.getHeader("COOKIE"));
                lines.add("all: " + Collections.list(request.getHeaders("cOOKIE")));
                lines.add("named: " + Collections.list(request.getHeaderNames()));
                lines.add("int: " + outcome(() -> request.getIntHeader("Cookie")));
                lines.add("date: " + outcome(() -> request.getDateHeader("Cookie")));
                say(response, lines);
              }),
          entry(
              "fields",
              (request, response) ->
                  say(
                      response,
                      Collections.list(request.getHeaderNames()).stream()
                          .map(name -> name + "=" + Collections.list(request.getHeaders(name)))
                          .collect(joining("\n")))),
          entry(
              "async-cookies",
              (request, response) -> {
                HttpServletRequest later = (HttpServletRequest) request.startAsync().getRequest();
                say(response, cookies(later) + later.getHeader("Cookie"));
                later.getAsyncContext().complete();
              }),
          entry(
              "forwarded-cookies",
              (request, response) ->
                  request.getRequestDispatcher("/request/cookies").forward(request, response)),
          entry(
              "named-cookies",
              (request, response) ->
                  request.getRequestDispatcher("/jsp/request.jsp").forward(request, response)),
          entry(
              "attributes",
              (request, response) ->
                  say(response, new TreeSet<>(Collections.list(request.getAttributeNames())))),
          entry(
              "attribute-round",
              (request, response) -> {
                request.setAttribute("mine", "1");
                request.setAttribute("mine", "2");
                Object mine = request.getAttribute("mine");
                request.removeAttribute("mine");
                say(response, mine + " then " + request.getAttribute("mine"));
              }),
          entry("heard", (request, response) -> say(response, String.join("\n", Heard.all()))),
          entry(
              "dispatchers",
              (request, response) -> {
                if (request.getDispatcherType() == DispatcherType.ASYNC) {
                  response.getWriter().print("async:");
                  request.getRequestDispatcher("/request/dispatcher").include(request, response);
                } else {
                  response.setContentType("text/plain");
                  response.getWriter().print(request.getDispatcherType() + ";");
                  request.getRequestDispatcher("/request/dispatcher").include(request, response);
                  request.startAsync().dispatch("/request/dispatchers");
                }
              }),
          entry(
              "dispatcher",
              (request, response) -> response.getWriter().print(request.getDispatcherType() + ";")),
          entry(
              "forward-dispatcher",
              (request, response) ->
                  request.getRequestDispatcher("/request/dispatcher").forward(request, response)),
          entry(
              "paths",
              (request, response) -> {
                StringJoiner lines = new StringJoiner("\n");
                lines.add(request.getServletPath());
                lines.add(request.getPathInfo());
                lines.add(request.getQueryString());
                lines.add(request.getHttpServletMapping().getPattern());
                lines.add(request.isAsyncSupported() + " " + request.isAsyncStarted());
                lines.add(request.getProtocol() + " " + request.getCharacterEncoding());
                say(response, lines);
              }),
          entry(
              "sniff",
              (request, response) ->
                  // The request's own stream after its parameters were asked for.
                  say(
                      response,
                      request.getParameter("p") + "," + request.getInputStream().read())));

  @Override
  Map<String, Scene> scenes() {
    return SCENES;
  }

  private static List<String> cookies(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? List.of("none")
        : Arrays.stream(cookies).map(c -> c.getName() + "=" + c.getValue()).toList();
  }

  private static String outcome(Supplier<?> call) {
    try {
      return String.valueOf(call.get());
    } catch (IllegalArgumentException e) {
      return "refused";
    }
  }
}
