package io.github.cookieward.filter;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.endpoint.ConsentEndpoint;
import io.github.cookieward.endpoint.ConsentField;
import io.github.cookieward.enforcement.Answered;
import io.github.cookieward.enforcement.Conflict;
import io.github.cookieward.enforcement.ConsentXml;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Expiry;
import io.github.cookieward.enforcement.Keeper;
import io.github.cookieward.enforcement.Overrides;
import io.github.cookieward.enforcement.ParameterSettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.enforcement.TextBundle;
import io.github.cookieward.page.SiteWording;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One application with its settings read: what the filter works with. Safe to share. */
final class Deployment {
  static final String FILE = "/WEB-INF/consent.xml";
  static final String CONTEXT_PREFIX = "cookieward.";
  static final String ENABLED = "enabled";
  static final String CONFIG = "config";

  private static final Logger LOG = System.getLogger("io.github.cookieward");

  private final Enforcer enforcer;
  private final ConsentEndpoint endpoint;
  private final Pages pages;
  private final boolean enabled;
  private final boolean auditsSessions;
  private final HeldParameters held;
  private final Optional<SignedIn> signedIn;

  Deployment(Settings settings, boolean enabled, ServletContext context) {
    List<String> missing = SiteWording.check(settings);
    this.enforcer = new Enforcer(settings, Clock.systemUTC());
    this.endpoint = new ConsentEndpoint(enforcer);
    this.pages = new Pages(settings.pages(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
    this.enabled = enabled;
    this.held =
        settings.parameters().holds()
            ? new HeldParameters(true, Clock.systemUTC())
            : HeldParameters.NONE;
    String session = sessionCookie(context);
    this.auditsSessions = !isEssential(settings, session);
    this.signedIn =
        settings
            .accounts()
            .filter(accounts -> enabled)
            .map(accounts -> SignedIn.open(enforcer, accounts, context));
    tell(context, session);
    missing.forEach(line -> LOG.log(Level.WARNING, "{0}", line));
  }

  /**
   * Reads the file, if there is one, and the parameters: the filter's own go before the context's,
   * and both before the file.
   */
  static Deployment read(FilterConfig config) throws ServletException {
    ServletContext context = config.getServletContext();
    Map<String, String> own = filterParameters(config);
    Map<String, String> shared = contextParameters(context);
    String enabled = own.getOrDefault(ENABLED, shared.getOrDefault(ENABLED, "true"));
    String location = own.getOrDefault(CONFIG, shared.getOrDefault(CONFIG, ""));
    own.keySet().removeAll(List.of(ENABLED, CONFIG));
    shared.keySet().removeAll(List.of(ENABLED, CONFIG));
    try {
      if (!enabled.equals("true") && !enabled.equals("false")) {
        throw new IllegalArgumentException(
            "enabled must be true or false, not \"" + enabled + "\"");
      }
      SettingsBuilder settings = file(context, location);
      Overrides.apply(settings, shared, "web.xml, context-param " + CONTEXT_PREFIX);
      Overrides.apply(settings, own, "filter " + config.getFilterName() + ", init-param ");
      Optional<TextBundle> texts = settings.textBundle();
      if (texts.isPresent()) {
        settings.texts(TextFiles.read(texts.get(), context));
      }
      Settings built = settings.essentialCookie(sessionCookie(context)).build();
      return new Deployment(built, enabled.equals("true"), context);
    } catch (IllegalArgumentException e) {
      throw new ServletException("Cookieward cannot start: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new ServletException(
          "Cookieward cannot start: " + nameOf(location) + " cannot be read", e);
    }
  }

  private static Map<String, String> filterParameters(FilterConfig config) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : Collections.list(config.getInitParameterNames())) {
      parameters.put(name, String.valueOf(config.getInitParameter(name)));
    }
    return parameters;
  }

