package io.github.cookieward.filter;

import io.github.cookieward.endpoint.ReturnAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Sends a visitor who opens a page to its address without the parameters that are withheld, so that
 * scripts in the page, its links and its referrers do not see them either.
 */
final class CleanAddress {
  private CleanAddress() {}

  /**
   * Where a request is to be sent.
   *
   * @return a path of this origin; empty where the address is clean, is not a page's, or might be
   *     taken for somebody else's: then hiding has to do
   */
  static Optional<String> of(HttpServletRequest request, VisibleQuery visible) {
    return opensPage(request)
        ? visible.cleanAddress().flatMap(ReturnAddress::path)
        : Optional.empty();
  }

  private static boolean opensPage(HttpServletRequest request) {
    String method = request.getMethod();
    String mode = request.getHeader("Sec-Fetch-Mode");
    return (method.equals("GET") || method.equals("HEAD"))
        && (mode == null || mode.equals("navigate"))
        && request.getHeader("X-Requested-With") == null
        && request.getHeader("Upgrade") == null
        && accepts(request, "text/html");
  }

  /** Whether a type is named among those that the client would take. */
  static boolean accepts(HttpServletRequest request, String type) {
    List<String> lines = Deployment.fields(request, "Accept");
    return lines.stream().anyMatch(line -> line.toLowerCase(Locale.ROOT).contains(type));
  }

  /** Sends it; no cache may keep what holds for one visitor only. */
  static void send(HttpServletResponse response, String address) {
    response.setHeader("Cache-Control", "private, no-store");
    response.addHeader("Vary", "Cookie, Sec-GPC");
    response.setHeader("Location", address);
    response.setStatus(HttpServletResponse.SC_FOUND);
    response.setContentLength(0);
  }
}
