package io.github.cookieward.catalogue;

import io.github.cookieward.http.CanonicalPath;
import io.github.cookieward.http.WebUrl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds whose an address is: the longest host that covers it, with subdomains, and there the
 * longest path. Paths are compared in canonical form, so that an escape hides none. A miss
 * allocates nothing, unless the path has something to undo. Immutable; safe to share.
 */
final class UrlIndex {
  private static final Comparator<Place> LONGEST_FIRST =
      Comparator.<Place>comparingInt(place -> place.port() < 0 ? 1 : 0)
          .thenComparingInt(place -> -place.path().length());

  private final HostTable<Place[]> hosts = new HostTable<>();
  private final Place[] own;
  private final Place[] endpoints;

  /**
   * A port and a path's beginning below a host.
   *
   * @param port -1 for any
   * @param path canonical; empty for any
   * @param open whether the path may go on within its last segment
   */
  private record Place(int port, String path, boolean open, Optional<Classification> found) {
    static Place of(int port, String path, Optional<Classification> found) {
      boolean open = path.endsWith("*");
      String text = open ? path.substring(0, path.length() - 1) : path;
      String canonical = CanonicalPath.of(text);
      return new Place(port, canonical.equals("/") ? "" : canonical, open, found);
    }

    boolean covers(String canonical) {
      return canonical.startsWith(path)
          && (open
              || path.isEmpty()
              || path.endsWith("/")
              || canonical.length() == path.length()
              || canonical.charAt(path.length()) == '/');
    }

    /**
     * An endpoint is that one path, whether or not a slash ends it. All that lies below a path is
     * that path as well, as in mappings of servlets.
     */
    boolean is(String canonical) {
      if (open && path.endsWith("/") && canonical.length() == path.length() - 1) {
        return path.startsWith(canonical);
      }
      return canonical.startsWith(path)
          && (open
              || canonical.length() == path.length()
              || (canonical.length() == path.length() + 1 && canonical.endsWith("/")));
    }
  }

  UrlIndex(Collection<Service> services) {
    Map<String, List<Place>> byHost = new HashMap<>();
    List<Place> paths = new ArrayList<>();
    List<Place> collecting = new ArrayList<>();
    for (Service service : services) {
      Optional<Classification> found = Optional.of(Classification.of(service));
      for (String address : service.addresses()) {
        if (address.startsWith("/")) {
          paths.add(Place.of(-1, address, found));
        } else {
          add(byHost, address, found);
        }
      }
      service.endpoints().forEach(path -> collecting.add(Place.of(-1, path, found)));
    }
    byHost.forEach((host, places) -> hosts.put(host, sorted(places)));
    own = sorted(paths);
    endpoints = sorted(collecting);
  }

  private static void add(
      Map<String, List<Place>> byHost, String address, Optional<Classification> found) {
    int slash = address.indexOf('/');
    String authority = slash < 0 ? address : address.substring(0, slash);
    String path = slash < 0 ? "" : address.substring(slash);
    int colon = authority.lastIndexOf(':');
    boolean hasPort =
        colon > authority.lastIndexOf(']') && authority.substring(colon + 1).matches("[0-9]{1,5}");
    int port = hasPort ? Integer.parseInt(authority.substring(colon + 1)) : -1;
    String host = FilterRuleReader.asciiHost(hasPort ? authority.substring(0, colon) : authority);
    byHost.computeIfAbsent(host, h -> new ArrayList<>(1)).add(Place.of(port, path, found));
  }

  private static Place[] sorted(List<Place> places) {
    return places.stream().sorted(LONGEST_FIRST).toArray(Place[]::new);
  }

  Optional<Classification> address(WebUrl url) {
    String host = url.host();
    int end = HostTable.endOf(host);
    int hash = HostTable.START;
    String path = null;
    Place best = null;
    for (int i = end - 1; i >= 0; i--) {
      hash = HostTable.step(hash, host.charAt(i));
      Place[] places = i == 0 || host.charAt(i - 1) == '.' ? hosts.get(host, i, end, hash) : null;
      if (places != null) {
        path = path == null ? CanonicalPath.of(url.path()) : path;
        Place found = first(places, url.port(), path);
        best = found == null ? best : found; // a longer host, as the walk goes on
      }
    }
    return best == null ? Optional.empty() : best.found();
  }

  private static @Nullable Place first(Place[] places, int port, String path) {
    for (Place place : places) {
      if ((place.port() < 0 || place.port() == port) && place.covers(path)) {
        return place;
      }
    }
    return null;
  }

  Optional<Classification> ownAddress(String canonicalPath) {
    Place found = first(own, -1, canonicalPath);
    return found == null ? Optional.empty() : found.found();
  }

  Optional<Classification> endpoint(String canonicalPath) {
    for (Place place : endpoints) {
      if (place.is(canonicalPath)) {
        return place.found();
      }
    }
    return Optional.empty();
  }
}
