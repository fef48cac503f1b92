package io.github.cookieward.filter;

import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Reason;
import io.github.cookieward.http.SetCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The cookies of one response: the application's, each of which asks first, and our own. */
final class ResponseCookies {
  private static final String SET_COOKIE = "Set-Cookie";
  private static final @Nullable String[] NOTHING = {};

  private final Exchange exchange;

  /** Our own fields, which outlive a {@code reset()} of the application. */
  private List<String> own = List.of();

  /**
   * The application's fields that have passed, so that the audit asks about the others only; null
   * after the last. An array with room for what most responses set: every request pays for it.
   */
  private @Nullable String[] passed = NOTHING;

  ResponseCookies(Exchange exchange) {
    this.exchange = exchange;
  }

  static boolean isField(@Nullable String name) {
    return name != null && SetCookie.isFieldName(name);
  }

  // Our own.

  /** Whether the response carries cookies of ours. */
  boolean hasOwn() {
    return !own.isEmpty();
  }

  /** Adds fields that are not the application's: the consent's, and those that expire others. */
  void addOwn(List<String> fields) {
    if (!fields.isEmpty() && !exchange.container().isCommitted()) {
      Set<String> all = new LinkedHashSet<>(own);
      fields.stream().filter(ResponseCookies::isSafe).forEach(all::add);
      own = List.copyOf(all);
      restoreOwn();
      if (exchange.pages().isShared()) {
        exchange.container().setHeader("Cache-Control", "private, no-store");
      }
    }
  }

  // Jetty reads back what is set when a session begins, and fails at names that a browser may send.
  private static boolean isSafe(String field) {
    String name = SetCookie.parse(field).name();
    return !name.startsWith("$") && name.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != ',');
  }

  /** Sets again what a {@code reset()} or {@code setHeader} of the application has taken away. */
  void restoreOwn() {
    if (own.isEmpty()) {
      return;
    }
    Collection<String> present = exchange.container().getHeaders(SET_COOKIE);
    for (String field : own) {
      if (!present.contains(field)) {
        exchange.container().addHeader(SET_COOKIE, field);
      }
    }
  }

  // The application's.

  /** The field as it may leave; null where it is withheld. */
  @Nullable String passing(String field) {
    boolean secure = exchange.asked().isSecure();
    String leaving = exchange.enforcement().responseCookie(field, exchange.path(), secure);
    if (leaving != null) {
      remember(leaving);
    }
    return leaving;
  }

  /** The cookie as it may leave; null where it is withheld. */
  @Nullable Cookie passing(Cookie cookie) {
    SetCookie asked = Cookies.read(cookie);
    Enforcement enforcement = exchange.enforcement();
    enforcement.enforcer().learned().learn(asked, exchange.path());
    Decision decision = enforcement.responseCookie(asked);
    if (!decision.allows()) {
      return null;
    }
    SetCookie leaving = enforcement.floored(asked, decision, exchange.asked().isSecure());
    if (decision.reason() == Reason.DELETION && exchange.enforces()) {
      // Jetty drops an Expires of the application, and would set what is to be removed; Undertow
      // reads the object only later. So it is a copy, with the one attribute that all understand.
      return Cookies.changed(cookie, leaving.with("Max-Age", "0"));
    }
    return leaving.equals(asked) ? cookie : Cookies.changed(cookie, leaving);
  }

  private synchronized void remember(String field) {
    int count = passed.length;
    while (count > 0 && passed[count - 1] == null) {
      count--;
    }
    if (count == passed.length) {
      passed = Arrays.copyOf(passed, 2 * count + 6);
    }
    passed[count] = field;
  }

  private synchronized boolean isKnown(String field) {
    for (String known : passed) {
      if (field.equals(known)) {
        return true;
      }
    }
    return own.contains(field);
  }

  // What went round the guard.

  /**
   * Looks at what the container holds already, set by those who do not ask: the container's own
   * session, filters before this one, code that unwraps. Takes back what is withheld, as far as the
   * server lets it.
   */
  void audit() {
    HttpServletResponse response = exchange.next();
    Collection<String> present = response.getHeaders(SET_COOKIE);
    if (present == null || present.isEmpty() || areKnown(present)) {
      return;
    }
    List<String> kept = new ArrayList<>(present.size());
    boolean all = true;
    for (String field : present) {
      if (isKnown(field)) {
        kept.add(field);
        continue;
      }
      String passing = field.isBlank() || isConsent(field) ? field : passing(field);
      if (passing != null) {
        kept.add(passing);
      }
      all &= field.equals(passing);
    }
    if (!all) {
      replace(response, kept);
    }
  }

  private boolean areKnown(Collection<String> fields) {
    for (String field : fields) {
      if (!isKnown(field)) {
        return false;
      }
    }
    return true;
  }

  private boolean isConsent(String field) {
    return exchange.enforcement().enforcer().isConsentCookie(SetCookie.parse(field).name());
  }

  private static void replace(HttpServletResponse response, List<String> fields) {
    if (fields.isEmpty()) {
      response.setHeader(SET_COOKIE, null);
      if (!response.getHeaders(SET_COOKIE).isEmpty()) {
        response.setHeader(
            SET_COOKIE, ""); // Servlet 6.0 cannot remove; browsers ignore an empty one
      }
      return;
    }
    response.setHeader(SET_COOKIE, fields.get(0));
    for (String field : fields.subList(1, fields.size())) {
      response.addHeader(SET_COOKIE, field);
    }
  }
}
