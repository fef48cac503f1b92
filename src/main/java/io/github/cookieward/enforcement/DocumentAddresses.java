package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.http.WebUrl;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one document: each is resolved, decided about and remembered as it is written.
 * Bounded. For one document and one thread.
 */
final class DocumentAddresses {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final Pattern BYTES = Pattern.compile("[\\x80-\\xff]+");
  private static final int MAX_REMEMBERED = 256;
  private static final int LONGEST_REMEMBERED = 512;
  private static final int MAX_BASES = 8;
  private static final int MAX_NOTED = 256;

  private final Enforcement enforcement;
  private final Place place;
  private final KnownAddresses.OfOrigin ofOrigin;
  private final Map<Destination, Map<String, Optional<Decision>>> decided = new HashMap<>();
  private int remembered;

  /** What is known of what is read now, how far it has been asked about, and what is new. */
  private List<Fetches.Fetched> known = List.of();

  private int next;
  private @Nullable List<Asked.OfAddress> noted;

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

  /** Whether the document has no base but its own address. */
  boolean areOfOrigin() {
    return bases.size() == 1;
  }

  /** What is known of the pages of the origin. */
  KnownAddresses.OfOrigin ofOrigin() {
    return ofOrigin;
  }

  /** Whether all that is fetched may be: each is decided about, up to one that may not. */
  boolean allows(List<Fetches.Fetched> doubtful) {
    for (int i = 0; i < doubtful.size(); i++) {
      if (withheld(doubtful.get(i)).isPresent()) {
        return false;
      }
    }
    return true;
  }

  /** The decision by which what is fetched is withheld; empty where it may be. */
  Optional<Decision> withheld(Fetches.Fetched one) {
    return one.relative()
        ? withheld(one.address(), one.destination())
        : decide(one.known(), one.destination());
  }

  /**
   * Begins to take note of what is asked about.
   *
   * @param before what is known to be asked about, if anything is
   */
  void begin(@Nullable Fetches before) {
    known = before == null ? List.of() : before.all();
    next = 0;
    noted = areOfOrigin() ? new ArrayList<>(2) : null;
  }

  /** What was asked about since the beginning depends on more than the origin. */
  void depend() {
    noted = null;
  }

  /** What was asked about since the beginning, where that depends on nothing but the origin. */
  Optional<List<Asked.OfAddress>> end() {
    List<Asked.OfAddress> all = noted;
    known = List.of();
    noted = null;
    return all == null || all.size() > MAX_NOTED ? Optional.empty() : Optional.of(all);
  }

  /** The decision by which an address is withheld; empty where it may be fetched. */
  Optional<Decision> withheld(String address, Destination destination) {
    if (address.regionMatches(true, 0, "data:", 0, 5)) {
      return Optional.empty(); // it stays in the browser, and may be long
    }
    Optional<Decision> asItStands = asRead(address, destination);
    if (asItStands.filter(Decision::isOfKnown).isPresent()) {
      return asItStands;
    }
    Optional<Decision> decision = asItStands;
    for (String reading : otherReadings(address)) {
      Optional<Decision> other = asRead(reading, destination);
      if (other.filter(Decision::isOfKnown).isPresent()) {
        return other;
      }
      decision = other.isEmpty() ? other : decision;
    }
    return decision;
  }

  /**
   * What an address of another host may be as well, where characters of it are bytes: which
   * encoding a page has that names none, a browser guesses, or takes from the page around it; and
   * what says {@code iso-8859-1} it reads as windows-1252.
   */
  private List<String> otherReadings(String address) {
    Matcher bytes = BYTES.matcher(address);
    return !bytes.find()
        ? List.of()
        : Stream.of(UTF_8, WINDOWS_1252)
            .map(charset -> bytes.replaceAll(run -> read(run.group(), charset)))
            .filter(reading -> !host(reading).isEmpty() && !host(reading).equals(host(address)))
            .toList();
  }

