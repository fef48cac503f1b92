package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.http.WebUrl;
import java.util.List;
import java.util.Optional;

/** The filter lists that the site points to, read again when they change. Safe to share. */
final class FilterLists {
  FilterLists(List<FilterListSource> sources) {
    // Sketch.
  }

  /** The list that blocks an address, as a service with the list's category. */
  Optional<Classification> find(WebUrl address, Destination destination, WebUrl page) {
    return Optional.empty();
  }
}
