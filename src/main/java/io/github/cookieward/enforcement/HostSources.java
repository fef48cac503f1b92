package io.github.cookieward.enforcement;

import io.github.cookieward.csp.SourceExpression;
import java.net.IDN;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A declared address as source expressions: the host and its subdomains, without a scheme, so that
 * each page's own scheme and a more secure one are meant. A value.
 *
 * @param host in lower case and ASCII
 * @param port a number, or {@code *} where the address says none: it means every port
 * @param paths none for the whole host; else the path itself, and what lies below it
 */
record HostSources(String host, String port, List<String> paths) {
  /** Reads an address; empty for a path of the site, and for a host that no policy can name. */
  static Optional<HostSources> of(String address) {
    int slash = address.indexOf('/');
    if (slash == 0) {
      return Optional.empty();
    }
    String authority = slash < 0 ? address : address.substring(0, slash);
    int colon = authority.lastIndexOf(':');
    String host;
    try {
      host = IDN.toASCII(colon < 0 ? authority : authority.substring(0, colon));
    } catch (IllegalArgumentException e) { // no name for the DNS, so no browser fetches from it
      return Optional.empty();
    }
    HostSources sources =
        new HostSources(
            host,
            colon < 0 ? "*" : authority.substring(colon + 1),
            slash < 0 ? List.of() : paths(address.substring(slash)));
    return sources.all().stream().allMatch(s -> SourceExpression.parse(s).isPresent())
        ? Optional.of(sources)
        : Optional.empty();
  }

  private static List<String> paths(String path) {
    String only = path.replaceAll("[?#].*", "").replace(";", "%3B").replace(",", "%2C");
    if (only.equals("/")) {
      return List.of();
    }
    // Without a last slash a policy means that one path, and with it all that begins so.
    return only.endsWith("/") ? List.of(only) : List.of(only, only + "/");
  }

  /** Whether every address of another lies within this one. */
  boolean covers(HostSources other) {
    return paths.isEmpty()
        && (port.equals("*") || port.equals(other.port))
        && (host.equals(other.host) || (hasSubdomains() && other.host.endsWith("." + host)));
  }

  private boolean hasSubdomains() {
    return !host.matches("[0-9.]+"); // an IPv4 address has none
  }

  /** The sources for HTTP. */
  List<String> http() {
    return expressions("");
  }

  /** The sources for web sockets: a host without a scheme means the page's, which is HTTP's. */
  List<String> webSockets() {
    return expressions("ws://");
  }

  private List<String> all() {
    List<String> all = new ArrayList<>(http());
    all.addAll(webSockets());
    return all;
  }

  private List<String> expressions(String scheme) {
    List<String> hosts = hasSubdomains() ? List.of(host, "*." + host) : List.of(host);
    List<String> expressions = new ArrayList<>();
    for (String one : hosts) {
      for (String path : paths.isEmpty() ? List.of("") : paths) {
        expressions.add(scheme + one + ":" + port + path);
      }
    }
    return expressions;
  }

  /** Some addresses in their order, without those that lie within another. */
  static List<HostSources> distinct(List<HostSources> some) {
    Set<HostSources> distinct = new LinkedHashSet<>(some);
    return distinct.stream()
        .filter(
            one -> distinct.stream().noneMatch(other -> !other.equals(one) && other.covers(one)))
        .toList();
  }
}
