package io.github.cookieward.enforcement;

import io.github.cookieward.http.SetCookie;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where an application sets its cookies, learned from what it sets: a cookie can be expired only
 * with the path, the domain and the partition that it was set with. Bounded; safe to share.
 */
public final class LearnedScopes {
  static final int MAX_NAMES = 1_000;
  static final int MAX_SCOPES = 4;
  static final int MAX_LENGTH = 256;

  /**
   * Where a cookie lives.
   *
   * @param path its path
   * @param domain its domain without a first dot, or empty for the host alone
   * @param partitioned whether it is partitioned
   */
  record Scope(String path, String domain, boolean partitioned) {
    /** Whether a cookie names this very place; one that leaves a part of it to the browser not. */
    boolean isSaidBy(SetCookie cookie) {
      return cookie.isKeptAt(path, domain.isEmpty() ? null : domain, partitioned);
    }
  }

  private final Map<String, List<Scope>> scopes = new ConcurrentHashMap<>();

  LearnedScopes() {}

  /** Takes note of a cookie that the application sets at a request's path. */
  public void learn(SetCookie cookie, String requestPath) {
    List<Scope> known = scopes.getOrDefault(cookie.name(), List.of());
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i).isSaidBy(cookie)) {
        return; // as nearly always: an application sets a cookie in one place
      }
    }
    if (cookie.name().isEmpty()
        || !isUsable(cookie.name())
        || (scopes.size() >= MAX_NAMES && known.isEmpty())) {
      return;
    }
    String path =
        cookie
            .attribute("Path")
            .filter(p -> p.startsWith("/"))
            .orElseGet(() -> SetCookie.defaultPath(requestPath));
    Scope scope = new Scope(path, cookie.domain().orElse(""), cookie.has("Partitioned"));
    if (!isUsable(scope.path()) || !isUsable(scope.domain())) {
      return;
    }
    if (!known.contains(scope)) {
      scopes.merge(cookie.name(), List.of(scope), LearnedScopes::join);
    }
  }

  /** Whether a text can stand in a field of another visitor's response. */
  private static boolean isUsable(String text) {
    return text.length() <= MAX_LENGTH && text.indexOf(';') < 0 && SetCookie.isPlain(text);
  }

  private static List<Scope> join(List<Scope> known, List<Scope> added) {
    if (known.contains(added.get(0)) || known.size() >= MAX_SCOPES) {
      return known;
    }
    return java.util.stream.Stream.concat(known.stream(), added.stream()).toList();
  }

  List<Scope> of(String name) {
    return scopes.getOrDefault(name, List.of());
  }
}
