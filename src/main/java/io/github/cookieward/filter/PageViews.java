package io.github.cookieward.filter;

import io.github.cookieward.csp.Nonce;
import io.github.cookieward.endpoint.FormClient;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.PageSettings.Caching;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.page.Languages;
import io.github.cookieward.page.PagePolicy;
import io.github.cookieward.page.View;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;

/** The view for which is rendered what is put into a page without tags. */
final class PageViews {
  private PageViews() {}

  /**
   * A view.
   *
   * @param asked the request as the container has it
   * @param seen the request as the application sees it
   */
  static View view(
      HttpServletRequest asked,
      HttpServletRequest seen,
      HttpServletResponse response,
      Enforcement enforcement) {
    boolean shared = enforcement.settings().pages().caching() == Caching.SHARED;
    return new View(
        enforcement,
        asked.getContextPath() + enforcement.settings().endpoint(),
        returnTo(asked, seen),
        language(asked, response, enforcement.settings()),
        shared ? "" : enforcement.enforcer().formTokens().issue(FormClient.of(asked)),
        policy(response.getHeaders("Content-Security-Policy")));
  }

  private static PagePolicy policy(Collection<String> lines) {
    String nonce = nonce(lines, Nonce.Use.SCRIPT);
    return new PagePolicy(
        nonce,
        nonce(lines, Nonce.Use.STYLE),
        !nonce.isEmpty() || !Nonce.isNeeded(lines, Nonce.Use.SCRIPT));
  }

  private static String nonce(Collection<String> lines, Nonce.Use use) {
    return Nonce.find(lines, use).map(Nonce::value).orElse("");
  }

  /** The address that the browser asked for: an error page has another one. */
  private static String returnTo(HttpServletRequest asked, HttpServletRequest seen) {
    if (asked.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) {
      return failed;
    }
    String query = seen.getQueryString();
    return query == null ? asked.getRequestURI() : asked.getRequestURI() + "?" + query;
  }

  private static Locale language(
      HttpServletRequest asked, HttpServletResponse response, Settings settings) {
    String said = response.getHeader("Content-Language");
    if (said != null) {
      return Locale.forLanguageTag(said.split(",", 2)[0].strip());
    }
    return settings.pages().caching() == Caching.SHARED
        ? Locale.ENGLISH
        : Languages.best(Collections.list(asked.getLocales()), settings);
  }
}
