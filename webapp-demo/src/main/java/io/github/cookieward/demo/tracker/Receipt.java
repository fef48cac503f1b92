package io.github.cookieward.demo.tracker;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that the tracker learnt.
 *
 * @param time when
 * @param kind how it came: {@code pixel}, {@code tag}, {@code beacon} or {@code video}
 * @param page the path of the page that was read, or {@code unknown}
 * @param visitor the tracker's own name for the browser, from its third-party cookie
 * @param subject the site's name for the visitor, as the site's page passed it on
 */
record Receipt(Instant time, String kind, String page, String visitor, String subject) {
  Receipt {
    time = time.truncatedTo(ChronoUnit.SECONDS);
  }

  Map<String, String> asMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("time", time.toString());
    map.put("kind", kind);
    map.put("page", page);
    map.put("visitor", visitor);
    map.put("subject", subject);
    return map;
  }
}
