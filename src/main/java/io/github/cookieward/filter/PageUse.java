package io.github.cookieward.filter;

import jakarta.servlet.http.HttpServletRequest;

/** What a browser wants a page for, as far as it says so. */
enum PageUse {
  /** A page of its own. */
  DOCUMENT,
  /** What stands in a frame of another page. */
  FRAME,
  /** Something for a script to work with. */
  FRAGMENT,
  /** It does not say: an older browser, or a connection that is not secure. */
  UNKNOWN;

  static PageUse of(HttpServletRequest request) {
    String destination = request.getHeader("Sec-Fetch-Dest");
    String purpose = request.getHeader("Sec-Purpose");
    if (purpose != null && purpose.contains("prefetch")) {
      return UNKNOWN; // it may become a document
    }
    if (destination == null) {
      return request.getHeader("X-Requested-With") == null ? UNKNOWN : FRAGMENT;
    }
    return switch (destination) {
      case "document" -> DOCUMENT;
      case "iframe", "frame", "object", "embed" -> FRAME;
      default -> FRAGMENT;
    };
  }
}
