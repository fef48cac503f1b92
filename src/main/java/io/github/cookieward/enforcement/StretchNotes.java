package io.github.cookieward.enforcement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a stretch of a page asks about, as far as it depends on nothing else and is not too much.
 * For one thread.
 */
final class StretchNotes {
  /** How many questions a stretch may have: more than fit into one. */
  private static final int MOST = 256;

  /** Null where it is not noted, or there is more than that. */
  private @Nullable List<Asked> asked;

  /**
   * A stretch begins.
   *
   * @param noted whether note is taken of it
   */
  void begin(boolean noted) {
    asked = noted ? new ArrayList<>(0) : null;
  }

  /** The stretch depends on more than what it asks about. */
  void spoil() {
    asked = null;
  }

  void add(Asked one) {
    if (asked != null && asked.size() < MOST) {
      asked.add(one);
    } else {
      asked = null;
    }
  }

  /** All that is known is asked about, and allowed. */
  void addAllowed(Fetches known) {
    for (int i = 0; asked != null && i < known.doubtful().size(); i++) {
      add(Asked.about(known.doubtful().get(i), Optional.empty()));
    }
  }

  /** What was asked about since the addresses began to take note; empty where there was more. */
  void add(Optional<List<Asked>> all) {
    if (all.isEmpty()) {
      asked = null;
    }
    for (int i = 0; asked != null && i < all.orElseThrow().size(); i++) {
      if (all.orElseThrow().get(i).isDoubtful()) {
        add(all.orElseThrow().get(i));
      }
    }
  }

  /**
   * The stretch has ended: what it asked about; null where that is not all. Those by which it may
   * be withheld come first, so that no other is counted for nothing.
   */
  @Nullable List<Asked> end() {
    if (asked != null) {
      asked.sort(Comparator.comparing(Asked::passesAlways));
    }
    return asked;
  }
}
