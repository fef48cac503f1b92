package io.github.cookieward.enforcement;

import io.github.cookieward.html.Doubt;
import io.github.cookieward.html.Edit;
import io.github.cookieward.html.PassingRule;
import io.github.cookieward.html.RepeatedStretches;
import io.github.cookieward.html.RepeatedTexts;
import io.github.cookieward.html.SourceText;
import io.github.cookieward.html.StartTag;
import io.github.cookieward.html.WantedTags;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a page's tags: each that would fetch, ping or send to where the visitor has not
 * agreed to is held back, inert, until it is granted. For one document and one thread.
 */
public final class ConsentTagRules implements PassingRule<Asked> {
  /** A strict page's policy says nothing of what these make a browser do. */
  private static final Set<String> BESIDE_THE_POLICY = Set.of("link", "meta", "base");

  private final Enforcement enforcement;
  private final PageMarkup markup;
  private final DocumentAddresses addresses;
  private final StretchNotes notes = new StretchNotes();
  private final JudgedDocument document;

  private boolean bodyHasEnded;

  /** Whether it is a page, and not a document within one. */
  private final boolean outermost;

  /** Whether nothing that is known is withheld; asked where a tag is too long. */
  private Optional<Boolean> grantsAll = Optional.empty();

  /** Rules for one page. */
  public ConsentTagRules(Enforcement enforcement, Place place, PageMarkup markup) {
    this(enforcement, new DocumentAddresses(enforcement, place), markup, 0);
  }

  ConsentTagRules(
      Enforcement enforcement, DocumentAddresses addresses, PageMarkup markup, int depth) {
    this.enforcement = enforcement;
    this.addresses = addresses;
    this.markup = markup;
    this.outermost = depth == 0;
    this.document =
        new JudgedDocument(
            enforcement,
            addresses,
            new NestedDocuments(enforcement, addresses, depth),
            markup,
            notes,
            new Holding(enforcement));
  }

  /** What was held back so far. */
  Holding all() {
    return document.held();
  }

  @Override
  public WantedTags wanted() {
    return Fetch.TAGS;
  }

  @Override
  public boolean passesUnread(String name) {
    if (!Fetch.isOf(name)) {
      return true;
    }
    if (grantsAll.isEmpty()) {
      grantsAll = Optional.of(enforcement.grantsAllThatIsKnown());
    }
    boolean strict = enforcement.settings().pages().protection() == PageSettings.Protection.STRICT;
    boolean passes = grantsAll.get() && !(strict && BESIDE_THE_POLICY.contains(name));
    unread("<" + name + ">", !passes);
    return passes;
  }

  @Override
  public void onDoubt(Doubt doubt) {
    switch (doubt) {
      case CROSSING -> unread("A tag that begins in another for some browsers", true);
      case TOO_MANY_READINGS -> unread("Markup that browsers read in too many ways", false);
      case TOO_DEEP -> unread("SVG or MathML in more than 512 elements", false);
      default -> {} // of these each reading is judged, or the rule is asked
    }
  }

  private void unread(String what, boolean withheld) {
    enforcement.enforcer().reports().unread(what, withheld);
  }

  @Override
  public RepeatedStretches<Asked> stretches() {
    return addresses.ofOrigin().stretches();
  }

  @Override
  public void stretchBegins() {
    notes.begin(outermost && addresses.areOfOrigin());
  }

  @Override
  public @Nullable List<Asked> stretchEnds() {
    return notes.end();
  }

  @Override
  public boolean answersAlike(List<Asked> known) {
    if (!outermost || !addresses.areOfOrigin()) {
      return false;
    }
    for (int i = 0; i < known.size(); i++) {
      if (!known.get(i).isAnsweredAlike(document)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Edit on(StartTag tag) {
    if (!addresses.areOfOrigin() || !tag.isNamedAsItStands()) {
      notes.spoil();
      return read(tag);
    }
    RepeatedTexts<Fetches> tags = addresses.ofOrigin().tags();
    SourceText source = tag.source();
    Fetches known = tags.find(source);
    if (known != null && addresses.allows(known.doubtful())) {
      notes.addAllowed(known);
      return known.readsText() ? Edit.readText() : Edit.keep();
    }
    addresses.begin(known);
    Edit edit = read(tag);
    Optional<List<Asked.OfAddress>> noted = addresses.end();
    notes.add(noted);
    if (known == null && noted.isPresent() && tags.comesAgain(source)) {
      tags.keep(source, new Fetches(noted.get(), edit.equals(Edit.readText())));
    }
    return edit;
  }

  private Edit read(StartTag tag) {
    String name = tag.name();
    List<String> present = tag.attributes(Fetch.wanted(name));
    if (name.equals("script") || name.equals("style")) {
      return new JudgedElement(document, tag, present).ofText();
    }
    if (present.isEmpty() || isMereData(name, present, tag)) {
      return Edit.keep();
    }
    for (String attribute : present) {
      if (attribute.startsWith("data-") || Fetch.of(name, attribute) != null) {
        return new JudgedElement(document, tag, present).edit();
      }
    }
    return Edit.keep();
  }

  /** As most {@code meta} elements are. */
  private static boolean isMereData(String name, List<String> present, StartTag tag) {
    return name.equals("meta") && present.equals(List.of("content")) && !tag.has("http-equiv");
  }

  @Override
  public Edit onText(StartTag tag, SourceText text, boolean whole) {
    List<String> present = tag.attributes(Fetch.wanted(tag.name()));
    boolean style = tag.name().equals("style");
    boolean byTextAlone =
        whole && present.isEmpty() && (style || ScriptType.of(tag) == ScriptType.CODE);
    if (byTextAlone && (style ? isKnownAsAllowed(text) : givesNothingAway(text))) {
      return Edit.keep();
    }
    if (!byTextAlone) {
      notes.spoil();
    }
    JudgedElement element = new JudgedElement(document, tag, present);
    element.text(text, whole);
    return element.edit();
  }

  private boolean isKnownAsAllowed(SourceText style) {
    Fetches known = addresses.areOfOrigin() ? addresses.ofOrigin().styles().find(style) : null;
    if (known == null || !addresses.allows(known.doubtful())) {
      return false;
    }
    notes.addAllowed(known);
    return true;
  }

  private boolean givesNothingAway(SourceText script) {
    InlineScript.Reading read = enforcement.scripts().read(script);
    return read.services().isEmpty() && read.imports().isEmpty();
  }

  @Override
  public Edit onEndTag(String name) {
    notes.spoil();
    return Edit.keep().before(atEnd());
  }

  @Override
  public String firstInHead(boolean explicit) {
    return markup.firstInHead(explicit);
  }

  @Override
  public String firstInBody(boolean explicit) {
    return markup.firstInBody(explicit);
  }

  /** What is to be written after the document, where it has no end of a body. */
  public String atEnd() {
    if (bodyHasEnded) {
      return "";
    }
    bodyHasEnded = true;
    return markup.lastInBody();
  }
}
