package io.github.cookieward.endpoint;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An origin of the web: scheme, host and port.
 *
 * @param scheme {@code http} or {@code https}
 * @param host in lower case; an IPv6 address stands in brackets
 * @param port the port, the scheme's own where none is written
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6454#section-6.2">RFC 6454, 6.2</a>
 */
record Origin(String scheme, String host, int port) {
  static final String HOST = "([a-z0-9._-]{1,253}|\\[[0-9a-f:.]{2,45}\\])";

  private static final Pattern SERIALISED =
      Pattern.compile("(https?)://" + HOST + "(?::([0-9]{1,5}))?", Pattern.CASE_INSENSITIVE);

  /** Reads the value of an {@code Origin} field; empty for {@code null}, and for all but HTTP's. */
  static Optional<Origin> parse(String text) {
    Matcher matcher = SERIALISED.matcher(text);
    return matcher.matches() ? Optional.of(origin(matcher)) : Optional.empty();
  }

  /**
   * An origin, and what follows it in an address: empty, or from a slash, a query or a fragment.
   */
  record Located(Origin origin, String rest) {}

  /**
   * Reads an absolute address; empty where another scheme, a user or a strange host stands there.
   */
  static Optional<Located> locate(String address) {
    Matcher matcher = SERIALISED.matcher(address);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    String rest = address.substring(matcher.end());
    return rest.isEmpty() || "/?#".indexOf(rest.charAt(0)) >= 0
        ? Optional.of(new Located(origin(matcher), rest))
        : Optional.empty();
  }

  private static Origin origin(Matcher matcher) {
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String port = matcher.group(3);
    return new Origin(
        scheme,
        matcher.group(2).toLowerCase(Locale.ROOT),
        port == null ? defaultPort(scheme) : Integer.parseInt(port));
  }

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }
}
