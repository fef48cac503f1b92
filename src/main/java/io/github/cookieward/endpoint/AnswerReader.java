package io.github.cookieward.endpoint;

import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Conflict;
import io.github.cookieward.enforcement.Settings;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes an answer of a form's fields. What the site does not offer is left out, never granted. */
final class AnswerReader {
  private static final Refusal NO_ACTION =
      Refusal.badRequest(
          "The field action must be one of accept-all, reject-all, save, withdraw, allow.");

  private final Settings settings;
  private final Fields fields;
  private final Set<Category> categories;
  private final Set<String> granted = new HashSet<>();
  private final Set<String> denied = new HashSet<>();

  AnswerReader(Settings settings, Fields fields) {
    this.settings = settings;
    this.fields = fields;
    Set<String> ticked = new HashSet<>(fields.all("category"));
    this.categories =
        settings.categories().stream()
            .map(CategorySettings::category)
            .filter(offered -> ticked.contains(offered.id()))
            .collect(Collectors.toSet());
    for (String choice : fields.all("service")) {
      boolean deny = choice.startsWith("!");
      String id = deny ? choice.substring(1) : choice;
      if (settings.catalogue().service(id).isPresent()) {
        (deny ? denied : granted).add(id);
      }
    }
    granted.removeAll(denied); // said both ways, it is not a clear yes
  }

  /** Which of two answers shall hold, where that is what is said. */
  Optional<Conflict.Side> side() {
    return fields.one("action").flatMap(Conflict.Side::of);
  }

  /** Why the fields are no answer, where they are none. */
  Optional<Refusal> refusal() {
    for (String name : new String[] {"action", "policy", "return", "token", "conflict"}) {
      if (fields.isAmbiguous(name)) {
        return Optional.of(
            Refusal.badRequest("The field " + name + " stands there twice and differs."));
      }
    }
    if (side().isPresent()) {
      return Optional.empty();
    }
    if (action().isEmpty()) {
      return Optional.of(NO_ACTION);
    }
    return granted.size() + denied.size() > Answer.MAX_SERVICES
        ? Optional.of(Refusal.TOO_MANY_SERVICES)
        : Optional.empty();
  }

  private Optional<Action> action() {
    return fields.one("action").flatMap(Action::of);
  }

  /**
   * The answer.
   *
   * @throws java.util.NoSuchElementException if there is a refusal
   */
  Answer answer() {
    return new Answer(action().orElseThrow(), categories, granted, denied, shownPolicy());
  }

  /** The version that the visitor saw: in doubt the oldest, so that nothing unseen is granted. */
  private int shownPolicy() {
    int current = settings.policyVersion();
    return fields.one("policy").map(text -> Math.min(version(text), current)).orElse(current);
  }

  private static int version(String text) {
    if (!text.matches("0*[0-9]{1,9}")) {
      return text.matches("[0-9]+") ? Integer.MAX_VALUE : 1;
    }
    return Math.max(1, Integer.parseInt(text));
  }
}
