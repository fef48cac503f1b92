package io.github.cookieward.demo.site;

import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.filter.ConsentFilter;
import jakarta.servlet.ServletRequest;
import java.util.List;

/**
 * What Cookieward withheld from one request, and why: the demo's one place that asks the library.
 *
 * @param subject the cookie's name, or the address
 */
record Withheld(String subject, String explanation) {
  /** Empty where the filter is off. */
  static List<Withheld> of(ServletRequest request) {
    return ConsentFilter.enforcement(request).stream()
        .flatMap(enforcement -> enforcement.withheld().stream())
        .map(decision -> new Withheld(decision.subject(), reason(decision)))
        .toList();
  }

  /** Without the word that heads the list already, and the remedy, which the log has in full. */
  private static String reason(Decision decision) {
    return decision
        .explanation()
        .replaceFirst("^withheld: ", "")
        .replaceFirst("; to allow it .*", "; the server's log says how to allow it");
  }
}
