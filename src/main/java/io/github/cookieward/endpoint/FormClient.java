package io.github.cookieward.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;

/** What is known of a client, so that a form's token serves no other. Nothing of it is kept. */
public final class FormClient {
  private FormClient() {}

  /**
   * The client's address and its {@code User-Agent}, to be put under a code and not to be shown.
   */
  public static String of(HttpServletRequest request) {
    return request.getRemoteAddr() + "\n" + Objects.toString(request.getHeader("User-Agent"), "");
  }
}
