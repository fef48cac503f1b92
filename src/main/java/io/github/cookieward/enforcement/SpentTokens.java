package io.github.cookieward.enforcement;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tokens that were used, until they would have expired anyway: of this server alone. Bounded;
 * when it is full, no token counts. Safe to share.
 */
final class SpentTokens {
  /** More hand-overs than anybody has in a minute. */
  static final int MOST = 20_000;

  private final Map<String, Instant> until = new LinkedHashMap<>();

  /** Uses a token. Whether it was not used before. */
  synchronized boolean spend(String id, Instant now, Duration life) {
    if (until.size() >= MOST) {
      until.values().removeIf(end -> end.isBefore(now));
    } else if (!until.isEmpty() && until.values().iterator().next().isBefore(now)) {
      until.remove(until.keySet().iterator().next()); // one in, one out, on most days
    }
    if (until.size() >= MOST) {
      return false;
    }
    return until.putIfAbsent(id, now.plus(life)) == null;
  }
}
