package io.github.cookieward.demo.site;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened last to each cookie or address, for one visitor; at most 40 are kept. For many
 * threads: a browser asks for several things at once.
 */
final class VisitorLog {
  private static final int LIMIT = 40;

  private final Map<String, Event> events = new LinkedHashMap<>();

  synchronized void add(Event event) {
    events.remove(event.subject());
    events.put(event.subject(), event);
    if (events.size() > LIMIT) {
      events.remove(events.keySet().iterator().next());
    }
  }

  /** The newest first. */
  synchronized List<Event> events(boolean withheld) {
    List<Event> found =
        new ArrayList<>(
            events.values().stream().filter(event -> event.withheld() == withheld).toList());
    Collections.reverse(found);
    return found;
  }
}
