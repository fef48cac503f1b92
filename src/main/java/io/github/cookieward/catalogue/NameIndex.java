package io.github.cookieward.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds whose a name is: the exact name first, then the longest beginning, which a last {@code *}
 * makes. A miss allocates nothing. Immutable; safe to share.
 */
final class NameIndex {
  private static final int BUCKETS = 128;

  private final Map<String, Optional<Classification>> exact = new HashMap<>();

  /** By their first character, longest first; those that begin with anything are 0. */
  private final Beginning[][] beginnings = new Beginning[BUCKETS][];

  private record Beginning(String text, Optional<Classification> found) {}

  NameIndex(Collection<Service> services, Function<Service, List<String>> names) {
    this(services, names, Function.identity());
  }

  /** The names in another form, such as in lower case. */
  NameIndex(
      Collection<Service> services,
      Function<Service, List<String>> names,
      Function<String, String> form) {
    Map<Integer, List<Beginning>> buckets = new HashMap<>();
    for (Service service : services) {
      Optional<Classification> found = Optional.of(Classification.of(service));
      for (String name : names.apply(service)) {
        String text = form.apply(name);
        if (text.endsWith("*")) {
          String beginning = text.substring(0, text.length() - 1);
          buckets
              .computeIfAbsent(bucket(beginning), b -> new ArrayList<>())
              .add(new Beginning(beginning, found));
        } else {
          exact.putIfAbsent(text, found);
        }
      }
    }
    Comparator<Beginning> longestFirst = Comparator.comparingInt(b -> -b.text().length());
    for (int b = 0; b < BUCKETS; b++) {
      beginnings[b] =
          buckets.getOrDefault(b, List.of()).stream()
              .sorted(longestFirst)
              .toArray(Beginning[]::new);
    }
  }

  private static int bucket(String text) {
    return text.isEmpty() ? 0 : text.charAt(0) % BUCKETS;
  }

  Optional<Classification> find(String name) {
    Optional<Classification> found = exact.get(name);
    if (found != null) {
      return found;
    }
    for (Beginning beginning : beginnings[bucket(name)]) {
      if (name.startsWith(beginning.text())) {
        return beginning.found();
      }
    }
    for (Beginning beginning : beginnings[0]) {
      if (name.startsWith(beginning.text())) {
        return beginning.found();
      }
    }
    return Optional.empty();
  }
}
