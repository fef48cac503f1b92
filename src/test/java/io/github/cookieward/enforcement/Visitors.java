package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Logger;

/** Sites and visitors for the tests of this room. */
final class Visitors {
  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final Signals GPC = new Signals(true);
  static final String ID = "AbCdEfGhIjKlMnOpQrStU_";

  /** What is told; loud by default, since other rooms listen at the root. */
  static final Logger LOG = Logger.getLogger("io.github.cookieward");

  private Visitors() {}

  /** Keeps the thousands of cookies that a test withholds out of the build's output. */
  static void silence() {
    LOG.setUseParentHandlers(false);
  }

  static void endSilence() {
    LOG.setUseParentHandlers(true);
  }

  /** A site with one service a purpose; "ads" and "map" are a third party's. */
  static SettingsBuilder site() {
    return Settings.builder()
        .service(service("stats", Category.ANALYTICS, false, 1))
        .service(service("ads", Category.ADVERTISING, true, 1))
        .service(service("map", Category.PREFERENCE, true, 1))
        .service(service("basket", Category.ESSENTIAL, false, 1));
  }

  /** A service with one cookie of its own id and {@code _id}. */
  static Service service(String id, Category category, boolean thirdParty, int since) {
    return Service.builder(id, category)
        .thirdParty(thirdParty)
        .since(since)
        .cookie(CookieRule.of(CookieRule.Kind.EXACT, id + "_id"))
        .build();
  }

  static Enforcer enforcer(SettingsBuilder settings) {
    return new Enforcer(settings.build(), CLOCK);
  }

  static Enforcement visit(Enforcer enforcer, Consent consent, Signals signals) {
    return new Enforcement(enforcer, consent, signals);
  }

  static Enforcement visit(Enforcer enforcer, Consent consent) {
    return visit(enforcer, consent, Signals.NONE);
  }

  static Consent said(int policy, Map<Category, Choice> categories, Map<String, Choice> services) {
    return new Consent(ID, NOW.minusSeconds(3_600), policy, false, categories, services);
  }

  static Consent granted(Category... categories) {
    Map<Category, Choice> choices = new java.util.HashMap<>();
    for (Category category : categories) {
      choices.put(category, Choice.GRANTED);
    }
    return said(1, choices, Map.of());
  }

  static Consent refused() {
    return said(
        1,
        Map.of(
            Category.PREFERENCE, Choice.DENIED,
            Category.ANALYTICS, Choice.DENIED,
            Category.ADVERTISING, Choice.DENIED,
            Category.THIRD_PARTY, Choice.DENIED),
        Map.of());
  }

  static Answer answer(Answer.Action action, int shown, Category... categories) {
    return new Answer(action, Set.of(categories), Set.of(), Set.of(), shown);
  }

  static Answer allow(int shown, String... services) {
    return new Answer(
        Answer.Action.ALLOW, Set.of(), Set.copyOf(List.of(services)), Set.of(), shown);
  }
}
