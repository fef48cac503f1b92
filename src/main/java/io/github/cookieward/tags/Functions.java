package io.github.cookieward.tags;

import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.filter.ConsentFilter;
import jakarta.servlet.ServletRequest;

/**
 * Functions for expressions in a JSP. Without the filter each of them says no. A page that asks is
 * one visitor's: it is kept from shared caches, as by {@link ConsentFilter#personal}.
 */
public final class Functions {
  private Functions() {}

  /** Whether a category, or else a service, is granted; by id. What nobody knows is not. */
  public static boolean isGranted(ServletRequest request, String categoryOrService) {
    ConsentFilter.personal(request);
    boolean granted =
        ConsentFilter.enforcement(request)
            .filter(enforcement -> covers(enforcement, categoryOrService))
            .isPresent();
    if (!granted) {
      ConsentFilter.needsAnswer(request);
    }
    return granted;
  }

  private static boolean covers(Enforcement enforcement, String id) {
    if (Category.isId(id)) {
      Category category = new Category(id);
      if (category.equals(Category.ESSENTIAL) || enforcement.settings().offers(category)) {
        return enforcement.covers(category);
      }
    }
    return enforcement.coversService(id);
  }

  /** Whether the visitor has answered. */
  public static boolean isDecided(ServletRequest request) {
    ConsentFilter.personal(request);
    return ConsentFilter.enforcement(request).filter(e -> e.consent().isDecided()).isPresent();
  }
}
