package io.github.cookieward.catalogue;

import io.github.cookieward.http.CanonicalPath;
import io.github.cookieward.http.WebUrl;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The services of a site: those it declares, and behind them those that are built in. What the site
 * says of a name goes before what is built in. Immutable; safe to share.
 */
public final class Catalogue {
  private static final List<String> PREFIXES =
      List.of("__Host-Http-", "__Host-", "__Http-", "__Secure-");

  private final List<Service> declared;
  private final Set<String> declaredIds;
  private final Map<String, Service> services = new LinkedHashMap<>();
  private final CookieIndex own;
  private final CookieIndex builtIn;
  private final UrlIndex ownUrls;
  private final UrlIndex builtInUrls;
  private final ParameterNames ownParameters;
  private final ParameterNames builtInParameters;

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
    this.declaredIds = Set.copyOf(services.keySet());
    List<Service> behind =
        builtIn.stream().filter(service -> !services.containsKey(service.id())).toList();
    behind.forEach(service -> services.put(service.id(), service));
    this.own = new CookieIndex(declared);
    this.builtIn = new CookieIndex(behind);
    this.ownUrls = new UrlIndex(declared);
    this.builtInUrls = new UrlIndex(behind);
    this.ownParameters = new ParameterNames(declared);
    this.builtInParameters = new ParameterNames(behind);
  }

  /** The services that the site declares: those that it shows to its visitors. */
  public List<Service> declared() {
    return declared;
  }

  /** Whether the site itself declares a service. */
  public boolean isDeclared(String id) {
    return declaredIds.contains(id);
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

  /**
   * Whose an address is, by its host and the beginning of its path: the longest that a service
   * names and that covers it.
   */
  public Optional<Classification> address(WebUrl address) {
    Optional<Classification> found = ownUrls.address(address);
    return found.isPresent() ? found : builtInUrls.address(address);
  }

  /** Whose a path on the site's own host is, where a service names one as its address. */
  public Optional<Classification> ownAddress(String path) {
    String canonical = CanonicalPath.of(path);
    Optional<Classification> found = ownUrls.ownAddress(canonical);
    return found.isPresent() ? found : builtInUrls.ownAddress(canonical);
  }

  /** Whose a path within the application is: one that collects for a service; in any spelling. */
  public Optional<Classification> endpoint(String path) {
    String canonical = CanonicalPath.of(path);
    Optional<Classification> found = ownUrls.endpoint(canonical);
    return found.isPresent() ? found : builtInUrls.endpoint(canonical);
  }

  /** Whose a parameter in an address is; its case matters only where two differ in nothing else. */
  public Optional<Classification> parameter(String name) {
    Optional<Classification> found = ownParameters.find(name);
    return found.isPresent() ? found : builtInParameters.find(name);
  }

  private Optional<Classification> find(String name) {
    Optional<Classification> found = own.find(name);
    return found.isPresent() ? found : builtIn.find(name);
  }

  /** Parameters as they are declared, and behind that in any case. */
  private static final class ParameterNames {
    private final NameIndex asDeclared;
    private final NameIndex lowerCased;

    ParameterNames(Collection<Service> services) {
      asDeclared = new NameIndex(services, Service::parameters);
      lowerCased = new NameIndex(services, Service::parameters, s -> s.toLowerCase(Locale.ROOT));
    }

    Optional<Classification> find(String name) {
      Optional<Classification> found = asDeclared.find(name);
      return found.isPresent() ? found : lowerCased.find(name.toLowerCase(Locale.ROOT));
    }
  }
}
