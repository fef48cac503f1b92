package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.endpoint.ConsentEndpoint;
import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.PagePolicy;
import io.github.cookieward.page.View;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Answers requests to the site's own paths that collect for a service, until that is granted: with
 * an image, a script or a style sheet of nothing, or with no content, as the page expects. The
 * application never hears of them; no body is looked at and no cookie set.
 */
final class FirstPartyBeacons {
  /** Of a page of ours that does nothing but link. */
  static final String POLICY =
      "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'self'";

  /** In bytes: what browsers let a page have in flight as beacons. */
  private static final int MOST_OF_A_BEACON = 64 * 1024;

  private FirstPartyBeacons() {}

  /** What a browser wants to do with the answer. */
  private enum Use {
    IMAGE,
    SCRIPT,
    STYLE,
    PAGE,
    SOCKET,
    DATA
  }

  /**
   * Answers a request, if it is one.
   *
   * @return whether it is answered and goes no further
   */
  static boolean answer(
      HttpServletRequest request, HttpServletResponse response, Enforcement enforcement)
      throws IOException {
    String path = path(request);
    if (!isWithheld(path, enforcement)) {
      return false;
    }
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    switch (use(request, path)) {
      case IMAGE -> {
        Pixel pixel = Pixel.of(extension(path)).orElse(Pixel.GIF);
        send(request, response, pixel.type(), pixel.bytes());
      }
      case SCRIPT -> send(request, response, "text/javascript;charset=UTF-8", new byte[0]);
      case STYLE -> send(request, response, "text/css;charset=UTF-8", new byte[0]);
      case PAGE -> leave(request, response, enforcement);
      case SOCKET -> {
        response.setStatus(HttpServletResponse.SC_FORBIDDEN);
        response.setContentLength(0);
      }
      case DATA -> {
        drop(request);
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
    }
    return true;
  }

  /** Takes a beacon's body, unlooked at: a server that closes on one unread breaks the answer. */
  private static void drop(HttpServletRequest request) {
    try {
      request.getInputStream().readNBytes(MOST_OF_A_BEACON);
    } catch (IOException | RuntimeException e) { // cut off, or read by another
      return;
    }
  }

  private static boolean isWithheld(String path, Enforcement enforcement) {
    Optional<Decision> decision = enforcement.endpoint(path);
    return decision.isPresent() && !decision.get().allows();
  }

  /** The path within the application, decoded and, if the container is right, normalised. */
  private static String path(HttpServletRequest request) {
    return ConsentEndpoint.path(request);
  }

  private static String extension(String path) {
    int dot = path.lastIndexOf('.');
    return dot <= path.lastIndexOf('/') ? "" : path.substring(dot + 1).toLowerCase(Locale.ROOT);
  }

  private static Use use(HttpServletRequest request, String path) {
    if ("websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      return Use.SOCKET;
    }
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return Use.DATA;
    }
    String destination = request.getHeader("Sec-Fetch-Dest");
    return destination == null ? guessed(request, path) : said(destination, path);
  }

  /** By what the browser says that it is for. */
  private static Use said(String destination, String path) {
    return switch (destination) {
      case "image" -> Use.IMAGE;
      case "script", "worker", "sharedworker", "serviceworker", "audioworklet", "paintworklet" ->
          Use.SCRIPT;
      case "style" -> Use.STYLE;
      case "document", "iframe", "frame", "embed", "object", "fencedframe" ->
          Pixel.of(extension(path)).isPresent() ? Use.IMAGE : Use.PAGE;
      default -> Use.DATA;
    };
  }

  /** By the path's end and by what the browser would take: older ones say no more. */
  private static Use guessed(HttpServletRequest request, String path) {
    String extension = extension(path);
    if (Pixel.of(extension).isPresent()) {
      return Use.IMAGE;
    }
    if (extension.equals("js") || extension.equals("mjs")) {
      return Use.SCRIPT;
    }
    if (extension.equals("css")) {
      return Use.STYLE;
    }
    if (CleanAddress.accepts(request, "text/html")) {
      return Use.PAGE;
    }
    if (CleanAddress.accepts(request, "image/")) {
      return Use.IMAGE;
    }
    return CleanAddress.accepts(request, "text/css") ? Use.STYLE : Use.DATA;
  }

  /** A link that counts: it leads on where that is safe, and asks where it is not. */
  private static void leave(
      HttpServletRequest request, HttpServletResponse response, Enforcement enforcement)
      throws IOException {
    Optional<ClickTarget> target = ClickTarget.of(request, enforcement);
    response.setHeader("Referrer-Policy", "no-referrer");
    if (target.isPresent() && target.get().allowed()) {
      response.setHeader("Location", target.get().address());
      response.setStatus(HttpServletResponse.SC_FOUND);
      response.setContentLength(0);
      return;
    }
    View view =
        new View(
            enforcement,
            request.getContextPath() + enforcement.settings().endpoint(),
            "",
            request.getLocale(),
            "",
            PagePolicy.FILES);
    StringBuilder html = new StringBuilder(1_024);
    Page.departure(
        html,
        view,
        target.map(ClickTarget::address).orElse(""),
        target.map(ClickTarget::host).orElse(""));
    response.setHeader("Content-Security-Policy", POLICY);
    send(request, response, "text/html;charset=UTF-8", html.toString().getBytes(UTF_8));
  }

  static void send(
      HttpServletRequest request, HttpServletResponse response, String type, byte[] body)
      throws IOException {
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType(type);
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