  private static Map<String, String> contextParameters(ServletContext context) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String name : Collections.list(context.getInitParameterNames())) {
      if (name.startsWith(CONTEXT_PREFIX)) {
        parameters.put(
            name.substring(CONTEXT_PREFIX.length()),
            String.valueOf(context.getInitParameter(name)));
      }
    }
    return parameters;
  }

  private static String nameOf(String location) {
    return location.isEmpty() ? FILE : location;
  }

  private static SettingsBuilder file(ServletContext context, String location) throws IOException {
    String file = nameOf(location);
    try (InputStream in = context.getResourceAsStream(file)) {
      if (in == null && !location.isEmpty()) {
        throw new IllegalArgumentException(
            "config says " + file + ", and the application has no such file");
      }
      return in == null ? Settings.builder() : ConsentXml.read(in, file);
    }
  }

  /** The session cookie's name as the application configured it; the container's own otherwise. */
  private static String sessionCookie(ServletContext context) {
    SessionCookieConfig config = context.getSessionCookieConfig();
    String name = config == null ? null : config.getName(); // null in Jetty without sessions
    return name == null || name.isEmpty() ? "JSESSIONID" : name;
  }

  private static boolean isEssential(Settings settings, String cookie) {
    return settings
        .catalogue()
        .cookie(cookie)
        .map(found -> found.service().category().equals(Category.ESSENTIAL))
        .orElse(settings.unknownPasses());
  }

  private void tell(ServletContext context, String session) {
    Settings settings = enforcer.settings();
    String where = context.getContextPath().isEmpty() ? "/" : context.getContextPath();
    if (!enabled) {
      LOG.log(Level.WARNING, "Cookieward is switched off for {0}: nothing is withheld", where);
      return;
    }
    LOG.log(
        Level.INFO,
        "Cookieward guards {0}: {1}, {2} declared services, endpoint {3}",
        where,
        settings.mode() == Settings.Mode.REPORT_ONLY ? "report-only" : "enforcing",
        settings.catalogue().declared().size(),
        context.getContextPath() + settings.endpoint());
    if (auditsSessions) {
      LOG.log(
          Level.WARNING,
          "The session cookie \"{0}\" is not essential on this site, but the container sets it past"
              + " every filter. It is taken back where the server allows it; see"
              + " docs/containers.md, or declare it essential",
          session);
    }
  }

  boolean enabled() {
    return enabled;
  }

  boolean auditsSessions() {
    return auditsSessions;
  }

  Pages pages() {
    return pages;
  }

  ConsentEndpoint endpoint() {
    return endpoint;
  }

  /** Whether a page's visitor is sent to its address without what is withheld. */
  boolean redirects() {
    return enforcer.settings().parameters().incoming() == ParameterSettings.Incoming.REDIRECT;
  }

  HeldParameters held() {
    return held;
  }

  Answered begin(HttpServletRequest request, List<String> cookies) {
    Signals signals = Signals.read(fields(request, "Sec-GPC"));
    Optional<String> token = ConsentField.of(request);
    Enforcement browser =
        token.isPresent()
            ? enforcer.begin(token.get(), signals)
            : enforcer.begin(cookies, request.isSecure(), signals);
    if (!endpoint.isPersonal(request)) {
      return new Answered(browser, List.of()); // anybody may get it from a cache
    }
    if (signedIn.isEmpty()) {
      return new Answered(browser, browser.settled());
    }
    Answered arrival = signedIn.get().arrive(request, cookies, browser);
    return arrival.fields().isEmpty() && arrival.enforcement().consent().equals(browser.consent())
        ? new Answered(arrival.enforcement(), browser.settled())
        : arrival;
  }

  /** Begins anew once somebody has signed in or out; what was answered until then still holds. */
  void beginAgain(EnforcingResponse guarded) {
    if (signedIn.isEmpty()) {
      return;
    }
    HttpServletRequest asked = guarded.asked();
    List<String> cookies = fields(asked, "Cookie");
    Enforcement until = guarded.enforcement().with(Keeper.BROWSER);
    Enforcement browser = until.conflict().map(Conflict::browser).map(until::with).orElse(until);
    Answered arrival = signedIn.get().arrive(asked, cookies, browser);
    List<String> fields = new ArrayList<>(arrival.fields());
    fields.addAll(expiries(asked, cookies, arrival.enforcement()));
    guarded.answered(arrival.enforcement(), fields);
  }

  /** The {@code Set-Cookie} field values that expire what was refused and a browser still holds. */
  static List<String> expiries(
      HttpServletRequest request, List<String> cookies, Enforcement enforcement) {
    if (cookies.isEmpty()) {
      return List.of();
    }
    return Expiry.of(
        enforcement,
        cookies,
        request.getServerName(),
        request.getRequestURI(),
        request.getContextPath(),
        request.isSecure());
  }

  /** Gives back what the application has taken of the server's. */
  void close() {
    signedIn.ifPresent(SignedIn::close);
  }

  /** The lines of a field; none where the container does not tell. */
  static List<String> fields(HttpServletRequest request, String name) {
    Enumeration<String> lines = request.getHeaders(name);
    if (lines == null || !lines.hasMoreElements()) {
      return List.of();
    }
    String first = lines.nextElement();
    if (!lines.hasMoreElements()) {
      return List.of(first); // as nearly always
    }
    List<String> all = new ArrayList<>(List.of(first));
    lines.asIterator().forEachRemaining(all::add);
    return all;
  }
}
