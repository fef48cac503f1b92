package io.github.cookieward.leaks;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of the cases, at {@code /case/<run>/<page>}. */
final class PageServlet extends HttpServlet {
  /** A page that fetches nothing. */
  static final String NEUTRAL = "/case/neutral";

  private static final long serialVersionUID = 1L;

  private final transient Map<String, CasePage> pages;
  private final transient Sightings sightings;

  PageServlet(List<CasePage> pages, Sightings sightings) {
    this.pages =
        Stream.concat(
                pages.stream(),
                pages.stream().flatMap(page -> page.cases().stream()).map(CasePage::alone))
            .collect(Collectors.toMap(CasePage::path, Function.identity(), (one, same) -> one));
    this.sightings = sightings;
  }

  /** How the container itself serves a case's page: {@code static} or {@code jsp}; else empty. */
  static Optional<String> servedAs(LeakCase one) {
    return one.answer().stream()
        .filter(line -> line.startsWith("served "))
        .map(line -> line.substring("served ".length()))
        .findFirst();
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    String asked = failed == null ? request.getRequestURI() : failed.toString();
    String[] parts = asked.split("/", 4); // "", "case", run, page
    if (asked.equals(NEUTRAL)) {
      response.setContentType("text/html;charset=UTF-8");
      response
          .getWriter()
          .write("<!doctype html>\n<title>Nothing here</title>\n<p>Nothing here.\n");
      return;
    }
    CasePage page = parts.length < 4 ? null : pages.get(parts[3]);
    if (page == null) {
      response.setStatus(404);
      response.setContentType("text/plain");
      response.getWriter().write("no such page");
      return;
    }
    String run = parts[2];
    Optional<String> served = servedAs(page.cases().get(0));
    if (served.isPresent() && failed == null) {
      String target =
          served.get().equals("jsp")
              ? "/jsp/" + page.path() + ".jsp?run=" + run
              : "/static/" + run + "/" + page.path() + ".html";
      response.sendRedirect(target);
      return;
    }
    new CaseAnswer(page, run, sightings, request, response)
        .continueFrom(
            (Integer) Objects.requireNonNullElse(request.getAttribute(CaseAnswer.NEXT), 0));
  }
}
