package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.consent.Category;
import io.github.cookieward.html.Edit;
import io.github.cookieward.html.MetaRefresh;
import io.github.cookieward.html.SourceText;
import io.github.cookieward.html.Srcset;
import io.github.cookieward.html.StartTag;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One element, and what is held back of it. */
final class JudgedElement {
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Set<String> TINY = Set.of("0", "1", "0px", "1px");

  private static final Set<String> WITH_PLACEHOLDER =
      Set.of("iframe", "fencedframe", "portal", "object", "embed", "video");

  private final JudgedDocument document;
  private final Enforcement enforcement;
  private final DocumentAddresses addresses;
  private final StretchNotes notes;
  private final StartTag tag;
  private final String name;
  private final List<String> present;
  private final Optional<AuthorsMark> mark;
  private final Holding holding;

  /** Where the address stands that the author has taken out of {@code src}. */
  private final boolean fromDataSrc;

  /** Whether the element itself is held, and not only an attribute of it. */
  private boolean element;

  /** Whether it is a style for browsers that read ahead alone, and imports what is withheld. */
  private boolean importsAhead;

  /** Of a style sheet that is held, what may stand in its place. */
  private Optional<String> instead = Optional.empty();

  /**
   * An element of a document.
   *
   * @param present those of its attributes that may matter
   */
  JudgedElement(JudgedDocument document, StartTag tag, List<String> present) {
    this.document = document;
    this.enforcement = document.enforcement();
    this.addresses = document.addresses();
    this.notes = document.notes();
    this.holding = new Holding(enforcement);
    this.tag = tag;
    this.name = tag.name();
    this.mark = AuthorsMark.of(tag, present, enforcement);
    if (mark.isPresent() || present.contains(Holding.HELD)) {
      addresses.depend();
    }
    this.fromDataSrc = mark.isPresent() && !tag.has("src") && tag.has("data-src");
    if (fromDataSrc) {
      this.present = new ArrayList<>(present);
      this.present.add("src");
    } else {
      this.present = present;
    }
  }

  /** A script or a style, of which the text matters where it has no address. */
  Edit ofText() {
    boolean elsewhere =
        present.contains("src") || present.contains("href") || present.contains("xlink:href");
    boolean reads = name.equals("style") || !elsewhere && isRead();
    boolean decided = mark.filter(m -> !m.decision().allows()).isPresent();
    return reads && !decided ? Edit.readText() : edit();
  }

  private boolean isCss() {
    String type = tag.attribute("type").orElse("").strip();
    return type.isEmpty() || type.equalsIgnoreCase("text/css") || mark.isPresent();
  }

  private boolean isRead() {
    return ScriptType.of(tag) != ScriptType.DATA || mark.filter(AuthorsMark::isGranted).isPresent();
  }

  void text(SourceText text, boolean whole) {
    boolean before = element;
    if (name.equals("style") && !isCss()) {
      Holding ahead = new Holding(enforcement);
      importsAhead = new JudgedStyles(document, ahead).sheet(text, false).isPresent();
      document.held().needs(ahead);
      return;
    }
    if (name.equals("style")) {
      Optional<String> rest = styles().sheet(text, !whole && text.isForeign());
      element |= rest.isPresent();
      instead = rest.filter(sheet -> whole && !text.isForeign() && !isPlain());
    } else if (ScriptType.of(tag) == ScriptType.ADDRESSES) {
      for (String reading : text.readings()) {
        element |= json(reading);
      }
    } else {
      Optional<Decision> script = withheld(enforcement.scripts().read(text));
      script.ifPresent(holding::needs);
      element |= script.isPresent();
    }
    if (!whole && element == before) {
      boolean doubtful = isStrict() ? !isKeptOut() : text.isForeign();
      boolean withheld = doubtful && enforcement.standing().withholdsTheDoubtful();
      enforcement.enforcer().reports().unread("<" + name + ">", withheld);
      if (withheld) {
        holding.needsAll();
        element = true;
      }
    }
  }

  private Optional<Decision> withheld(InlineScript.Reading script) {
    Optional<Decision> whose = enforcement.inlineScript(script);
    notes.add(new Asked.OfScript(script, whose));
    addresses.begin(null);
    Optional<Decision> withheld = addresses.withheld(script, whose);
    notes.add(addresses.end());
    return withheld;
  }

  /** What a style would fetch, the visitor's own policy keeps out; the style itself is needed. */
  private boolean isKeptOut() {
    PageSettings pages = enforcement.settings().pages();
    return name.equals("style")
        && pages.sendsPolicy()
        && pages.caching() != PageSettings.Caching.SHARED;
  }

  private boolean isStrict() {
    return enforcement.settings().pages().protection() == PageSettings.Protection.STRICT;
  }

