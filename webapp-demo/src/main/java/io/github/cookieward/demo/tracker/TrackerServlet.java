package io.github.cookieward.demo.tracker;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Everything that the tracker answers: {@code /pixel.gif}, {@code /tag.js}, {@code /collect},
 * {@code /player}, {@code /map}, and {@code /received}, which shows what it knows.
 */
final class TrackerServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String VISITOR = "lumentrail_visitor";
  private static final byte[] PIXEL =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  private final transient Receipts receipts;
  private final transient Path files;
  private final transient Clock clock = Clock.systemUTC();

  TrackerServlet(Receipts receipts, Path files) {
    this.receipts = receipts;
    this.files = files;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getServletPath()) {
      case "/pixel.gif" -> {
        note("pixel", request, response);
        send("image/gif", PIXEL, response);
      }
      case "/tag.js" -> {
        note("tag", request, response);
        send("text/javascript", file("tag.js"), response);
      }
      case "/player" -> {
        note("video", request, response);
        send("text/html", frame("Reelhouse", "player"), response);
      }
      case "/map" -> {
        note("map", request, response);
        send("text/html", frame("Wayfare", "map"), response);
      }
      case "/frame.css" -> send("text/css", file("frame.css"), response);
      case "/received" -> send("application/json", json(request.getParameter("subject")), response);
      default -> response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  /** The page of an embedded frame: a company's drawing of what it would show. */
  private byte[] frame(String company, String kind) throws IOException {
    return new String(file("frame.html"), StandardCharsets.UTF_8)
        .replace("{title}", company + " " + kind)
        .replace("{company}", company)
        .replace("{drawing}", new String(file(kind + ".svg"), StandardCharsets.UTF_8))
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!request.getServletPath().equals("/collect")) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    note("beacon", request, response);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private void note(String kind, HttpServletRequest request, HttpServletResponse response) {
    String subject = request.getParameter("v");
    receipts.add(
        new Receipt(
            clock.instant(),
            kind,
            page(request.getHeader("Referer")),
            visitor(request, response),
            subject == null ? "" : subject));
  }

  /** The browser's name here, given to it in a third-party cookie where it has none. */
  private static String visitor(HttpServletRequest request, HttpServletResponse response) {
    if (request.getCookies() != null) {
      for (Cookie cookie : request.getCookies()) {
        if (cookie.getName().equals(VISITOR)) {
          return cookie.getValue();
        }
      }
    }
    String visitor = UUID.randomUUID().toString().substring(0, 8);
    // Browsers ask Secure of SameSite=None, and trust localhost without TLS. Where they refuse
    // third-party cookies altogether, Partitioned still lets them have one per embedding site.
    response.addHeader(
        "Set-Cookie",
        VISITOR
            + "="
            + visitor
            + "; Path=/; Max-Age=31536000; HttpOnly; Secure; SameSite=None; Partitioned");
    return visitor;
  }

  private static String page(String referrer) {
    try {
      String path = referrer == null ? null : URI.create(referrer).getRawPath();
      return path == null ? "unknown" : path;
    } catch (IllegalArgumentException e) {
      return "unknown";
    }
  }

  private byte[] json(String subject) {
    return (subject == null ? receipts.all() : receipts.about(subject))
        .stream()
            .map(r -> object(r.asMap()))
            .collect(Collectors.joining(",\n ", "[", "]\n"))
            .getBytes(StandardCharsets.UTF_8);
  }

  private static String object(Map<String, String> map) {
    return map.entrySet().stream()
        .map(e -> quoted(e.getKey()) + ": " + quoted(e.getValue()))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String quoted(String text) {
    return text.chars()
        .mapToObj(
            c ->
                c < ' ' || c == '"' || c == '\\' || c == '<' || c > '~'
                    ? String.format("\\u%04x", c)
                    : String.valueOf((char) c))
        .collect(Collectors.joining("", "\"", "\""));
  }

  private byte[] file(String name) throws IOException {
    return Files.readAllBytes(files.resolve(name));
  }

  private static void send(String type, byte[] body, HttpServletResponse response)
      throws IOException {
    response.setContentType(type);
    if (!type.startsWith("image/")) {
      response.setCharacterEncoding("UTF-8");
    }
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
