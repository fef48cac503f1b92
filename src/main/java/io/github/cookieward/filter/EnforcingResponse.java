package io.github.cookieward.filter;

import io.github.cookieward.enforcement.Enforcement;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The response as the application sees it: every way to set a cookie or a field asks first, before
 * the container has it, because on Servlet 6.0 it cannot be taken back afterwards; and every way to
 * write leads through the {@link ResponseBody}.
 */
final class EnforcingResponse extends HttpServletResponseWrapper {
  private final Exchange exchange;
  private final ResponseCookies cookies;

  /** Made with the first field that is no cookie. */
  private @Nullable ResponseHead head;

  /** Made with the first thing that is asked of a body: many responses have none that is read. */
  private @Nullable ResponseWriting writing;

  EnforcingResponse(
      HttpServletRequest request,
      HttpServletResponse response,
      Enforcement enforcement,
      Pages pages) {
    super(response);
    this.exchange = new Exchange(request, response, this, enforcement, pages);
    this.cookies = new ResponseCookies(exchange);
  }

  Enforcement enforcement() {
    return exchange.enforcement();
  }

  /** The request as the container has it, with all that the browser sent. */
  HttpServletRequest asked() {
    return exchange.asked();
  }

  void seenThrough(HttpServletRequest request) {
    exchange.seenThrough(request);
  }

  /**
   * From now on another consent holds, whether or not the browser can still be told.
   *
   * @param fields what tells it
   */
  void answered(Enforcement next, List<String> fields) {
    exchange.holds(next);
    addOwn(fields);
  }

  /**
   * Keeps shared caches from giving this page to others, unless the application has said how it may
   * be kept. Asked for by what renders for one visitor.
   */
  void personal() {
    head().personal();
  }

  /** Adds fields that are not the application's: the consent's, and those that expire others. */
  void addOwn(List<String> fields) {
    cookies.addOwn(fields);
  }

  /** Takes back what went round the wrapper, which can be done only before the response leaves. */
  void audit() {
    if (!isCommitted()) {
      cookies.audit();
    }
  }

  PagePieces pieces() {
    return writing().making().pieces();
  }

  Conditionals conditionals() {
    return head().conditionals();
  }

  // Cookies and fields.

