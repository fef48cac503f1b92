package io.github.cookieward.demo.site;

import io.github.cookieward.page.Languages;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * Takes a choice of theme and language: for this visit in the session, and for the next ones in
 * cookies ({@code addCookie}), where the visitor agreed to be remembered.
 */
public final class PreferenceServlet extends HttpServlet {
  static final String THEME = "nimbus_theme";
  static final String LANGUAGE = "nimbus_language";

  private static final long serialVersionUID = 1L;
  private static final Set<String> THEMES = Set.of("auto", "light", "dark");
  private static final Set<String> LANGUAGES = Languages.ownNames().keySet();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    remember(THEME, request.getParameter("theme"), THEMES, request, response);
    remember(LANGUAGE, request.getParameter("language"), LANGUAGES, request, response);
    response.sendRedirect(request.getContextPath() + "/preferences?saved");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.setAttribute("languages", Languages.ownNames());
    request.getRequestDispatcher("/WEB-INF/pages/preferences.jsp").forward(request, response);
  }

  private static void remember(
      String name,
      String value,
      Set<String> known,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (value != null && known.contains(value)) {
      request.getSession().setAttribute(name, value);
      response.addCookie(SiteCookie.of(request, name, value, Duration.ofDays(365)).asCookie());
    }
  }
}
