package io.github.cookieward.enforcement;

import java.util.List;

/**
 * What came of an answer, or of an arrival.
 *
 * @param enforcement what holds now
 * @param fields the {@code Set-Cookie} field values that tell the browser; none where it knows
 */
public record Answered(Enforcement enforcement, List<String> fields) {
  /** Keeps a copy. */
  public Answered {
    fields = List.copyOf(fields);
  }
}
