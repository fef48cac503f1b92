package io.github.cookieward.enforcement;

import java.time.Duration;
import java.util.Optional;

/**
 * What every cookie that passes must have at least. A floor adds, and never takes away: a stricter
 * cookie stays as it is, and so does a field that only removes a cookie. A value.
 *
 * @param secure whether {@code Secure} is added to what is set over a secure connection
 * @param httpOnly whether {@code HttpOnly} is added
 * @param sameSite {@code Lax} or {@code Strict}, added where a cookie says nothing, and {@code
 *     Strict} in place of {@code Lax}; {@code None} stays. Empty for no floor
 * @param maxLifetime the longest life of a cookie that is not essential, a second at least
 */
public record Floors(
    boolean secure, boolean httpOnly, Optional<String> sameSite, Duration maxLifetime) {
  /** Nothing is added; what is not essential lives 395 days at most. */
  public static final Floors DEFAULTS =
      new Floors(false, false, Optional.empty(), Duration.ofDays(395));

  /**
   * Floors.
   *
   * @throws IllegalArgumentException if {@code sameSite} is another word, or the lifetime less than
   *     a second
   */
  public Floors {
    String word = sameSite.orElse("Lax");
    if (!word.equals("Lax") && !word.equals("Strict")) {
      throw new IllegalArgumentException("same-site must be Lax or Strict, not \"" + word + "\"");
    }
    if (maxLifetime.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "max-lifetime must be PT1S at least, not \"" + maxLifetime + "\"");
    }
  }
}
