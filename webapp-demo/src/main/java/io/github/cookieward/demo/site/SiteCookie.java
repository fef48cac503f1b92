package io.github.cookieward.demo.site;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A cookie of the site, kept to the path of its deployment, so that the protected and the
 * unprotected copy do not share it.
 *
 * @param httpOnly whether scripts are kept from it
 */
record SiteCookie(String name, String value, String path, Duration age, boolean httpOnly) {
  static SiteCookie of(HttpServletRequest request, String name, String value, Duration age) {
    return new SiteCookie(name, value, path(request), age, false);
  }

  /** A measuring cookie: keeps the value that the browser sent, or begins a new one. */
  static SiteCookie kept(HttpServletRequest request, String name, String begin, Duration age) {
    return of(request, name, sent(request, name).orElse(begin), age);
  }

  /** The value of a cookie that the application can see. */
  static Optional<String> sent(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? Optional.empty()
        : Arrays.stream(cookies)
            .filter(c -> c.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst();
  }

  static String path(HttpServletRequest request) {
    return request.getContextPath().isEmpty() ? "/" : request.getContextPath();
  }

  static String random() {
    return Integer.toString(ThreadLocalRandom.current().nextInt(100_000_000, 1_000_000_000));
  }

  SiteCookie hidden() {
    return new SiteCookie(name, value, path, age, true);
  }

  Cookie asCookie() {
    Cookie cookie = new Cookie(name, value);
    cookie.setPath(path);
    cookie.setMaxAge(Math.toIntExact(age.toSeconds()));
    cookie.setHttpOnly(httpOnly);
    cookie.setAttribute("SameSite", "Lax");
    return cookie;
  }

  /** The field value, for those who write the header by hand. */
  String asField() {
    return name
        + "="
        + value
        + ("; Path=" + path)
        + ("; Max-Age=" + age.toSeconds())
        + "; SameSite=Lax"
        + (httpOnly ? "; HttpOnly" : "");
  }
}
