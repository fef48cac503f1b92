package io.github.cookieward.page;

import static java.time.ZoneOffset.UTC;

import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** A visitor in a test: answers, comes back, and sees a piece of a page. */
final class Visit {
  /** A piece of a page, as {@link Page} renders it. */
  interface Piece {
    void render(Appendable out, View view) throws IOException;
  }

  private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), UTC);
  static final Signals GPC = new Signals(true);

  private final Enforcement enforcement;
  private final Settings settings;

  private Visit(Settings settings, Enforcement enforcement) {
    this.settings = settings;
    this.enforcement = enforcement;
  }

  static Visit first(Settings settings) {
    return first(settings, Signals.NONE);
  }

  static Visit first(Settings settings, Signals signals) {
    return new Visit(settings, new Enforcer(settings, NOON).begin(List.of(), false, signals));
  }

  Visit then(Answer answer) {
    return then(answer, settings, enforcement.signals());
  }

  /** Comes back with the answer given, to a site that may have changed since. */
  Visit then(Answer answer, Settings later, Signals signals) {
    Enforcer enforcer = enforcement.enforcer();
    String field = enforcer.setCookie(enforcer.decide(enforcement, answer), false).orElseThrow();
    String cookie = field.substring(0, field.indexOf(';'));
    return new Visit(later, new Enforcer(later, NOON).begin(List.of(cookie), false, signals));
  }

  Enforcement enforcement() {
    return enforcement;
  }

  View view() {
    return view(Locale.ENGLISH);
  }

  View view(Locale locale) {
    return new View(
        enforcement, "/shop/consent", "/shop/a?b=1&c=2", locale, "a-token", PagePolicy.NONE);
  }

  String sees(Piece piece) {
    return render(piece, view());
  }

  static String render(Piece piece, View view) {
    StringBuilder out = new StringBuilder();
    try {
      piece.render(out, view);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
