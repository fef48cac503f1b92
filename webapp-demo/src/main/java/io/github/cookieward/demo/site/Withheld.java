package io.github.cookieward.demo.site;

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
    return List.of(); // until ConsentFilter.enforcement is there
  }
}
