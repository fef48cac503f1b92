package io.github.cookieward.catalogue;

import io.github.cookieward.http.WebUrl;
import java.util.Optional;

/**
 * One rule of a filter list about requests. Immutable; safe to share.
 *
 * @param pattern what it says of the address; where there is an expression, nothing
 * @param expression a regular expression in place of a pattern
 * @param options when it holds
 * @param literal text that a match of the expression has to contain, in lower case; or empty
 * @param host the host by which it is found; empty where it is found by its text
 * @param exception whether it lets pass what others block
 */
record FilterRule(
    UrlPattern pattern,
    Optional<BoundedRegex> expression,
    FilterOptions options,
    String literal,
    String host,
    boolean exception) {

  /** Whether nothing has to be looked at but the host. */
  boolean isWholeHost() {
    return !host.isEmpty() && options.isPlain() && pattern.segments().length == 0;
  }

  /** Whether it holds for an address, of which a part of it, or its host, was found. */
  boolean matches(WebUrl url, int hostStart, int hostEnd, Destination destination, WebUrl page) {
    if (!options.allow(url, destination, page)) {
      return false;
    }
    BoundedRegex regex = expression.orElse(null);
    return regex == null
        ? pattern.matches(url.toString(), hostStart, hostEnd)
        : regex.find(url.toString(), !exception);
  }

  /** The same, of a pattern of one segment that stands at a place if anywhere. */
  boolean matchesAt(
      WebUrl url, int hostStart, int hostEnd, int at, Destination destination, WebUrl page) {
    return pattern.matchesAt(url.toString(), hostStart, hostEnd, at)
        && options.allow(url, destination, page);
  }

  /** Whether one look tells where it stands. */
  boolean isFixed() {
    return expression.isEmpty() && pattern.isSingle();
  }
}
