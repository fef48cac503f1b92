package io.github.cookieward.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;

/**
 * The request field by which a client that is no browser, and keeps no cookies, tells the consent
 * that it was given as a token. A browser cannot use it: what it sends besides gives it away.
 */
public final class ConsentField {
  /** The field's name. */
  public static final String NAME = "Cookieward-Consent";

  private static final List<String> OF_BROWSERS =
      List.of("Cookie", "Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest");

  private ConsentField() {}

  /** The token that a request carries; empty where it is a browser's, or says none or several. */
  public static Optional<String> of(HttpServletRequest request) {
    Enumeration<String> lines = request.getHeaders(NAME);
    if (lines == null || !lines.hasMoreElements()) {
      return Optional.empty();
    }
    List<String> said = Collections.list(lines);
    return said.size() == 1 && isOpenTo(request) ? Optional.of(said.get(0)) : Optional.empty();
  }

  /** Whether a request comes from no browser, as far as it tells. */
  static boolean isOpenTo(HttpServletRequest request) {
    return OF_BROWSERS.stream().noneMatch(name -> request.getHeader(name) != null);
  }
}
