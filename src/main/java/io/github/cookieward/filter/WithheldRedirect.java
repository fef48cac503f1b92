package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.endpoint.ReturnAddress;
import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.http.WebUrl;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A redirect of the visitor's whole page to a service that is not granted. In its place goes a page
 * that says so, with a link: who follows it has asked for it.
 *
 * @param location as the application gave it
 * @param decision why it is withheld
 */
record WithheldRedirect(String location, Decision decision) {
  /** What says something of the application's body, or leads on by itself, and cannot stay. */
  private static final Set<String> OF_THE_BODY =
      Set.of(
          "accept-ranges",
          "cache-control",
          "cdn-cache-control",
          "content-digest",
          "content-disposition",
          "content-encoding",
          "content-language",
          "content-length",
          "content-location",
          "content-md5",
          "content-range",
          "content-security-policy",
          "content-security-policy-report-only",
          "content-type",
          "digest",
          "etag",
          "expires",
          "last-modified",
          "location",
          "pragma",
          "refresh",
          "repr-digest",
          "surrogate-control",
          "transfer-encoding");

  /** Whether browsers go where a response with this status says. */
  static boolean isFollowed(int status) {
    return switch (status) {
      case 301, 302, 303, 307, 308 -> true;
      default -> false;
    };
  }

  /**
   * Answers with the page, or with nothing where no page is expected. What the application has set
   * of cookies and of fields that are not the body's stays.
   */
  void answer(Exchange exchange) throws IOException {
    HttpServletRequest asked = exchange.asked();
    HttpServletResponse response = exchange.container();
    byte[] page = expectsPage(asked) ? page(exchange).getBytes(UTF_8) : new byte[0];
    Map<String, List<String>> kept = fields(response);
    response.reset();
    kept.forEach(
        (name, values) -> {
          response.setHeader(name, values.get(0));
          values.subList(1, values.size()).forEach(value -> response.addHeader(name, value));
        });
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (page.length == 0) {
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Content-Security-Policy", FirstPartyBeacons.POLICY);
      FirstPartyBeacons.send(asked, response, "text/html;charset=UTF-8", page);
    }
    response.getOutputStream().close(); // as after every redirect, nobody writes on
  }

  private static Map<String, List<String>> fields(HttpServletResponse response) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String name : response.getHeaderNames()) {
      List<String> values = new ArrayList<>(response.getHeaders(name));
      if (!values.isEmpty() && !OF_THE_BODY.contains(name.toLowerCase(Locale.ROOT))) {
        fields.put(name, values);
      }
    }
    return fields;
  }

  /** A browser that opens a page, or a client that says nothing at all. */
  private static boolean expectsPage(HttpServletRequest asked) {
    return asked.getHeader("Sec-Fetch-Dest") != null
        || asked.getHeader("Accept") == null
        || CleanAddress.accepts(asked, "text/html");
  }

  private String page(Exchange exchange) throws IOException {
    Optional<WebUrl> there = WebUrl.parse(location, exchange.place().page());
    int mark = location.indexOf('#');
    String fragment = mark < 0 ? "" : location.substring(mark);
    String back = ReturnAddress.after(exchange.asked(), Optional.empty());
    View view = exchange.view();
    String method = exchange.asked().getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      view = view.returningTo(back); // what was sent is not to be asked for
    }
    StringBuilder html = new StringBuilder(1_024);
    Page.withheldRedirect(
        html,
        view,
        there.map(url -> url + fragment).orElse(""),
        there.map(WebUrl::host).orElse(""),
        decision.service().orElseThrow(),
        back);
    return html.toString();
  }
}
