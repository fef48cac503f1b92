package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.consent.Category;
import io.github.cookieward.http.WebUrl;

/**
 * A file of the site's own as one visitor may have it.
 *
 * @param text the file; the same text where nothing is withheld
 * @param personal whether it names a service that needs consent, granted or not
 */
public record JudgedFile(String text, boolean personal) {

  /** What becomes of an address in such a file. What nobody knows stays, for all. */
  enum Verdict {
    FOR_ALL,
    GRANTED,
    WITHHELD;

    static Verdict of(
        String address, Destination destination, Enforcement enforcement, Place place) {
      return WebUrl.parse(address, place.page())
          .map(url -> enforcement.enforcer().addressOwners().known(url, destination, place))
          .filter(
              known ->
                  known
                      .found()
                      .filter(found -> !found.service().category().equals(Category.ESSENTIAL))
                      .isPresent())
          .map(
              known -> enforcement.address(known, destination, place).allows() ? GRANTED : WITHHELD)
          .orElse(FOR_ALL);
    }
  }
}
