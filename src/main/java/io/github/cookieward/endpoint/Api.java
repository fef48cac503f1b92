package io.github.cookieward.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Conflict;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The interface for single-page applications and mobile apps, as {@code openapi.json} beside this
 * class describes it. A page's script has the consent cookie set; a client that is no browser gets
 * a token besides, which it sends back in a field of its own. Safe to share.
 */
final class Api {
  private static final byte[] DESCRIPTION = description();
  private static final String READ = "GET, HEAD, OPTIONS";
  private static final String WRITE = "POST, OPTIONS";

  private final Enforcer enforcer;
  private final Answering answering;

  Api(Enforcer enforcer, Answering answering) {
    this.enforcer = enforcer;
    this.answering = answering;
  }

  /** How a body is read. */
  private interface Reading {
    Answer read(String body, Settings settings) throws ApiBody.Mistake;
  }

  /**
   * Serves a resource.
   *
   * @param asked its path below that of the interface, such as {@code /state}
   */
  void serve(
      String asked,
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply,
      Enforcement enforcement)
      throws IOException {
    response.addHeader("Vary", ConsentField.NAME);
    switch (asked) {
      case "/state", "/dialog", "/services", "/openapi.json" -> {
        if (request.getMethod().equals("GET") || request.getMethod().equals("HEAD")) {
          read(asked, request, response, reply, enforcement);
        } else {
          reply.allowOrProblem(READ);
        }
      }
      case "/decide" -> write(request, response, reply, enforcement, ApiBody::decision);
      case "/withdraw" -> write(request, response, reply, enforcement, ApiBody::withdrawal);
      default -> reply.problem(404, "Not Found", "openapi.json lists what there is.");
    }
  }

  private void read(
      String asked,
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply,
      Enforcement enforcement)
      throws IOException {
    if (asked.equals("/openapi.json")) {
      reply.shared(Reply.JSON, "public, max-age=3600", DESCRIPTION);
      return;
    }
    Map<String, Object> state = state(request, enforcement);
    if (asked.equals("/state")) {
      reply.personal(HttpServletResponse.SC_OK, Reply.JSON, Json.of(state));
      return;
    }
    DialogJson dialog = new DialogJson(SettingsPage.view(request, enforcement));
    response.addHeader("Vary", "Accept-Language");
    response.setHeader("Content-Language", dialog.language());
    Map<String, Object> said =
        asked.equals("/dialog")
            ? dialog.dialog(state)
            : Map.of("language", dialog.language(), "services", dialog.services());
    reply.personal(HttpServletResponse.SC_OK, Reply.JSON, Json.of(said));
  }

  private void write(
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply,
      Enforcement before,
      Reading reading)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      reply.allowOrProblem(WRITE);
      return;
    }
    // JSON cannot be sent by a form, nor by another site's script without a preflight, which is
    // not answered; so a client that does not say where it is from is no page of another site.
    if (SameOrigin.of(request) == SameOrigin.Verdict.OTHER) {
      reply.problem(403, "Forbidden", "Only a page of this very origin, or no page, may ask this.");
      return;
    }
    if (!BodyReader.isJson(request)) {
      reply.problem(415, "Unsupported Media Type", "Send application/json.");
      return;
    }
    if (request.getContentLengthLong() > BodyReader.MAX_BYTES) {
      reply.problem(413, "Content Too Large", "At most 65,536 bytes are read.");
      return;
    }
    Optional<String> body = BodyReader.text(request);
    if (body.isEmpty()) {
      reply.problem(400, "Bad Request", "The body is not UTF-8, cut off, or too long.");
      return;
    }
    Answer answer;
    try {
      answer = reading.read(body.get(), enforcer.settings());
    } catch (ApiBody.Mistake e) {
      reply.problem(400, "Bad Request", String.valueOf(e.getMessage()));
      return;
    }
    Answer weighed = answer;
    Optional<Enforcement> after =
        answering.keep(base -> enforcer.decide(base, weighed), before, request, response);
    if (after.isEmpty()) {
      reply.problem(400, "Bad Request", Refusal.TOO_MANY_SERVICES.message());
      return;
    }
    reply.personal(HttpServletResponse.SC_OK, Reply.JSON, Json.of(state(request, after.get())));
  }

  /** The state; for a client that is no browser with the token that says it. */
  private Map<String, Object> state(HttpServletRequest request, Enforcement enforcement) {
    Map<String, Object> state = StateJson.members(enforcement);
    // What both of two answers grant is no answer: the client keeps its own until it chooses.
    Consent consent = enforcement.conflict().map(Conflict::browser).orElse(enforcement.consent());
    if (ConsentField.isOpenTo(request)) {
      enforcer.token(consent).ifPresent(token -> state.put("consent", token));
    }
    return state;
  }

  private static byte[] description() {
    try (InputStream in =
        Objects.requireNonNull(Api.class.getResourceAsStream("openapi.json"), "openapi.json")) {
      return new String(in.readAllBytes(), UTF_8).getBytes(UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's own description cannot be read", e);
    }
  }
}
