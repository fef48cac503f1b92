package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.html.CssAddresses;
import io.github.cookieward.html.Edit;
import io.github.cookieward.html.MetaRefresh;
import io.github.cookieward.html.PassingRule;
import io.github.cookieward.html.RepeatedStretches;
import io.github.cookieward.html.RepeatedTexts;
import io.github.cookieward.html.SourceText;
import io.github.cookieward.html.Srcset;
import io.github.cookieward.html.StartTag;
import io.github.cookieward.html.WantedTags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a page's tags: each that would fetch, ping or send to where the visitor has not
 * agreed to is held back, inert, until it is granted. For one document and one thread.
 */
public final class ConsentTagRules implements PassingRule<Asked> {
  /**
   * A rule that does nothing, first in a held style sheet: browsers that read ahead fetch what it
   * imports without a look at its type, and no import counts after a rule.
   */
  private static final String NO_IMPORT = "x{}";

  private static final Set<String> WITH_PLACEHOLDER =
      Set.of("iframe", "fencedframe", "portal", "object", "embed", "video");

  /** How many addresses a stretch may ask about: more than fit into one. */
  private static final int MOST_ASKED = 256;

  /** A strict page's policy says nothing of what these make a browser do. */
  private static final Set<String> BESIDE_THE_POLICY = Set.of("link", "meta", "base");

  private final Enforcement enforcement;
  private final PageMarkup markup;
  private final DocumentAddresses addresses;
  private final NestedDocuments nested;

  /** What was held back of the whole document. */
  private final Holding all;

  private boolean bodyHasEnded;

