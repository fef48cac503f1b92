package io.github.cookieward.consent;

import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a visitor answered: to which question (the policy's version), when, and what. A value; safe
 * to share between threads.
 *
 * <p>It holds what was <em>said</em>. What follows from it on a site (essential needs no consent, a
 * third party's service needs two) is decided elsewhere.
 *
 * @param id a random name for this browser's answers, without personal data: 22 characters of
 *     base64url, or a {@link ConsentCodec} does not read it back; empty where there is no answer
 * @param decidedAt when the visitor answered; a codec writes whole seconds
 * @param policyVersion the version of the policy that was shown, from 1; 0 where there is no answer
 * @param signalSeen whether the browser sent an opt-out signal while the visitor answered
 * @param categories the answers by category; a category that is absent is undecided
 * @param services the answers by service id; most visitors have none
 */
public record Consent(
    String id,
    Instant decidedAt,
    int policyVersion,
    boolean signalSeen,
    Map<Category, Choice> categories,
    Map<String, Choice> services) {

  /** The consent of a visitor who has not been asked, or has not answered. */
  public static final Consent NONE = new Consent("", Instant.EPOCH, 0, false, Map.of(), Map.of());

  /** Keeps copies that cannot be changed, without what is undecided, in the order of the ids. */
  public Consent {
    categories = decided(categories);
    services = decided(services);
  }

  private static <K extends Comparable<K>> Map<K, Choice> decided(Map<K, Choice> choices) {
    if (choices.isEmpty()) {
      return Map.of();
    }
    SortedMap<K, Choice> kept = new TreeMap<>(choices);
    kept.values().removeIf(choice -> choice == Choice.UNDECIDED);
    return java.util.Collections.unmodifiableSortedMap(kept);
  }

  /** Whether the visitor has answered at all. */
  public boolean isDecided() {
    return policyVersion > 0;
  }

  /** The answer for a category. */
  public Choice choice(Category category) {
    return categories.getOrDefault(category, Choice.UNDECIDED);
  }

  /** The answer for one service, by id; undecided where the visitor spoke of its category only. */
  public Choice choice(String service) {
    return services.getOrDefault(service, Choice.UNDECIDED);
  }

  /** Whether both say the same, to the same question, whenever they were given. */
  public boolean saysTheSameAs(Consent other) {
    return policyVersion == other.policyVersion
        && signalSeen == other.signalSeen
        && categories.equals(other.categories)
        && services.equals(other.services);
  }
}
