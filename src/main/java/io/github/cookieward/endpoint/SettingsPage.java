package io.github.cookieward.endpoint;

import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.page.Languages;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.PagePolicy;
import io.github.cookieward.page.View;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The pages on which a visitor sees the state, changes it and reads more; without a script. */
final class SettingsPage {
  /** A page, as {@link Page} writes it. */
  interface Content {
    void write(Appendable out, View view) throws IOException;
  }

  private static final String POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
          + " img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'self'";

  private SettingsPage() {}

  static void send(
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply,
      Enforcement enforcement,
      Content content)
      throws IOException {
    send(request, response, reply, enforcement, "'self'", content);
  }

  /** Sends a page whose forms may lead elsewhere. */
  static void send(
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply,
      Enforcement enforcement,
      String formAction,
      Content content)
      throws IOException {
    View view = view(request, enforcement);
    StringBuilder html = new StringBuilder(8_192);
    content.write(html, view);
    response.setHeader(
        "Content-Security-Policy",
        POLICY.replace("form-action 'self'", "form-action " + formAction));
    reply.personal(HttpServletResponse.SC_OK, Reply.HTML, html.toString());
  }

  /** What a request for one of our own resources is answered for. */
  static View view(HttpServletRequest request, Enforcement enforcement) {
    return new View(
        enforcement,
        request.getServletContext().getContextPath() + enforcement.settings().endpoint(),
        ReturnAddress.of(request, query(request, "return")).orElse(""),
        Languages.best(languages(request), enforcement.settings()),
        enforcement.enforcer().formTokens().issue(FormClient.of(request)),
        PagePolicy.FILES);
  }

  /** The one that the query asks for, then those that the browser likes. */
  private static List<Locale> languages(HttpServletRequest request) {
    return Stream.concat(
            query(request, "lang").map(Locale::forLanguageTag).stream(),
            Collections.list(request.getLocales()).stream())
        .toList();
  }

  private static Optional<String> query(HttpServletRequest request, String name) {
    String query = request.getQueryString();
    return query == null ? Optional.empty() : Fields.form(query).one(name);
  }
}
