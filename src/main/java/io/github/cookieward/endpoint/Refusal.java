package io.github.cookieward.endpoint;

/**
 * Why nothing was changed, in words for whoever calls.
 *
 * @param status the status code of HTTP
 * @param message what was wrong and what to do, in characters that need no escape in JSON or text
 */
record Refusal(int status, String message) implements Submitted {
  /** More services than a cookie holds. */
  static final Refusal TOO_MANY_SERVICES =
      badRequest("Too many services were chosen one by one; choose by category instead.");

  /** Nothing lies there. */
  static final Refusal NOT_FOUND = new Refusal(404, "There is nothing here.");

  static Refusal badRequest(String message) {
    return new Refusal(400, message);
  }
}
