package io.github.cookieward.demo.site;

import java.util.LinkedHashMap;
import java.util.Map;

/** The logs of the last 200 visitors. For many threads. */
final class Visitors {
  private static final int LIMIT = 200;

  private final Map<String, VisitorLog> logs =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, VisitorLog> eldest) {
          return size() > LIMIT;
        }
      };

  VisitorLog log(String visitor) {
    synchronized (logs) {
      return logs.computeIfAbsent(visitor, v -> new VisitorLog());
    }
  }
}
