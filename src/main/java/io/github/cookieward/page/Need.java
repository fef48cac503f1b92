package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Enforcement;
import java.util.Optional;
import java.util.Set;

/**
 * What a part of a page needs before it may run: a category, a service, or both of them.
 *
 * @param category the category that must be granted, if one is named
 * @param service the id of the service that must be granted, if one is named
 */
public record Need(Optional<Category> category, Optional<String> service) {
  /**
   * A need.
   *
   * @throws IllegalArgumentException if it names nothing: that would be no need
   */
  public Need {
    if (category.isEmpty() && service.isEmpty()) {
      throw new IllegalArgumentException("name a category, a service or both");
    }
  }

  /**
   * A need from two texts, each of which may be empty.
   *
   * @throws IllegalArgumentException if both are, or the category's id is none
   */
  public static Need of(String category, String service) {
    return new Need(
        Optional.of(category).filter(id -> !id.isEmpty()).map(Category::new),
        Optional.of(service).filter(id -> !id.isEmpty()));
  }

  /** Whether all that is named is granted. A service that nobody knows is not. */
  public boolean isCovered(Enforcement enforcement) {
    return category.map(enforcement::covers).orElse(true)
        && service.map(enforcement::coversService).orElse(true);
  }

  Optional<Service> known(Enforcement enforcement) {
    return service.flatMap(id -> enforcement.settings().catalogue().service(id));
  }

  /** Whether the service is a third party's and the site asks about those. */
  boolean asksForThirdParties(Enforcement enforcement) {
    return known(enforcement).filter(enforcement::asksForThirdParties).isPresent();
  }

  /** The categories that the script has to see granted besides the service. */
  Set<String> categoryIds(Enforcement enforcement) {
    return enforcement.categoryIds(category, service);
  }
}