  @Override
  public void addCookie(Cookie cookie) {
    Cookie leaving = cookies.passing(cookie);
    if (leaving != null) {
      super.addCookie(leaving);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (name == null || value == null) {
      super.addHeader(name, value);
    } else if (parks(name)) {
      head().parked().add(name, value);
    } else {
      String leaving = leaving(name, value);
      if (leaving != null) {
        super.addHeader(name, leaving);
      }
    }
  }

  // A field that is withheld replaces nothing: what passed before it stays.
  @Override
  public void setHeader(String name, String value) {
    if (name == null) {
      super.setHeader(null, value);
    } else if (value == null) {
      if (parks(name)) {
        head().parked().remove(name);
      }
      if (name.equalsIgnoreCase(ResponseHead.LOCATION)) {
        head().redirectsNoMore();
      }
      super.setHeader(name, null);
    } else if (parks(name)) {
      head().parked().set(name, value);
    } else {
      String leaving = leaving(name, value);
      if (leaving != null) {
        super.setHeader(name, leaving);
      }
    }
    if (ResponseCookies.isField(name)) {
      cookies.restoreOwn();
    }
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (name != null && asksAbout(name)) {
      addHeader(name, Integer.toString(value));
    } else {
      super.addIntHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (name != null && asksAbout(name)) {
      setHeader(name, Integer.toString(value));
    } else {
      super.setIntHeader(name, value);
    }
  }

  @Override
  public void addDateHeader(String name, long date) {
    if (name != null && asksAbout(name)) {
      addHeader(name, HttpDate.format(date));
    } else {
      super.addDateHeader(name, date);
    }
  }

  @Override
  public void setDateHeader(String name, long date) {
    if (name != null && asksAbout(name)) {
      setHeader(name, HttpDate.format(date));
    } else {
      super.setDateHeader(name, date);
    }
  }

  private boolean asksAbout(String name) {
    return parks(name) || ResponseHead.isGuarded(name) || head().isPage();
  }

  /** The value that leaves under a name that is not parked; null for none. */
  private @Nullable String leaving(String name, String value) {
    if (ResponseCookies.isField(name)) {
      return cookies.passing(value);
    }
    return name.equalsIgnoreCase("Content-Type") && isReadTooLate(value)
        ? null
        : head().leaving(name, value);
  }

  @Override
  public void setTrailerFields(@Nullable Supplier<Map<String, String>> supplier) {
    super.setTrailerFields(supplier == null ? null : () -> unguarded(supplier.get()));
  }

  private static @Nullable Map<String, String> unguarded(@Nullable Map<String, String> fields) {
    if (fields == null || fields.keySet().stream().noneMatch(ResponseHead::isGuarded)) {
      return fields;
    }
    Map<String, String> kept = new LinkedHashMap<>(fields);
    kept.keySet().removeIf(ResponseHead::isGuarded);
    return kept;
  }

  // The fields of the body.

  private boolean parks(String name) {
    return ParkedFields.concern(name) && parks();
  }

  private boolean parks() {
    ResponseBody present = begun();
    return !exchange.isIncluding()
        && rewritesPages()
        && (present == null || !present.passes())
        && !isCommitted();
  }

  private boolean isReadTooLate(String type) {
    ResponseWriting present = writing;
    return present != null && rewritesPages() && present.isReadTooLate(type);
  }

  @Override
  public void setContentType(@Nullable String type) {
    if (type == null || !isReadTooLate(type)) {
      super.setContentType(type);
    }
  }

  @Override
  public void setContentLength(int length) {
    if (parks()) {
      head().parked().length(length);
    } else {
      super.setContentLength(length);
    }
  }

  @Override
  public void setContentLengthLong(long length) {
    if (parks()) {
      head().parked().length(length);
    } else {
      super.setContentLengthLong(length);
    }
  }

  @Override
  public boolean containsHeader(String name) {
    return !head().parked(name).isEmpty() || super.containsHeader(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> values = head().parked(name);
    return values.isEmpty() ? super.getHeader(name) : values.get(0);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    List<String> values = head().parked(name);
    return values.isEmpty() ? super.getHeaders(name) : values;
  }

  @Override
  public Collection<String> getHeaderNames() {
    return head().withParked(super.getHeaderNames());
  }

  // Beginning anew, and ends that the container makes.

  @Override
  public void reset() {
    boolean committed = isCommitted();
    super.reset();
    if (exchange.isIncluding() || committed) {
      return;
    }
    if (writing != null) {
      writing.reset();
    }
    head().reset();
  }

  @Override
  public void setBufferSize(int size) {
    ResponseBody present = begun();
    if (present != null && present.holdsTheBeginning()) {
      throw new IllegalStateException("content has been written");
    }
    writing().making().setBufferSize(size);
  }

  @Override
  public int getBufferSize() {
    return writing().making().bufferSize();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    if (!isCommitted()) {
      forgetBody();
    }
  }

  @Override
  public void sendError(int status) throws IOException {
    boolean committed = leaves(status);
    super.sendError(status);
    hasLeft(committed);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    boolean committed = leaves(status);
    super.sendError(status, message);
    hasLeft(committed);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    redirect(location, SC_FOUND, super::sendRedirect);
  }

  // The other ways to redirect are of Servlet 6.1, against which this is not compiled.

  public void sendRedirect(String location, int status) throws IOException {
    sendRedirect(location, status, true);
  }

  public void sendRedirect(String location, boolean clearBuffer) throws IOException {
    sendRedirect(location, SC_FOUND, clearBuffer);
  }

  /**
   * Sends the browser on.
   *
   * @param clearBuffer whether what was written so far is replaced
   */
  public void sendRedirect(String location, int status, boolean clearBuffer) throws IOException {
    redirect(
        location,
        status,
        leaving -> {
          if (!clearBuffer && rewritesPages()) {
            body().finish(); // what was written goes along
          }
          LaterApi.sendRedirect(exchange.next(), leaving, status, clearBuffer);
        });
  }

  /** What sends the browser on. */
  private interface Redirecting {
    void to(@Nullable String location) throws IOException;
  }

  private void redirect(String location, int status, Redirecting redirecting) throws IOException {
    String leaving = location == null ? null : head().guarded(ResponseHead.LOCATION, location);
    if (leaving == null && location != null) {
      if (!exchange.isIncluding() && !isCommitted()) {
        super.setStatus(status);
        if (!depart()) {
          super.setStatus(SC_NO_CONTENT); // there is nowhere to go that the visitor agreed to
        }
      }
      return;
    }
    boolean committed = leaves(status);
    redirecting.to(leaving);
    hasLeft(committed);
  }

  /** Before the response leaves: answers in place of a redirect, if it is one that may not. */
  boolean depart() throws IOException {
    ResponseHead said = head;
    if (said == null || isCommitted() || exchange.isIncluding()) {
      return false;
    }
    Optional<WithheldRedirect> redirect = said.redirect();
    if (redirect.isEmpty()) {
      said.sayLocation();
      return false;
    }
    audit();
    said.redirectsNoMore();
    writing().depart();
    redirect.get().answer(exchange);
    return true;
  }

  /** The container is about to answer by itself. */
  private boolean leaves(int status) {
    audit();
    boolean committed = isCommitted();
    if (!committed && status == SC_NOT_MODIFIED && !exchange.isIncluding()) {
      head().becomesNotModified();
    }
    return committed;
  }

  /** It has, unless this is an include: then it did nothing. */
  private void hasLeft(boolean before) {
    if (!before && isCommitted()) {
      body().withhold();
    }
  }

  @Override
  public void flushBuffer() throws IOException {
    audit();
    if (depart()) {
      return;
    }
    if (rewritesPages() && !exchange.isIncluding()) {
      body().flush();
      if (body().holdsTheHead() || body().isBusy()) {
        return;
      }
    }
    super.flushBuffer();
  }

  // The body.

  private synchronized ResponseHead head() {
    ResponseHead present = head;
    if (present == null) {
      present = new ResponseHead(exchange, cookies);
      head = present;
    }
    return present;
  }

  private boolean speaksOfBody() {
    ResponseHead present = head;
    return present != null && present.speaksOfBody();
  }

  private synchronized ResponseWriting writing() {
    ResponseWriting present = writing;
    if (present == null) {
      present = new ResponseWriting(new PageMaking(exchange, head()), exchange.pages(), this);
      writing = present;
    }
    return present;
  }

  private ResponseBody body() {
    return writing().body();
  }

  /** The body as far as it has begun; null before. */
  private @Nullable ResponseBody begun() {
    ResponseWriting present = writing;
    return present == null ? null : present.begun();
  }

  private void forgetBody() {
    ResponseBody begun = begun();
    if (begun != null) {
      begun.forget();
    }
  }

  /** Whether bodies are looked at; if not, stream and writer are the container's own. */
  boolean rewritesPages() {
    return exchange.pages().rewrites();
  }

  /** Whether the file that is asked for may be a style sheet or a module that is read. */
  boolean readsFile(HttpServletRequest asked) {
    return exchange.withholds() && FileCodings.asksForSheet(asked) || exchange.readsModules();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream inner = super.getOutputStream();
    if (!rewritesPages()) {
      return inner;
    }
    return writing().through(inner);
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    if (writing != null && writing.hasDeparted()) {
      return new PrintWriter(Writer.nullWriter());
    }
    PrintWriter inner = super.getWriter();
    if (!rewritesPages()) {
      return inner;
    }
    return writing().through(inner);
  }

  // The way of the request through the container.

  void startedAsync() {
    exchange.dispatches().startedAsync();
  }

  void awaitsDispatch(boolean awaits) {
    exchange.dispatches().awaitsDispatch(awaits);
  }

  /** A dispatch begins; answers what {@link #leaves} is to be told at its end. */
  int enters(DispatcherType dispatch) {
    boolean replaces = dispatch == DispatcherType.FORWARD || dispatch == DispatcherType.ERROR;
    if (replaces && !isCommitted()) {
      forgetBody(); // the container has emptied the buffer, perhaps without telling
    }
    return exchange.begins(dispatch);
  }

  /**
   * A dispatch ends. What is held back leaves now: after a forward some containers take nothing
   * more.
   */
  void leaves(HttpServletRequest request, int startsBefore, boolean returned) throws IOException {
    if (!exchange.ends(request, startsBefore)) {
      return;
    }
    audit();
    if (returned
        && !depart()
        && rewritesPages()
        && (begun() != null || speaksOfBody() || saysOfABody())) {
      body().finish();
    }
  }

  /** Whether there is something to be said of a page, though none was written. */
  private boolean saysOfABody() {
    return !isCommitted() && (getStatus() == SC_NOT_MODIFIED || exchange.isToHead());
  }

  /** Ends the body, or answers false and does the rest once the container is ready. */
  boolean finishOrWait(Runnable afterwards) {
    try {
      if (depart() || !rewritesPages() || (begun() == null && !speaksOfBody())) {
        return true;
      }
      return body().finishOrWait(afterwards);
    } catch (IOException e) {
      return true; // the browser has gone: the container finds out as well
    }
  }
}
