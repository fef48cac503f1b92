package io.github.cookieward.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** Reads the body of an answer: by ourselves, so that a query never counts, and bounded. */
final class BodyReader {
  /** The most bytes of a body. */
  static final int MAX_BYTES = 64 * 1024;

  private static final Refusal TOO_LARGE =
      new Refusal(413, "The answer is too large: at most 65,536 bytes are read.");
  private static final Refusal CUT_OFF =
      Refusal.badRequest("The body could not be read to its end.");

  private BodyReader() {}

  /** Whether the body says that it is JSON. */
  static boolean isJson(HttpServletRequest request) {
    return mediaType(request).equals("application/json");
  }

  /** What the body says that it is, in lower case. */
  static String mediaType(HttpServletRequest request) {
    return Objects.toString(request.getContentType(), "")
        .split(";", 2)[0]
        .trim()
        .toLowerCase(Locale.ROOT);
  }

  static Submitted read(HttpServletRequest request) {
    boolean json = isJson(request);
    if (!json && !mediaType(request).equals("application/x-www-form-urlencoded")) {
      return new Refusal(
          415, "Send the answer as application/x-www-form-urlencoded or application/json.");
    }
    if (request.getContentLengthLong() > MAX_BYTES) {
      return TOO_LARGE;
    }
    byte[] body;
    try {
      body = request.getInputStream().readNBytes(MAX_BYTES + 1);
    } catch (IllegalStateException e) {
      return parameters(request); // an outer filter has the reader
    } catch (IOException | RuntimeException e) { // containers throw either at a broken body
      return CUT_OFF;
    }
    if (body.length > MAX_BYTES) {
      return TOO_LARGE;
    }
    if (body.length == 0 && request.getContentLengthLong() > 0) {
      return parameters(request);
    }
    return json ? json(body) : Fields.form(new String(body, UTF_8));
  }

  /** The body as text; empty where it is too large, cut off, read by another, or not UTF-8. */
  static Optional<String> text(HttpServletRequest request) {
    if (request.getContentLengthLong() > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      byte[] body = request.getInputStream().readNBytes(MAX_BYTES + 1);
      return body.length > MAX_BYTES ? Optional.empty() : text(body);
    } catch (IOException | RuntimeException e) { // containers throw either at a broken body
      return Optional.empty();
    }
  }

  private static Optional<String> text(byte[] body) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Submitted json(byte[] body) {
    return text(body).map(Fields::json).orElse(Refusal.badRequest("The body is not UTF-8."));
  }

  /**
   * What an outer filter had the container read already. The container mixes a query's parameters
   * into it, so where there is a query, nothing counts.
   */
  private static Submitted parameters(HttpServletRequest request) {
    if (request.getQueryString() != null) {
      return Refusal.badRequest("The body was read before, and a query is never an answer.");
    }
    try {
      return Fields.of(request::getParameterValues);
    } catch (RuntimeException e) { // containers throw their own at what they cannot decode
      return CUT_OFF;
    }
  }
}
