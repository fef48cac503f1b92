package io.github.cookieward.enforcement;

import java.util.ArrayList;
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
      add(new Asked.OfAddress(known.doubtful().get(i), Optional.empty()));
    }
  }

  /** What was asked about since the addresses began to take note; empty where there was more. */
  void add(Optional<List<Asked.OfAddress>> all) {
    if (all.isEmpty()) {
      asked = null;
    }
    for (int i = 0; asked != null && i < all.orElseThrow().size(); i++) {
      if (all.orElseThrow().get(i).address().isDoubtful()) {
        add(all.orElseThrow().get(i));
      }
    }
  }

  /**
   * The stretch has ended: what it asked about; null where that is not all. What is only counted
   * comes last, so that it is not where another is answered otherwise; one host after the other.
   */
  @Nullable List<Asked> end() {
    if (asked == null) {
      return null;
    }
    List<Asked> all = new ArrayList<>(asked.size());
    List<Asked.Counted> counted = new ArrayList<>(0);
    for (Asked one : asked) {
      Inventory.@Nullable Sighting host =
          one instanceof Asked.OfAddress of ? of.address().onlyCounted() : null;
      int last = counted.size() - 1;
      if (host == null) {
        all.add(one);
      } else if (last >= 0 && counted.get(last).host().equals(host)) {
        counted.set(last, counted.get(last).again());
      } else {
        counted.add(new Asked.Counted(host, 1));
      }
    }
    all.addAll(counted);
    return all;
  }
}
