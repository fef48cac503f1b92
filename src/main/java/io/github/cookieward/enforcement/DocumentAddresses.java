package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.http.WebUrl;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The addresses of one document: each is resolved, decided about and remembered as it is written.
 * Bounded. For one document and one thread.
 */
final class DocumentAddresses {
  private static final int MAX_REMEMBERED = 256;
  private static final int LONGEST_REMEMBERED = 512;
  private static final int MAX_BASES = 8;

  private final Enforcement enforcement;
  private final Place place;
  private final KnownAddresses.OfOrigin ofOrigin;
  private final Map<Destination, Map<String, Optional<Decision>>> decided = new HashMap<>();
  private int remembered;

  /**
   * The document's own address and each base that it may have: which one counts may depend on
   * whether scripts run, so nothing may be fetched from any.
   */
  private final List<WebUrl> bases = new ArrayList<>();

  DocumentAddresses(Enforcement enforcement, Place place) {
    this.enforcement = enforcement;
    this.place = place;
    this.ofOrigin = enforcement.enforcer().knownAddresses(place);
    bases.add(place.page());
  }

  /** The addresses of a document within this one, which begins with its bases. */
  DocumentAddresses within() {
    DocumentAddresses inner = new DocumentAddresses(enforcement, place);
    inner.bases.clear();
    inner.bases.addAll(bases);
    return inner;
  }

  /** Takes note of a base. */
  void base(String href) {
    WebUrl.parse(href, place.page())
        .filter(WebUrl::isRemote)
        .filter(base -> bases.size() < MAX_BASES && !bases.contains(base))
        .ifPresent(
            base -> {
              bases.add(base);
              decided.clear();
              remembered = 0;
            });
  }

  /** The decision by which an address is withheld; empty where it may be fetched. */
  Optional<Decision> withheld(String address, Destination destination) {
    if (address.regionMatches(true, 0, "data:", 0, 5)) {
      return Optional.empty(); // it stays in the browser, and may be long
    }
    if (address.length() > LONGEST_REMEMBERED) {
      return decide(address, destination);
    }
    Map<String, Optional<Decision>> known =
        decided.computeIfAbsent(destination, d -> new HashMap<>());
    Optional<Decision> before = known.get(address);
    if (before != null) {
      return before;
    }
    Optional<Decision> now = decide(address, destination);
    if (remembered < MAX_REMEMBERED) {
      remembered++;
      known.put(address, now);
    }
    return now;
  }

  private Optional<Decision> decide(String address, Destination destination) {
    for (WebUrl base : bases) {
      Optional<Decision> withheld =
          known(address, base, destination)
              .map(known -> enforcement.address(known, destination, place))
              .filter(decision -> !decision.allows());
      if (withheld.isPresent()) {
        return withheld;
      }
    }
    return Optional.empty();
  }

  private Optional<KnownAddress> known(String address, WebUrl base, Destination destination) {
    return bases.size() == 1 && KnownAddresses.isOfOrigin(address)
        ? ofOrigin.get(address, destination, text -> read(text, base, destination))
        : read(address, base, destination);
  }

  private Optional<KnownAddress> read(String address, WebUrl base, Destination destination) {
    return WebUrl.parse(address, base)
        .map(resolved -> enforcement.known(resolved, destination, place));
  }

  /** Where an address leads, for people to follow; empty where it leads nowhere. */
  String absolute(String address) {
    WebUrl base = bases.size() > 1 ? bases.get(1) : bases.get(0);
    return WebUrl.parse(address, base).filter(WebUrl::isRemote).map(WebUrl::toString).orElse("");
  }

  /**
   * The scheme of an address, lower-cased, as a browser finds it: past blanks and control
   * characters at its beginning, and past line ends and tabs anywhere; empty where it has none.
   */
  static String scheme(String address) {
    StringBuilder scheme = new StringBuilder();
    for (int i = 0; i < address.length() && scheme.length() < 16; i++) {
      char c = address.charAt(i);
      if (c == ':') {
        return scheme.toString();
      }
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (letter || !scheme.isEmpty() && (c >= '0' && c <= '9' || c == '+' || c == '-')) {
        scheme.append((char) (letter ? c | 0x20 : c));
      } else if (c > ' ' || !scheme.isEmpty() && c != '\t' && c != '\n' && c != '\r') {
        return "";
      }
    }
    return "";
  }
}
