package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.catalogue.Service;
import java.util.Optional;

/**
 * What becomes of one cookie, and why. A value.
 *
 * @param action what is done
 * @param reason the ground
 * @param subject the cookie's name, never its value
 * @param classification whose it is, where somebody knows it
 */
public record Decision(
    Action action, Reason reason, String subject, Optional<Classification> classification) {

  /** What is done with something. */
  public enum Action {
    /** It goes its way. */
    PASS,
    /** It is kept back until it is granted. */
    WITHHOLD,
    /** It goes its way, and would be kept back if the site enforced: report-only. */
    REPORT
  }

  /** Whether it goes its way. */
  public boolean allows() {
    return action != Action.WITHHOLD;
  }

  /** One sentence for people: what is done, and why. */
  public String explanation() {
    String what =
        switch (action) {
          case PASS -> "passes: ";
          case WITHHOLD -> "withheld: ";
          case REPORT -> "would be withheld: ";
        };
    return what + ground();
  }

  private String ground() {
    return switch (reason) {
      case ESSENTIAL -> owner() + " is essential and needs no consent";
      case GRANTED -> "the visitor agreed to " + category() + ", for " + owner();
      case DELETION -> "it only removes a cookie";
      case DENIED -> "the visitor refused " + category() + ", for " + owner();
      case UNDECIDED -> "the visitor has not decided about " + category() + ", for " + owner();
      case THIRD_PARTY_NOT_GRANTED ->
          owner() + " is a third party's, and the visitor has not agreed to third parties";
      case NOT_IN_CATALOGUE -> "not in the catalogue; " + remedy();
      case UNKNOWN_PASSES -> "not in the catalogue, and this site lets the unknown pass";
      case NAMELESS -> "a cookie without a name cannot be looked up; give it one";
      case RESERVED ->
          "the name is that of the consent cookie, which only the visitor's answer sets";
    };
  }

  /** The lines of configuration that would allow an unknown cookie. */
  String remedy() {
    return "to allow it add <cookie name=\""
        + subject
        + "\"/> to a <service> in consent.xml, or for a cookie the site cannot work without"
        + " <service id=\"my-essentials\" category=\"essential\"><cookie name=\""
        + subject
        + "\"/></service>";
  }

  private String owner() {
    return classification.map(Classification::service).map(Service::name).orElse("it");
  }

  private String category() {
    return classification.map(c -> c.service().category().id()).orElse("it");
  }
}
