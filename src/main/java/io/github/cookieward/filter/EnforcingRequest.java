package io.github.cookieward.filter;

import io.github.cookieward.http.CookieHeader;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.http.PushBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The request as the application sees it: without the cookies and the tracking parameters that are
 * not granted, and with the stamp that tags and code ask. What the application starts from it stays
 * guarded.
 */
final class EnforcingRequest extends HttpServletRequestWrapper {
  /** What holds for the request. This wrapper answers for it; no list or listener sees it. */
  static final String STAMP = "io.github.cookieward.enforcement";

  /** The guard of the response, for the filter's own use; as invisible. */
  static final String GUARD = "io.github.cookieward.guard";

  /** What can be seen of the addresses; as invisible. */
  static final String QUERY = "io.github.cookieward.query";

  private static final String SINCE = "If-Modified-Since";
  private static final String SENDFILE = "org.apache.tomcat.sendfile.support";

  private final EnforcingResponse response;
  private final Deployment deployment;

  /** How the request came, before the container sends it elsewhere. */
  private final boolean fromBrowser;

  private final @Nullable String query;

  /** Made where something of the addresses is asked for: many requests are asked for nothing. */
  private volatile @Nullable VisibleQuery visible;

  private volatile @Nullable GuardedAsyncContext asyncContext;

  EnforcingRequest(HttpServletRequest request, EnforcingResponse response, Deployment deployment) {
    super(request);
    this.response = response;
    this.deployment = deployment;
    this.fromBrowser = request.getDispatcherType() == DispatcherType.REQUEST;
    this.query = request.getQueryString();
    response.seenThrough(this);
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    if (STAMP.equals(name)) {
      return response.enforcement();
    }
    if (GUARD.equals(name)) {
      return response;
    }
    if (SENDFILE.equals(name)) {
      return null; // what Tomcat sends from a file by itself goes past every wrapper
    }
    if (QUERY.equals(name)) {
      return visible();
    }
    Object value = super.getAttribute(name);
    return value instanceof String text ? visible().attribute(name, text) : value;
  }

  /** What can be seen of the addresses, for the filter. */
  VisibleQuery visible() {
    VisibleQuery present = visible;
    return present == null ? madeVisible() : present;
  }

  private synchronized VisibleQuery madeVisible() {
    VisibleQuery present = visible;
    if (present == null) {
      present = new VisibleQuery(response.asked(), fromBrowser, query, response, deployment.held());
      visible = present;
    }
    return present;
  }

  @Override
  public @Nullable String getQueryString() {
    return visible().queryString(super.getQueryString());
  }

  @Override
  public String getRequestURI() {
    return visible().path(super.getRequestURI());
  }

  @Override
  public StringBuffer getRequestURL() {
    StringBuffer url = super.getRequestURL();
    return url.indexOf(";") < 0 ? url : new StringBuffer(visible().path(url.toString()));
  }

  @Override
  public @Nullable String getParameter(String name) {
    String value = super.getParameter(name);
    if (value == null || !visible().concerns(name)) {
      return value;
    }
    String[] values = getParameterValues(name);
    return values == null || values.length == 0 ? null : values[0];
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return visible().values(name, super.getParameterValues(name));
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return visible().map(super.getParameterMap());
  }

  @Override
  public Enumeration<String> getParameterNames() {
    Map<String, String[]> all = super.getParameterMap();
    Map<String, String[]> seen = visible().map(all);
    return seen == all ? super.getParameterNames() : Collections.enumeration(seen.keySet());
  }

  private boolean isVisible(String cookie) {
    return response.enforcement().requestCookie(cookie).allows();
  }

  @Override
  public Cookie @Nullable [] getCookies() {
    Cookie[] all = super.getCookies();
    if (all == null) {
      return null;
    }
    List<Cookie> visible = new ArrayList<>(all.length);
    for (Cookie cookie : all) {
      if (isVisible(cookie.getName())) {
        visible.add(cookie);
      }
    }
    if (visible.size() == all.length) {
      return all;
    }
    return visible.isEmpty() ? null : visible.toArray(Cookie[]::new);
  }

  private boolean isConditional(@Nullable String name) {
    return name != null && Conditionals.concern(name) && response.rewritesPages();
  }

  private boolean isCodingOfFile(@Nullable String name) {
    return FileCodings.concern(name) && response.readsFile(asked());
  }

  private HttpServletRequest asked() {
    return (HttpServletRequest) getRequest();
  }

  private static boolean isCookie(@Nullable String name) {
    return "Cookie".equalsIgnoreCase(name);
  }

  private List<String> cookieFields() {
    List<String> visible = new ArrayList<>(1);
    Enumeration<String> fields = super.getHeaders("Cookie");
    while (fields != null && fields.hasMoreElements()) {
      CookieHeader.keep(fields.nextElement(), this::isVisible).ifPresent(visible::add);
    }
    return visible;
  }

