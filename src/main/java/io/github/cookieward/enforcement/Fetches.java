package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import java.util.List;
import java.util.Optional;

/**
 * What a tag or a style sheet would have a browser fetch, as it is read in every page of an origin.
 * A value; safe to share.
 *
 * @param all in the order in which they are read
 * @param readsText whether the text of the element has to be seen as well
 */
record Fetches(List<Fetched> all, boolean readsText) {
  /**
   * One address.
   *
   * @param address as it is written
   * @param relative whether it depends on the page where it leads
   * @param known what it is; empty where it is relative, or no address to a browser
   */
  record Fetched(
      String address, Destination destination, boolean relative, Optional<KnownAddress> known) {}
}
