package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.http.CanonicalPath;
import io.github.cookieward.http.WebUrl;
import java.util.Optional;

/**
 * Whose an address is, to everybody: by the site's services and the built-in ones, by its endpoints
 * and paths, then by the filter lists. Safe to share.
 */
final class AddressOwners {
  private final Settings settings;
  private final FilterLists filterLists;

  AddressOwners(Settings settings, FilterLists filterLists) {
    this.settings = settings;
    this.filterLists = filterLists;
  }

  /** What an address is to everybody. */
  KnownAddress known(WebUrl address, Destination destination, Place place) {
    if (!address.isRemote()) {
      return new KnownAddress(address.scheme() + ":", Optional.empty(), Reason.LOCAL);
    }
    boolean own = address.isSameHost(place.page());
    Optional<Classification> found = settings.catalogue().address(address);
    if (found.isEmpty() && own) {
      found = ownPath(place.contextPath(), address.path());
    }
    if (found.isEmpty()) {
      found = filterLists.find(address, destination, place.page());
    }
    String subject = own ? address.path() : address.host() + address.path();
    if (found.isPresent()) {
      return new KnownAddress(subject, found, null);
    }
    if (own) {
      return new KnownAddress(subject, found, Reason.SAME_SITE);
    }
    boolean passes = settings.pages().protection() == PageSettings.Protection.STANDARD;
    return new KnownAddress(
        Inventory.host(address), found, passes ? Reason.UNKNOWN_PASSES : Reason.NOT_IN_CATALOGUE);
  }

  /** Whose a path of the site's own is, on its host or within the application. */
  private Optional<Classification> ownPath(String contextPath, String path) {
    String onHost = CanonicalPath.of(path);
    String within = below(contextPath, onHost);
    Optional<Classification> found = settings.catalogue().endpoint(within);
    if (found.isEmpty()) {
      found = settings.catalogue().ownAddress(within);
    }
    return found.isEmpty() && !within.equals(onHost)
        ? settings.catalogue().ownAddress(onHost)
        : found;
  }

  /** The path within the application; the path itself where it lies outside. */
  static String below(String contextPath, String path) {
    return path.startsWith(contextPath + "/") ? path.substring(contextPath.length()) : path;
  }
}
