package io.github.cookieward.leaks;

import java.util.Locale;

/** What the visitor has said when the pages are visited. */
enum State {
  /** Nothing yet. */
  UNDECIDED,
  /** No to all. */
  REJECTED,
  /** Yes to all. */
  ACCEPTED,
  /** Yes to all, then, after a visit, no to all. */
  WITHDRAWN;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
