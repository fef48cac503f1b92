package io.github.cookieward.endpoint;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Enforcement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What holds for a visitor, as JSON. */
final class StateJson {
  private StateJson() {}

  /**
   * The state: of every category that is offered, of every declared service, and of those built-in
   * ones that the visitor chose one by one. {@code policyVersion} is the one in force.
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
    return state;
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
