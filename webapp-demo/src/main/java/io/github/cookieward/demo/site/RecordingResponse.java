package io.github.cookieward.demo.site;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;

/** Notes what the application tries to set, on its way to Cookieward's response. */
final class RecordingResponse extends HttpServletResponseWrapper {
  private final Attempts attempts;

  RecordingResponse(HttpServletResponse response, Attempts attempts) {
    super(response);
    this.attempts = attempts;
  }

  @Override
  public void addCookie(Cookie cookie) {
    attempts.add(cookie.getName(), "addCookie");
    super.addCookie(cookie);
  }

  @Override
  public void addHeader(String name, String value) {
    note(name, value, "addHeader");
    super.addHeader(name, value);
  }

  @Override
  public void setHeader(String name, String value) {
    note(name, value, "setHeader");
    super.setHeader(name, value);
  }

  private void note(String name, String value, String way) {
    if ("set-cookie".equalsIgnoreCase(name) && value != null && value.indexOf('=') > 0) {
      attempts.add(value.substring(0, value.indexOf('=')), way + " \"" + name + "\"");
    }
  }
}