  private static boolean isAddress(@Nullable String name) {
    return name != null && VisibleQuery.ADDRESS_FIELDS.contains(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    if (isConditional(name)) {
      return response.conditionals().visible(name, asked()).orElse(null);
    }
    if (isCodingOfFile(name)) {
      return FileCodings.visible(asked()).stream().findFirst().orElse(null);
    }
    if (!isCookie(name)) {
      String field = super.getHeader(name);
      return field != null && isAddress(name) ? visible().address(field) : field;
    }
    List<String> fields = cookieFields();
    return fields.isEmpty() ? null : fields.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (isConditional(name)) {
      Optional<String> seen = response.conditionals().visible(name, asked());
      return Collections.enumeration(seen.map(List::of).orElse(List.of()));
    }
    if (isCookie(name)) {
      return Collections.enumeration(cookieFields());
    }
    if (isCodingOfFile(name)) {
      return Collections.enumeration(FileCodings.visible(asked()));
    }
    Enumeration<String> fields = super.getHeaders(name);
    if (fields == null || !isAddress(name)) {
      return fields;
    }
    return Collections.enumeration(
        Collections.list(fields).stream().map(visible()::address).toList());
  }

  @Override
  public @Nullable Enumeration<String> getHeaderNames() {
    Enumeration<String> names = super.getHeaderNames();
    if (names == null) {
      return null;
    }
    List<String> visible = Collections.list(names);
    if (super.getHeader("Cookie") != null && cookieFields().isEmpty()) {
      visible.removeIf(EnforcingRequest::isCookie);
    }
    visible.removeIf(name -> isCodingOfFile(name) && getHeader(name) == null);
    if (visible.stream().anyMatch(this::isConditional)) {
      visible.removeIf(name -> isConditional(name) && getHeader(name) == null);
      if (super.getHeader(SINCE) == null && getHeader(SINCE) != null) {
        visible.add(SINCE);
      }
    }
    return Collections.enumeration(visible);
  }

  @Override
  public int getIntHeader(String name) {
    if (!isCookie(name) && !isAddress(name)) {
      return super.getIntHeader(name);
    }
    String field = getHeader(name);
    return field == null ? -1 : Integer.parseInt(field);
  }

  @Override
  public long getDateHeader(String name) {
    if (isConditional(name)) {
      String date = getHeader(name);
      if (date == null) {
        return -1;
      }
      if (!date.equals(super.getHeader(name))) {
        return HttpDate.seconds(date).orElse(-1) * 1000;
      }
    }
    boolean guarded = isCookie(name) || isAddress(name);
    if (guarded && getHeader(name) == null) {
      return -1;
    }
    if (guarded) {
      throw new IllegalArgumentException("a " + name + " header is not a date");
    }
    return super.getDateHeader(name);
  }

  // A container may copy the request's headers into a push, with the cookies that are hidden here.
  @Override
  public @Nullable PushBuilder newPushBuilder() {
    PushBuilder push = super.newPushBuilder();
    if (push == null) {
      return null;
    }
    for (String name : VisibleQuery.ADDRESS_FIELDS) {
      String field = push.getHeader(name); // also the page's own address, as the referrer
      if (field != null && !field.equals(visible().address(field))) {
        push.setHeader(name, visible().address(field));
      }
    }
    if (push.getHeader("Cookie") == null) {
      return push;
    }
    // HTTP/2 may split the field, and a builder shows its first line only.
    Optional<String> visible =
        Collections.list(super.getHeaders("Cookie")).size() > 1
            ? Optional.of(String.join("; ", cookieFields()))
            : CookieHeader.keep(push.getHeader("Cookie"), this::isVisible);
    push.removeHeader("Cookie");
    visible.filter(field -> !field.isEmpty()).ifPresent(field -> push.setHeader("Cookie", field));
    return push;
  }

  // Containers write the session cookie past every filter: it is looked at right afterwards.
  private void auditSession() {
    if (deployment.auditsSessions()) {
      response.audit();
    }
  }

  @Override
  public HttpSession getSession() {
    HttpSession session = super.getSession();
    auditSession();
    return session;
  }

  @Override
  public @Nullable HttpSession getSession(boolean create) {
    HttpSession session = super.getSession(create);
    if (create) {
      auditSession();
    }
    return session;
  }

  @Override
  public String changeSessionId() {
    HeldParameters held = deployment.held();
    HttpSession before = held.holds() ? super.getSession(false) : null;
    String old = before == null ? null : before.getId();
    String id = super.changeSessionId();
    if (old != null) {
      held.moved(old, id);
    }
    auditSession();
    return id;
  }

  private void signedInOrOut() {
    response.audit();
    deployment.beginAgain(response);
  }

  @Override
  public void login(String username, String password) throws ServletException {
    super.login(username, password);
    signedInOrOut();
  }

  @Override
  public void logout() throws ServletException {
    super.logout();
    signedInOrOut();
  }

  @Override
  public boolean authenticate(HttpServletResponse answer) throws IOException, ServletException {
    boolean authenticated = super.authenticate(answer);
    signedInOrOut();
    return authenticated;
  }

  // Without arguments a container goes on with its own request and response, past every wrapper.
  @Override
  public AsyncContext startAsync() {
    return guarded(super.startAsync(this, response), true, lastDispatched());
  }

  /**
   * Where {@link AsyncContext#dispatch()} leads if it was started without arguments: to where the
   * container last sent the request, which is not where the application forwarded it to. Without
   * the query, which stays the request's: Jetty would add it once more.
   *
   * @return a path within the application, or empty where the container has to know
   */
  private Optional<String> lastDispatched() {
    Object forwarded = super.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI);
    String uri = forwarded instanceof String before ? before : super.getRequestURI();
    return uri.startsWith(getContextPath() + "/")
        ? Optional.of(uri.substring(getContextPath().length()))
        : Optional.empty();
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse answer) {
    boolean original = request == this && answer == response;
    return guarded(super.startAsync(request, answer), original, Optional.empty());
  }

  private GuardedAsyncContext guarded(AsyncContext inner, boolean original, Optional<String> back) {
    GuardedAsyncContext guarded = new GuardedAsyncContext(inner, response, original, back);
    asyncContext = guarded;
    response.startedAsync();
    return guarded;
  }

  @Override
  public AsyncContext getAsyncContext() {
    AsyncContext inner = super.getAsyncContext();
    GuardedAsyncContext guarded = asyncContext;
    return guarded != null && guarded.wraps(inner) ? guarded : inner;
  }
}