  Edit edit() {
    for (String attribute : present) {
      Fetch fetch = Fetch.of(name, attribute);
      if (fetch != null) {
        read(attribute, fetch);
      }
    }
    mark.ifPresent(this::mark);
    if (holding.isEmpty()) {
      return unheld();
    }
    document.held().needs(holding);
    Edit edit = holding.edit(tag);
    if (fromDataSrc && holding.holds("src")) {
      edit = edit.rename("data-src", "data-consent-src");
    }
    if (element && (name.equals("script") || name.equals("style"))) {
      edit = withoutType(edit).after(name.equals("style") ? JudgedStyles.NO_IMPORT : "");
    }
    return placeholder(
        instead.isEmpty() ? edit : edit.before(JudgedStyles.instead(tag, instead.get())));
  }

  private Edit unheld() {
    Edit edit = Edit.keep();
    if (mark.filter(AuthorsMark::isGranted).isPresent()) {
      if (isPlain()) {
        Optional<String> type = tag.attribute("data-type");
        edit = type.isPresent() ? edit.set("type", type.get()) : edit.remove("type");
      }
      if (fromDataSrc) {
        edit = edit.rename("data-src", "src");
      }
    }
    // Whoever else writes this could have the page's script make markup live that a sanitizer
    // let pass as mere data.
    boolean ours = name.equals("script") || name.equals("iframe");
    edit = present.contains(Holding.HELD) && !ours ? edit.remove(Holding.HELD) : edit;
    return importsAhead ? edit.after(JudgedStyles.NO_IMPORT) : edit;
  }

  private boolean isPlain() {
    return name.equals("script") && tag.attribute("type").orElse("").equals("text/plain")
        || name.equals("style") && tag.attribute("type").orElse("").equals("text/plain");
  }

  private Edit withoutType(Edit edit) {
    if (isPlain()) {
      return edit.rename("data-type", "data-consent-type");
    }
    Optional<String> type = tag.attribute("type");
    Edit kept = type.isPresent() ? edit.set("data-consent-type", type.get()) : edit;
    return kept.set("type", "text/plain");
  }

  private void mark(AuthorsMark said) {
    boolean withheld = !said.decision().allows();
    if (withheld || !holding.isEmpty()) {
      said.category().filter(c -> !c.equals(Category.ESSENTIAL)).ifPresent(holding::needs);
    }
    if (withheld) {
      holding.needs(said.decision());
      element = true;
      for (String attribute : present) {
        if (Fetch.isOwn(name, attribute)) {
          holding.add(attribute);
        }
      }
    }
  }

  private void read(String attribute, Fetch fetch) {
    String value = value(attribute);
    Destination destination = fetch.destination();
    switch (fetch.reading()) {
      case NOTHING -> {
        // a link, and no fetch
      }
      case ADDRESS -> address(attribute, value, destination);
      case ADDRESSES -> {
        for (String one : value.strip().split("[ \\t\\n\\f\\r]+")) {
          address(attribute, one, destination);
        }
      }
      case SRCSET -> Srcset.addresses(value).forEach(one -> address(attribute, one, destination));
      case DOCUMENT -> document(attribute, value, destination);
      case SCRIPT -> script(attribute, value);
      case SRCDOC -> srcdoc(attribute, value);
      case LINK -> link(attribute, value);
      case ACTION, FORMACTION -> action(attribute, value, destination);
      case STYLE -> styles().attribute(attribute, value);
      case HANDLER -> handler(attribute, value);
      case META -> meta(attribute, value, destination);
      case PARAM -> param(attribute, value, destination);
      case ANIMATION -> animation(attribute, value, destination);
      case BASE -> base(attribute, value, destination);
    }
  }

  private JudgedStyles styles() {
    return new JudgedStyles(document, holding);
  }

  private void handler(String attribute, String script) {
    InlineScript.Reading reading = enforcement.scripts().readHandler(script);
    if (!reading.services().isEmpty()) {
      addresses.depend();
    }
    addresses.withheld(reading).ifPresent(d -> holding.add(attribute, d));
  }

  /** The first that says something: with that a browser that reads ahead fetches. */
  private String value(String attribute) {
    String from = fromDataSrc && attribute.equals("src") ? "data-src" : attribute;
    return tag.values(from).stream().filter(value -> !value.isBlank()).findFirst().orElse("");
  }

  private boolean address(String attribute, String address, Destination destination) {
    Optional<Decision> decision = addresses.withheld(address, destination);
    decision.ifPresent(d -> holding.add(attribute, d));
    element |= decision.isPresent() && Fetch.isOwn(name, attribute);
    return decision.isPresent();
  }

  private void document(String attribute, String address, Destination destination) {
    switch (DocumentAddresses.scheme(address)) {
      case "data", "javascript" -> within(attribute, document.nested().inAddress(address));
      default -> address(attribute, address, destination);
    }
  }

  private void script(String attribute, String address) {
    if (DocumentAddresses.scheme(address).equals("data")) {
      within(attribute, document.nested().script(address));
    } else {
      address(attribute, address, Destination.SCRIPT);
    }
  }

  private void within(String attribute, Holding found) {
    addresses.depend();
    if (!found.isEmpty()) {
      holding.add(attribute, found);
      element = true;
    }
  }

