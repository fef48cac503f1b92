package io.github.cookieward.enforcement;

import java.time.Duration;
import java.util.Optional;

/**
 * What every cookie that passes must have at least. A floor adds, and never takes away: a stricter
 * cookie stays as it is, and so does a field that only removes a cookie.
 *
 * @param secure whether {@code Secure} is added to what is set over a secure connection
 * @param httpOnly whether {@code HttpOnly} is added
 * @param sameSite {@code Lax} or {@code Strict}, added where a cookie says nothing; or empty
 * @param maxLifetime the longest life of a cookie that is not essential
 */
public record Floors(
    boolean secure, boolean httpOnly, Optional<String> sameSite, Duration maxLifetime) {
  /** Nothing is added; what is not essential lives 13 months at most. */
  public static final Floors DEFAULTS =
      new Floors(false, false, Optional.empty(), Duration.ofDays(395));
}
