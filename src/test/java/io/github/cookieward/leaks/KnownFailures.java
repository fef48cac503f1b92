package io.github.cookieward.leaks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is known to be left, by reason.
 *
 * @param reasons lines {@code mode/state/group/name}, by the comment that they stand below
 */
record KnownFailures(Map<String, Set<String>> reasons) {
  static final Path FILE = CaseSite.CASES.resolve("known-failures.txt");

  static KnownFailures read() throws IOException {
    Map<String, Set<String>> reasons = new LinkedHashMap<>();
    String reason = "";
    for (String line : Files.readAllLines(FILE)) {
      if (line.startsWith("# ")) {
        reason = line.substring(2);
      } else if (!line.isBlank()) {
        reasons.computeIfAbsent(reason, none -> new TreeSet<>()).add(line);
      }
    }
    return new KnownFailures(reasons);
  }

  /** All of them. */
  Set<String> lines() {
    Set<String> lines = new TreeSet<>();
    reasons.values().forEach(lines::addAll);
    return lines;
  }
}
