package io.github.cookieward.leaks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/**
 * All of the world but the site: every host name leads here. It notes each connection's host and
 * each request, and answers with what was asked for, so that a chain of fetches goes on.
 */
final class Trap implements AutoCloseable {
  private static final byte[] PIXEL =
      Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("image", "image/gif"),
          Map.entry("script", "text/javascript"),
          Map.entry("worker", "text/javascript"),
          Map.entry("sharedworker", "text/javascript"),
          Map.entry("serviceworker", "text/javascript"),
          Map.entry("audioworklet", "text/javascript"),
          Map.entry("paintworklet", "text/javascript"),
          Map.entry("style", "text/css"),
          Map.entry("track", "text/vtt"),
          Map.entry("json", "application/json"),
          Map.entry("manifest", "application/manifest+json"),
          Map.entry("speculationrules", "application/speculationrules+json"),
          Map.entry("document", "text/html"),
          Map.entry("iframe", "text/html"),
          Map.entry("frame", "text/html"));

  private final Server server = new Server();
  private final ServerConnector connector;

  Trap(Sightings sightings) throws Exception {
    connector =
        SelfSigned.connector(
            server,
            host -> sightings.note(host.toLowerCase(Locale.ROOT).replaceFirst("[.].*", "")));
    WebSocketUpgradeHandler sockets =
        WebSocketUpgradeHandler.from(
            server,
            container ->
                container.addMapping(
                    "/*",
                    (request, response, callback) -> {
                      sightings.inAddress(request.getHttpURI().getPath());
                      return new Socket();
                    }));
    // Refused sockets would make Chromium wait ever longer before the next.
    sockets.setHandler(new Everything(sightings));
    server.setHandler(sockets);
    server.start();
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("it would not stop", e);
    }
  }

  /** A web socket that says nothing; Jetty asks that it be public. */
  public static final class Socket implements Session.Listener.AutoDemanding {}

  private static final class Everything extends Handler.Abstract.NonBlocking {
    private final Sightings sightings;

    Everything(Sightings sightings) {
      this.sightings = sightings;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      String path = Objects.requireNonNullElse(request.getHttpURI().getPath(), "/");
      sightings.inAddress(path);
      String origin = request.getHeaders().get(HttpHeader.ORIGIN);
      response.getHeaders().put("Access-Control-Allow-Origin", origin == null ? "*" : origin);
      response.getHeaders().put("Access-Control-Allow-Credentials", "true");
      response.getHeaders().put("Access-Control-Allow-Headers", "content-type, x-requested-with");
      response.getHeaders().put("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
      response.getHeaders().put("Cache-Control", "no-store");
      Fields query = Request.extractQueryParameters(request, UTF_8);
      if (query.getValue("to") != null) {
        response.setStatus(302);
        response.getHeaders().put(HttpHeader.LOCATION, query.getValue("to"));
        callback.succeeded();
        return true;
      }
      String type = type(request, query.getValue("type"));
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
      response.write(true, body(type, path), callback);
      return true;
    }

    private static String type(Request request, String named) {
      if (named != null) {
        return named;
      }
      String destination =
          Objects.requireNonNullElse(request.getHeaders().get("Sec-Fetch-Dest"), "");
      String accept = Objects.requireNonNullElse(request.getHeaders().get(HttpHeader.ACCEPT), "");
      return accept.startsWith("text/event-stream")
          ? "text/event-stream"
          : TYPES.getOrDefault(destination, "text/plain");
    }

    private static ByteBuffer body(String type, String path) {
      return switch (type) {
        case "image/gif" -> ByteBuffer.wrap(PIXEL);
        case "text/javascript" -> UTF_8.encode("self.onTrap && self.onTrap(" + quoted(path) + ");");
        case "text/html" -> UTF_8.encode("<!doctype html><title>trap</title>");
        case "text/vtt" -> UTF_8.encode("WEBVTT\n");
        case "application/manifest+json", "application/json" -> UTF_8.encode("{}");
        default -> UTF_8.encode("\n");
      };
    }

    private static String quoted(String path) {
      return "'" + path.replaceAll("[^a-z0-9./-]", "") + "'";
    }
  }
}
