package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.endpoint.ConsentField;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Answered;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.HandOver;
import io.github.cookieward.enforcement.Partner;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.http.WebUrl;
import io.github.cookieward.ledger.Accounts;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the visitor's consent on each request, and withholds what was not agreed to: cookies that
 * the application sets, and cookies that it would read. It also serves the endpoint where visitors
 * answer.
 *
 * <p>It is all that {@code web.xml} needs; with the jar on the class path it registers itself,
 * first in the chain. Map it to {@code /*}, for all dispatcher types, with async support. A second
 * registration, and a second pass on a forward, include or error page, changes nothing.
 *
 * <p>Settings come from {@code /WEB-INF/consent.xml}, or are the defaults where there is no such
 * file; init parameters, and context parameters that begin with {@code cookieward.}, override
 * single ones. A mistake there stops the start: {@link #init} throws a {@link ServletException}
 * that names file, line and remedy. Safe to share, as a container does.
 */
public final class ConsentFilter implements Filter {
  private final @Nullable Settings given;
  private @Nullable Deployment deployment;

  /** A filter that a container makes and {@linkplain #init configures}. */
  public ConsentFilter() {
    this.given = null;
  }

  /** A filter with settings made by an embedder or a test; it reads no file and no parameters. */
  public ConsentFilter(Settings settings) {
    this.given = settings;
  }

  /**
   * What holds for a request, where this filter has seen it.
   *
   * @return empty where the filter is switched off, is not mapped to the request, or comes after
   *     the caller
   */
  public static Optional<Enforcement> enforcement(ServletRequest request) {
    return request.getAttribute(EnforcingRequest.STAMP) instanceof Enforcement found
        ? Optional.of(found)
        : Optional.empty();
  }

  /**
   * Takes an answer that the visitor gave to the application itself, in a form of its own: from now
   * on it holds, for this request too, and for the account where somebody is signed in. What the
   * site does not offer is left out. The browser is told unless the response is committed; then it
   * asks again next time. The caller has to make sure that it was the visitor who answered.
   *
   * @return what holds now; empty where the filter has not seen the request, and nothing is changed
   * @throws IllegalArgumentException if more services are chosen one by one than a cookie can hold,
   *     and nothing is changed
   */
  public static Optional<Enforcement> answer(HttpServletRequest request, Answer answer) {
    if (!(request.getAttribute(EnforcingRequest.GUARD) instanceof EnforcingResponse guard)) {
      return Optional.empty();
    }
    Enforcement before = guard.enforcement();
    Answered answered =
        before
            .answer(answer)
            .orElseThrow(() -> new IllegalArgumentException("too many services chosen one by one"));
    Enforcement next = answered.enforcement();
    if (before.conflict().isPresent() || !next.consent().equals(before.consent())) {
      HttpServletRequest asked = guard.asked();
      List<String> fields = new ArrayList<>(answered.fields());
      fields.addAll(Deployment.expiries(asked, Deployment.fields(asked, "Cookie"), next));
      guard.answered(next, fields);
    }
    return Optional.of(guard.enforcement());
  }

  /**
   * Forgets what is saved for an account, as its owner may ask for, and as is due when the account
   * is deleted. A browser in which the account is signed in keeps its own copy and does not save it
   * again; the next answer that is given is saved.
   *
   * @param account as the {@link AccountResolver}, or the container, tells it
   * @throws SQLException if the database does not do it, and is to be asked again
   * @throws IllegalStateException if the application has no accounts, or the filter is not running
   */
  public static void forget(ServletContext context, String account) throws SQLException {
    if (!(context.getAttribute(SignedIn.ACCOUNTS) instanceof Accounts accounts)) {
      throw new IllegalStateException("there is no <accounts> in the settings, or no filter runs");
    }
    accounts.forget(account);
  }

  /**
   * A link that takes the visitor's answer along to another site, which asks there whether it is
   * meant; for an app that opens a page, or a message. It works once, for as long as the site's
   * settings say, by default a minute: make it when it is followed, and keep it from caches, as
   * {@link #personal} does.
   *
   * @param address an absolute address within one of the partners of the site's settings; its
   *     fragment is left out
   * @return the address itself where the visitor has not answered; empty where the filter has not
   *     seen the request, or the address is none of a partner's
   */
  public static Optional<String> handOver(HttpServletRequest request, String address) {
    Optional<WebUrl> there = WebUrl.parse(address, null);
    if (there.isEmpty()
        || !(request.getAttribute(EnforcingRequest.GUARD) instanceof EnforcingResponse guard)) {
      return Optional.empty();
    }
    Enforcement here = guard.enforcement();
    HandOver handOver = here.enforcer().handOver();
    Optional<Partner> partner = handOver.partner(there.get());
    String host = Objects.toString(request.getHeader("Host"), request.getServerName());
    String query = there.get().query();
    String path = there.get().path() + (query.isEmpty() ? "" : "?" + query);
    return partner.map(
        to ->
            handOver
                .issue(here, to, host)
                .map(
                    token ->
                        to.endpoint()
                            + "/hand-over?hand-over="
                            + token
                            + "&return="
                            + URLEncoder.encode(path, UTF_8))
                .orElse(address));
  }

  /**
   * Says that what is written for a request is for one visitor only: shared caches keep it from
   * others, unless the application has set {@code Cache-Control} itself. The tags do this; code
   * that asks {@link #enforcement} and writes accordingly does it too, before the response is
   * committed: then it is too late, and nothing happens.
   */
  public static void personal(ServletRequest request) {
    if (request.getAttribute(EnforcingRequest.GUARD) instanceof EnforcingResponse guard) {
      guard.personal();
    }
  }

  /**
   * The parameters of addresses that the visitor came by before answering, and has agreed to since:
   * decoded values by name, not to be changed. Only where the site has them held, and the visitor
   * had a session: up to 1,000 characters for half an hour, in this server's memory. They are
   * handed over once: whoever asks within this request gets them, and the next request does not.
   */
  public static Map<String, List<String>> heldParameters(ServletRequest request) {
    return request.getAttribute(EnforcingRequest.QUERY) instanceof VisibleQuery visible
        ? visible.handOver()
        : Map.of();
  }

  /**
   * Says that a piece of ours is about to be written into the page, by a tag or by code: then it is
   * not put in on the page's way out.
   *
   * @return whether the page has not got it yet; true where the filter has not seen the request
   */
  public static boolean writes(ServletRequest request, PagePiece piece) {
    return !(request.getAttribute(EnforcingRequest.GUARD) instanceof EnforcingResponse guard)
        || guard.pieces().claim(piece);
  }

  /**
   * Says that something is left out of the page that an answer could grant: a site that asks only
   * when needed then asks.
   */
  public static void needsAnswer(ServletRequest request) {
    if (request.getAttribute(EnforcingRequest.GUARD) instanceof EnforcingResponse guard) {
      guard.pieces().need();
    }
  }

  /**
   * Whether {@link #needsAnswer} was said and the page has not been told; whoever asks tells it.
   */
  public static boolean tellsNeed(ServletRequest request) {
    return request.getAttribute(EnforcingRequest.GUARD) instanceof EnforcingResponse guard
        && guard.pieces().claimNeed();
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    try {
      deployment =
          given == null
              ? Deployment.read(config)
              : new Deployment(given, true, config.getServletContext());
    } catch (IllegalArgumentException e) {
      throw new ServletException("Cookieward cannot start: " + e.getMessage(), e);
    }
  }

  @Override
  public void destroy() {
    Deployment ended = deployment;
    deployment = null;
    if (ended != null) {
      ended.close();
    }
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Deployment deployed = deployment;
    if (deployed == null) {
      throw new ServletException("ConsentFilter was not initialised; call init(FilterConfig)");
    }
    if (!deployed.enabled()
        || !(request instanceof HttpServletRequest asked)
        || !(response instanceof HttpServletResponse answer)) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Enforcement> stamped = enforcement(asked);
    EnforcingResponse guard = guardOf(answer);
    if (stamped.isPresent() && guard != null) {
      // A dispatch within a guarded request.
      pass(asked, VisiblePath.of(asked), response, guard, chain);
      return;
    }
    List<String> cookies = Deployment.fields(asked, "Cookie");
    Answered arrival =
        stamped.isPresent()
            ? new Answered(stamped.get(), List.of())
            : deployed.begin(asked, cookies);
    Enforcement enforcement = arrival.enforcement();
    boolean fromBrowser = asked.getDispatcherType() == DispatcherType.REQUEST;
    if (fromBrowser && deployed.endpoint().handles(asked)) {
      if (!asked.getMethod().equals("POST")) { // an answer has fields of its own
        arrival.fields().forEach(field -> answer.addHeader("Set-Cookie", field));
      }
      deployed.endpoint().serve(asked, answer, enforcement);
      return;
    }
    EnforcingResponse guarded = new EnforcingResponse(asked, answer, enforcement, deployed.pages());
    if (ConsentField.of(asked).isPresent()) {
      guarded.personal();
      answer.addHeader("Vary", ConsentField.NAME);
    }
    guarded.audit(); // what came before this filter has set
    if (fromBrowser && FirstPartyBeacons.answer(asked, answer, enforcement)) {
      return;
    }
    HeldParameters held = deployed.held();
    EnforcingRequest visible = new EnforcingRequest(asked, guarded, deployed);
    if (fromBrowser) {
      held.discardRefused(asked, visible);
      held.keep(asked, visible);
      Optional<String> clean =
          deployed.redirects() ? CleanAddress.of(asked, visible.visible()) : Optional.empty();
      if (clean.isPresent()) {
        CleanAddress.send(answer, clean.get());
        return;
      }
    }
    if (SignedIn.isWhole(asked)) { // others may be kept by caches; the next page tells
      guarded.addOwn(arrival.fields());
    }
    guarded.addOwn(Deployment.expiries(asked, cookies, enforcement));
    pass(asked, visible, guarded, guarded, chain);
    if (fromBrowser) {
      held.keep(asked, visible); // the application may have made a session
    }
  }

  /** Lets the application work, and looks afterwards for what went round the wrapper. */
  private static void pass(
      HttpServletRequest asked,
      ServletRequest request,
      ServletResponse response,
      EnforcingResponse guard,
      FilterChain chain)
      throws IOException, ServletException {
    int before = guard.enters(asked.getDispatcherType());
    boolean returned = false;
    try {
      chain.doFilter(request, response);
      returned = true;
    } finally {
      guard.leaves(asked, before, returned);
    }
  }

  private static @Nullable EnforcingResponse guardOf(ServletResponse response) {
    ServletResponse found = response;
    while (found instanceof ServletResponseWrapper wrapper) {
      if (wrapper instanceof EnforcingResponse guard) {
        return guard;
      }
      found = wrapper.getResponse();
    }
    return null;
  }
}
