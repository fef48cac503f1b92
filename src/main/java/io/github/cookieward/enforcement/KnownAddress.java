package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Classification;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an address is, as far as it does not depend on the visitor: whose, and what decisions about
 * it are called. Safe to share.
 */
final class KnownAddress {
  private final String subject;
  private final Optional<Classification> found;
  private final @Nullable Reason ground;

  /** As most visitors have the same answer, or none. */
  private @Nullable Decision last;

  /** Where the inventory counts it, once it does. */
  private Inventory.@Nullable Sighting sighting;

  /**
   * An address.
   *
   * @param ground on which everybody's decision rests; null where it is by the service
   */
  KnownAddress(String subject, Optional<Classification> found, @Nullable Reason ground) {
    this.subject = subject;
    this.found = found;
    this.ground = ground;
  }

  Optional<Classification> found() {
    return found;
  }

  @Nullable Reason ground() {
    return ground;
  }

  Inventory.@Nullable Sighting sighting() {
    return sighting;
  }

  void isCounted(Inventory.@Nullable Sighting by) {
    sighting = by;
  }

  /** The decision about it on a ground. */
  Decision decision(Reason reason, Settings.Mode mode) {
    Decision decision = last;
    if (decision == null || decision.reason() != reason) {
      Decision.Action action = Decision.action(reason, mode);
      decision = new Decision(action, reason, Decision.Kind.ADDRESS, subject, found);
      last = decision;
    }
    return decision;
  }
}
