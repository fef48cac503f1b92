package io.github.cookieward.filter;

import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Reason;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.http.SetCookie;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The response as the application sees it: every way to set a cookie asks first, before the
 * container has the field, because on Servlet 6.0 it cannot be taken back afterwards.
 */
final class EnforcingResponse extends HttpServletResponseWrapper {
  private static final String SET_COOKIE = "Set-Cookie";
  private static final String VARY = "Cookie, Sec-GPC";

  private volatile Enforcement enforcement;
  private final HttpServletRequest asked;

  /** Asked for our own fields: during an include what lies between lets no field pass. */
  private final HttpServletResponse container;

  private final String path;
  private final boolean secure;

  /** Our own fields, which outlive a {@code reset()} of the application. */
  private List<String> own = List.of();

  /** The application's fields that have passed, so that the audit asks about the others only. */
  private List<String> passed = List.of();

  EnforcingResponse(
      HttpServletRequest request, HttpServletResponse response, Enforcement enforcement) {
    super(response);
    this.container = response;
    this.enforcement = enforcement;
    this.asked = request;
    this.path = request.getRequestURI();
    this.secure = request.isSecure();
  }

  Enforcement enforcement() {
    return enforcement;
  }

  /** The request as the container has it, with all that the browser sent. */
  HttpServletRequest asked() {
    return asked;
  }

  /**
   * From now on another consent holds, whether or not the browser can still be told.
   *
   * @param fields what tells it
   */
  void answered(Enforcement next, List<String> fields) {
    enforcement = next;
    addOwn(fields);
  }

  /**
   * Keeps shared caches from giving this page to others, unless the application has said how it may
   * be kept. Asked for by what renders for one visitor.
   */
  void personal() {
    if (isCommitted()) {
      return;
    }
    if (container.getHeader("Cache-Control") == null) {
      container.setHeader("Cache-Control", "private, no-cache");
    }
    if (!container.getHeaders("Vary").contains(VARY)) {
      container.addHeader("Vary", VARY);
    }
  }

  /** Adds fields that are not the application's: the consent's, and those that expire others. */
  void addOwn(List<String> fields) {
    if (!fields.isEmpty() && !isCommitted()) {
      Set<String> all = new LinkedHashSet<>(own);
      fields.stream().filter(EnforcingResponse::isSafe).forEach(all::add);
      own = List.copyOf(all);
      restoreOwn();
    }
  }

  // Jetty reads back what is set when a session begins, and fails at names that a browser may send.
  private static boolean isSafe(String field) {
    String name = SetCookie.parse(field).name();
    return !name.startsWith("$") && name.chars().allMatch(c -> c > 0x20 && c < 0x7f && c != ',');
  }

  private void restoreOwn() {
    if (own.isEmpty()) {
      return;
    }
    Collection<String> present = container.getHeaders(SET_COOKIE);
    for (String field : own) {
      if (!present.contains(field)) {
        container.addHeader(SET_COOKIE, field);
      }
    }
  }

  /** The field as it may leave, or empty where it is withheld. */
  private Optional<String> passing(String field) {
    SetCookie cookie = SetCookie.parse(field);
    Decision decision = decide(cookie);
    if (!decision.allows()) {
      return Optional.empty();
    }
    SetCookie leaving = floored(cookie, decision);
    String text = leaving.equals(cookie) ? field : leaving.toString();
    remember(text);
    return Optional.of(text);
  }

  private synchronized void remember(String field) {
    if (passed.isEmpty()) {
      passed = new ArrayList<>(8);
    }
    passed.add(field);
  }

  private synchronized boolean hasPassed(String field) {
    return passed.contains(field);
  }

  private Decision decide(SetCookie cookie) {
    enforcement.enforcer().learned().learn(cookie, path);
    return enforcement.responseCookie(cookie);
  }

  private SetCookie floored(SetCookie cookie, Decision decision) {
    return enforces() ? enforcement.floored(cookie, decision, secure) : cookie;
  }

  private boolean enforces() {
    return enforcement.settings().mode() == Settings.Mode.ENFORCE;
  }

  private static boolean isSetCookie(@Nullable String name) {
    return name != null && SetCookie.isFieldName(name);
  }

