package io.github.cookieward.filter;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Place;
import io.github.cookieward.http.WebUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The redirects of what a page fetches, such as an image: they lead no visitor anywhere, so one to
 * what is not granted is withheld like the address itself.
 */
final class PartRedirects {
  private PartRedirects() {}

  /**
   * Whether a redirect may leave.
   *
   * @param location as it is in the field
   */
  static boolean passes(
      String location, HttpServletRequest request, Enforcement enforcement, Place place) {
    Optional<Destination> fetchedFor = destination(request.getHeader("Sec-Fetch-Dest"));
    return fetchedFor.isEmpty()
        || WebUrl.parse(location, place.page())
            .filter(url -> !enforcement.address(url, fetchedFor.get(), place).allows())
            .isEmpty();
  }

  /** Whether it is the visitor's whole page that is asked for, or may be: nobody says otherwise. */
  static boolean isWholePage(HttpServletRequest request) {
    return destination(request.getHeader("Sec-Fetch-Dest")).isEmpty();
  }

  /** What a page fetches something for; empty where it is no part of a page, or nobody says. */
  private static Optional<Destination> destination(@Nullable String said) {
    if (said == null) {
      return Optional.empty();
    }
    return switch (said) {
      case "document", "" -> Optional.empty();
      case "image" -> Optional.of(Destination.IMAGE);
      case "script", "worker", "sharedworker", "serviceworker" -> Optional.of(Destination.SCRIPT);
      case "style" -> Optional.of(Destination.STYLE);
      case "font" -> Optional.of(Destination.FONT);
      case "audio", "video", "track" -> Optional.of(Destination.MEDIA);
      case "iframe", "frame", "fencedframe" -> Optional.of(Destination.FRAME);
      case "object", "embed" -> Optional.of(Destination.OBJECT);
      case "empty" -> Optional.of(Destination.CONNECT);
      default -> Optional.of(Destination.OTHER);
    };
  }
}
