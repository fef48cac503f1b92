package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.http.SetCookie;
import java.util.Optional;

/**
 * What is decided about cookies, by how a visitor stands. Nobody is told of it here. Safe to share.
 */
final class CookieDecisions {
  private final Enforcer enforcer;
  private final Settings settings;
  private final KnownCookies known;

  CookieDecisions(Enforcer enforcer, Settings settings) {
    this.enforcer = enforcer;
    this.settings = settings;
    this.known = new KnownCookies(settings);
  }

  /** What is known of a name, whoever asks. */
  KnownCookies.Cookie known(String name) {
    return known.cookie(name);
  }

  /** About a cookie that the application sets. */
  Decision set(SetCookie cookie, Standing standing) {
    String name = cookie.name();
    if (enforcer.isConsentCookie(name)) {
      return decision(Reason.RESERVED, name); // not even to remove it
    }
    if (cookie.isDeletion(enforcer.clock())) {
      return known.cookie(name).decision(Reason.DELETION);
    }
    if (name.isEmpty() && cookie.value().indexOf('=') >= 0) {
      // It comes back as a pair: its value would be read as another cookie's name and value.
      return decision(Reason.NAMELESS, name);
    }
    if (!SetCookie.isPlain(name)) {
      // What a container writes for such a character nobody knows: it may end the name.
      return decision(Reason.NOT_IN_CATALOGUE, name);
    }
    return of(known.cookie(name), standing);
  }

  /** About a cookie that the browser sent. */
  Decision sent(String name, Standing standing) {
    return enforcer.isConsentCookie(name)
        ? decision(Reason.ESSENTIAL, name)
        : of(known.cookie(name), standing);
  }

  /** About one of which only the name matters. */
  Decision of(KnownCookies.Cookie cookie, Standing standing) {
    return cookie.decision(reason(cookie, standing));
  }

  private Reason reason(KnownCookies.Cookie cookie, Standing standing) {
    if (cookie.found().isPresent()) {
      return standing.reason(cookie.found().get().service());
    }
    Reason unknown = cookie.name().isEmpty() ? Reason.NAMELESS : Reason.NOT_IN_CATALOGUE;
    return settings.unknownPasses() ? Reason.UNKNOWN_PASSES : unknown;
  }

  private Decision decision(Reason reason, String name) {
    return new Decision(
        Decision.action(reason, settings.mode()),
        reason,
        Decision.Kind.COOKIE,
        name,
        Optional.empty());
  }

  /** Whether one that the browser still holds is to be expired. */
  boolean expires(String name, Standing standing) {
    if (settings.mode() == Settings.Mode.REPORT_ONLY
        || name.isEmpty()
        || standing.conflict().isPresent()) {
      return false; // of two answers, the one that holds may grant it
    }
    return switch (sent(name, standing).reason()) {
      case DENIED -> true;
      case THIRD_PARTY_NOT_GRANTED -> standing.state(Category.THIRD_PARTY) == Choice.DENIED;
      // Nobody can grant what nobody knows; once something was refused, it goes as well.
      case NOT_IN_CATALOGUE -> standing.consent().categories().containsValue(Choice.DENIED);
      case ESSENTIAL,
          GRANTED,
          SAME_SITE,
          LOCAL,
          DELETION,
          UNDECIDED,
          UNKNOWN_PASSES,
          NOT_DECLARED,
          UNREADABLE,
          NAMELESS,
          RESERVED ->
          false;
    };
  }
}
