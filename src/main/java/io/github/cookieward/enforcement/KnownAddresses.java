package io.github.cookieward.enforcement;

import io.github.cookieward.html.RepeatedStretches;
import io.github.cookieward.html.RepeatedTexts;
import io.github.cookieward.http.WebUrl;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of the addresses in the tags and style sheets that the pages of a site have again
 * and again. Bounded; safe to share.
 */
final class KnownAddresses {
  static final int MAX_ORIGINS = 4;
  private static final int LONGEST_TAG = 4_096;
  private static final int LONGEST_STYLE = 65_536;
  private static final int MOST = 1_000_000;

  private final Map<Origin, OfOrigin> origins = new ConcurrentHashMap<>();

  /** What an address means depends on it, beside the address. */
  private record Origin(String scheme, String host, int port, String contextPath) {}

  /** What the tags and style sheets in the pages of one origin fetch. */
  static final class OfOrigin {
    private final int listed;
    private final RepeatedTexts<Fetches> tags = new RepeatedTexts<>(LONGEST_TAG, MOST);
    private final RepeatedTexts<Fetches> styles = new RepeatedTexts<>(LONGEST_STYLE, 2 * MOST);
    private final RepeatedStretches<Asked> stretches = new RepeatedStretches<>(4 * MOST);

    private OfOrigin(int listed) {
      this.listed = listed;
    }

    RepeatedTexts<Fetches> tags() {
      return tags;
    }

    RepeatedTexts<Fetches> styles() {
      return styles;
    }

    RepeatedStretches<Asked> stretches() {
      return stretches;
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