  private static String read(String bytes, Charset charset) {
    return new String(bytes.getBytes(ISO_8859_1), charset);
  }

  private String host(String address) {
    return WebUrl.parse(address, place.page()).map(WebUrl::host).orElse("");
  }

  private Optional<Decision> asRead(String address, Destination destination) {
    boolean relative = !KnownAddresses.isOfOrigin(address);
    if (!relative && areOfOrigin()) {
      Fetches.Fetched fetched = known(address, destination);
      return noted(fetched, decide(fetched.known(), destination));
    }
    next++;
    Optional<Decision> decision = remembered(address, destination);
    return noted == null
        ? decision
        : noted(new Fetches.Fetched(address, destination, relative, null), decision);
  }

  private Optional<Decision> remembered(String address, Destination destination) {
    if (address.length() > LONGEST_REMEMBERED) {
      return decide(address, destination);
    }
    Map<String, Optional<Decision>> before =
        decided.computeIfAbsent(destination, d -> new HashMap<>());
    Optional<Decision> decision = before.get(address);
    if (decision == null) {
      decision = decide(address, destination);
      if (remembered < MAX_REMEMBERED) {
        remembered++;
        before.put(address, decision);
      }
    }
    return decision;
  }

  /** The decision by which a script is withheld: for whose it is, or for what it imports. */
  Optional<Decision> withheld(InlineScript.Reading script) {
    return withheld(script, enforcement.inlineScript(script));
  }

  /**
   * The same of a script about which it is known whose it is.
   *
   * @param whose the decision for that; empty where it is no known service's
   */
  Optional<Decision> withheld(InlineScript.Reading script, Optional<Decision> whose) {
    Optional<Decision> refused = whose.filter(decision -> !decision.allows());
    return refused.isPresent() ? refused : withheldImport(script);
  }

  /**
   * The decision by which something that a script imports is withheld. Hosts that nobody knows a
   * strict page's policy keeps out, where it has one: the rest of the script works.
   */
  private Optional<Decision> withheldImport(InlineScript.Reading script) {
    boolean keptOut = enforcement.settings().pages().sendsPolicy();
    for (String address : script.imports()) {
      Optional<Decision> withheld =
          withheld(address, Destination.SCRIPT)
              .filter(decision -> !keptOut || decision.isOfKnown());
      if (withheld.isPresent()) {
        return withheld;
      }
    }
    return Optional.empty();
  }

  private Fetches.Fetched known(String address, Destination destination) {
    Fetches.@Nullable Fetched found = next < known.size() ? known.get(next) : null;
    next++;
    if (found == null
        || found.relative()
        || found.destination() != destination
        || !found.address().equals(address)) {
      KnownAddress read = read(address, place.page(), destination);
      found = new Fetches.Fetched(address, destination, false, read);
    }
    return found;
  }

  private Optional<Decision> noted(Fetches.Fetched fetched, Optional<Decision> decision) {
    if (noted != null && noted.size() <= MAX_NOTED) {
      noted.add(new Asked.OfAddress(fetched, decision));
    }
    return decision;
  }

  private Optional<Decision> decide(String address, Destination destination) {
    for (WebUrl base : bases) {
      Optional<Decision> withheld = decide(read(address, base, destination), destination);
      if (withheld.isPresent()) {
        return withheld;
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> decide(@Nullable KnownAddress address, Destination destination) {
    if (address == null) {
      return Optional.empty();
    }
    Decision decision = enforcement.address(address, destination, place);
    return decision.allows() ? Optional.empty() : Optional.of(decision);
  }

  /** What an address is; null where it is none. */
  private @Nullable KnownAddress read(String address, WebUrl base, Destination destination) {
    Optional<WebUrl> resolved = WebUrl.parse(address, base);
    return resolved.isEmpty()
        ? null
        : enforcement.enforcer().addressOwners().known(resolved.get(), destination, place);
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
