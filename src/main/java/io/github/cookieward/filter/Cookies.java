package io.github.cookieward.filter;

import io.github.cookieward.http.SetCookie;
import jakarta.servlet.http.Cookie;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The servlet API's cookie and the field value it becomes. */
final class Cookies {
  private Cookies() {}

  static SetCookie read(Cookie cookie) {
    List<SetCookie.Attribute> attributes = new ArrayList<>(6);
    cookie
        .getAttributes()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase("Max-Age")) {
                attributes.add(new SetCookie.Attribute(name, value == null ? "" : value));
              }
            });
    if (cookie.getMaxAge() >= 0) {
      attributes.add(new SetCookie.Attribute("Max-Age", Integer.toString(cookie.getMaxAge())));
    }
    String value = cookie.getValue();
    return new SetCookie(cookie.getName(), value == null ? "" : value, attributes);
  }

  /** A copy with the attributes of a field value. */
  static Cookie changed(Cookie cookie, SetCookie floored) {
    Cookie copy = (Cookie) cookie.clone();
    for (SetCookie.Attribute attribute : floored.attributes()) {
      switch (attribute.name().toLowerCase(Locale.ROOT)) {
        case "max-age" -> copy.setMaxAge(seconds(attribute.value()));
        case "secure" -> copy.setSecure(true);
        case "httponly" -> copy.setHttpOnly(true);
        default -> copy.setAttribute(attribute.name(), attribute.value());
      }
    }
    return copy;
  }

  /** As many as the servlet API can say: 68 years, of which browsers grant 400 days. */
  private static int seconds(String text) {
    return (int) Math.min(Long.parseLong(text), Integer.MAX_VALUE);
  }
}
