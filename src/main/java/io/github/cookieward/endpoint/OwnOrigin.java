package io.github.cookieward.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The origin under which a browser reached us, as far as a server can know it: behind a proxy that
 * ends TLS the scheme is not known, so {@code https} is believed on an insecure connection as well,
 * and never the other way round.
 *
 * @param secure whether the connection is known to be secure
 * @param authorities what the request calls us: {@code host} or {@code host:port}
 */
record OwnOrigin(boolean secure, List<String> authorities) {
  private static final Pattern AUTHORITY =
      Pattern.compile(Origin.HOST + "(?::([0-9]{0,5}))?", Pattern.CASE_INSENSITIVE);

  /** By the {@code Host} field, and by what the container makes of it and of a trusted proxy. */
  static OwnOrigin of(HttpServletRequest request) {
    List<String> authorities = new ArrayList<>(2);
    List<String> hosts = Collections.list(request.getHeaders("Host"));
    if (hosts.size() == 1) {
      authorities.add(hosts.get(0));
    }
    String name = request.getServerName();
    boolean bare = name.indexOf(':') >= 0 && !name.startsWith("[");
    authorities.add((bare ? "[" + name + "]" : name) + ":" + request.getServerPort());
    return new OwnOrigin(request.isSecure(), authorities);
  }

  /** Whether another origin is this one. */
  boolean is(Origin other) {
    return (!secure || other.scheme().equals("https"))
        && authorities.stream().anyMatch(authority -> is(other, authority));
  }

  private static boolean is(Origin other, String authority) {
    Matcher matcher = AUTHORITY.matcher(authority);
    if (!matcher.matches()) {
      return false;
    }
    String port = matcher.group(2);
    int own =
        port == null || port.isEmpty()
            ? Origin.defaultPort(other.scheme())
            : Integer.parseInt(port);
    return matcher.group(1).toLowerCase(Locale.ROOT).equals(other.host()) && own == other.port();
  }
}
