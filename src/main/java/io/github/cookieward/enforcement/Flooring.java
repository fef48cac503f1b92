package io.github.cookieward.enforcement;

import io.github.cookieward.http.SetCookie;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Applies {@link Floors} to a cookie that passes. */
final class Flooring {
  private Flooring() {}

  static SetCookie apply(
      Floors floors,
      SetCookie cookie,
      Decision decision,
      boolean secureConnection,
      InstantSource clock) {
    if (decision.reason() == Reason.DELETION) {
      return cookie;
    }
    SetCookie floored = cookie;
    if (floors.secure() && secureConnection && !floored.has("Secure")) {
      floored = floored.with("Secure", "");
    }
    if (floors.httpOnly() && !floored.has("HttpOnly")) {
      floored = floored.with("HttpOnly", "");
    }
    if (floors.sameSite().isPresent() && weaker(floored.attribute("SameSite"), floors)) {
      floored = floored.with("SameSite", floors.sameSite().get());
    }
    long cap = floors.maxLifetime().toSeconds();
    if (decision.reason() != Reason.ESSENTIAL && lives(floored, clock) > cap) {
      floored = floored.with("Max-Age", Long.toString(cap));
    }
    return floored;
  }

  /**
   * Whether a floor is needed: the cookie says nothing that a browser understands, or Lax where the
   * floor is Strict. An explicit None is the application's word for use across sites, and stays.
   */
  private static boolean weaker(Optional<String> said, Floors floors) {
    return switch (said.orElse("").toLowerCase(Locale.ROOT)) {
      case "strict", "none" -> false;
      case "lax" -> floors.sameSite().filter(f -> f.equalsIgnoreCase("Strict")).isPresent();
      default -> true;
    };
  }

  private static long lives(SetCookie cookie, InstantSource clock) {
    OptionalLong maxAge = cookie.maxAge();
    return maxAge.isPresent()
        ? maxAge.getAsLong()
        : cookie
            .expires()
            .map(e -> e.getEpochSecond() - clock.instant().getEpochSecond())
            .orElse(0L);
  }
}
