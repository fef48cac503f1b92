package io.github.cookieward.catalogue;

import io.github.cookieward.http.WebUrl;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The services of a site: those it declares, and behind them those that are built in. What the site
 * says of a name goes before what is built in. Immutable; safe to share.
 */
public final class Catalogue {
  private static final List<String> PREFIXES =
      List.of("__Host-Http-", "__Host-", "__Http-", "__Secure-");

  private final List<Service> declared;
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final CookieIndex own;
  private final CookieIndex builtIn;

  /**
   * A catalogue.
   *
   * @param declared the site's services, in the order in which it shows them
   * @param builtIn the services behind them; one with the id of a declared one is hidden by it
   * @throws IllegalArgumentException if two declared services have one id
   */
  public Catalogue(List<Service> declared, Collection<Service> builtIn) {
    this.declared = List.copyOf(declared);
    for (Service service : declared) {
      if (services.put(service.id(), service) != null) {
        throw new IllegalArgumentException(
            "service \"" + service.id() + "\" is declared twice; give one of them another id");
      }
    }
    List<Service> behind =
        builtIn.stream().filter(service -> !services.containsKey(service.id())).toList();
    behind.forEach(service -> services.put(service.id(), service));
    this.own = new CookieIndex(declared);
    this.builtIn = new CookieIndex(behind);
  }

  /** The services that the site declares: those that it shows to its visitors. */
  public List<Service> declared() {
    return declared;
  }

  /** Every service, the declared ones first. */
  public Collection<Service> services() {
    return java.util.Collections.unmodifiableCollection(services.values());
  }

  /** A service by its id. */
  public Optional<Service> service(String id) {
    return Optional.ofNullable(services.get(id));
  }

  /**
   * Whose a cookie is. A name with a prefix that browsers guard, such as {@code __Host-}, is looked
   * up with it first and then without.
   *
   * @return empty where nobody knows the name
   */
  public Optional<Classification> cookie(String name) {
    Optional<Classification> found = find(name);
    if (found.isEmpty() && name.startsWith("__")) {
      for (String prefix : PREFIXES) {
        if (name.startsWith(prefix)) {
          return find(name.substring(prefix.length()));
        }
      }
    }
    return found;
  }

  /** Whose a host is, or a path of the site: the longest address of a service that covers it. */
  public Optional<Classification> address(WebUrl address) {
    // Stand-in, to be replaced by the index of addresses.
    @org.jspecify.annotations.Nullable Service found = null;
    int longest = -1;
    for (Service service : services.values()) {
      for (String pattern : service.addresses()) {
        if (pattern.length() > longest && covers(pattern, address)) {
          longest = pattern.length();
          found = service;
        }
      }
    }
    return Optional.ofNullable(found).map(Classification::of);
  }

  private static boolean covers(String pattern, WebUrl address) {
    int slash = pattern.indexOf('/');
    String authority = slash < 0 ? pattern : pattern.substring(0, slash);
    int colon = authority.indexOf(':');
    String host = colon < 0 ? authority : authority.substring(0, colon);
    return !host.isEmpty()
        && (address.host().equals(host) || address.host().endsWith("." + host))
        && (colon < 0 || authority.substring(colon + 1).equals("" + address.port()))
        && (slash < 0 || address.path().startsWith(pattern.substring(slash)));
  }

  /** Whose a path within the application is: one that collects for a service. */
  public Optional<Classification> endpoint(String path) {
    // Stand-in, to be replaced.
    return services.values().stream()
        .filter(service -> service.endpoints().stream().anyMatch(e -> matches(e, path)))
        .findFirst()
        .map(Classification::of);
  }

  private static boolean matches(String rule, String text) {
    return rule.endsWith("*")
        ? text.startsWith(rule.substring(0, rule.length() - 1))
        : text.equals(rule);
  }

  /** Whose a parameter in an address is. */
  public Optional<Classification> parameter(String name) {
    // Stand-in, to be replaced.
    return services.values().stream()
        .filter(service -> service.parameters().stream().anyMatch(p -> matches(p, name)))
        .findFirst()
        .map(Classification::of);
  }

  /** Whose a key in the browser's storage is. */
  public Optional<Classification> storageKey(String key) {
    return Optional.empty();
  }

  private Optional<Classification> find(String name) {
    Optional<Classification> found = own.find(name);
    return found.isPresent() ? found : builtIn.find(name);
  }
}