  /** What the stretch that is read asks about; null where it has more than that. */
  private @Nullable List<Asked> asked;

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
    this.all = new Holding(enforcement);
    this.outermost = depth == 0;
    this.nested = new NestedDocuments(enforcement, addresses, depth);
  }

  /** What was held back so far. */
  Holding all() {
    return all;
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
    return grantsAll.get() && !(strict && BESIDE_THE_POLICY.contains(name));
  }

  @Override
  public RepeatedStretches<Asked> stretches() {
    return addresses.ofOrigin().stretches();
  }

  @Override
  public void stretchBegins() {
    asked = outermost && addresses.areOfOrigin() ? new ArrayList<>(0) : null;
  }

  /** Those by which it may be withheld come first, so that no other is counted for nothing. */
  @Override
  public @Nullable List<Asked> stretchEnds() {
    if (asked != null) {
      asked.sort(Comparator.comparing(Asked::passesAlways));
    }
    return asked;
  }

  @Override
  public boolean answersAlike(List<Asked> known) {
    if (!outermost || !addresses.areOfOrigin()) {
      return false;
    }
    for (int i = 0; i < known.size(); i++) {
      Asked one = known.get(i);
      if (!one.isAnswered(answer(one))) {
        return false;
      }
    }
    return true;
  }

  private Optional<Decision> answer(Asked one) {
    Fetches.Fetched address = one.address();
    return address == null
        ? enforcement.inlineScript(Objects.requireNonNull(one.script()))
        : addresses.withheld(address);
  }

  private void asked(Asked one) {
    if (asked != null && asked.size() < MOST_ASKED) {
      asked.add(one);
    } else {
      asked = null;
    }
  }

  /** All that is known is asked about, and allowed. */
  private void allowed(Fetches known) {
    for (int i = 0; asked != null && i < known.doubtful().size(); i++) {
      asked(Asked.about(known.doubtful().get(i), Optional.empty()));
    }
  }

  /** What was asked about since the addresses began to take note; empty where there was more. */
  private void asked(Optional<List<Asked>> all) {
    if (all.isEmpty()) {
      asked = null;
    }
    for (int i = 0; asked != null && i < all.orElseThrow().size(); i++) {
      if (all.orElseThrow().get(i).isDoubtful()) {
        asked(all.orElseThrow().get(i));
      }
    }
  }

  @Override
  public Edit on(StartTag tag) {
    if (!addresses.areOfOrigin() || !tag.isNamedAsItStands()) {
      asked = null;
      return read(tag);
    }
    RepeatedTexts<Fetches> tags = addresses.ofOrigin().tags();
    SourceText source = tag.source();
    Fetches known = tags.find(source);
    if (known != null && addresses.allows(known.doubtful())) {
      allowed(known);
      return known.readsText() ? Edit.readText() : Edit.keep();
    }
    addresses.begin(known);
    Edit edit = read(tag);
    Optional<List<Asked>> noted = addresses.end();
    asked(noted);
    if (known == null && noted.isPresent() && tags.comesAgain(source)) {
      tags.keep(source, new Fetches(Asked.addresses(noted.get()), edit.equals(Edit.readText())));
    }
    return edit;
  }

  private Edit read(StartTag tag) {
    String name = tag.name();
    List<String> present = tag.attributes(Fetch.wanted(name));
    if (name.equals("script") || name.equals("style")) {
      return new Held(tag, present).ofText();
    }
    if (present.isEmpty() || isMereData(name, present, tag)) {
      return Edit.keep();
    }
    if (name.equals("base")) {
      tag.attribute("href").ifPresent(addresses::base);
      addresses.depend();
    }
    for (String attribute : present) {
      if (attribute.startsWith("data-") || Fetch.of(name, attribute) != null) {
        return new Held(tag, present).edit();
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
      asked = null;
    }
    Held held = new Held(tag, present);
    held.text(text, whole);
    return held.edit();
  }

  private boolean isKnownAsAllowed(SourceText style) {
    Fetches known = addresses.areOfOrigin() ? addresses.ofOrigin().styles().find(style) : null;
    if (known == null || !addresses.allows(known.doubtful())) {
      return false;
    }
    allowed(known);
    return true;
  }

  private boolean givesNothingAway(SourceText script) {
    InlineScript.Reading read = enforcement.read(script);
    return read.services().isEmpty() && read.imports().isEmpty();
  }

  @Override
  public Edit onEndTag(String name) {
    asked = null;
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

  /** One element, and what is held back of it. */
  private final class Held {
    private final StartTag tag;
    private final String name;
    private final List<String> present;
    private final Optional<AuthorsMark> mark;
    private final Holding holding = new Holding(enforcement);

    /** Where the address stands that the author has taken out of {@code src}. */
    private final boolean fromDataSrc;

    /** Whether the element itself is held, and not only an attribute of it. */
    private boolean element;

    Held(StartTag tag, List<String> present) {
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
      boolean reads = name.equals("style") ? isCss() : !elsewhere && isRead();
      boolean decided = mark.filter(m -> !m.decision().allows()).isPresent();
      return reads && !decided ? Edit.readText() : edit();
    }

    private boolean isCss() {
      String type = tag.attribute("type").orElse("").strip();
      return type.isEmpty() || type.equalsIgnoreCase("text/css") || mark.isPresent();
    }

    private boolean isRead() {
      return ScriptType.of(tag) != ScriptType.DATA
          || mark.filter(AuthorsMark::isGranted).isPresent();
    }

    void text(SourceText text, boolean whole) {
      boolean before = element;
      if (name.equals("style")) {
        element |= sheet(text);
      } else if (ScriptType.of(tag) == ScriptType.ADDRESSES) {
        element |= json(text.text());
      } else {
        Optional<Decision> script = withheld(enforcement.read(text));
        script.ifPresent(holding::needs);
        element |= script.isPresent();
      }
      if (!whole && element == before) {
        boolean doubtful = isStrict() ? !isKeptOut() : text.isForeign();
        boolean withheld = doubtful && enforcement.withholdsTheDoubtful();
        enforcement.enforcer().reports().unread("<" + name + ">", withheld);
        if (withheld) {
          holding.needsAll();
          element = true;
        }
      }
    }

    /** The decision by which a script is withheld: for whose it is, or for what it imports. */
    private Optional<Decision> withheld(InlineScript.Reading script) {
      Optional<Decision> whose = enforcement.inlineScript(script);
      asked(Asked.about(script, whose));
      if (whose.isPresent() && !whose.get().allows()) {
        return whose;
      }
      addresses.begin(null);
      Optional<Decision> imported = addresses.withheldImport(script);
      asked(addresses.end());
      return imported;
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
      all.needs(holding);
      Edit edit = holding.edit(tag);
      if (fromDataSrc && holding.holds("src")) {
        edit = edit.rename("data-src", "data-consent-src");
      }
      if (element && (name.equals("script") || name.equals("style"))) {
        edit = withoutType(edit).after(name.equals("style") ? NO_IMPORT : "");
      }
      return placeholder(edit);
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
      return present.contains(Holding.HELD) && !ours ? edit.remove(Holding.HELD) : edit;
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
        said.category()
            .filter(c -> !c.equals(io.github.cookieward.consent.Category.ESSENTIAL))
            .ifPresent(holding::needs);
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
        case STYLE -> css(value, attribute);
        case HANDLER -> handler(attribute, value);
        case META -> meta(attribute, value, destination);
        case PARAM -> param(attribute, value, destination);
        case ANIMATION -> animation(attribute, value, destination);
      }
    }

    private void handler(String attribute, String script) {
      InlineScript.Reading reading = enforcement.read(script);
      if (!reading.services().isEmpty()) {
        addresses.depend();
      }
      addresses.withheld(reading).ifPresent(d -> holding.add(attribute, d));
    }

    private String value(String attribute) {
      String from = fromDataSrc && attribute.equals("src") ? "data-src" : attribute;
      return tag.attribute(from).orElse("");
    }

    private boolean address(String attribute, String address, Destination destination) {
      Optional<Decision> decision = addresses.withheld(address, destination);
      decision.ifPresent(d -> holding.add(attribute, d));
      element |= decision.isPresent() && Fetch.isOwn(name, attribute);
      return decision.isPresent();
    }

    private void document(String attribute, String address, Destination destination) {
      switch (DocumentAddresses.scheme(address)) {
        case "data", "javascript" -> within(attribute, nested.inAddress(address));
        default -> address(attribute, address, destination);
      }
    }

    private void script(String attribute, String address) {
      if (DocumentAddresses.scheme(address).equals("data")) {
        within(attribute, nested.script(address));
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
      NestedDocuments.Rewritten rewritten = nested.rewritten(html);
      if (!rewritten.held().isEmpty()) {
        holding.needs(rewritten.held());
        holding.replace(attribute, rewritten.html());
      }
    }

    private void link(String attribute, String address) {
      Destination destination =
          Fetch.ofLink(tag.attribute("rel").orElse(""), tag.attribute("as").orElse(""));
      if (destination == null) {
        return;
      }
      if (DocumentAddresses.scheme(address).equals("data")) {
        within(attribute, nested.styleSheet(address));
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

    private boolean sheet(SourceText text) {
      RepeatedTexts<Fetches> styles = addresses.ofOrigin().styles();
      Fetches known = addresses.areOfOrigin() ? styles.find(text) : null;
      if (known != null) {
        return known.doubtful().stream().filter(this::isNeeded).count() > 0;
      }
      addresses.begin(null);
      boolean withheld = css(text.text(), null);
      Optional<List<Asked>> noted = addresses.end();
      asked(noted);
      if (noted.isPresent() && styles.comesAgain(text)) {
        styles.keep(text, new Fetches(Asked.addresses(noted.get()), false));
      }
      return withheld;
    }

    private boolean isNeeded(Fetches.Fetched one) {
      Optional<Decision> decision = addresses.withheld(one);
      asked(Asked.about(one, decision));
      decision.ifPresent(holding::needs);
      return decision.isPresent();
    }

    private boolean css(String css, @Nullable String attribute) {
      boolean withheld = false;
      for (CssAddresses.Found found : CssAddresses.of(css)) {
        Destination destination =
            switch (found.use()) {
              case SHEET -> Destination.STYLE;
              case FONT -> Destination.FONT;
              case IMAGE -> Destination.IMAGE;
            };
        if (attribute == null
            && found.use() == CssAddresses.Use.SHEET
            && DocumentAddresses.scheme(found.address()).equals("data")) {
          addresses.depend();
          Holding inner = nested.styleSheet(found.address());
          holding.needs(inner);
          withheld |= !inner.isEmpty();
          continue;
        }
        Optional<Decision> decision = addresses.withheld(found.address(), destination);
        if (decision.isPresent()) {
          withheld = true;
          if (attribute == null) {
            holding.needs(decision.get());
          } else {
            holding.add(attribute, decision.get());
          }
        }
      }
      return withheld;
    }

    private void meta(String attribute, String content, Destination destination) {
      String equivalent = tag.attribute("http-equiv").orElse("").toLowerCase(Locale.ROOT);
      if (MetaRefresh.isRefresh(equivalent)) {
        MetaRefresh.address(content)
            .filter(address -> !address.isEmpty())
            .ifPresent(address -> address(attribute, address, destination));
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
          css(one, attribute);
        }
      }
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
        } else if (prefetches && isAnyPlace(text) && enforcement.withholdsTheDoubtful()) {
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
      asked = null; // it is in the visitor's language
      String address = addresses.absolute(value(tag.has("data") ? "data" : "src"));
      String before = markup.placeholder(holding.decision().get(), tag, address);
      if (before.isEmpty()) {
        return edit;
      }
      Edit with = edit.before(before);
      return tag.has("hidden") ? with : with.set("hidden", "").set("data-consent-hidden", "");
    }

    private boolean isInvisible() {
      String style =
          tag.attribute("style").orElse("").replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
      return tag.has("hidden")
          || isTiny("width")
          || isTiny("height")
          || style.contains("display:none")
          || style.contains("visibility:hidden");
    }

    private boolean isTiny(String attribute) {
      String size = tag.attribute(attribute).orElse("").strip();
      return size.matches("[01](px)?");
    }
  }
}
