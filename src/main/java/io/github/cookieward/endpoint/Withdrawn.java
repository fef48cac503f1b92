package io.github.cookieward.endpoint;

import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Expiry;
import io.github.cookieward.http.CookieHeader;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** What a browser still holds and no longer may, after a refusal or a withdrawal. */
public final class Withdrawn {
  /** The most cookies that are looked at: browsers keep about 180 for one site. */
  private static final int MAX_NAMES = 200;

  private Withdrawn() {}

  /**
   * The {@code Set-Cookie} field values that remove the cookies which a request brought and which
   * are not granted; none where the visitor has not refused. Bounded by {@link
   * Expiry#MAX_CHARACTERS}.
   */
  public static List<String> lines(Enforcement enforcement, HttpServletRequest request) {
    Set<String> names = new LinkedHashSet<>();
    for (String field : Collections.list(request.getHeaders("Cookie"))) {
      CookieHeader.forEach(
          field,
          (name, value) -> {
            if (names.size() < MAX_NAMES && isPlain(name) && enforcement.expires(name)) {
              names.add(name);
            }
          });
    }
    if (names.isEmpty()) {
      return List.of();
    }
    Expiry expiry =
        new Expiry(
            enforcement.enforcer(),
            request.getServerName(),
            request.getRequestURI(),
            request.getContextPath(),
            request.isSecure());
    return expiry.lines(names, ThreadLocalRandom.current().nextInt(names.size()));
  }

  /** What a header can carry; another name could not be sent back as it came. */
  private static boolean isPlain(String name) {
    return name.chars().allMatch(c -> c >= 0x20 && c < 0x7f);
  }
}
