package io.github.cookieward.catalogue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rule of a cookie's name: the exact name first, then the beginning or pattern that says
 * most. A look-up allocates nothing.
 */
final class CookieIndex {
  private static final int BUCKETS = 128;

  private final Map<String, Optional<Classification>> exact = new HashMap<>();

  /** By the first character of the name, longest first; those that begin with a wildcard are 0. */
  private final Entry[][] byFirst = new Entry[BUCKETS][];

  private record Entry(CookieRule rule, int length, Optional<Classification> found) {
    Entry(CookieRule rule, Optional<Classification> found) {
      this(rule, rule.literalLength(), found);
    }
  }

  CookieIndex(Collection<Service> services) {
    Map<Integer, List<Entry>> buckets = new HashMap<>();
    for (Service service : services) {
      for (CookieRule rule : service.cookies()) {
        Optional<Classification> found =
            Optional.of(new Classification(service, Optional.of(rule)));
        if (rule.kind() == CookieRule.Kind.EXACT) {
          exact.putIfAbsent(rule.text(), found);
        } else {
          buckets.computeIfAbsent(bucket(rule), b -> new ArrayList<>()).add(new Entry(rule, found));
        }
      }
    }
    Comparator<Entry> longestFirst = Comparator.comparingInt(e -> -e.length());
    for (int b = 0; b < BUCKETS; b++) {
      byFirst[b] =
          buckets.getOrDefault(b, List.of()).stream().sorted(longestFirst).toArray(Entry[]::new);
    }
  }

  private static int bucket(CookieRule rule) {
    char first = rule.text().charAt(0);
    boolean wild = rule.kind() == CookieRule.Kind.PATTERN && (first == '*' || first == '?');
    return wild ? 0 : first;
  }

  Optional<Classification> find(String name) {
    Optional<Classification> found = exact.get(name);
    if (found != null) {
      return found;
    }
    if (name.isEmpty()) {
      return Optional.empty();
    }
    char c = name.charAt(0);
    Entry literal = c < BUCKETS ? first(byFirst[c], name) : null;
    Entry wild = first(byFirst[0], name);
    if (literal == null || wild == null) {
      return literal != null ? literal.found() : wild != null ? wild.found() : Optional.empty();
    }
    return literal.length() >= wild.length() ? literal.found() : wild.found();
  }

  private static @Nullable Entry first(Entry[] entries, String name) {
    for (Entry entry : entries) {
      if (entry.rule().covers(name)) {
        return entry;
      }
    }
    return null;
  }
}
