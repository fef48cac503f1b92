package io.github.cookieward.filter;

import io.github.cookieward.enforcement.ConsentTagRules;
import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.PageMarkup;
import io.github.cookieward.enforcement.Place;
import io.github.cookieward.enforcement.Reason;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.http.MediaType;
import io.github.cookieward.http.SetCookie;
import io.github.cookieward.http.WebUrl;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The response as the application sees it: every way to set a cookie asks first, before the
 * container has the field, because on Servlet 6.0 it cannot be taken back afterwards.
 */
final class EnforcingResponse extends HttpServletResponseWrapper {
  private static final String SET_COOKIE = "Set-Cookie";

  /** The beginning of a script that says of itself that it is strict. */
  private static final Pattern STRICT_SCRIPT =
      Pattern.compile(
          "(?s)(?:\u00ef\u00bb\u00bf|\\s|//[^\\n]*\\n|/\\*.*?\\*/)*+(['\"])use strict\\1");

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

  private final Pages pages;

  /** Looked through by the application; by it the filter sees what the application does. */
  private @Nullable HttpServletRequest visible;

  private @Nullable ResponseBody body;
  private @Nullable PageHead head;
  private @Nullable RewritingOutputStream stream;
  private @Nullable RewritingWriter writer;
  private @Nullable PagePieces pieces;
  private @Nullable Place place;
  private int including;
  private int asyncStarts;
  private volatile boolean awaitsDispatch;
  private Runnable signIn = () -> {};

  EnforcingResponse(
      HttpServletRequest request,
      HttpServletResponse response,
      Enforcement enforcement,
      Pages pages) {
    super(response);
    this.pages = pages;
    this.container = response;
    this.enforcement = enforcement;
    this.asked = request;
    this.path = request.getRequestURI();
    this.secure = request.isSecure();
  }

  Enforcement enforcement() {
    return enforcement;
  }

  /** What is to be done once the container has signed somebody in or out within this request. */
  void onSignIn(Runnable then) {
    signIn = then;
  }

  /** The container has signed somebody in or out. */
  void signedIn() {
    signIn.run();
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
    head().vary(PageHead.VARY);
  }

