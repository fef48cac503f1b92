package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.enforcement.LearnedScopes.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * The {@code Set-Cookie} lines that remove what a browser still holds. A browser does not tell
 * where a cookie lives, so each place is named: those learned from what the application set, those
 * declared, and then the usual ones. Bounded, so that the response still has room for its own.
 */
public final class Expiry {
  /** The most characters of all lines together; common servers allow 8,192 for all headers. */
  public static final int MAX_CHARACTERS = 3_500;

  private static final int MAX_PARENTS = 4;
  private static final int MAX_PATHS = 8;

  /** How much of it goes to the likeliest places; the rest goes round among all others. */
  private static final int LIKELY_CHARACTERS = MAX_CHARACTERS / 2;

  private static final Pattern HOST_NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)+\\.?");

  private final Enforcer enforcer;
  private final String host;
  private final String path;
  private final String contextPath;
  private final boolean secure;

  /**
   * The lines for what a browser sent and is to hold no longer.
   *
   * @param cookieFields the {@code Cookie} field lines, as they came
   * @param host the request's host without a port
   * @param path the request's path
   * @param contextPath where the application lives; empty for the root
   * @param secure whether the connection is secure
   */
  public static List<String> of(
      Enforcement enforcement,
      List<String> cookieFields,
      String host,
      String path,
      String contextPath,
      boolean secure) {
    if (!enforcement.standing().expiresAnything()) {
      return List.of();
    }
    List<String> names = enforcement.enforcer().knownExpiries().of(enforcement, cookieFields);
    if (names.isEmpty()) {
      return List.of();
    }
    int turn = ThreadLocalRandom.current().nextInt(1 << 20);
    return new Expiry(enforcement.enforcer(), host, path, contextPath, secure).lines(names, turn);
  }

  /**
   * The place of a request.
   *
   * @param host the request's host without a port
   * @param path the request's path
   * @param contextPath where the application lives; empty for the root
   * @param secure whether the connection is secure
   */
  Expiry(Enforcer enforcer, String host, String path, String contextPath, boolean secure) {
    this.enforcer = enforcer;
    this.host = host.toLowerCase(Locale.ROOT);
    this.path = path;
    this.contextPath = contextPath;
    this.secure = secure;
  }

  /**
   * The lines for some cookies: of each the likeliest place first, before any takes a second turn.
   * What does not fit is left to the next response; which that is depends on {@code turn}, so that
   * one stubborn cookie does not stand in the way of the others, nor a likely place in that of the
   * right one, for ever.
   */
  List<String> lines(Collection<String> names, int turn) {
    List<List<String>> byName = new ArrayList<>();
    for (String name : names) {
      byName.add(lines(name));
    }
    Collections.rotate(byName, -Math.floorMod(turn, Math.max(1, byName.size())));
    List<String> candidates = new ArrayList<>();
    int longest = byName.stream().mapToInt(List::size).max().orElse(0);
    for (int place = 0; place < longest; place++) {
      for (List<String> places : byName) {
        if (place < places.size()) {
          candidates.add(places.get(place));
        }
      }
    }
    if (weigh(candidates) <= MAX_CHARACTERS) {
      return candidates;
    }
    List<String> lines = new ArrayList<>(taken(candidates, LIKELY_CHARACTERS));
    List<String> rest = candidates.subList(lines.size(), candidates.size());
    Collections.rotate(rest, -Math.floorMod(turn, rest.size()));
    lines.addAll(taken(rest, MAX_CHARACTERS - weigh(lines)));
    return lines;
  }

  private static List<String> taken(List<String> lines, int most) {
    int characters = 0;
    int count = 0;
    while (count < lines.size() && characters + weigh(lines.get(count)) <= most) {
      characters += weigh(lines.get(count++));
    }
    return lines.subList(0, count);
  }

  private static int weigh(List<String> lines) {
    return lines.stream().mapToInt(Expiry::weigh).sum();
  }

  private static int weigh(String line) {
    return line.length() + "Set-Cookie: \r\n".length();
  }

  private List<String> lines(String name) {
    Set<Scope> scopes = new LinkedHashSet<>(enforcer.learned().of(name));
    declared(name).ifPresent(scopes::add);
    for (String domain : domains()) {
      scopes.add(new Scope("/", domain, false));
    }
    for (String place : paths()) {
      scopes.add(new Scope(place, "", false));
    }
    if (secure) {
      scopes.add(new Scope("/", "", true));
    }
    boolean hostOnly = name.startsWith("__Host-");
    return scopes.stream()
        .filter(scope -> !hostOnly || (scope.domain().isEmpty() && scope.path().equals("/")))
        .map(scope -> line(name, scope))
        .toList();
  }

  private Optional<Scope> declared(String name) {
    return enforcer
        .settings()
        .catalogue()
        .cookie(name)
        .flatMap(Classification::rule)
        .filter(rule -> !(rule.path().isEmpty() && rule.domain().isEmpty() && !rule.partitioned()))
        .map(Expiry::scope);
  }

  private static Scope scope(CookieRule rule) {
    return new Scope(rule.path().isEmpty() ? "/" : rule.path(), rule.domain(), rule.partitioned());
  }

  /** The host alone, the host with its subdomains, and the hosts above it. */
  private List<String> domains() {
    List<String> domains = new ArrayList<>();
    domains.add("");
    boolean named = HOST_NAME.matcher(host).matches() && !host.matches("[0-9.]+");
    String domain = host;
    while (named && domain.indexOf('.') > 0 && domains.size() <= MAX_PARENTS) {
      domains.add(domain);
      domain = domain.substring(domain.indexOf('.') + 1);
    }
    return domains;
  }

  /** Every path that lets the browser send a cookie here: the application's own first. */
  private Set<String> paths() {
    Set<String> paths = new LinkedHashSet<>();
    if (!contextPath.isEmpty()) {
      paths.add(contextPath);
      paths.add(contextPath + "/");
    }
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      paths.add(path.substring(0, slash));
      paths.add(path.substring(0, slash + 1));
      if (paths.size() >= MAX_PATHS) {
        break;
      }
    }
    paths.add(path);
    paths.removeIf(p -> p.equals("/") || !p.startsWith("/") || p.indexOf(';') >= 0 || !plain(p));
    return paths;
  }

  private static boolean plain(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  private String line(String name, Scope scope) {
    boolean needsSecure =
        secure
            || scope.partitioned()
            || name.startsWith("__Host-")
            || name.startsWith("__Secure-")
            || name.startsWith("__Http-");
    return name
        + "=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path="
        + scope.path()
        + (scope.domain().isEmpty() ? "" : "; Domain=" + scope.domain())
        + (needsSecure ? "; Secure" : "")
        + (name.startsWith("__Http-") || name.startsWith("__Host-Http-") ? "; HttpOnly" : "")
        + (scope.partitioned() ? "; Partitioned" : "");
  }
}
