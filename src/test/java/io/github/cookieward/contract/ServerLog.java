package io.github.cookieward.contract;

import java.util.ArrayList;
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

  private ServerLog() {}

  /**
   * The exceptions in which the library had a part, each with its trace. What a server says by
   * itself of a client's or an application's bad bytes is not ours.
   */
  static List<String> surprises(String log) {
    List<String> surprises = new ArrayList<>();
    StringBuilder entry = new StringBuilder();
    for (String line : (log + "\nthe end").lines().toList()) {
      boolean frame = line.matches("\\s.*|Caused by.*|Suppressed.*");
      if (!frame && EXCEPTION.matcher(entry).find() && OURS.matcher(entry).find()) {
        if (!DELIBERATE.matcher(entry).find()) {
          surprises.add(entry.toString());
        }
      }
      if (!frame && !EXCEPTION.matcher(line).find()) {
        entry.setLength(0);
      }
      entry.append(line).append('\n');
    }
    return surprises;
  }
}
