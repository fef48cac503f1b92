package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Catalogue;
import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.html.StartTag;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the page's author says of an element with {@code data-category} and {@code data-service}: it
 * may go live once both are granted. A name that nobody knows is never granted, and reported; on
 * live markup that names a service alone it says nothing, and is reported, too.
 *
 * @param decision what follows from it
 * @param category the category, where the site offers it
 */
record AuthorsMark(Decision decision, Optional<Category> category) {
  /** On these the names can mean nothing else. */
  private static final Set<String> PLAIN =
      Set.of("script", "style", "link", "iframe", "frame", "object", "embed");

  /** On these a page may say something of its own with them, such as what a picture shows. */
  private static final Set<String> SHARED =
      Set.of("img", "image", "video", "audio", "source", "track", "input");

  /**
   * The mark of an element; empty where it has none.
   *
   * @param present those of its attributes that are of interest
   */
  static Optional<AuthorsMark> of(StartTag tag, List<String> present, Enforcement enforcement) {
    if (!present.contains("data-category") && !present.contains("data-service")) {
      return Optional.empty();
    }
    Optional<String> name = text(tag, "data-category");
    Optional<String> service = text(tag, "data-service");
    Optional<Category> category = name.flatMap(id -> offered(id, enforcement));
    Optional<Service> known = service.flatMap(id -> named(id, enforcement));
    boolean meant =
        PLAIN.contains(tag.name())
            || SHARED.contains(tag.name()) && (category.isPresent() || known.isPresent());
    if (!meant || name.isEmpty() && service.isEmpty()) {
      return Optional.empty();
    }
    if (name.isEmpty() && known.isEmpty() && !isHeldByItsAuthor(tag)) {
      enforcement.enforcer().reports().strangeMark(service.orElseThrow());
      return Optional.empty();
    }
    Optional<String> unknown =
        name.filter(n -> category.isEmpty()).or(() -> service.filter(s -> known.isEmpty()));
    unknown.ifPresent(enforcement.enforcer().reports()::unknownMark);
    String subject = "<" + tag.name() + ">";
    Decision decision =
        unknown.isPresent()
            ? enforcement.decision(
                Reason.NOT_IN_CATALOGUE, Decision.Kind.ADDRESS, subject, Optional.empty())
            : decision(category, known, subject, enforcement);
    return Optional.of(new AuthorsMark(decision, category));
  }

  /** Otherwise the name of a service alone may be anybody's word for anything. */
  private static boolean isHeldByItsAuthor(StartTag tag) {
    return text(tag, "type").filter("text/plain"::equalsIgnoreCase).isPresent()
        || tag.has("data-src") && !tag.has("src");
  }

  /** It needs all that is named. */
  private static Decision decision(
      Optional<Category> category,
      Optional<Service> service,
      String subject,
      Enforcement enforcement) {
    Service owner =
        service.orElseGet(() -> Service.builder("marked", category.orElseThrow()).build());
    Optional<Category> missing = category.filter(c -> !enforcement.covers(c));
    Reason reason =
        missing.isPresent()
            ? enforcement.state(missing.get()) == Choice.DENIED ? Reason.DENIED : Reason.UNDECIDED
            : service.map(enforcement.standing()::reason).orElse(Reason.GRANTED);
    return enforcement.decision(
        reason, Decision.Kind.ADDRESS, subject, Optional.of(Classification.of(owner)));
  }

  /** A service by its id, or by the name that people call it. */
  private static Optional<Service> named(String idOrName, Enforcement enforcement) {
    Catalogue catalogue = enforcement.settings().catalogue();
    return catalogue
        .service(idOrName)
        .or(
            () ->
                catalogue.services().stream()
                    .filter(service -> service.name().equalsIgnoreCase(idOrName))
                    .findFirst());
  }

  private static Optional<String> text(StartTag tag, String attribute) {
    return tag.attribute(attribute).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static Optional<Category> offered(String id, Enforcement enforcement) {
    return Optional.of(id)
        .filter(Category::isId)
        .map(Category::new)
        .filter(c -> c.equals(Category.ESSENTIAL) || enforcement.settings().offers(c));
  }

  /** Whether the author held the element back and it may go live. */
  boolean isGranted() {
    return decision.action() == Decision.Action.PASS;
  }
}