  @Override
  public void addCookie(Cookie cookie) {
    SetCookie asked = Cookies.read(cookie);
    Decision decision = decide(asked);
    if (!decision.allows()) {
      return;
    }
    SetCookie leaving = floored(asked, decision);
    if (decision.reason() == Reason.DELETION && enforces()) {
      // Jetty drops an Expires of the application, and would set what is to be removed; Undertow
      // reads the object only later. So it is a copy, with the one attribute that all understand.
      super.addCookie(Cookies.changed(cookie, leaving.with("Max-Age", "0")));
    } else {
      super.addCookie(leaving.equals(asked) ? cookie : Cookies.changed(cookie, leaving));
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!isSetCookie(name) || value == null) {
      super.addHeader(name, value);
      return;
    }
    passing(value).ifPresent(field -> super.addHeader(name, field));
  }

  // A field that is withheld replaces nothing: what passed before it stays.
  @Override
  public void setHeader(String name, String value) {
    if (!isSetCookie(name)) {
      super.setHeader(name, value);
      return;
    }
    if (value == null) {
      super.setHeader(name, null);
      restoreOwn();
      return;
    }
    passing(value)
        .ifPresent(
            field -> {
              super.setHeader(name, field);
              restoreOwn();
            });
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (!isSetCookie(name) || passing(Integer.toString(value)).isPresent()) {
      super.addIntHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (!isSetCookie(name)) {
      super.setIntHeader(name, value);
    } else if (passing(Integer.toString(value)).isPresent()) {
      super.setIntHeader(name, value);
      restoreOwn();
    }
  }

  @Override
  public void addDateHeader(String name, long date) {
    if (!isSetCookie(name) || passing("date").isPresent()) {
      super.addDateHeader(name, date);
    }
  }

  @Override
  public void setDateHeader(String name, long date) {
    if (!isSetCookie(name)) {
      super.setDateHeader(name, date);
    } else if (passing("date").isPresent()) {
      super.setDateHeader(name, date);
      restoreOwn();
    }
  }

  @Override
  public void setTrailerFields(@Nullable Supplier<Map<String, String>> supplier) {
    super.setTrailerFields(supplier == null ? null : () -> withoutCookies(supplier.get()));
  }

  private static @Nullable Map<String, String> withoutCookies(
      @Nullable Map<String, String> fields) {
    if (fields == null || fields.keySet().stream().noneMatch(EnforcingResponse::isSetCookie)) {
      return fields;
    }
    Map<String, String> kept = new LinkedHashMap<>(fields);
    kept.keySet().removeIf(EnforcingResponse::isSetCookie);
    return kept;
  }

  @Override
  public void reset() {
    super.reset();
    restoreOwn();
  }

  // What went round the wrapper can be taken back only before the response leaves.

  @Override
  public void sendError(int status) throws IOException {
    audit();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    audit();
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    audit();
    super.sendRedirect(location);
  }

  @Override
  public void flushBuffer() throws IOException {
    audit();
    super.flushBuffer();
  }

  /**
   * Looks at what the container holds already, set by those who do not ask: the container's own
   * session, filters before this one, code that unwraps. Takes back what is withheld, as far as the
   * server lets it.
   */
  void audit() {
    if (isCommitted()) {
      return;
    }
    Collection<String> present = super.getHeaders(SET_COOKIE);
    if (present == null || present.isEmpty() || areKnown(present)) {
      return;
    }
    List<String> kept = new ArrayList<>(present.size());
    boolean all = true;
    for (String field : present) {
      if (own.contains(field) || hasPassed(field)) {
        kept.add(field);
        continue;
      }
      Optional<String> passing =
          field.isBlank() || isConsent(field) ? Optional.of(field) : passing(field);
      passing.ifPresent(kept::add);
      all &= passing.filter(field::equals).isPresent();
    }
    if (!all) {
      replace(kept);
    }
  }

  private boolean areKnown(Collection<String> fields) {
    for (String field : fields) {
      if (!own.contains(field) && !hasPassed(field)) {
        return false;
      }
    }
    return true;
  }

  private boolean isConsent(String field) {
    return enforcement.enforcer().isConsentCookie(SetCookie.parse(field).name());
  }

  private void replace(List<String> fields) {
    if (fields.isEmpty()) {
      super.setHeader(SET_COOKIE, null);
      if (!super.getHeaders(SET_COOKIE).isEmpty()) {
        super.setHeader(SET_COOKIE, ""); // Servlet 6.0 cannot remove; browsers ignore an empty one
      }
      return;
    }
    super.setHeader(SET_COOKIE, fields.get(0));
    for (String field : fields.subList(1, fields.size())) {
      super.addHeader(SET_COOKIE, field);
    }
  }
}
