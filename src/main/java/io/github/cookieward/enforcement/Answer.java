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
 *     Action#WITHDRAW} those that are meant
 * @param granted the services that were allowed one by one
 * @param denied the services that were refused one by one
 * @param shownPolicy the version of the policy that the visitor saw: what came later is not granted
 */
public record Answer(
    Action action,
    Set<Category> categories,
    Set<String> granted,
    Set<String> denied,
    int shownPolicy) {

  /** The most services that can be chosen one by one: more do not fit into a cookie. */
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
    /** Grants what is named and leaves the rest as it was: the button at a held-back embed. */
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
