package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.BuiltIn;
import io.github.cookieward.catalogue.Catalogue;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The services of a site in one catalogue: those that it declares, and behind them its container's
 * cookies, what is built in and its filter lists.
 */
final class SiteCatalogue {
  private SiteCatalogue() {}

  /**
   * The catalogue of a site.
   *
   * @throws IllegalArgumentException if two services have one id, or one has a category that is not
   *     offered
   */
  static Catalogue of(
      SettingsBuilder site, List<FilterListSource> filterLists, Set<Category> offered) {
    List<Service> behind = new ArrayList<>(site.builtIn ? BuiltIn.services() : BuiltIn.essential());
    if (!site.essentialCookies.isEmpty()) {
      behind.add(0, container(site, behind));
    }
    Set<String> lists = new HashSet<>();
    for (FilterListSource list : filterLists) {
      Service service = list.service();
      if (isTaken(service.id(), site.services) || !lists.add(service.id())) {
        throw new IllegalArgumentException(
            "filter-list: \""
                + list.name()
                + "\" makes a service \""
                + service.id()
                + "\", and there is one already; give the file another name");
      }
      behind.add(service);
    }
    Catalogue catalogue = new Catalogue(site.services, behind);
    for (Service service : catalogue.declared()) {
      if (!service.category().equals(Category.ESSENTIAL)) {
        checkOffered("service \"" + service.id() + "\"", service.category(), offered);
      }
    }
    for (FilterListSource list : filterLists) {
      checkOffered("filter list \"" + list.file() + "\"", list.category(), offered);
    }
    return catalogue;
  }

  /** The container's own cookies; with an id of its own, so that no declared service hides it. */
  private static Service container(SettingsBuilder site, List<Service> behind) {
    String id = "container";
    while (isTaken(id, site.services) || isTaken(id, behind)) {
      id += "-";
    }
    Service.Builder own = Service.builder(id, Category.ESSENTIAL).name("Session");
    site.essentialCookies.forEach(own::cookie);
    return own.build();
  }

  private static boolean isTaken(String id, List<Service> services) {
    return services.stream().anyMatch(service -> service.id().equals(id));
  }

  private static void checkOffered(String what, Category category, Set<Category> offered) {
    if (!offered.contains(category)) {
      throw new IllegalArgumentException(
          what
              + " has category \""
              + category
              + "\", which the site does not offer; it offers "
              + offered);
    }
  }
}
