package io.github.cookieward.catalogue;

import java.util.Optional;

/**
 * What a look-up found: whose it is, and by which line.
 *
 * @param service the service
 * @param rule the cookie's line of the catalogue that decided; empty for what is no cookie
 */
public record Classification(Service service, Optional<CookieRule> rule) {
  /** Whose something is that is no cookie. */
  public static Classification of(Service service) {
    return new Classification(service, Optional.empty());
  }
}
