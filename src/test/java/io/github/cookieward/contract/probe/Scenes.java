package io.github.cookieward.contract.probe;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** A servlet of many short scenes; the path within it names the one to play. */
abstract class Scenes extends HttpServlet {
  /** What one page of a site does. */
  @FunctionalInterface
  interface Scene {
    void play(HttpServletRequest request, HttpServletResponse response) throws Exception;
  }

  /** The scenes by their names. */
  abstract Map<String, Scene> scenes();

  @Override
  protected final void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String path = path(request);
    Scene scene = scenes().get(path.replace("/", ""));
    if (scene == null) {
      throw new ServletException("no scene " + path);
    }
    try {
      scene.play(request, response);
    } catch (ServletException | IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new ServletException(e);
    }
  }

  private static String path(HttpServletRequest request) {
    return request.getDispatcherType() == DispatcherType.INCLUDE
        ? (String) request.getAttribute(RequestDispatcher.INCLUDE_PATH_INFO)
        : request.getPathInfo();
  }

  /** Answers with a line of plain text. */
  static void say(HttpServletResponse response, Object text) throws IOException {
    response.setContentType("text/plain;charset=UTF-8");
    response.getWriter().println(text);
  }
}
