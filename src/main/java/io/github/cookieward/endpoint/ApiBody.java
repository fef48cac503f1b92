package io.github.cookieward.endpoint;

import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a decision or of a withdrawal, strictly: a member that is not known, or is of
 * another type, is a mistake. What the site does not offer is left out, never granted.
 */
final class ApiBody {
  private static final Set<String> OF_DECISION =
      Set.of("action", "policyVersion", "categories", "services");
  private static final Set<String> OF_WITHDRAWAL = Set.of("categories", "services");
  private static final Set<Action> DECISIONS =
      Set.of(Action.ACCEPT_ALL, Action.REJECT_ALL, Action.SAVE, Action.ALLOW);

  private final Settings settings;
  private final Map<String, Object> members;

  private ApiBody(Settings settings, Map<String, Object> members) {
    this.settings = settings;
    this.members = members;
  }

  /** A mistake of the caller's, in words; not to be shown to visitors. */
  static final class Mistake extends Exception {
    private static final long serialVersionUID = 1L;

    Mistake(String message) {
      super(message, null, false, false);
    }
  }

  private static ApiBody read(String body, Settings settings, Set<String> known) throws Mistake {
    Map<String, Object> members =
        JsonReader.object(body).orElseThrow(() -> new Mistake("The body is not a JSON object."));
    if (!known.containsAll(members.keySet())) {
      throw new Mistake("The body has a member besides " + new TreeSet<>(known) + ".");
    }
    return new ApiBody(settings, members);
  }

  /** What a visitor decided. */
  static Answer decision(String body, Settings settings) throws Mistake {
    ApiBody said = read(body, settings, OF_DECISION);
    Action action =
        (said.members.get("action") instanceof String word
                ? Action.of(word)
                : Optional.<Action>empty())
            .filter(DECISIONS::contains)
            .orElseThrow(
                () -> new Mistake("action must be accept-all, reject-all, save or allow."));
    int policy = said.policyVersion();
    Set<String> granted = new HashSet<>();
    Set<String> denied = new HashSet<>();
    said.choices(granted, denied);
    Set<Category> categories = said.categories();
    boolean names = action == Action.SAVE || action == Action.ALLOW;
    if (!names
        && (said.members.containsKey("categories") || said.members.containsKey("services"))) {
      throw new Mistake("categories and services go with save and allow only.");
    }
    return answer(new Answer(action, categories, granted, denied, policy));
  }

  /** What a visitor takes back; all of it where nothing is named. */
  static Answer withdrawal(String body, Settings settings) throws Mistake {
    ApiBody said = read(body, settings, OF_WITHDRAWAL);
    boolean all = said.isEmpty("categories") && said.isEmpty("services");
    Set<Category> categories = said.categories();
    Set<String> services = said.known(said.texts("services"));
    if (!all && categories.isEmpty() && services.isEmpty()) {
      // Nobody meant everything: what is named is none of the site's, and nothing of it is granted.
      throw new Mistake("Nothing of what is named is offered here.");
    }
    return answer(
        new Answer(Action.WITHDRAW, categories, Set.of(), services, settings.policyVersion()));
  }

  private static Answer answer(Answer answer) throws Mistake {
    if (answer.granted().size() + answer.denied().size() > Answer.MAX_SERVICES) {
      throw new Mistake(Refusal.TOO_MANY_SERVICES.message());
    }
    return answer;
  }

  private boolean isEmpty(String name) {
    Object value = members.get(name);
    return value == null || (value instanceof List<?> list && list.isEmpty());
  }

  /** What the visitor saw; nothing is granted that came later. */
  private int policyVersion() throws Mistake {
    if (!(members.get("policyVersion") instanceof JsonReader.Literal number)
        || !number.text().matches("[1-9][0-9]{0,8}")) {
      throw new Mistake(
          "policyVersion must be the whole number that the state told when the visitor was asked.");
    }
    return Math.min(Integer.parseInt(number.text()), settings.policyVersion());
  }

  private Set<Category> categories() throws Mistake {
    return texts("categories").stream()
        .filter(Category::isId)
        .map(Category::new)
        .filter(settings::offers)
        .collect(Collectors.toSet());
  }

  private Set<String> texts(String name) throws Mistake {
    Object value = members.get(name);
    if (value == null) {
      return Set.of();
    }
    if (!(value instanceof List<?> list) || !list.stream().allMatch(String.class::isInstance)) {
      throw new Mistake(name + " must be an array of texts.");
    }
    return list.stream().map(String.class::cast).collect(Collectors.toSet());
  }

  private Set<String> known(Set<String> ids) {
    return ids.stream()
        .filter(id -> settings.catalogue().service(id).isPresent())
        .collect(Collectors.toSet());
  }

  private void choices(Set<String> granted, Set<String> denied) throws Mistake {
    @Nullable Object value = members.get("services");
    if (value == null) {
      return;
    }
    if (!(value instanceof Map<?, ?> choices)) {
      throw new Mistake("services must be an object of ids with granted or denied.");
    }
    for (Map.Entry<?, ?> choice : choices.entrySet()) {
      boolean grants = "granted".equals(choice.getValue());
      if (!grants && !"denied".equals(choice.getValue())) {
        throw new Mistake("services must be an object of ids with granted or denied.");
      }
      (grants ? granted : denied).addAll(known(Set.of(choice.getKey().toString())));
    }
  }
}