  /** It stays as far as it may: the rest of it is shown. */
  private void srcdoc(String attribute, String html) {
    addresses.depend();
    NestedDocuments.Rewritten rewritten = document.nested().rewritten(html);
    if (!rewritten.held().isEmpty()) {
      holding.needs(rewritten.held());
      holding.replace(attribute, rewritten.html());
    }
  }

  private void link(String attribute, String address) {
    Destination destination =
        Fetch.ofLink(String.join(" ", tag.values("rel")), tag.attribute("as").orElse(""));
    if (destination == null) {
      return;
    }
    if (DocumentAddresses.scheme(address).equals("data")) {
      within(attribute, document.nested().styleSheet(address));
    } else {
      address(attribute, address, destination);
    }
  }

  /** A form that leads nowhere still must not send to the page itself. */
  private void action(String attribute, String address, Destination destination) {
    if (address(attribute, address, destination)) {
      holding.replace(attribute.equals("action") ? "method" : "formmethod", "dialog");
    }
  }

  private void meta(String attribute, String content, Destination destination) {
    String equivalent = tag.attribute("http-equiv").orElse("").toLowerCase(Locale.ROOT);
    if (MetaRefresh.isRefresh(equivalent)) {
      MetaRefresh.address(content)
          .filter(address -> !address.isEmpty())
          .ifPresent(address -> document(attribute, address, destination));
    } else if (equivalent.equals("delegate-ch") || equivalent.equals("accept-ch")) {
      for (String word : content.split("[ \\t\\n\\f\\r,;]+")) {
        if (word.contains("//")) {
          address(attribute, word, Destination.CONNECT);
        } else if (equivalent.equals("accept-ch") && !word.isEmpty()) {
          addresses.depend();
          ResponseFields.withheldHint(word, enforcement)
              .ifPresent(decision -> holding.add(attribute, decision));
        }
      }
    }
  }

  private void param(String attribute, String value, Destination destination) {
    boolean address =
        switch (tag.attribute("name").orElse("").toLowerCase(Locale.ROOT)) {
          case "movie", "src", "url", "data", "filename", "code", "archive", "codebase" -> true;
          default -> value.contains("//");
        };
    if (address) {
      address(attribute, value, destination);
    }
  }

  private void animation(String attribute, String value, Destination destination) {
    String animated = tag.attribute("attributename").orElse("").toLowerCase(Locale.ROOT);
    boolean address = animated.endsWith("href") || animated.equals("src");
    for (String one : value.split(";")) {
      if (address) {
        address(attribute, one.strip(), destination);
      } else {
        styles().attribute(attribute, one);
      }
    }
  }

  /**
   * Each address is judged against it all the same: but which base a browser without script takes
   * is a race. One that nobody knows stays, so that the page's own links lead where they did.
   */
  private void base(String attribute, String href, Destination destination) {
    addresses
        .withheld(href, destination)
        .filter(Decision::isOfKnown)
        .ifPresent(decision -> holding.add(attribute, decision));
    addresses.base(href);
    addresses.depend();
  }

  /** Every text in it that could be an address counts as one. */
  private boolean json(String json) {
    boolean prefetches =
        tag.attribute("type").orElse("").strip().equalsIgnoreCase("speculationrules");
    Destination destination = prefetches ? Destination.PREFETCH : Destination.SCRIPT;
    boolean withheld = false;
    for (String text : JsonTexts.of(json)) {
      boolean address = text.startsWith("/") || text.startsWith(".") || text.contains("//");
      Optional<Decision> decision =
          address ? addresses.withheld(text, destination) : Optional.empty();
      if (decision.isPresent()) {
        holding.needs(decision.get());
        withheld = true;
      } else if (prefetches && isAnyPlace(text) && enforcement.standing().withholdsTheDoubtful()) {
        holding.needsAll();
        withheld = true;
      }
    }
    return withheld;
  }

  /** Whether a rule means links by something else than where they lead within the site. */
  private boolean isAnyPlace(String text) {
    return text.equals("selector_matches") || text.contains("*") && text.contains("://");
  }

  private Edit placeholder(Edit edit) {
    boolean content = holding.hides("src") || holding.hides("data") || holding.hides("srcdoc");
    if (!content
        || !WITH_PLACEHOLDER.contains(name)
        || holding.decision().isEmpty()
        || isInvisible()) {
      return edit;
    }
    notes.spoil(); // it is in the visitor's language
    String address = addresses.absolute(value(tag.has("data") ? "data" : "src"));
    String before = document.markup().placeholder(holding.decision().get(), tag, address);
    if (before.isEmpty()) {
      return edit;
    }
    Edit with = edit.before(before);
    return tag.has("hidden") ? with : with.set("hidden", "").set("data-consent-hidden", "");
  }

  private boolean isInvisible() {
    String style =
        BLANKS.matcher(tag.attribute("style").orElse("")).replaceAll("").toLowerCase(Locale.ROOT);
    return tag.has("hidden")
        || isTiny("width")
        || isTiny("height")
        || style.contains("display:none")
        || style.contains("visibility:hidden");
  }

  private boolean isTiny(String attribute) {
    return TINY.contains(tag.attribute(attribute).orElse("").strip());
  }
}