  /** Adds fields that are not the application's: the consent's, and those that expire others. */
  void addOwn(List<String> fields) {
    if (!fields.isEmpty() && !isCommitted()) {
      Set<String> all = new LinkedHashSet<>(own);
      fields.stream().filter(EnforcingResponse::isSafe).forEach(all::add);
      own = List.copyOf(all);
      restoreOwn();
      if (pages.isShared()) {
        container.setHeader("Cache-Control", "private, no-store");
      }
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

  /** The field as it may leave; null where it is withheld. */
  private @Nullable String passing(String field) {
    SetCookie cookie = SetCookie.parse(field);
    Decision decision = decide(cookie);
    if (!decision.allows()) {
      return null;
    }
    SetCookie leaving = floored(cookie, decision);
    String text = leaving.equals(cookie) ? field : leaving.toString();
    remember(text);
    return text;
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

  private static boolean isGuarded(@Nullable String trailer) {
    return trailer != null && (SetCookie.isFieldName(trailer) || Enforcement.guards(trailer));
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
    if (name == null || value == null) {
      super.addHeader(name, value);
    } else if (isSetCookie(name)) {
      String field = passing(value);
      if (field != null) {
        super.addHeader(name, field);
      }
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
    } else if (isSetCookie(name)) {
      if (value == null) {
        super.setHeader(name, null);
        restoreOwn();
        return;
      }
      String field = passing(value);
      if (field != null) {
        super.setHeader(name, field);
        restoreOwn();
      }
    } else if (value == null) {
      if (parks(name)) {
        head().parked().remove(name);
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
  }

  @Override
  public void addIntHeader(String name, int value) {
    if (name != null && isSetCookie(name)) {
      if (passing(Integer.toString(value)) != null) {
        super.addIntHeader(name, value);
      }
    } else if (name != null && asksAbout(name)) {
      addHeader(name, Integer.toString(value));
    } else {
      super.addIntHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    if (name != null && isSetCookie(name)) {
      if (passing(Integer.toString(value)) != null) {
        super.setIntHeader(name, value);
        restoreOwn();
      }
    } else if (name != null && asksAbout(name)) {
      setHeader(name, Integer.toString(value));
    } else {
      super.setIntHeader(name, value);
    }
  }

  @Override
  public void addDateHeader(String name, long date) {
    if (name != null && isSetCookie(name)) {
      if (passing("date") != null) {
        super.addDateHeader(name, date);
      }
    } else if (name != null && asksAbout(name)) {
      addHeader(name, HttpDate.format(date));
    } else {
      super.addDateHeader(name, date);
    }
  }

  @Override
  public void setDateHeader(String name, long date) {
    if (name != null && isSetCookie(name)) {
      if (passing("date") != null) {
        super.setDateHeader(name, date);
        restoreOwn();
      }
    } else if (name != null && asksAbout(name)) {
      setHeader(name, HttpDate.format(date));
    } else {
      super.setDateHeader(name, date);
    }
  }

  private boolean asksAbout(String name) {
    return parks(name) || Enforcement.guards(name) || isPage();
  }

  /** The value that leaves under a name that is neither a cookie's nor parked; null for none. */
  private @Nullable String leaving(String name, String value) {
    String leaving =
        Enforcement.guards(name)
            ? enforcement.responseField(name, value, place()).orElse(null)
            : value;
    if (leaving == null) {
      return null;
    }
    if (name.equalsIgnoreCase("Content-Type") && becomesHtmlTooLate(value)) {
      return null;
    }
    if (isPage()) {
      return head().corrected(name, leaving, pageEnforcement(), !own.isEmpty());
    }
    return own.isEmpty() || !name.equalsIgnoreCase("Cache-Control") ? leaving : withOwn(leaving);
  }

  /** Nobody else may get the cookies that we set with this response. */
  private String withOwn(String cacheControl) {
    return pages.isShared() ? "private, no-store" : Caching.privately(List.of(cacheControl));
  }

  // The fields of the body.

  private boolean parks(String name) {
    return ParkedFields.concern(name) && parks();
  }

  private boolean parks() {
    ResponseBody present = body;
    return including == 0
        && pages.rewrites()
        && (present == null || !present.passes())
        && !isCommitted();
  }

  private boolean isPage() {
    PageHead present = head;
    return present != null && present.isPage();
  }

  /** Bytes are on their way that nobody has looked at: they may not become a page now. */
  private boolean becomesHtmlTooLate(String type) {
    ResponseBody present = body;
    return present != null
        && present.passes()
        && pages.rewrites()
        && !isDownload()
        && MediaType.parse(type).filter(MediaType::isHtml).isPresent()
        && !isHtml(getContentType());
  }

  private static boolean isHtml(@Nullable String type) {
    return type != null && MediaType.parse(type).filter(MediaType::isHtml).isPresent();
  }

  @Override
  public void setContentType(@Nullable String type) {
    if (type == null || !becomesHtmlTooLate(type)) {
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

  private List<String> parkedValues(@Nullable String name) {
    PageHead present = head;
    return name == null || present == null || !present.showsParked()
        ? List.of()
        : present.parked().values(name);
  }

  @Override
  public boolean containsHeader(String name) {
    return !parkedValues(name).isEmpty() || super.containsHeader(name);
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> values = parkedValues(name);
    return values.isEmpty() ? super.getHeader(name) : values.get(0);
  }

  @Override
  public Collection<String> getHeaders(String name) {
    List<String> values = parkedValues(name);
    return values.isEmpty() ? super.getHeaders(name) : values;
  }

  @Override
  public Collection<String> getHeaderNames() {
    PageHead present = head;
    Collection<String> names = super.getHeaderNames();
    if (present == null || !present.showsParked() || present.parked().names().isEmpty()) {
      return names;
    }
    Set<String> all = new LinkedHashSet<>(names);
    all.addAll(present.parked().names());
    return all;
  }

  private PageHead head() {
    PageHead present = head;
    if (present == null) {
      present = new PageHead(asked, container, pages);
      head = present;
    }
    return present;
  }

  @Override
  public void setTrailerFields(@Nullable Supplier<Map<String, String>> supplier) {
    super.setTrailerFields(supplier == null ? null : () -> withoutCookies(supplier.get()));
  }

  private static @Nullable Map<String, String> withoutCookies(
      @Nullable Map<String, String> fields) {
    if (fields == null || fields.keySet().stream().noneMatch(EnforcingResponse::isGuarded)) {
      return fields;
    }
    Map<String, String> kept = new LinkedHashMap<>(fields);
    kept.keySet().removeIf(EnforcingResponse::isGuarded);
    return kept;
  }

  @Override
  public void reset() {
    boolean committed = isCommitted();
    super.reset();
    if (including > 0 || committed) {
      return;
    }
    stream = null;
    writer = null;
    if (body != null) {
      body.forget();
    }
    if (head != null) {
      head.reset();
    }
    restoreOwn();
  }

  @Override
  public void setBufferSize(int size) {
    if (body != null && body.holdsTheBeginning()) {
      throw new IllegalStateException("content has been written");
    }
    super.setBufferSize(size);
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    if (body != null && !isCommitted()) {
      body.forget();
    }
  }

  // What went round the wrapper can be taken back only before the response leaves.

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
    String leaving =
        location != null && Enforcement.guards("Location")
            ? enforcement.responseField("Location", location, place()).orElse(null)
            : location;
    if (leaving == null && location != null) {
      super.setStatus(SC_NO_CONTENT); // there is nowhere to go that the visitor agreed to
      return;
    }
    boolean committed = leaves(SC_FOUND);
    super.sendRedirect(leaving);
    hasLeft(committed);
  }

  /** The container is about to answer by itself. */
  private boolean leaves(int status) {
    audit();
    boolean committed = isCommitted();
    if (!committed && status == SC_NOT_MODIFIED && including == 0) {
      becomesNotModified();
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
    if (pages.rewrites() && including == 0) {
      body().flush();
    }
    super.flushBuffer();
  }

  // The body.

  private ResponseBody body() {
    ResponseBody present = body;
    if (present == null) {
      present = new ResponseBody(this, pages);
      body = present;
    }
    return present;
  }

  /** Whether bodies are looked at; if not, stream and writer are the container's own. */
  boolean rewritesPages() {
    return pages.rewrites();
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    ServletOutputStream inner = super.getOutputStream();
    if (!pages.rewrites()) {
      return inner;
    }
    RewritingOutputStream present = stream;
    body().use(inner);
    if (present == null || !present.wraps(inner)) {
      present = new RewritingOutputStream(inner, body(), this);
      stream = present;
    }
    return present;
  }

  @Override
  public PrintWriter getWriter() throws IOException {
    PrintWriter inner = super.getWriter();
    if (!pages.rewrites()) {
      return inner;
    }
    RewritingWriter present = writer;
    body().use(inner);
    if (present == null || !present.wraps(inner)) {
      present = new RewritingWriter(inner, body(), this);
      writer = present;
    }
    return present;
  }

  /** What the application says of how its body is compressed. */
  String bodyEncoding() {
    return head == null ? "" : head.parked().encoding();
  }

  boolean isToHead() {
    return asked.getMethod().equals("HEAD");
  }

  /** Whether the browser saves it and shows nothing. */
  boolean isDownload() {
    String disposition = getHeader("Content-Disposition");
    return disposition != null
        && disposition.split(";", 2)[0].strip().equalsIgnoreCase("attachment");
  }

  boolean forbidsSniffing() {
    String options = getHeader("X-Content-Type-Options");
    return options != null && options.strip().equalsIgnoreCase("nosniff");
  }

  String path() {
    return path;
  }

  /** What a page is made for: the visitor, or in a shared page one who has agreed to nothing. */
  private Enforcement pageEnforcement() {
    return enforcement.forPage();
  }

  void becomesPage(boolean html) {
    head().becomesPage(html, pageEnforcement(), place(), !own.isEmpty());
  }

  void becomesNotModified() {
    if (pages.rewrites()) {
      head().notModified(pageEnforcement(), place(), !own.isEmpty());
    }
  }

  void releaseFields() {
    if (head != null) {
      head.release();
    }
    if (pages.guardsCode(asked, getContentType())) {
      head().becomesCode(pageEnforcement(), place(), !own.isEmpty());
    }
  }

  void bodyBeginsAnew() {
    if (head != null) {
      head.bodyBeginsAnew();
    }
    if (pieces != null) {
      pieces.forget();
    }
  }

  /** What is put into the page that begins so. */
  PageMarkup markup(byte[] beginning, int offset, int length) {
    PageInjection.Syntax syntax =
        Optional.ofNullable(getContentType())
            .flatMap(MediaType::parse)
            .map(PageInjection.Syntax::of)
            .orElse(PageInjection.Syntax.HTML);
    return new PageInjection(
        pages.settings(),
        syntax,
        pages.isShared() ? PageUse.UNKNOWN : PageUse.of(asked),
        this::view,
        pieces(),
        beginning,
        offset,
        length);
  }

  boolean isXmlDocument(MediaType type) {
    return pages.guardsXml(asked, type);
  }

  /** The first bytes of a document in XML, before they are read. */
  void beginsInXml(byte[] beginning, int length) {
    XmlDocument.withholdSheets(beginning, length, pageEnforcement(), place());
  }

  boolean isToWorker() {
    return enforces() && pages.guardsWorker(asked);
  }

  /** What a worker's script that begins so is to begin with. */
  String guardOfWorker(byte[] beginning, int length) {
    String first = new String(beginning, 0, length, StandardCharsets.ISO_8859_1);
    String strictly = STRICT_SCRIPT.matcher(first).lookingAt() ? "'use strict';" : "";
    return strictly + Page.workerGuard(pageEnforcement(), asked.getContextPath()) + "\n";
  }

  RewrittenPage page(PageMarkup markup, Charset charset, OutputStream sink) {
    int limit = pages.settings().limit();
    if (!pages.settings().rewrites()) {
      Insertions insertions = new Insertions(markup);
      return new RewrittenPage(insertions, insertions::last, charset, sink, limit);
    }
    ConsentTagRules rules = new ConsentTagRules(pageEnforcement(), place(), markup);
    Optional<MediaType> type = Optional.ofNullable(getContentType()).flatMap(MediaType::parse);
    if (type.filter(MediaType::isXml).isEmpty()) {
      return new RewrittenPage(rules, rules::atEnd, charset, sink, limit);
    }
    if (type.get().isHtml()) {
      return new RewrittenPage(rules, rules::atEnd, charset, sink, limit).inXml();
    }
    boolean drawing = type.get().essence().equals("image/svg+xml");
    XmlDocument document = new XmlDocument(rules, drawing ? markup.firstInHead(true) : "");
    return new RewrittenPage(document, () -> "", charset, sink, limit).inXml();
  }

  synchronized PagePieces pieces() {
    PagePieces present = pieces;
    if (present == null) {
      present = new PagePieces();
      pieces = present;
    }
    return present;
  }

  Conditionals conditionals() {
    return head().conditionals(pageEnforcement());
  }

  void seenThrough(HttpServletRequest request) {
    visible = request;
  }

  /** Where the browser is. */
  private Place place() {
    Place present = place;
    if (present == null) {
      present =
          new Place(
              WebUrl.parse(asked.getRequestURL().toString(), null)
                  .orElseGet(() -> new WebUrl("http", "", -1, "/", "")),
              asked.getContextPath());
      place = present;
    }
    return present;
  }

  private View view() {
    return PageViews.view(asked, visible == null ? asked : visible, container, pageEnforcement());
  }

  // The way of the request through the container.

  void startedAsync() {
    asyncStarts++;
  }

  void awaitsDispatch(boolean awaits) {
    awaitsDispatch = awaits;
  }

  /** A dispatch begins; answers what {@link #leaves} is to be told at its end. */
  int enters(DispatcherType dispatch) {
    switch (dispatch) {
      case INCLUDE -> including++;
      case FORWARD, ERROR -> {
        if (body != null && !isCommitted()) {
          body.forget(); // the container has emptied the buffer, perhaps without telling
        }
      }
      case ASYNC -> awaitsDispatch = false;
      case REQUEST -> {
        // nothing has happened yet
      }
    }
    return asyncStarts;
  }

  /**
   * A dispatch ends. What is held back leaves now: after a forward some containers take nothing
   * more. An async response belongs to another thread now, but for an error page of one.
   */
  void leaves(HttpServletRequest request, int startsBefore, boolean returned) throws IOException {
    DispatcherType dispatch = request.getDispatcherType();
    if (dispatch == DispatcherType.INCLUDE) {
      including--;
      return;
    }
    boolean later =
        awaitsDispatch
            || (request.isAsyncStarted()
                && (dispatch != DispatcherType.ERROR || asyncStarts != startsBefore));
    if (later) {
      return;
    }
    audit();
    if (returned && pages.rewrites() && (body != null || head != null || saysOfABody())) {
      body().finish();
    }
  }

  /** Whether there is something to be said of a page, though none was written. */
  private boolean saysOfABody() {
    return !isCommitted() && (getStatus() == SC_NOT_MODIFIED || isToHead());
  }

  /** Ends the body, or answers false and does the rest once the container is ready. */
  boolean finishOrWait(Runnable afterwards) {
    if (!pages.rewrites() || (body == null && head == null)) {
      return true;
    }
    try {
      return body().finishOrWait(afterwards);
    } catch (IOException e) {
      return true; // the browser has gone: the container finds out as well
    }
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
      String passing = field.isBlank() || isConsent(field) ? field : passing(field);
      if (passing != null) {
        kept.add(passing);
      }
      all &= field.equals(passing);
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
