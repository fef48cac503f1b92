package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.http.WebUrl;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The addresses that the pages of a site have again and again, as they are written there. Bounded;
 * safe to share.
 */
final class KnownAddresses {
  static final int MAX_ORIGINS = 4;
  private static final int LONGEST = 512;
  private static final long MOST = 1_000_000;

  private final Map<Origin, OfOrigin> origins = new ConcurrentHashMap<>();

  /** What an address means depends on it, beside the address. */
  private record Origin(String scheme, String host, int port, String contextPath) {}

  /** The addresses in the pages of one origin. */
  static final class OfOrigin {
    private final int listed;
    private final RepeatedTexts<Map<Destination, Optional<KnownAddress>>> addresses =
        new RepeatedTexts<>(LONGEST, MOST);

    private OfOrigin(int listed) {
      this.listed = listed;
    }

    /**
     * What an address is.
     *
     * @param text one that {@link #isOfOrigin}
     * @param finding finds it out; empty where it is no address
     */
    Optional<KnownAddress> get(
        String text,
        Destination destination,
        Function<? super String, Optional<KnownAddress>> finding) {
      Map<Destination, Optional<KnownAddress>> known =
          addresses.get(text, unknown -> new ConcurrentHashMap<>(2));
      Optional<KnownAddress> before = known.get(destination);
      if (before != null) {
        return before;
      }
      Optional<KnownAddress> found = finding.apply(text);
      known.put(destination, found);
      return found;
    }
  }

  /**
   * The addresses in the pages of a place's origin.
   *
   * @param listed changes with the filter lists
   */
  OfOrigin of(Place place, int listed) {
    WebUrl page = place.page();
    Origin origin = new Origin(page.scheme(), page.host(), page.port(), place.contextPath());
    OfOrigin known = origins.get(origin);
    if (known == null || known.listed != listed) {
      if (origins.size() >= MAX_ORIGINS) {
        origins.clear(); // anybody can send any host
      }
      known = new OfOrigin(listed);
      origins.put(origin, known);
    }
    return known;
  }

  /** Whether an address is the same in all pages of an origin, whatever their paths. */
  static boolean isOfOrigin(String address) {
    return address.startsWith("https://")
        || address.startsWith("/")
        || address.startsWith("http://");
  }
}
