package io.github.cookieward.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Place;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.http.WebUrl;
import io.github.cookieward.page.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Objects;

/**
 * The visitor's answer, under one path that the filter itself serves: the settings page and the
 * form's target ({@code /consent}), the third parties ({@code /consent/third-parties}), the state
 * as JSON ({@code /consent/state}) and as the guard reads it ({@code /consent/guard}), the page's
 * style and scripts ({@code /consent/assets/…}), an interface for programs ({@code
 * /consent/api/…}), what browsers report ({@code /consent/reports}), what is taken along to other
 * sites ({@code /consent/hand-over}), and {@code /.well-known/gpc.json} where the application is
 * the host's own and heeds the signal. Safe to share.
 *
 * <p>Only a POST changes an answer: from a page of the same origin; from a client that names no
 * origin, with JSON for programs or with the token of a form that it fetched; or with a token of
 * another site that this one names.
 */
public final class ConsentEndpoint {
  /** Where a site says that it heeds Global Privacy Control. */
  static final String GPC = "/.well-known/gpc.json";

  /** When what {@value #GPC} says last changed. */
  private static final String GPC_SINCE = "2026-11-22";

  private static final String READ = "GET, HEAD";
  private static final String READ_AND_ANSWER = "GET, HEAD, POST";

  private final Settings settings;
  private final String path;
  private final Answering answering;
  private final Reporting reporting;
  private final Api api;
  private final HandingOver handingOver;

  /** The endpoint of an application. */
  public ConsentEndpoint(Enforcer enforcer) {
    settings = enforcer.settings();
    path = settings.endpoint();
    answering = new Answering(enforcer);
    handingOver = new HandingOver(enforcer, answering);
    api = new Api(enforcer, answering);
    reporting = new Reporting(enforcer, () -> System.nanoTime() / 1_000_000_000);
  }

  /**
   * Whether it makes a difference who asks. Assets, reports, the description of the interface for
   * programs and {@value #GPC} are the same for everybody.
   */
  public boolean isPersonal(HttpServletRequest request) {
    String asked = path(request);
    if (!asked.startsWith(path)) {
      return !isGpc(asked, request);
    }
    return !asked.startsWith("/assets/", path.length())
        && !asked.equals(path + "/reports")
        && !asked.equals(path + "/api/openapi.json");
  }

  /** Whether a request is for this endpoint and goes no further. */
  public boolean handles(HttpServletRequest request) {
    String asked = path(request);
    if (asked.startsWith(path)) {
      return asked.length() == path.length() || asked.charAt(path.length()) == '/';
    }
    return isGpc(asked, request);
  }

  private boolean isGpc(String asked, HttpServletRequest request) {
    return asked.equals(GPC)
        && settings.honoursGpc()
        && request.getServletContext().getContextPath().isEmpty();
  }

  /**
   * The path within the application, decoded and without {@code ;parameters}. Jetty gives none for
   * a path that may be read in two ways, such as {@code a//b}, but serves it.
   */
  public static String path(HttpServletRequest request) {
    try {
      String rest = request.getPathInfo();
      return rest == null ? request.getServletPath() : request.getServletPath() + rest;
    } catch (IllegalArgumentException e) {
      return ambiguous(request.getRequestURI().substring(request.getContextPath().length()));
    }
  }

  private static String ambiguous(String written) {
    try {
      String path = URI.create("http://localhost" + written).normalize().getPath();
      return path.replaceAll(";[^/]*", "");
    } catch (IllegalArgumentException e) {
      return written;
    }
  }

  /** The guard of a worker, the policy of pages that a service worker makes up, or the state. */
  private static void guard(HttpServletRequest request, Reply reply, Enforcement enforcement)
      throws IOException {
    String context = request.getContextPath();
    String query = Objects.requireNonNullElse(request.getQueryString(), "");
    boolean worker = query.equals("worker");
    String text =
        switch (query) {
          case "worker" -> Page.workerGuard(enforcement, context);
          case "pages" ->
              WebUrl.parse(request.getRequestURL().toString(), null)
                  .map(url -> enforcement.policyOfMadePages(new Place(url, context)))
                  .orElse("");
          default -> Page.guardState(enforcement, context);
        };
    reply.personal(HttpServletResponse.SC_OK, worker ? Reply.SCRIPT : Reply.TEXT, text);
  }

  /**
   * Answers a request that this endpoint handles.
   *
   * @param request the container's own, so that what is withheld from the application is seen
   * @param response the container's own, so that the consent cookie passes
   */
  public void serve(
      HttpServletRequest request, HttpServletResponse response, Enforcement enforcement)
      throws IOException {
    Reply reply = new Reply(request, response);
    String asked = path(request);
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (asked.equals(path)) {
      if (reads) {
        SettingsPage.send(request, response, reply, enforcement, Page::settingsPage);
      } else if (request.getMethod().equals("POST")) {
        answering.answer(request, response, reply, enforcement);
      } else {
        reply.allow(READ_AND_ANSWER);
      }
    } else if (asked.equals(path + "/third-parties")) {
      if (reads) {
        SettingsPage.send(request, response, reply, enforcement, Page::thirdPartiesPage);
      } else {
        reply.allow(READ);
      }
    } else if (asked.equals(path + "/state")) {
      if (reads) {
        reply.personal(HttpServletResponse.SC_OK, Reply.JSON, StateJson.of(enforcement));
      } else {
        reply.allow(READ);
      }
    } else if (asked.equals(path + "/reports")) {
      if (request.getMethod().equals("POST")) {
        reporting.take(request, response, reply);
      } else {
        reply.allow("POST");
      }
    } else if (asked.equals(path + "/guard")) {
      if (reads) {
        guard(request, reply, enforcement);
      } else {
        reply.allow(READ);
      }
    } else if (asked.equals(path + "/hand-over") && handingOver.isOpen()) {
      handingOver.serve(request, response, reply, enforcement);
    } else if (asked.startsWith(path + "/api/")) {
      api.serve(
          asked.substring(path.length() + "/api".length()), request, response, reply, enforcement);
    } else if (asked.startsWith(path + "/assets/")) {
      if (reads) {
        AssetFile.send(
            asked.substring(path.length() + "/assets/".length()),
            enforcement.enforcer(),
            request,
            response,
            reply);
      } else {
        reply.allow(READ);
      }
    } else if (isGpc(asked, request)) {
      if (reads) {
        String heeded = "{\"gpc\":true,\"lastUpdate\":\"" + GPC_SINCE + "\"}";
        reply.shared(Reply.JSON, "public, max-age=86400", heeded.getBytes(US_ASCII));
      } else {
        reply.allow(READ);
      }
    } else {
      reply.refuse(Refusal.NOT_FOUND);
    }
  }
}
