package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.endpoint.ReturnAddress;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Place;
import io.github.cookieward.enforcement.TrackingParameters;
import io.github.cookieward.http.WebUrl;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where a link that counts its clicks leads to.
 *
 * @param address a path of this origin, or an address of http or https, in ASCII, without the
 *     parameters that are withheld
 * @param host whose it is; empty for this origin
 * @param allowed whether a browser may be sent there without asking: within the site, and to hosts
 *     of the services that the site declares and no grant is missing for. Anybody can write such a
 *     link, so no further
 */
record ClickTarget(String address, String host, boolean allowed) {
  /** The longest address that is followed. */
  static final int MAX_LENGTH = 2_000;

  private static final Set<String> NAMES =
      Set.of(
          "url",
          "u",
          "to",
          "dest",
          "destination",
          "redirect",
          "redirect_to",
          "redirect_uri",
          "redirect_url",
          "redirectto",
          "redirecturi",
          "redirecturl",
          "target",
          "target_url",
          "targeturl",
          "next",
          "goto",
          "go",
          "out",
          "link",
          "href",
          "continue",
          "return",
          "return_to",
          "return_url",
          "returnto",
          "returnurl");

  private static final Pattern ADDRESS =
      Pattern.compile("\\s*(?:https?:|[/\\\\])", Pattern.CASE_INSENSITIVE);

  /** The first parameter of the query that says an address. */
  static Optional<ClickTarget> of(HttpServletRequest request, Enforcement enforcement) {
    String query = request.getQueryString();
    if (query == null) {
      return Optional.empty();
    }
    WebUrl page = page(request);
    return TrackingParameters.find(query, name -> NAMES.contains(name.toLowerCase(Locale.ROOT)))
        .values()
        .stream()
        .flatMap(List::stream)
        .limit(20)
        .flatMap(text -> read(text, page, enforcement).stream())
        .findFirst();
  }

  private static WebUrl page(HttpServletRequest request) {
    return new WebUrl(
        request.getScheme().toLowerCase(Locale.ROOT),
        request.getServerName().toLowerCase(Locale.ROOT),
        request.getServerPort(),
        "/",
        "");
  }

  private static Optional<ClickTarget> read(String text, WebUrl page, Enforcement enforcement) {
    if (text.length() > MAX_LENGTH || !ADDRESS.matcher(text).lookingAt()) {
      return Optional.empty();
    }
    int mark = text.indexOf('#');
    String fragment = mark < 0 ? "" : text.substring(mark);
    return WebUrl.parse(text, page)
        .filter(url -> url.scheme().equals("http") || url.scheme().equals("https"))
        .filter(url -> !url.host().isEmpty())
        .flatMap(url -> of(url, fragment, page, enforcement));
  }

  private static Optional<ClickTarget> of(
      WebUrl url, String fragment, WebUrl page, Enforcement enforcement) {
    if (url.isSameHost(page)) {
      String path = url.path() + (url.query().isEmpty() ? "" : "?" + url.query()) + fragment;
      return ReturnAddress.path(clean(path, enforcement))
          .map(address -> new ClickTarget(address, "", true));
    }
    boolean declared =
        enforcement
            .settings()
            .catalogue()
            .address(url)
            .map(Classification::service)
            .filter(enforcement.settings().catalogue().declared()::contains)
            .isPresent();
    return ascii(clean(url + fragment, enforcement))
        .map(
            address ->
                new ClickTarget(
                    address, url.host(), declared && leads(address, page, enforcement)));
  }

  /** Whether it leads to no service that is not granted. */
  private static boolean leads(String address, WebUrl page, Enforcement enforcement) {
    return enforcement
        .redirect(address, new Place(page, ""))
        .filter(decision -> !decision.allows())
        .isEmpty();
  }

  private static String clean(String address, Enforcement enforcement) {
    return TrackingParameters.stripAddress(
        address, name -> enforcement.parameter(name).filter(found -> !found.allows()).isPresent());
  }

  /** In ASCII; empty where a character stands in it that ends a field or a line. */
  private static Optional<String> ascii(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    for (byte b : text.getBytes(UTF_8)) {
      if (b < 0) {
        ascii.append(String.format("%%%02X", b & 0xff));
      } else if (b <= 0x20 || b == 0x7f || b == '\\') {
        return Optional.empty();
      } else {
        ascii.append((char) b);
      }
    }
    return Optional.of(ascii.toString());
  }
}
