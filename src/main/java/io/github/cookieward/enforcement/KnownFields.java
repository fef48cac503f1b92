package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Category;
import io.github.cookieward.http.KnownTexts;
import io.github.cookieward.http.SetCookie;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Set-Cookie} fields of an application that the cookie's name alone decides about: they
 * remove nothing, and are set where the application is known to set them. Bounded; safe to share.
 */
final class KnownFields {
  private final Enforcer enforcer;
  private final KnownTexts<Known> known = new KnownTexts<>(512, 256, this::look);

  /**
   * One field, whatever the value in it.
   *
   * @param cookie whose cookie it is; null where the name alone does not decide
   * @param plain the attributes with which it leaves if it is granted, where floors and cap change
   *     them; null where it leaves as it is
   * @param secured the same over a secure connection
   */
  record Known(
      KnownCookies.@Nullable Cookie cookie, @Nullable String plain, @Nullable String secured) {
    /** A field as it leaves if it is granted. */
    String leaving(String field, boolean secure) {
      String attributes = secure ? secured : plain;
      if (attributes == null) {
        return field;
      }
      SetCookie whole = SetCookie.parse(field);
      return whole.name() + "=" + whole.value() + attributes;
    }
  }

  KnownFields(Enforcer enforcer) {
    this.enforcer = enforcer;
  }

  /** What is known of a field. */
  Known field(String field) {
    int semicolon = field.indexOf(';');
    int end = semicolon < 0 ? field.length() : semicolon;
    int equals = field.indexOf('=');
    int name = equals < end ? equals + 1 : 0;
    return known.get(field, 0, name, end, field.length());
  }

  private Known look(String withoutValue) {
    SetCookie cookie = SetCookie.parse(withoutValue);
    String name = cookie.name();
    boolean byName = !name.isEmpty() && SetCookie.isPlain(name) && !enforcer.isConsentCookie(name);
    boolean lasts = !cookie.has("Expires") && cookie.maxAge().orElse(1) > 0;
    boolean placed = cookie.attribute("Path").filter(path -> path.startsWith("/")).isPresent();
    if (!byName || !lasts || !placed) {
      return new Known(null, null, null);
    }
    enforcer.learned().learn(cookie, "/");
    KnownCookies.Cookie known = enforcer.cookies().known(name);
    boolean essential =
        known.found().filter(f -> f.service().category().equals(Category.ESSENTIAL)).isPresent();
    Decision granted = known.decision(essential ? Reason.ESSENTIAL : Reason.GRANTED);
    return new Known(known, changed(cookie, granted, false), changed(cookie, granted, true));
  }

  private @Nullable String changed(SetCookie cookie, Decision granted, boolean secure) {
    SetCookie leaving =
        Flooring.apply(enforcer.settings().floors(), cookie, granted, secure, enforcer.clock());
    String pair = cookie.name() + "=" + cookie.value();
    return leaving.equals(cookie) ? null : leaving.toString().substring(pair.length());
  }
}
