package io.github.cookieward.endpoint;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Conflict;
import io.github.cookieward.enforcement.Enforcement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What holds for a visitor, as JSON. */
final class StateJson {
  private StateJson() {}

  /**
   * The state: of every category that is offered, of every declared service, and of those built-in
   * ones that the visitor chose one by one. {@code policyVersion} is the one in force. Where the
   * visitor has two answers to choose between, {@code conflict} has both: the choice is sent as the
   * action {@code use-new} or {@code use-saved} with the fingerprint as {@code conflict}.
   */
  static String of(Enforcement enforcement) {
    return Json.of(members(enforcement));
  }

  static Map<String, Object> members(Enforcement enforcement) {
    Consent consent = enforcement.consent();
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("decided", consent.isDecided());
    state.put("asks", enforcement.asks());
    state.put("policyVersion", enforcement.settings().policyVersion());
    state.put(
        "decidedAt", consent.isDecided() ? Optional.of(consent.decidedAt()) : Optional.empty());
    state.put(
        "gpc", enforcement.signals().globalPrivacyControl() && enforcement.settings().honoursGpc());
    state.put("categories", categories(enforcement));
    state.put("services", services(enforcement));
    enforcement.conflict().ifPresent(c -> state.put("conflict", conflict(enforcement, c)));
    return state;
  }

  /** Two answers of which one has to be chosen, for a client that asks by itself. */
  private static Map<String, Object> conflict(Enforcement enforcement, Conflict between) {
    Map<String, Object> conflict = new LinkedHashMap<>();
    conflict.put("fingerprint", between.fingerprint());
    conflict.put("new", side(enforcement, between.browser()));
    conflict.put("saved", side(enforcement, between.saved()));
    return conflict;
  }

  private static Map<String, Object> side(Enforcement enforcement, Consent answer) {
    Enforcement by = enforcement.with(answer);
    Map<String, Object> side = new LinkedHashMap<>();
    side.put("decidedAt", answer.decidedAt());
    side.put("categories", categories(by));
    side.put("services", services(by));
    return side;
  }

  private static Map<String, Choice> categories(Enforcement enforcement) {
    Map<String, Choice> states = new LinkedHashMap<>();
    states.put(Category.ESSENTIAL.id(), enforcement.state(Category.ESSENTIAL));
    for (CategorySettings offered : enforcement.settings().categories()) {
      states.put(offered.category().id(), enforcement.state(offered.category()));
    }
    return states;
  }

  private static Map<String, Choice> services(Enforcement enforcement) {
    Map<String, Choice> states = new LinkedHashMap<>();
    for (Service declared : enforcement.settings().catalogue().declared()) {
      states.put(declared.id(), enforcement.state(declared));
    }
    for (String id : enforcement.consent().services().keySet()) {
      enforcement
          .settings()
          .catalogue()
          .service(id)
          .ifPresent(service -> states.putIfAbsent(id, enforcement.state(service)));
    }
    return states;
  }
}
