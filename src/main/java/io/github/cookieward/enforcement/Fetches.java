package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tag or a style sheet would have a browser fetch, as it is read in every page of an origin.
 * Immutable; safe to share.
 */
final class Fetches {
  private final List<Fetched> all;
  private final List<Fetched> doubtful;
  private final boolean readsText;

  /**
   * What is fetched.
   *
   * @param asked about each, in the order in which they are read
   * @param readsText whether the text of the element has to be seen as well
   */
  Fetches(List<Asked.OfAddress> asked, boolean readsText) {
    this.all = asked.stream().map(Asked.OfAddress::address).toList();
    this.doubtful = all.stream().filter(Fetched::isDoubtful).toList();
    this.readsText = readsText;
  }

  /**
   * One address.
   *
   * @param address as it is written
   * @param relative whether it depends on the page where it leads
   * @param known what it is; null where it is relative, or no address to a browser
   */
  record Fetched(
      String address, Destination destination, boolean relative, @Nullable KnownAddress known) {
    /** Whether it depends on the visitor, or somebody takes note of it. */
    boolean isDoubtful() {
      return relative
          || (known != null
              && known.ground() != Reason.SAME_SITE
              && known.ground() != Reason.LOCAL);
    }

    /** Where it is counted, if that is all: it passes, whoever the visitor is. */
    Inventory.@Nullable Sighting onlyCounted() {
      return known != null && known.ground() == Reason.UNKNOWN_PASSES ? known.sighting() : null;
    }
  }

  List<Fetched> all() {
    return all;
  }

  /** Those about which somebody has to decide. */
  List<Fetched> doubtful() {
    return doubtful;
  }

  boolean readsText() {
    return readsText;
  }
}
