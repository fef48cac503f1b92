package io.github.cookieward.endpoint;

import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.page.Languages;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;

/** The page on which a visitor sees the state and changes it; works without a script. */
final class SettingsPage {
  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

  private SettingsPage() {}

  static void send(
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply,
      Enforcement enforcement)
      throws IOException {
    View view =
        new View(
            enforcement,
            request.getServletContext().getContextPath() + enforcement.settings().endpoint(),
            returnTo(request).orElse(""),
            Languages.best(Collections.list(request.getLocales())),
            enforcement.enforcer().formTokens().issue(FormClient.of(request)),
            "");
    StringBuilder html = new StringBuilder(8_192);
    Page.settingsPage(html, view);
    response.setHeader("Content-Security-Policy", POLICY);
    reply.personal(HttpServletResponse.SC_OK, Reply.HTML, html.toString());
  }

  /** The query's {@code return}, else the page that led here. */
  private static Optional<String> returnTo(HttpServletRequest request) {
    String query = request.getQueryString();
    return ReturnAddress.of(
        request, query == null ? Optional.empty() : Fields.form(query).one("return"));
  }
}
