package io.github.cookieward.enforcement;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A question that a page raised, about an address or about what a script gives away, and how it was
 * answered for somebody. Immutable; safe to share.
 *
 * @param address null where it is about a script
 * @param script null where it is about an address
 * @param answer the decision by which the address is withheld, or the one about the script
 */
record Asked(
    Fetches.@Nullable Fetched address,
    InlineScript.@Nullable Reading script,
    Optional<Decision> answer) {
  static Asked about(Fetches.Fetched address, Optional<Decision> withheld) {
    return new Asked(address, null, withheld);
  }

  static Asked about(InlineScript.Reading script, Optional<Decision> decision) {
    return new Asked(null, script, decision);
  }

  static List<Fetches.Fetched> addresses(List<Asked> all) {
    return all.stream().map(Asked::address).toList();
  }

  /** Whether the answer is the same now. */
  boolean isAnswered(Optional<Decision> now) {
    return answer.isPresent() ? now.isPresent() && now.get().is(answer.get()) : now.isEmpty();
  }

  /** Whether it passes, whoever the visitor is: it is only counted. */
  boolean passesAlways() {
    return address != null && address.passesAlways();
  }

  /** Whether the answer depends on the visitor, or somebody takes note of it. */
  boolean isDoubtful() {
    return address == null || address.isDoubtful();
  }
}
