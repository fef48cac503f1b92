package io.github.cookieward.http;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address as a browser reads it: resolved, with blanks, tabs and line ends taken out and
 * backslashes turned, so that what is compared is what would be fetched. A value.
 *
 * @param scheme lower-cased, without the colon
 * @param host lower-cased, in ASCII; empty where the scheme has none
 * @param port the port in use, the scheme's own where none is said; -1 where the scheme has none
 * @param path with its first slash; all that follows the colon where the scheme has no host
 * @param query what follows {@code ?}, without it; empty where there is none
 * @see <a href="https://url.spec.whatwg.org/#url-parsing">URL, 4.4</a>
 */
public record WebUrl(String scheme, String host, int port, String path, String query) {

  /**
   * Reads an address against the one of the document.
   *
   * @return empty where a browser finds no address in it, and fetches nothing
   */
  public static Optional<WebUrl> parse(String text, @Nullable WebUrl base) {
    // Sketch; to be written after the standard.
    try {
      java.net.URI uri = new java.net.URI(text.strip());
      if (base != null) {
        uri = new java.net.URI(base.toString()).resolve(uri);
      }
      if (uri.getScheme() == null) {
        return Optional.empty();
      }
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
      String path = uri.getRawPath() == null ? uri.getRawSchemeSpecificPart() : uri.getRawPath();
      int own = defaultPort(scheme);
      return Optional.of(
          new WebUrl(
              scheme,
              host,
              uri.getPort() < 0 ? own : uri.getPort(),
              path.isEmpty() ? "/" : path,
              uri.getRawQuery() == null ? "" : uri.getRawQuery()));
    } catch (java.net.URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      case "ftp" -> 21;
      default -> -1;
    };
  }

  /** Whether something leaves the browser when this is fetched: http, https, ws or wss. */
  public boolean isRemote() {
    return switch (scheme) {
      case "http", "https", "ws", "wss" -> true;
      default -> false;
    };
  }

  /** Whether another address has the same host and port, whatever their schemes. */
  public boolean isSameHost(WebUrl other) {
    return host.equals(other.host)
        && (port == other.port
            || (port == defaultPort(scheme) && other.port == defaultPort(other.scheme)));
  }

  @Override
  public String toString() {
    String authority =
        port < 0
            ? scheme + ":"
            : scheme + "://" + host + (port == defaultPort(scheme) ? "" : ":" + port);
    return authority + path + (query.isEmpty() ? "" : "?" + query);
  }
}
