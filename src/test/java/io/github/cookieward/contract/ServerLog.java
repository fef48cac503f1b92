package io.github.cookieward.contract;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a server's log for exceptions that nobody asked for. */
final class ServerLog {
  private static final Pattern EXCEPTION = Pattern.compile("\\b\\w+(Exception|Error)\\b");

  /** What the scenes throw on purpose. */
  private static final Pattern DELIBERATE = Pattern.compile("deliberate:|\\bDeliberate\\b");

  /** A frame of the library. */
  private static final Pattern OURS =
      Pattern.compile("at .*io\\.github\\.cookieward\\.(?!contract\\.)");

  /** A server's sentence, and the exception's own line. */
  private static final int HEADING_LINES = 2;

  private ServerLog() {}

  /**
   * The exceptions in which the library had a part, each with its trace. What a server says by
   * itself of a client's or an application's bad bytes is not ours.
   */
  static List<String> surprises(String log) {
    List<String> surprises = new ArrayList<>();
    Deque<String> heading = new ArrayDeque<>();
    StringBuilder trace = new StringBuilder();
    for (String line : (log + "\nthe end").lines().toList()) {
      if (line.matches("\\s.*|Caused by.*|Suppressed.*")) {
        trace.append(line).append('\n');
        continue;
      }
      if (!trace.isEmpty()) {
        String entry = String.join("\n", heading) + "\n" + trace;
        if (isSurprise(entry)) {
          surprises.add(entry);
        }
        heading.clear();
        trace.setLength(0);
      }
      heading.add(line);
      if (heading.size() > HEADING_LINES) {
        heading.remove();
      }
    }
    return surprises;
  }

  private static boolean isSurprise(String entry) {
    return EXCEPTION.matcher(entry).find()
        && OURS.matcher(entry).find()
        && !DELIBERATE.matcher(entry).find();
  }
}
