package io.github.cookieward.leaks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One page to visit: a case that needs one of its own, or several of a group that do not disturb
 * each other.
 */
record CasePage(String path, List<LeakCase> cases) {
  private static final int MOST = 12;
  private static final String HEAD =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>Cases</title>
      </head>
      <body>
      """;

  /** The pages for some cases. */
  static List<CasePage> of(List<LeakCase> cases) {
    List<CasePage> pages = new ArrayList<>();
    Map<String, List<LeakCase>> shared = new LinkedHashMap<>();
    for (LeakCase one : cases) {
      if (one.alone()) {
        pages.add(alone(one));
      } else {
        shared
            .computeIfAbsent(
                one.group() + (one.script() ? "" : "-plain"), group -> new ArrayList<>())
            .add(one);
      }
    }
    shared.forEach(
        (group, members) -> {
          for (int from = 0; from < members.size(); from += MOST) {
            List<LeakCase> some = members.subList(from, Math.min(from + MOST, members.size()));
            pages.add(new CasePage("several/" + group + "-" + from / MOST, some));
          }
        });
    return List.copyOf(pages);
  }

  /** A page with one case. */
  static CasePage alone(LeakCase one) {
    return new CasePage(one.key(), List.of(one));
  }

  boolean script() {
    return cases.get(0).script();
  }

  /** Its address at a host. */
  String address(String host, String run) {
    String query = cases.get(0).query();
    return "https://"
        + host
        + "/case/"
        + run
        + "/"
        + path
        + (query.isEmpty() ? "" : "?" + cases.get(0).fill(query, run));
  }

  /** The document. */
  String text(String run) {
    LeakCase first = cases.get(0);
    if (LeakCase.isWhole(first.page())) {
      return first.fill(first.page(), run);
    }
    return cases.stream()
        .map(one -> one.fill(one.page(), run))
        .collect(Collectors.joining("\n", HEAD, "\n</body>\n</html>\n"));
  }
}
