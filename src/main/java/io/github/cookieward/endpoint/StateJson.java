package io.github.cookieward.endpoint;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Conflict;
import io.github.cookieward.enforcement.Enforcement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What holds for a visitor, as JSON. Its names and ids are plain and need no escape. */
final class StateJson {
  private StateJson() {}

  /**
   * The state: of every category that is offered, of every declared service, and of those built-in
   * ones that the visitor chose one by one. {@code policyVersion} is the one in force. Where the
   * visitor has two answers to choose between, {@code conflict} has both: the choice is sent as the
   * action {@code use-new} or {@code use-saved} with the fingerprint as {@code conflict}.
   */
  static String of(Enforcement enforcement) {
    Consent consent = enforcement.consent();
    boolean gpc =
        enforcement.signals().globalPrivacyControl() && enforcement.settings().honoursGpc();
    return "{\"decided\":"
        + consent.isDecided()
        + ",\"asks\":"
        + enforcement.asks()
        + ",\"policyVersion\":"
        + enforcement.settings().policyVersion()
        + ",\"decidedAt\":"
        + (consent.isDecided() ? "\"" + consent.decidedAt() + "\"" : "null")
        + ",\"gpc\":"
        + gpc
        + choices(enforcement)
        + enforcement.conflict().map(between -> conflict(enforcement, between)).orElse("")
        + "}";
  }

  private static String choices(Enforcement enforcement) {
    return ",\"categories\":"
        + object(categories(enforcement))
        + ",\"services\":"
        + object(services(enforcement));
  }

  /** Two answers of which one has to be chosen, for a client that asks by itself. */
  private static String conflict(Enforcement enforcement, Conflict between) {
    return ",\"conflict\":{\"fingerprint\":\""
        + between.fingerprint()
        + "\",\"new\":"
        + side(enforcement, between.browser())
        + ",\"saved\":"
        + side(enforcement, between.saved())
        + "}";
  }

  private static String side(Enforcement enforcement, Consent answer) {
    String decided = "{\"decidedAt\":\"" + answer.decidedAt() + "\"";
    return decided + choices(enforcement.with(answer)) + "}";
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

  private static String object(Map<String, Choice> states) {
    return states.entrySet().stream()
        .map(
            state ->
                "\""
                    + state.getKey()
                    + "\":\""
                    + state.getValue().name().toLowerCase(Locale.ROOT)
                    + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }
}
