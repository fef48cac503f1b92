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
    // Sketch; to be replaced.
    @org.jspecify.annotations.Nullable Service best = null;
    int length = 0;
    for (Service service : services.values()) {
      for (String known : service.addresses()) {
        int slash = known.indexOf('/');
        String host = slash < 0 ? known : known.substring(0, slash);
        String path = slash < 0 ? "" : known.substring(slash);
        boolean covers = address.host().equals(host) || address.host().endsWith("." + host);
        if (covers
            && address.path().startsWith(path)
            && known.length() > length
            && !host.isEmpty()) {
          best = service;
          length = known.length();
        }
      }
    }
    return Optional.ofNullable(best).map(Classification::of);
  }

  /** Whose a path within the application is: one that collects for a service. */
  public Optional<Classification> endpoint(String path) {
    // Sketch; to be replaced.
    for (Service service : services.values()) {
      for (String known : service.endpoints()) {
        if (known.endsWith("*")
            ? path.startsWith(known.substring(0, known.length() - 1))
            : path.equals(known)) {
          return Optional.of(Classification.of(service));
        }
      }
    }
    return Optional.empty();
  }

  /** Whose a parameter in an address is. */
  public Optional<Classification> parameter(String name) {
    return Optional.empty();
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
