package io.github.cookieward.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/**
 * Whether a request was made by a page of this very origin, as the browser tells. Pages elsewhere
 * cannot choose what it says in these fields.
 *
 * @see <a href="https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header">Fetch Metadata,
 *     Sec-Fetch-Site</a>
 */
final class SameOrigin {
  /** What the fields tell. */
  enum Verdict {
    /** A page of ours asks. */
    SAME,
    /** Somebody else asks, or the fields contradict each other. */
    OTHER,
    /** The browser does not say: the form's token has to. */
    UNKNOWN
  }

  private SameOrigin() {}

  static Verdict of(HttpServletRequest request) {
    return judge(
        Collections.list(request.getHeaders("Sec-Fetch-Site")),
        Collections.list(request.getHeaders("Origin")),
        OwnOrigin.of(request));
  }

  /**
   * Judges by the lines of both fields. Where {@code Sec-Fetch-Site} stands, it decides: a page
   * with {@code Referrer-Policy: no-referrer} sends {@code Origin: null} to its own server, and a
   * proxy may have changed the host.
   */
  static Verdict judge(List<String> secFetchSite, List<String> origin, OwnOrigin own) {
    if (secFetchSite.size() > 1 || origin.size() > 1) {
      return Verdict.OTHER;
    }
    if (!secFetchSite.isEmpty()) {
      return secFetchSite.get(0).equals("same-origin") ? Verdict.SAME : Verdict.OTHER;
    }
    if (!origin.isEmpty()) {
      return Origin.parse(origin.get(0)).filter(own::is).isPresent() ? Verdict.SAME : Verdict.OTHER;
    }
    return Verdict.UNKNOWN;
  }
}
