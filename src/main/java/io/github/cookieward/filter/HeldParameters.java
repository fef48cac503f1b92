package io.github.cookieward.filter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Parameters that visitors came by before they answered, kept in this server's memory for as long
 * as a session that the application has made anyway: handed over once they are granted, discarded
 * once they are refused. Neither stored in the session, where listeners and other servers would see
 * them, nor in the browser. Bounded; safe to share.
 */
final class HeldParameters {
  /** How many sessions have something held; the oldest make way. */
  static final int MAX_SESSIONS = 5_000;

  /** How many characters of names and values are held for a session; what is beyond is not. */
  static final int MAX_LENGTH = 1_000;

  /** How long something is held; a visitor who has not answered by then is not waited for. */
  static final Duration LIFE = Duration.ofMinutes(30);

  /** Where a site does not have them held. */
  static final HeldParameters NONE = new HeldParameters(false, InstantSource.system());

  private record Held(Instant since, Map<String, List<String>> parameters) {}

  private final boolean holds;
  private final InstantSource clock;
  private final Map<String, Held> bySession = new LinkedHashMap<>();

  HeldParameters(boolean holds, InstantSource clock) {
    this.holds = holds;
    this.clock = clock;
  }

  /** Whether anything is held at all. */
  boolean holds() {
    return holds;
  }

  /** Keeps what a request came by and waits for an answer, if the request has a session. */
  void keep(HttpServletRequest request, EnforcingRequest seen) {
    if (!holds) {
      return;
    }
    Map<String, List<String>> undecided = seen.visible().undecided();
    HttpSession session = undecided.isEmpty() ? null : request.getSession(false);
    if (session != null) {
      keep(session.getId(), undecided);
    }
  }

  synchronized void keep(String session, Map<String, List<String>> parameters) {
    expire();
    Held before = bySession.remove(session);
    Map<String, List<String>> all =
        before == null ? new LinkedHashMap<>() : new LinkedHashMap<>(before.parameters());
    int length = length(all);
    for (Map.Entry<String, List<String>> each : parameters.entrySet()) {
      List<String> replaced = all.getOrDefault(each.getKey(), List.of());
      int more = length(Map.of(each.getKey(), each.getValue()));
      int less = replaced.isEmpty() ? 0 : length(Map.of(each.getKey(), replaced));
      if (length + more - less <= MAX_LENGTH) {
        all.put(each.getKey(), List.copyOf(each.getValue()));
        length += more - less;
      }
    }
    if (!all.isEmpty()) {
      bySession.put(session, new Held(clock.instant(), all));
    }
    if (bySession.size() > MAX_SESSIONS) {
      bySession.remove(bySession.keySet().iterator().next());
    }
  }

  /** A few more for each, so that many empty ones are not for nothing. */
  private static int length(Map<String, List<String>> parameters) {
    int length = 0;
    for (Map.Entry<String, List<String>> each : parameters.entrySet()) {
      length += each.getKey().length() + 10;
      for (String value : each.getValue()) {
        length += value.length() + 10;
      }
    }
    return length;
  }

  /** Those at the beginning are the oldest. */
  private void expire() {
    Instant last = clock.instant().minus(LIFE);
    Iterator<Held> oldest = bySession.values().iterator();
    while (oldest.hasNext() && oldest.next().since().isBefore(last)) {
      oldest.remove();
    }
  }

  /** Takes out what is held for a session and meets a condition. */
  synchronized Map<String, List<String>> take(String session, Predicate<String> wanted) {
    expire();
    Held held = bySession.get(session);
    if (held == null) {
      return Map.of();
    }
    Map<String, List<String>> taken = new LinkedHashMap<>();
    for (String name : new ArrayList<>(held.parameters().keySet())) {
      if (wanted.test(name)) {
        taken.put(name, held.parameters().remove(name));
      }
    }
    if (held.parameters().isEmpty()) {
      bySession.remove(session);
    }
    return taken;
  }

  /** Forgets what the visitor has refused since. */
  void discardRefused(HttpServletRequest request, EnforcingRequest seen) {
    if (!holds || request.getRequestedSessionId() == null || sessions() == 0) {
      return;
    }
    // The id that was requested may be written differently: Jetty adds the node's name.
    HttpSession session = request.getSession(false);
    if (session != null) {
      take(session.getId(), seen.visible()::isRefused);
    }
  }

  /** The session goes on under another id. */
  synchronized void moved(String from, String to) {
    Held held = bySession.remove(from);
    if (held != null) {
      bySession.put(to, new Held(clock.instant(), held.parameters()));
    }
  }

  synchronized int sessions() {
    return bySession.size();
  }
}
