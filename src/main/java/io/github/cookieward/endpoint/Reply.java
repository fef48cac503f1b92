package io.github.cookieward.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what the endpoint answers. Nothing of it is to be guessed at, or kept for another. */
final class Reply {
  static final String JSON = "application/json";
  static final String SCRIPT = "text/javascript;charset=UTF-8";
  static final String TEXT = "text/plain;charset=UTF-8";
  static final String HTML = "text/html;charset=UTF-8";

  private static final String PRIVATE = "private, no-store";

  private final HttpServletRequest request;
  private final HttpServletResponse response;

  Reply(HttpServletRequest request, HttpServletResponse response) {
    this.request = request;
    this.response = response;
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "same-origin");
  }

  /** What holds for this visitor only. */
  void personal(int status, String type, String text) throws IOException {
    response.addHeader("Vary", "Cookie, Sec-GPC");
    send(status, type, PRIVATE, text.getBytes(UTF_8));
  }

  /** The same for everybody. */
  void shared(String type, String cacheControl, byte[] body) throws IOException {
    send(HttpServletResponse.SC_OK, type, cacheControl, body);
  }

  /** A mistake of the caller's, in the words of the format that it asked for. */
  void refuse(Refusal refusal) throws IOException {
    boolean json = wantsJson();
    send(
        refusal.status(),
        json ? JSON : TEXT,
        PRIVATE,
        (json ? "{\"error\":\"" + refusal.message() + "\"}" : refusal.message() + "\n")
            .getBytes(UTF_8));
  }

  /** Another method than those that are allowed: told so, or told which there are. */
  void allow(String methods) throws IOException {
    response.setHeader("Allow", methods);
    if (request.getMethod().equals("OPTIONS")) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      refuse(new Refusal(405, "Allowed here: " + methods + "."));
    }
  }

  /**
   * A mistake of a program's, as RFC 9457 has it told.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a>
   */
  void problem(int status, String title, String detail) throws IOException {
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("title", title);
    problem.put("status", status);
    problem.put("detail", detail);
    send(status, "application/problem+json", PRIVATE, Json.of(problem).getBytes(UTF_8));
  }

  /** As {@link #allow}, for programs. */
  void allowOrProblem(String methods) throws IOException {
    if (request.getMethod().equals("OPTIONS")) {
      allow(methods);
    } else {
      response.setHeader("Allow", methods);
      problem(405, "Method Not Allowed", "Allowed here: " + methods + ".");
    }
  }

  /** Leads the browser to a path of this origin, with a GET. */
  void seeOther(String path) {
    response.setHeader("Cache-Control", PRIVATE);
    response.setHeader("Location", path);
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setContentLength(0);
  }

  /** Whether the client would rather have JSON, or speaks it itself. */
  boolean wantsJson() {
    return BodyReader.isJson(request)
        || Accept.prefersJson(Collections.list(request.getHeaders("Accept")));
  }

  private void send(int status, String type, String cacheControl, byte[] body) throws IOException {
    response.setStatus(status);
    response.setHeader("Cache-Control", cacheControl);
    response.setContentType(type);
    response.setContentLength(body.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(body);
    }
  }
}
