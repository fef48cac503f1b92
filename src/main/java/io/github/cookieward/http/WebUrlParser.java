package io.github.cookieward.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The URL parser of browsers, after the WHATWG's standard; without its user names and fragments. It
 * is total, and its time grows with the length of its input.
 *
 * @see <a href="https://url.spec.whatwg.org/#concept-basic-url-parser">URL, 4.4</a>
 */
final class WebUrlParser {
  private static final String HEX = "0123456789ABCDEF";

  /** ASCII that stays as it is in a path, and in a query. */
  private static final boolean[] PATH = allBut("\"#<>?^`{}");

  private static final boolean[] QUERY = allBut("\"#<>'");

  private final String input;
  private final String scheme;

  private WebUrlParser(String input, String scheme) {
    this.input = input;
    this.scheme = scheme;
  }

  private static boolean[] allBut(String encoded) {
    boolean[] plain = new boolean[128];
    for (char c = 0x21; c < 0x7F; c++) {
      plain[c] = encoded.indexOf(c) < 0;
    }
    return plain;
  }

  static Optional<WebUrl> parse(String text, @Nullable WebUrl base) {
    WebUrl plain = plain(text);
    return plain != null ? Optional.of(plain) : parseCleaned(cleaned(text), base);
  }

  /** Most addresses are absolute and need no change; those are only looked through. */
  private static @Nullable WebUrl plain(String text) {
    String scheme = text.startsWith("https://") ? "https" : "http";
    if (scheme.length() == 4 && !text.startsWith("http://")) {
      return null;
    }
    int length = text.length();
    int at = scheme.length() + 3;
    int label = at;
    for (; at < length && text.charAt(at) != '/'; at++) {
      char c = text.charAt(at);
      if (c == '.') {
        label = at + 1;
      } else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
        return null;
      }
    }
    if (at == length || label == at || text.charAt(label) <= '9') {
      return null; // no path, no host, a dot at its end, or perhaps a number
    }
    int hostEnd = at;
    for (; at < length && text.charAt(at) != '?'; at++) {
      char c = text.charAt(at);
      if (c >= 128 || !PATH[c]) {
        return c == '#' ? WebUrl.asItStands(text.substring(0, at), scheme, hostEnd, at) : null;
      }
      if ((c == '.' && text.charAt(at - 1) == '/') || c == '\\' || isEscapedDot(text, at)) {
        return null;
      }
    }
    int pathEnd = at;
    for (at++; at < length; at++) {
      char c = text.charAt(at);
      if (c >= 128 || !QUERY[c]) {
        return c == '#' ? WebUrl.asItStands(text.substring(0, at), scheme, hostEnd, pathEnd) : null;
      }
    }
    return WebUrl.asItStands(text, scheme, hostEnd, pathEnd);
  }

  private static boolean isEscapedDot(String text, int at) {
    return text.charAt(at) == '%'
        && at + 2 < text.length()
        && text.charAt(at + 1) == '2'
        && (text.charAt(at + 2) | 0x20) == 'e';
  }

  /** Without blanks and controls around it, tabs and line ends within, and its fragment. */
  private static String cleaned(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && text.charAt(from) <= ' ') {
      from++;
    }
    while (to > from && text.charAt(to - 1) <= ' ') {
      to--;
    }
    StringBuilder kept = new StringBuilder(to - from);
    for (int i = from; i < to && text.charAt(i) != '#'; i++) {
      char c = text.charAt(i);
      if (c != '\t' && c != '\n' && c != '\r') {
        kept.append(c);
      }
    }
    return kept.toString();
  }

  private static Optional<WebUrl> parseCleaned(String input, @Nullable WebUrl base) {
    int colon = schemeEnd(input);
    if (colon > 0) {
      String scheme = input.substring(0, colon).toLowerCase(Locale.ROOT);
      if (!isSpecial(scheme)) {
        return Optional.of(local(scheme, input.substring(colon + 1)));
      }
      WebUrlParser parser = new WebUrlParser(input, scheme);
      if (base != null && base.scheme().equals(scheme) && !input.startsWith("//", colon + 1)) {
        return parser.relative(base, colon + 1);
      }
      return parser.absolute(colon + 1);
    }
    if (base == null) {
      return Optional.empty();
    }
    if (!isSpecial(base.scheme())) {
      return againstLocal(input, base);
    }
    return new WebUrlParser(input, base.scheme()).relative(base, 0);
  }

  private static int schemeEnd(String input) {
    for (int i = 0; i < input.length(); i++) {
      char c = input.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      boolean other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (c == ':' || !(letter || (other && i > 0))) {
        return c == ':' ? i : -1;
      }
    }
    return -1;
  }

  private static boolean isSpecial(String scheme) {
    return switch (scheme) {
      case "http", "https", "ws", "wss", "ftp", "file" -> true;
      default -> false;
    };
  }

  private static WebUrl local(String scheme, String rest) {
    if (scheme.equals("blob") || scheme.equals("filesystem")) {
      Optional<WebUrl> inner = parse(rest, null).filter(url -> isSpecial(url.scheme()));
      return WebUrl.local(
          scheme, inner.map(WebUrl::host).orElse(""), inner.map(WebUrl::port).orElse(-1), rest);
    }
    return WebUrl.local(scheme, "", -1, rest);
  }

  /** Whatever it is, it stays local; against an opaque path there is nothing to resolve. */
  private static Optional<WebUrl> againstLocal(String input, WebUrl base) {
    if (input.isEmpty()) {
      return Optional.of(base);
    }
    boolean hierarchical = base.path().startsWith("/");
    return hierarchical ? Optional.of(local(base.scheme(), input)) : Optional.empty();
  }

  private boolean isSlash(int at) {
    return at < input.length() && (input.charAt(at) == '/' || input.charAt(at) == '\\');
  }

  private int afterSlashes(int at) {
    int end = at;
    while (isSlash(end)) {
      end++;
    }
    return end;
  }

  private Optional<WebUrl> absolute(int at) {
    if (!scheme.equals("file")) {
      return withAuthority(afterSlashes(at));
    }
    boolean hasHost = isSlash(at) && isSlash(at + 1);
    return hasHost ? withAuthority(at + 2) : Optional.of(finished("", -1, path("/", at), at));
  }

  private Optional<WebUrl> relative(WebUrl base, int at) {
    if (isSlash(at) && isSlash(at + 1)) {
      return scheme.equals("file") ? absolute(at) : withAuthority(afterSlashes(at));
    }
    String basePath = base.path();
    if (at == input.length()) {
      return Optional.of(base);
    }
    String path;
    if (isSlash(at)) {
      path = path("/", at);
    } else if (input.charAt(at) == '?') {
      path = basePath;
    } else {
      path = path(basePath.substring(0, basePath.lastIndexOf('/') + 1), at);
    }
    return Optional.of(finished(base.host(), base.port(), path, at));
  }

  private Optional<WebUrl> withAuthority(int at) {
    int end = at;
    int host = at;
    while (end < input.length() && !isSlash(end) && input.charAt(end) != '?') {
      if (input.charAt(end) == '@') {
        host = end + 1;
      }
      end++;
    }
    int hostEnd = host;
    boolean brackets = false;
    for (; hostEnd < end && (brackets || input.charAt(hostEnd) != ':'); hostEnd++) {
      char c = input.charAt(hostEnd);
      brackets = c == '[' || (brackets && c != ']');
    }
    int port = port(hostEnd + 1, end);
    String found = hostEnd > host ? WebHost.parse(input.substring(host, hostEnd)) : null;
    if (scheme.equals("file") && hostEnd == host) {
      found = "";
    }
    return found == null || port == -2
        ? Optional.empty()
        : Optional.of(finished(found, port, path("/", end), end));
  }

  /** The port that is said, or the scheme's own; -2 where it is none. */
  private int port(int from, int to) {
    int port = -1;
    for (int i = from; i < to; i++) {
      char c = input.charAt(i);
      if (c < '0' || c > '9') {
        return -2;
      }
      port = Math.max(0, port) * 10 + (c - '0');
      if (port > 65535) {
        return -2;
      }
    }
    return port < 0 ? WebUrl.defaultPort(scheme) : port;
  }

  /** Reads a path, beginning in a directory, without its dot segments. */
  private String path(String directory, int from) {
    StringBuilder path = new StringBuilder(directory.length() + input.length() - from);
    path.append(directory.isEmpty() ? "/" : directory);
    int at = isSlash(from) ? from + 1 : from;
    while (true) {
      int end = at;
      while (end < input.length() && !isSlash(end) && input.charAt(end) != '?') {
        end++;
      }
      int dots = dots(at, end);
      if (dots == 2) {
        int above = path.lastIndexOf("/", path.length() - 2);
        path.setLength(Math.max(above, 0) + 1);
      } else if (dots == 0) {
        encode(path, at, end, PATH);
      }
      if (!isSlash(end)) {
        return path.toString();
      }
      if (dots == 0) {
        path.append('/');
      }
      at = end + 1;
    }
  }

  /** Whether a segment is a single dot, or two, plain or escaped; 0 where it is neither. */
  private int dots(int from, int to) {
    int dots = 0;
    for (int i = from; i < to && dots < 3; i++) {
      if (isEscapedDot(input, i) && i + 2 < to) {
        i += 2;
      } else if (input.charAt(i) != '.') {
        return 0;
      }
      dots++;
    }
    return dots > 2 ? 0 : dots;
  }

  private WebUrl finished(String host, int port, String path, int from) {
    int mark = input.indexOf('?', from);
    String query = null;
    if (mark >= 0) {
      StringBuilder encoded = new StringBuilder(input.length() - mark);
      encode(encoded, mark + 1, input.length(), QUERY);
      query = encoded.toString();
    }
    if (scheme.equals("file")) {
      return WebUrl.local(
          scheme, host, -1, "//" + host + path + (query == null ? "" : "?" + query));
    }
    return WebUrl.of(scheme, host, port, path, query);
  }

  private void encode(StringBuilder out, int from, int to, boolean[] plain) {
    for (int i = from; i < to; ) {
      int c = input.codePointAt(i);
      if (c < 128 && plain[c]) {
        out.append((char) c);
      } else {
        boolean lone = c >= 0xD800 && c <= 0xDFFF;
        String text = lone ? "\uFFFD" : Character.toString(c);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
          out.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
        }
      }
      i += Character.charCount(c);
    }
  }
}
