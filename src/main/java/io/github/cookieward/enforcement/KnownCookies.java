package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.http.KnownTexts;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of cookies that have been asked for, with whose they are and the decisions about them:
 * a site has few, and asks for them with each request. Names that nobody knows have few places, of
 * which each keeps the last: browsers may send any. Bounded; safe to share.
 */
final class KnownCookies {
  static final int MAX_NAMES = 1_000;
  static final int MAX_LENGTH = 128;

  private final Settings settings;
  private final Map<String, Cookie> cookies = new ConcurrentHashMap<>();
  private final KnownTexts<Cookie> others = new KnownTexts<>(512, MAX_LENGTH, this::find);

  /** One name. */
  static final class Cookie {
    private final String name;
    private final Optional<Classification> found;
    private final Settings.Mode mode;
    private final Map<Reason, Decision> decisions = new ConcurrentHashMap<>(4);

    private Cookie(String name, Optional<Classification> found, Settings.Mode mode) {
      this.name = name;
      this.found = found;
      this.mode = mode;
    }

    String name() {
      return name;
    }

    Optional<Classification> found() {
      return found;
    }

    /** The decision about it on a ground. */
    Decision decision(Reason reason) {
      Decision decision = decisions.get(reason);
      if (decision == null) {
        Decision.Action action = Decision.action(reason, mode);
        decision = new Decision(action, reason, Decision.Kind.COOKIE, name, found);
        decisions.put(reason, decision);
      }
      return decision;
    }
  }

  KnownCookies(Settings settings) {
    this.settings = settings;
  }

  /** What is known of a name. */
  Cookie cookie(String name) {
    Cookie kept = cookies.get(name);
    return kept == null ? others.get(name, 0, name.length()) : kept;
  }

  private Cookie find(String name) {
    Cookie cookie = new Cookie(name, settings.catalogue().cookie(name), settings.mode());
    if (cookie.found().isPresent() && name.length() <= MAX_LENGTH && cookies.size() < MAX_NAMES) {
      cookies.put(name, cookie);
    }
    return cookie;
  }
}
