package io.github.cookieward.contract.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** Pages that say what they see of the address they were asked by, and of their parameters. */
public final class AddressScenes extends Scenes {
  private static final String SEEN = "/address/seen";

  private static final Map<String, Scene> SCENES =
      Map.ofEntries(
          entry("seen", (request, response) -> say(response, seen(request))),
          entry("forward", (request, response) -> forward(request, response, SEEN)),
          entry("forward-more", (request, response) -> forward(request, response, SEEN + "?c=3")),
          entry(
              "forward-own",
              (request, response) -> forward(request, response, SEEN + "?utm_source=own")),
          entry(
              "forward-twice",
              (request, response) -> forward(request, response, "/address/forward-own?c=3")),
          entry("include", (request, response) -> include(request, response, SEEN)),
          entry("include-more", (request, response) -> include(request, response, SEEN + "?c=3")),
          entry("async", (request, response) -> dispatch(request, response, SEEN)),
          entry("async-more", (request, response) -> dispatch(request, response, SEEN + "?c=3")),
          entry(
              "async-again",
              (request, response) -> {
                if (request.getDispatcherType() == DispatcherType.REQUEST) {
                  request.startAsync().dispatch();
                } else {
                  say(response, seen(request));
                }
              }),
          entry("collect", (request, response) -> say(response, "heard")),
          entry("collecta", (request, response) -> say(response, "heard")),
          entry("error", (request, response) -> response.sendError(418)),
          entry(
              "parts",
              (request, response) -> {
                StringJoiner parts = new StringJoiner(" ");
                for (var part : request.getParts()) {
                  parts.add(
                      part.getName()
                          + "="
                          + new String(part.getInputStream().readAllBytes(), UTF_8));
                }
                say(response, parts + "\n" + seen(request));
              }),
          entry(
              "body-first",
              (request, response) -> {
                String body = new String(request.getInputStream().readAllBytes(), UTF_8);
                say(response, body + "\n" + seen(request));
              }));

  @Override
  Map<String, Scene> scenes() {
    return SCENES;
  }

  private static void forward(HttpServletRequest request, HttpServletResponse response, String to)
      throws Exception {
    request.getRequestDispatcher(to).forward(request, response);
  }

  private static void include(HttpServletRequest request, HttpServletResponse response, String what)
      throws Exception {
    request.getRequestDispatcher(what).include(request, response);
  }

  private static void dispatch(
      HttpServletRequest request, HttpServletResponse response, String to) {
    request.startAsync(request, response).dispatch(to);
  }

  private static String seen(HttpServletRequest request) {
    Map<String, String> map = new TreeMap<>();
    request.getParameterMap().forEach((name, values) -> map.put(name, Arrays.toString(values)));
    StringJoiner lines = new StringJoiner("\n");
    lines.add("map " + map);
    lines.add("names " + Collections.list(request.getParameterNames()).stream().sorted().toList());
    lines.add("one " + request.getParameter("utm_source") + " " + request.getParameter("a"));
    lines.add(
        "all "
            + Arrays.toString(request.getParameterValues("utm_source"))
            + Arrays.toString(request.getParameterValues("a")));
    lines.add("query " + request.getQueryString());
    lines.add("uri " + request.getRequestURI());
    lines.add("url " + request.getRequestURL());
    lines.add("referrer " + request.getHeader("Referer"));
    for (String kind : new String[] {"forward", "include", "async", "error"}) {
      for (String what : new String[] {"query_string", "request_uri"}) {
        String name = "jakarta.servlet." + kind + "." + what;
        lines.add(name + " " + request.getAttribute(name));
      }
    }
    return lines.toString().replace(request.getContextPath() + "/", "/");
  }
}
