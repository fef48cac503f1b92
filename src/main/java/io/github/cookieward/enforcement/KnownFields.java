package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Category;
import io.github.cookieward.http.KnownSetCookies;
import io.github.cookieward.http.SetCookie;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Set-Cookie} fields of an application that the cookie's name alone decides about: they
 * remove nothing, and are set where the application is known to set them. Bounded; safe to share.
 */
final class KnownFields {
  private final Enforcer enforcer;
  private final KnownSetCookies<Known> known = new KnownSetCookies<>(512, this::look);

  /**
   * One field, whatever the value in it.
   *
   * @param cookie whose cookie it is; null where the name alone does not decide
   * @param asItIs whether it leaves as it is if it is granted: no floor and no cap changes it
   */
  record Known(KnownCookies.@Nullable Cookie cookie, boolean asItIs) {}

  KnownFields(Enforcer enforcer) {
    this.enforcer = enforcer;
  }

  /** What is known of a field. */
  Known field(String field) {
    return known.get(field);
  }

  private Known look(SetCookie cookie) {
    String name = cookie.name();
    boolean byName = !name.isEmpty() && SetCookie.isPlain(name) && !enforcer.isConsentCookie(name);
    boolean lasts = !cookie.has("Expires") && cookie.maxAge().orElse(1) > 0;
    boolean placed = cookie.attribute("Path").filter(path -> path.startsWith("/")).isPresent();
    if (!byName || !lasts || !placed) {
      return new Known(null, false);
    }
    enforcer.learned().learn(cookie, "/");
    KnownCookies.Cookie known = enforcer.knownCookies().cookie(name);
    boolean essential =
        known.found().filter(f -> f.service().category().equals(Category.ESSENTIAL)).isPresent();
    Decision granted = known.decision(essential ? Reason.ESSENTIAL : Reason.GRANTED);
    Floors floors = enforcer.settings().floors();
    return new Known(
        known, Flooring.apply(floors, cookie, granted, true, enforcer.clock()).equals(cookie));
  }
}
