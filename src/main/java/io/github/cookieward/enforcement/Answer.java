package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Category;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a visitor said at a form or an interface, before it is weighed.
 *
 * @param action which button
 * @param categories the categories that were ticked, or with {@link Action#ALLOW} and {@link
 *     Action#WITHDRAW} those that are meant; what the site does not offer says nothing
 * @param granted the ids of the services that were allowed one by one
 * @param denied the ids of the services that were refused one by one, which goes before allowed;
 *     with {@link Action#WITHDRAW} both are taken back, and with {@link Action#ACCEPT_ALL} and
 *     {@link Action#REJECT_ALL} neither says anything
 * @param shownPolicy the version of the policy that the visitor saw: what came later is not granted
 */
public record Answer(
    Action action,
    Set<Category> categories,
    Set<String> granted,
    Set<String> denied,
    int shownPolicy) {

  /**
   * The most services that a form or a program may choose one by one: they fit into a cookie,
   * whatever they are called. Code may choose as many as fit.
   */
  public static final int MAX_SERVICES = 40;

  /** Which button. */
  public enum Action {
    /** Grants everything that was shown. */
    ACCEPT_ALL,
    /** Denies everything. */
    REJECT_ALL,
    /** Grants what was ticked and denies the rest. */
    SAVE,
    /** Takes back what is named, or everything where nothing is. */
    WITHDRAW,
    /** Grants or denies what is named and leaves the rest: the button at a held-back embed. */
    ALLOW;

    /** The action by the word that a form sends, such as {@code accept-all}. */
    public static Optional<Action> of(String word) {
      for (Action action : values()) {
        if (action.word().equals(word)) {
          return Optional.of(action);
        }
      }
      return Optional.empty();
    }

    /** The word that a form sends. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Keeps copies. */
  public Answer {
    categories = Set.copyOf(categories);
    granted = Set.copyOf(granted);
    denied = Set.copyOf(denied);
  }

  /** An answer that names nothing, to the policy in force. */
  public static Answer of(Action action, Settings settings) {
    return new Answer(action, Set.of(), Set.of(), Set.of(), settings.policyVersion());
  }
}
