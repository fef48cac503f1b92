package io.github.cookieward.contract.probe;

import static java.util.Map.entry;

import jakarta.servlet.http.HttpSession;
import java.util.Map;

/** Pages that have to do with a session. */
public final class SessionScenes extends Scenes {
  private static final Map<String, Scene> SCENES =
      Map.ofEntries(
          entry(
              "create",
              (request, response) -> {
                HttpSession session = request.getSession();
                session.setAttribute("basket", "full");
                CookieScenes.track(response);
                say(response, "created");
              }),
          entry(
              "create-beside-own",
              (request, response) -> {
                request.getSession();
                response.addHeader("Set-Cookie", "own_essential=1; Path=/");
                say(response, "created");
              }),
          entry(
              "create-then-redirect",
              (request, response) -> {
                request.getSession();
                response.sendRedirect("basket");
              }),
          entry(
              "create-then-error",
              (request, response) -> {
                request.getSession();
                response.sendError(503);
              }),
          entry(
              "create-then-flush",
              (request, response) -> {
                request.getSession();
                response.setContentType("text/plain");
                response.getWriter().print("early;");
                response.getWriter().flush();
                response.getWriter().print("late");
              }),
          entry(
              "create-then-much",
              (request, response) -> {
                request.getSession();
                response.setContentType("text/plain");
                for (int i = 0; i < 10_000; i++) {
                  response.getOutputStream().print("some ten b");
                }
              }),
          entry(
              "create-late",
              (request, response) -> {
                response.setContentType("text/plain");
                response.getWriter().print("body first;");
                request.getSession();
                response.getWriter().print("then the session");
              }),
          entry(
              "create-later",
              (request, response) -> {
                request.startAsync();
                request.getSession();
                say(response, "created");
                request.getAsyncContext().complete();
              }),
          entry(
              "basket",
              (request, response) -> {
                HttpSession session = request.getSession(false);
                say(response, session == null ? "no session" : session.getAttribute("basket"));
              }),
          entry(
              "change-id",
              (request, response) -> {
                request.changeSessionId();
                say(response, "changed");
              }),
          entry(
              "login",
              (request, response) -> {
                request.login("ann", "secret");
                request.getSession();
                say(response, "hello " + request.getUserPrincipal().getName());
              }),
          entry(
              "encode",
              (request, response) -> {
                String id = request.getSession().getId();
                say(response, response.encodeURL("/next").replace(id, "ID"));
              }));

  @Override
  Map<String, Scene> scenes() {
    return SCENES;
  }
}
