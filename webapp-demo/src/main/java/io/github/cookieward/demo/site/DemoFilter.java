package io.github.cookieward.demo.site;

import io.github.cookieward.page.Languages;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives every page its surroundings (who is signed in, which theme, where the tracker is) and keeps
 * the live panel's log. The first filter after Cookieward's.
 */
public final class DemoFilter extends HttpFilter {
  /** The one cookie of the demo itself: which log is this browser's. Declared as essential. */
  private static final String VISITOR = "nimbus_demo";

  private static final long serialVersionUID = 1L;
  private final transient Visitors visitors = new Visitors();

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Panel panel =
        request.getAttribute("panel") instanceof Panel before
            ? before.within(request) // an error or async dispatch
            : begin(request, response);
    request.setAttribute("panel", panel);
    try {
      chain.doFilter(request, new RecordingResponse(response, panel.attempts()));
    } finally {
      panel.update();
    }
  }

  private Panel begin(HttpServletRequest request, HttpServletResponse response) {
    Optional<String> known =
        SiteCookie.sent(request, VISITOR).filter(v -> v.matches("[0-9a-f]{12}"));
    String visitor =
        known.orElseGet(() -> UUID.randomUUID().toString().replace("-", "").substring(0, 12));
    Panel panel = new Panel(request, visitors.log(visitor), visitor);
    if (known.isEmpty()) {
      new RecordingResponse(response, panel.attempts())
          .addCookie(
              SiteCookie.of(request, VISITOR, visitor, Duration.ofDays(1)).hidden().asCookie());
    }
    request.setAttribute("visitor", visitor);
    describe(request);
    guard(response);
    return panel;
  }

  private void describe(HttpServletRequest request) {
    ServletContext context = getServletContext();
    HttpSession session = request.getSession(false);
    String twin = context.getInitParameter("nimbus.twin");
    request.setAttribute("root", request.getContextPath());
    request.setAttribute("paired", twin != null);
    request.setAttribute("twin", twin == null || twin.equals("/") ? "" : twin);
    request.setAttribute("tracker", tracker());
    request.setAttribute(
        "enforced", !"false".equals(context.getInitParameter("cookieward.enabled")));
    request.setAttribute("theme", chosen(PreferenceServlet.THEME, "auto", request, session));
    String language =
        asked(request)
            .orElseGet(() -> (String) chosen(PreferenceServlet.LANGUAGE, "", request, session));
    if (!language.isEmpty()) {
      // where JSTL, and with it Cookieward, looks for a page's language
      request.setAttribute(
          "jakarta.servlet.jsp.jstl.fmt.locale.request", Locale.forLanguageTag(language));
    }
    request.setAttribute("language", language.isEmpty() ? "en" : language);
    if (session != null) {
      request.setAttribute(SignInServlet.ACCOUNT, session.getAttribute(SignInServlet.ACCOUNT));
    }
  }

  /** The language that the page's address names, as that of the language chooser does. */
  private static Optional<String> asked(HttpServletRequest request) {
    return request.getMethod().equals("GET")
        ? Optional.ofNullable(request.getParameter("lang"))
            .filter(Languages.ownNames()::containsKey)
        : Optional.empty();
  }

  private static Object chosen(
      String name, String otherwise, HttpServletRequest request, HttpSession session) {
    Object thisVisit = session == null ? null : session.getAttribute(name);
    return thisVisit != null
        ? thisVisit
        : SiteCookie.sent(request, name).filter(v -> v.matches("[A-Za-z-]{2,8}")).orElse(otherwise);
  }

  /** The site's own policy allows its trackers, as policies do; consent is Cookieward's matter. */
  private void guard(HttpServletResponse response) {
    String tracker = tracker();
    response.setHeader(
        "Content-Security-Policy",
        "default-src 'self'; script-src 'self' %1$s; img-src 'self' %1$s; connect-src 'self' %1$s;"
                .formatted(tracker)
            + " frame-src 'self' %s; object-src 'none'; base-uri 'self'; form-action 'self';"
                .formatted(tracker)
            + " frame-ancestors 'self'");
    response.setHeader("Referrer-Policy", "no-referrer-when-downgrade"); // trackers see paths
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  private String tracker() {
    String origin = getServletContext().getInitParameter("nimbus.tracker");
    return origin == null ? "http://localhost:8081" : origin;
  }
}
