package io.github.cookieward.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An address as a browser reads it: resolved, with blanks, tabs and line ends taken out,
 * backslashes turned, escapes of the host undone, so that what is compared is what would be
 * fetched. User names and fragments are not kept. A value; safe to share.
 *
 * @see <a href="https://url.spec.whatwg.org/#url-parsing">URL, 4.4</a>
 */
public final class WebUrl {
  private final String href;
  private final String scheme;
  private final String host;
  private final int port;
  private final int pathStart;

  /** Where {@code ?} stands; the end where there is none. */
  private final int pathEnd;

  /**
   * An address of its parts, which are taken as they are.
   *
   * @param scheme lower-cased, without the colon
   * @param host lower-cased, in ASCII; empty where the scheme has none
   * @param port the port in use; -1 where the scheme has none
   * @param path with its first slash; all that follows the colon where the scheme has no host
   * @param query what follows {@code ?}, without it; empty where there is none
   */
  public WebUrl(String scheme, String host, int port, String path, String query) {
    this(scheme, host, port, path, query.isEmpty() ? null : query, authority(scheme, host, port));
  }

  private WebUrl(
      String scheme, String host, int port, String path, @Nullable String query, String authority) {
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.href = query == null ? authority + path : authority + path + "?" + query;
    this.pathStart = authority.length();
    this.pathEnd = pathStart + path.length();
  }

  private WebUrl(String href, String scheme, String host, int port, int pathStart, int pathEnd) {
    this.href = href;
    this.scheme = scheme;
    this.host = host;
    this.port = port;
    this.pathStart = pathStart;
    this.pathEnd = pathEnd;
  }

  /** An address of which nothing has to be changed, by where its parts stand. */
  static WebUrl asItStands(String href, String scheme, int hostEnd, int pathEnd) {
    return new WebUrl(
        href,
        scheme,
        href.substring(scheme.length() + 3, hostEnd),
        defaultPort(scheme),
        hostEnd,
        pathEnd);
  }

  /** An address with a host; a query that is there but empty is kept apart from none. */
  static WebUrl of(String scheme, String host, int port, String path, @Nullable String query) {
    return new WebUrl(scheme, host, port, path, query, authority(scheme, host, port));
  }

  /** An address that is local, whatever follows its scheme. */
  static WebUrl local(String scheme, String host, int port, String rest) {
    return new WebUrl(scheme, host, port, rest, null, scheme + ":");
  }

  private static String authority(String scheme, String host, int port) {
    if (host.isEmpty() && port < 0) {
      return scheme + ":";
    }
    return port < 0 || port == defaultPort(scheme)
        ? scheme + "://" + host
        : scheme + "://" + host + ":" + port;
  }

  /**
   * Reads an address against the one of the document, in time that grows with its length. Where
   * browsers may differ, or know a rule of theirs that would refuse it, an address is found: rather
   * one too many is judged than one too few.
   *
   * @param base the document's address; null where there is none, and only an absolute one is found
   * @return empty where a browser finds no address in it, and fetches nothing
   */
  public static Optional<WebUrl> parse(String text, @Nullable WebUrl base) {
    return WebUrlParser.parse(text, base);
  }

  static int defaultPort(String scheme) {
    return switch (scheme) {
      case "http", "ws" -> 80;
      case "https", "wss" -> 443;
      case "ftp" -> 21;
      default -> -1;
    };
  }

  /** Lower-cased, without the colon. */
  public String scheme() {
    return scheme;
  }

  /**
   * Lower-cased, in ASCII, with the dot at its end if there is one; empty where the scheme has
   * none. That of the address within, for {@code blob:} and {@code filesystem:}.
   */
  public String host() {
    return host;
  }

  /** The port in use, the scheme's own where none is said; -1 where the scheme has none. */
  public int port() {
    return port;
  }

  /**
   * With its first slash; of other schemes than http, https, ws, wss and ftp all that follows the
   * colon, with a query too.
   */
  public String path() {
    return href.substring(pathStart, pathEnd);
  }

  /** What follows {@code ?}, without it; empty where there is none. */
  public String query() {
    return pathEnd == href.length() ? "" : href.substring(pathEnd + 1);
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
  public boolean equals(@Nullable Object other) {
    return other instanceof WebUrl url && href.equals(url.href);
  }

  @Override
  public int hashCode() {
    return href.hashCode();
  }

  /** The whole address, as a browser would write it, without user name and fragment. */
  @Override
  public String toString() {
    return href;
  }
}
