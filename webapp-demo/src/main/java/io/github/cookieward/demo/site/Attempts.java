package io.github.cookieward.demo.site;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The cookies that the application set while it answered one request, each with the way it took.
 */
final class Attempts {
  private final Map<String, String> ways = new LinkedHashMap<>();

  synchronized void add(String cookie, String way) {
    ways.put(cookie, way);
  }

  synchronized Map<String, String> ways() {
    return new LinkedHashMap<>(ways);
  }
}
