package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.catalogue.Service;
import java.util.Optional;

/**
 * What becomes of one thing, and why. A value.
 *
 * @param action what is done
 * @param reason the ground
 * @param kind what kind of thing it is
 * @param subject a name, or an address without its query: never a value
 * @param classification whose it is, where somebody knows it
 */
public record Decision(
    Action action,
    Reason reason,
    Kind kind,
    String subject,
    Optional<Classification> classification) {

  /** What kind of thing is decided about. */
  public enum Kind {
    /** A cookie, by its name. */
    COOKIE,
    /** What a page would fetch, ping or send to. */
    ADDRESS,
    /** A script within the page, known by what it says. */
    INLINE_SCRIPT,
    /** A field of the response. */
    FIELD,
    /** A path of the site's own that collects. */
    ENDPOINT,
    /** A parameter in an address. */
    PARAMETER
  }

  /** What is done with something. */
  public enum Action {
    /** It goes its way. */
    PASS,
    /** It is kept back until it is granted. */
    WITHHOLD,
    /** It goes its way, and would be kept back if the site enforced: report-only. */
    REPORT
  }

  /** What is done on a ground. */
  static Action action(Reason reason, Settings.Mode mode) {
    return switch (reason) {
      case ESSENTIAL, GRANTED, SAME_SITE, LOCAL, DELETION, UNKNOWN_PASSES -> Action.PASS;
      case DENIED,
          UNDECIDED,
          THIRD_PARTY_NOT_GRANTED,
          NOT_IN_CATALOGUE,
          NOT_DECLARED,
          UNREADABLE,
          NAMELESS,
          RESERVED ->
          mode == Settings.Mode.REPORT_ONLY ? Action.REPORT : Action.WITHHOLD;
    };
  }

  /** Whether it is the same as another: most are one object however often they are made. */
  @SuppressWarnings("ReferenceEquality")
  boolean is(Decision other) {
    return this == other
        || (subject.equals(other.subject)
            && reason == other.reason
            && action == other.action
            && kind == other.kind
            && classification.equals(other.classification));
  }

  /** Whether it goes its way. */
  public boolean allows() {
    return action != Action.WITHHOLD;
  }

  /** Whether it is so because the visitor agreed, and not for everybody. */
  boolean isOfGrant() {
    return reason == Reason.GRANTED;
  }

  /** Whether somebody knows whose it is. */
  boolean isOfKnown() {
    return classification.isPresent();
  }

  /** One sentence in English, for those who run the site: what is done, and why. */
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
      case SAME_SITE -> "it stays within the site";
      case LOCAL -> "nothing leaves the browser";
      case NOT_IN_CATALOGUE -> "not in the catalogue; " + remedy();
      case NOT_DECLARED -> "a page fetches from it, and the site has not declared it; " + remedy();
      case UNREADABLE -> "the field cannot be read; write it as its standard says";
      case UNKNOWN_PASSES ->
          "not in the catalogue, and this site lets the unknown pass"
              + (kind == Kind.ADDRESS ? "; " + remedy() : "");
      case NAMELESS -> "a cookie without a name cannot be looked up; give it one";
      case RESERVED ->
          "the name is that of the consent cookie, which only the visitor's answer sets";
    };
  }

  /** The service that is meant, where somebody knows it. */
  public Optional<Service> service() {
    return classification.map(Classification::service);
  }

  /** The lines of configuration that would allow something unknown. */
  String remedy() {
    if (kind == Kind.ADDRESS && service().isPresent()) {
      return "to declare it add <service ref=\"" + service().get().id() + "\"/> to consent.xml";
    }
    if (kind == Kind.ADDRESS || kind == Kind.FIELD) {
      return (action == Action.WITHHOLD
              ? "to allow it add <address>"
              : "to declare it add <address>")
          + subject
          + "</address> to a <service> in consent.xml, with the category that it serves";
    }
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
