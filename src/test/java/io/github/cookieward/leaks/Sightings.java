package io.github.cookieward.leaks;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which cases of which runs were seen, by the tracker or by the application. For many threads. */
final class Sightings {
  private static final Pattern ID =
      Pattern.compile("(?:bare|strict|standard)-[a-z]+/[a-z-]+/[a-z0-9-]+");

  private final Map<String, Long> seen = new ConcurrentHashMap<>();

  /** Notes the case whose id stands in a path or query, if any does. */
  void inAddress(String address) {
    Matcher id = ID.matcher(decoded(address));
    if (id.find()) {
      note(id.group());
    }
  }

  /** Notes a case's id, or a host's first label. */
  void note(String what) {
    seen.putIfAbsent(what, System.nanoTime());
  }

  boolean has(String what) {
    return seen.containsKey(what);
  }

  /** When something was seen first, as {@link System#nanoTime} has it; empty where it was not. */
  Optional<Long> when(String what) {
    return Optional.ofNullable(seen.get(what));
  }

  private static String decoded(String address) {
    try {
      return URLDecoder.decode(address, StandardCharsets.ISO_8859_1);
    } catch (IllegalArgumentException e) {
      return address;
    }
  }
}
