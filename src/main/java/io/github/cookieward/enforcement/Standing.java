package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * How a visitor stands to all that a site asks about: what was answered, what the browser says by
 * itself, and what follows from both for each category and service. Immutable; safe to share.
 *
 * @param settings how the site handles consent
 * @param consent what the visitor answered; with two answers, what both grant
 * @param signals what the browser says by itself
 * @param conflict two answers that differ, where the visitor has to say which of them shall hold
 */
record Standing(Settings settings, Consent consent, Signals signals, Optional<Conflict> conflict) {
  /**
   * The visitor's state for a category, as it takes effect here: essential is always granted, what
   * the site does not offer or has changed since the answer is undecided, and an opt-out signal
   * outweighs an answer that was given without one.
   */
  Choice state(Category category) {
    if (category.equals(Category.ESSENTIAL)) {
      return Choice.GRANTED;
    }
    if (optedOut(category)) {
      return Choice.DENIED;
    }
    CategorySettings offered = settings.offered(category);
    if (offered == null || isNewer(offered.since())) {
      return Choice.UNDECIDED;
    }
    return consent.choice(category);
  }

  /** Whether something came or changed after the policy that the visitor answered. */
  boolean isNewer(int since) {
    return settings.since(since) > consent.policyVersion();
  }

  private boolean optedOut(Category category) {
    return signals.globalPrivacyControl()
        && settings.honoursGpc()
        && !consent.signalSeen()
        && (category.equals(Category.ADVERTISING) || category.equals(Category.THIRD_PARTY));
  }

  /** The visitor's state for a service: its own where it was chosen alone, and its category's. */
  Choice state(Service service) {
    Choice own = ownState(service);
    if (own != Choice.GRANTED || !needsThirdParty(service)) {
      return own;
    }
    return state(Category.THIRD_PARTY);
  }

  Choice ownState(Service service) {
    if (service.category().equals(Category.ESSENTIAL)) {
      return Choice.GRANTED;
    }
    Choice chosen = consent.choice(service.id());
    if (chosen == Choice.DENIED || optedOut(service.category())) {
      return Choice.DENIED;
    }
    CategorySettings offered = settings.offered(service.category());
    if (offered == null || isNewer(Math.max(service.since(), offered.since()))) {
      // A refused purpose stays refused, whoever comes to serve it: there is nothing new to ask.
      boolean refused = chosen == Choice.UNDECIDED && state(service.category()) == Choice.DENIED;
      return refused ? Choice.DENIED : Choice.UNDECIDED;
    }
    return chosen == Choice.GRANTED ? Choice.GRANTED : state(service.category());
  }

  /** Where the site does not offer third-party, only an opt-out makes a difference. */
  private boolean needsThirdParty(Service service) {
    return service.thirdParty()
        && !service.category().equals(Category.ESSENTIAL)
        && (settings.offers(Category.THIRD_PARTY)
            || optedOut(Category.THIRD_PARTY)
            || consent.choice(Category.THIRD_PARTY) == Choice.DENIED);
  }

  /** Whether a category is granted. */
  boolean covers(Category category) {
    return state(category) == Choice.GRANTED;
  }

  /** Whether a service is granted, by its id; what nobody knows is not. */
  boolean coversService(String id) {
    return settings.catalogue().service(id).filter(this::covers).isPresent();
  }

  /** Whether a service is granted. */
  boolean covers(Service service) {
    return state(service) == Choice.GRANTED;
  }

  /**
   * Whether there is something to ask: the visitor has not answered, or has two answers, or a
   * category or a declared service is new since the answer.
   */
  boolean asks() {
    if (!consent.isDecided() || conflict.isPresent()) {
      return true;
    }
    return !changed().isEmpty()
        || settings.categories().stream()
            .anyMatch(offered -> state(offered.category()) == Choice.UNDECIDED);
  }

  /**
   * The declared services about which the visitor, having answered before, has to be asked again
   * because they came or changed since. Empty for a visitor who has never answered.
   */
  List<Service> changed() {
    if (!consent.isDecided() || consent.policyVersion() >= settings.policyVersion()) {
      return List.of();
    }
    return settings.catalogue().declared().stream()
        .filter(service -> isNewer(service.since()))
        .filter(service -> ownState(service) == Choice.UNDECIDED)
        .toList();
  }

  /** Why a service is granted, or why it is not. */
  Reason reason(Service service) {
    if (service.category().equals(Category.ESSENTIAL)) {
      return Reason.ESSENTIAL;
    }
    Choice own = ownState(service);
    if (own == Choice.GRANTED && needsThirdParty(service) && !covers(Category.THIRD_PARTY)) {
      return Reason.THIRD_PARTY_NOT_GRANTED;
    }
    return switch (own) {
      case GRANTED -> Reason.GRANTED;
      case DENIED -> Reason.DENIED;
      case UNDECIDED -> Reason.UNDECIDED;
    };
  }

  /** Whether the visitor can have agreed to it: a strict site asks about what it declares. */
  boolean isOffered(Service service) {
    return settings.pages().protection() == PageSettings.Protection.STANDARD
        || settings.catalogue().isDeclared(service.id())
        || service.category().equals(Category.ESSENTIAL)
        || consent.choice(service.id()) == Choice.GRANTED;
  }

  /** Whether a service is a third party's and the site asks about those. */
  boolean asksForThirdParties(Service service) {
    return settings.offers(Category.THIRD_PARTY)
        && service.thirdParty()
        && !service.category().equals(Category.ESSENTIAL);
  }

  /** Whether what cannot be judged is held back: until all that the site offers is granted. */
  boolean withholdsTheDoubtful() {
    return settings.mode() == Settings.Mode.ENFORCE
        && settings.categories().stream().anyMatch(offered -> !covers(offered.category()));
  }

  /**
   * Whether a page can name nothing that is withheld from this visitor, but for what a browser
   * stops by itself: all that is known is granted, and on a strict site, where that is all that is
   * declared, the page's policy keeps the rest out.
   */
  boolean grantsAllThatIsKnown() {
    if (settings.mode() == Settings.Mode.REPORT_ONLY) {
      return true;
    }
    boolean strict = settings.pages().protection() == PageSettings.Protection.STRICT;
    Collection<Service> known =
        strict ? settings.catalogue().declared() : settings.catalogue().services();
    return (!strict || settings.pages().sendsPolicy())
        && !withholdsTheDoubtful()
        && known.stream()
            .map(this::reason)
            .allMatch(reason -> reason == Reason.ESSENTIAL || reason == Reason.GRANTED);
  }

  /**
   * Whether there is anything to expire at all: something was refused, or the browser opted out. Of
   * two answers, the one that shall hold may grant it.
   */
  boolean expiresAnything() {
    return settings.mode() == Settings.Mode.ENFORCE
        && conflict.isEmpty()
        && (consent.categories().containsValue(Choice.DENIED)
            || consent.services().containsValue(Choice.DENIED)
            || (signals.globalPrivacyControl() && settings.honoursGpc()));
  }
}
