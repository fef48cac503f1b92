package io.github.cookieward.catalogue;

/**
 * What a look-up found: whose it is, and by which line.
 *
 * @param service the service
 * @param rule the line of the catalogue that decided
 */
public record Classification(Service service, CookieRule rule) {}
