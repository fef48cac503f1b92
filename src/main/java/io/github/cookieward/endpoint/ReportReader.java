package io.github.cookieward.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what browsers report about a Content-Security-Policy, in either of the formats that they
 * have had. What is no report of that kind is left out.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/#reporting">CSP 3, 5</a>
 */
final class ReportReader {
  private static final String ONE = "application/csp-report";
  private static final String MANY = "application/reports+json";

  /** More than a browser sends at once. */
  private static final int MAX_REPORTS = 100;

  private ReportReader() {}

  /** What a page was kept from fetching, or would be. */
  record Violation(String blocked, String directive, String page) {}

  /** Whether the body says that it is a report. */
  static boolean isReport(HttpServletRequest request) {
    String type = BodyReader.mediaType(request);
    return type.equals(ONE) || type.equals(MANY);
  }

  /** The violations in a body; empty where the body is no JSON of either format. */
  static Optional<List<Violation>> read(String mediaType, String body) {
    boolean many = mediaType.equals(MANY);
    return JsonReader.object(many ? "{\"reports\":" + body + "}" : body)
        .map(object -> many ? several(object.get("reports")) : single(object.get("csp-report")));
  }

  private static List<Violation> single(@Nullable Object report) {
    return report instanceof Map<?, ?> body
        ? List.of(
            new Violation(
                text(body, "blocked-uri"),
                directive(text(body, "effective-directive"), text(body, "violated-directive")),
                text(body, "document-uri")))
        : List.of();
  }

  private static List<Violation> several(@Nullable Object reports) {
    List<Violation> violations = new ArrayList<>();
    if (reports instanceof List<?> list) {
      for (Object one : list.subList(0, Math.min(list.size(), MAX_REPORTS))) {
        if (one instanceof Map<?, ?> report
            && "csp-violation".equals(report.get("type"))
            && report.get("body") instanceof Map<?, ?> body) {
          violations.add(
              new Violation(
                  text(body, "blockedURL"),
                  directive(text(body, "effectiveDirective"), ""),
                  text(body, "documentURL")));
        }
      }
    }
    return violations;
  }

  private static String text(Map<?, ?> object, String name) {
    return object.get(name) instanceof String text ? text : "";
  }

  private static String directive(String effective, String violated) {
    return effective.isEmpty() ? violated.split(" ", 2)[0] : effective;
  }
}
