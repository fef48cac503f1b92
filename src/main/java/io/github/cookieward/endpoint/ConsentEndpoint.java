package io.github.cookieward.endpoint;

import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** The visitor's answer. */
public final class ConsentEndpoint {
  /** An endpoint. */
  public ConsentEndpoint(Enforcer enforcer) {}

  /** Whether a request is for it. */
  public boolean handles(HttpServletRequest request) {
    return false;
  }

  /** Answers. */
  public void serve(
      HttpServletRequest request, HttpServletResponse response, Enforcement enforcement) {}
}
