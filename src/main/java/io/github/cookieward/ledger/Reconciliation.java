package io.github.cookieward.ledger;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/** What follows where an account and a browser each may have an answer. */
final class Reconciliation {
  /** What is to be done. */
  enum Outcome {
    /** Nothing: neither has an answer, or both have the same. */
    SILENCE,
    /** The browser's answer becomes the account's. */
    SAVE,
    /** The account's answer becomes the browser's. */
    ADOPT,
    /** They differ and neither followed the other: the visitor is asked which shall hold. */
    ASK
  }

  private Reconciliation() {}

  /**
   * What is to be done.
   *
   * @param browser the browser's answer, or none
   * @param shared whether the browser has it from the account: then the later one goes on, and else
   *     it is an answer of its own
   * @param saved the account's answer, or none
   * @param alike whether two answers grant the same
   */
  static Outcome of(
      Consent browser, boolean shared, Consent saved, BiPredicate<Consent, Consent> alike) {
    if (!saved.isDecided()) {
      // What was saved and is gone was forgotten on purpose, or has run out.
      return browser.isDecided() && !shared ? Outcome.SAVE : Outcome.SILENCE;
    }
    if (!browser.isDecided()) {
      return Outcome.ADOPT;
    }
    if (browser.equals(saved)) {
      return Outcome.SILENCE;
    }
    if (shared) {
      return browser.decidedAt().isAfter(saved.decidedAt()) ? Outcome.SAVE : Outcome.ADOPT;
    }
    if (!alike.test(browser, saved)) {
      return Outcome.ASK;
    }
    boolean newer =
        browser.policyVersion() == saved.policyVersion()
            ? browser.decidedAt().isAfter(saved.decidedAt())
            : browser.policyVersion() > saved.policyVersion();
    return newer ? Outcome.SAVE : Outcome.ADOPT;
  }

  /**
   * What holds until the visitor has chosen: only what both grant. It has the first one's name, and
   * the time of the later one.
   */
  static Consent common(Consent one, Consent other) {
    Set<Category> named = new HashSet<>(one.categories().keySet());
    named.addAll(other.categories().keySet());
    Map<Category, Choice> categories = new HashMap<>();
    named.forEach(
        c ->
            categories.put(c, one.choice(c) == other.choice(c) ? one.choice(c) : Choice.UNDECIDED));
    Set<String> ids = new HashSet<>(one.services().keySet());
    ids.addAll(other.services().keySet());
    Map<String, Choice> services = new HashMap<>();
    ids.forEach(id -> services.put(id, lesser(one.choice(id), other.choice(id))));
    return new Consent(
        one.id(),
        one.decidedAt().isAfter(other.decidedAt()) ? one.decidedAt() : other.decidedAt(),
        Math.min(one.policyVersion(), other.policyVersion()),
        one.signalSeen() && other.signalSeen(),
        categories,
        services);
  }

  /**
   * An answer without what a later one of the same browser took back; what that added is not its.
   */
  static Consent without(Consent own, Consent later) {
    Consent common = common(own, later);
    Map<Category, Choice> categories = new HashMap<>(own.categories());
    categories.replaceAll(
        (category, said) ->
            said == Choice.GRANTED && later.choice(category) != Choice.GRANTED
                ? Choice.DENIED
                : said);
    return new Consent(
        common.id(),
        common.decidedAt(),
        common.policyVersion(),
        common.signalSeen(),
        categories,
        common.services());
  }

  /** Granted by one alone, a service is as its category, which both must grant. */
  private static Choice lesser(Choice one, Choice other) {
    if (one == Choice.DENIED || other == Choice.DENIED) {
      return Choice.DENIED;
    }
    return one == other ? one : Choice.UNDECIDED;
  }
}
