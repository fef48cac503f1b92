package io.github.cookieward.filter;

import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Expiry;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
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
 * <p>Settings come from {@code /WEB-INF/consent.xml}; init parameters override single ones. A
 * mistake there stops the start, with a message that names file, line and remedy.
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
   * @return empty where the filter is switched off or not mapped to the request
   */
  public static Optional<Enforcement> enforcement(ServletRequest request) {
    return request.getAttribute(EnforcingRequest.STAMP) instanceof Enforcement found
        ? Optional.of(found)
        : Optional.empty();
  }

  @Override
  public void init(FilterConfig config) throws ServletException {
    deployment =
        given == null
            ? Deployment.read(config)
            : new Deployment(new Enforcer(given, Clock.systemUTC()), config.getServletContext());
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
    if (stamped.isPresent() && isGuarded(answer)) {
      chain.doFilter(request, response); // a dispatch within a request that is guarded already
      return;
    }
    Enforcement enforcement = stamped.orElseGet(() -> deployed.begin(asked));
    if (asked.getDispatcherType() == DispatcherType.REQUEST && deployed.endpoint().handles(asked)) {
      deployed.endpoint().serve(asked, answer, enforcement);
      return;
    }
    EnforcingResponse guarded = new EnforcingResponse(asked, answer, enforcement);
    guarded.audit(); // what came before this filter has set
    guarded.addOwn(expiries(asked, enforcement));
    try {
      chain.doFilter(
          new EnforcingRequest(asked, guarded, enforcement, deployed.auditsSessions()), guarded);
    } finally {
      if (!guarded.isCommitted()) {
        guarded.audit(); // what went round the wrapper
      }
    }
  }

  private static boolean isGuarded(ServletResponse response) {
    return response instanceof EnforcingResponse
        || (response instanceof ServletResponseWrapper wrapper
            && wrapper.isWrapperFor(EnforcingResponse.class));
  }

  private static List<String> expiries(HttpServletRequest request, Enforcement enforcement) {
    return Expiry.of(
        enforcement,
        java.util.Collections.list(request.getHeaders("Cookie")),
        request.getServerName(),
        request.getRequestURI(),
        request.getContextPath(),
        request.isSecure());
  }
}
