package io.github.cookieward.demo.site;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The live panel, as the pages see it: {@code ${panel.withheld}} and so on. */
public final class Panel {
  private final HttpServletRequest request;
  private final VisitorLog log;
  private final String visitor;
  private final String page;
  private final Attempts attempts = new Attempts();

  Panel(HttpServletRequest request, VisitorLog log, String visitor) {
    this(request, log, visitor, path(request));
  }

  private Panel(HttpServletRequest request, VisitorLog log, String visitor, String page) {
    this.request = request;
    this.log = log;
    this.visitor = visitor;
    this.page = page;
  }

  /** The panel of a dispatch within the same request: it may be wrapped, and enforced, anew. */
  Panel within(HttpServletRequest dispatched) {
    return new Panel(dispatched, log, visitor, page);
  }

  Attempts attempts() {
    return attempts;
  }

  /** Brings the log up to date with this request, as far as it has come. */
  void update() {
    Map<String, String> passed = attempts.ways();
    for (Withheld withheld : Withheld.of(request)) {
      passed.remove(withheld.subject());
      log.add(new Event(withheld.subject(), true, withheld.explanation(), page));
    }
    passed.forEach((cookie, way) -> log.add(new Event(cookie, false, way, page)));
  }

  /** What was withheld from this visitor, and why. */
  public List<Event> getWithheld() {
    update();
    return log.events(true);
  }

  /** The cookies that left the server for this visitor. */
  public List<Event> getPassed() {
    update();
    return log.events(false);
  }

  /** What the tracker learnt of this visitor on this deployment's pages. */
  public List<Map<String, String>> getReceived() {
    if (!(request.getServletContext().getAttribute("nimbus.received")
        instanceof Function<?, ?> tracker)) {
      return List.of();
    }
    @SuppressWarnings("unchecked") // as DemoServer puts it there
    Function<String, List<Map<String, String>>> receipts =
        (Function<String, List<Map<String, String>>>) tracker;
    return receipts.apply(visitor + "@" + request.getContextPath());
  }

  /** Whether there is a tracker to ask. */
  public boolean isTracked() {
    return request.getServletContext().getAttribute("nimbus.received") != null;
  }

  /** The path of the page within the deployment, as the visitor asked for it. */
  public String getPage() {
    return page;
  }

  private static String path(HttpServletRequest request) {
    return request.getRequestURI().substring(request.getContextPath().length());
  }
}
