package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Decision.Kind;
import io.github.cookieward.http.SetCookie;
import io.github.cookieward.http.WebUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What holds for one request: the visitor's consent, and the decisions that follow from it. The
 * consent does not change; the list of what was withheld grows. Safe to share between threads.
 */
public final class Enforcement {
  /** How many withheld things are remembered for one request. */
  public static final int MAX_WITHHELD = 200;

  private static final @Nullable Decision[] NOTHING = {};

  private final Enforcer enforcer;
  private final Standing standing;
  private final Keeping keeping;

  /** In their order, and null after the last; an array, since every request pays for it. */
  private @Nullable Decision[] withheld = NOTHING;

  Enforcement(Enforcer enforcer, Consent consent, Signals signals) {
    this(
        enforcer,
        enforcer.standing(consent, signals, Optional.empty()),
        Keeping.inBrowser(RecentAnswers.NONE, false));
  }

  Enforcement(Enforcer enforcer, Standing standing, Keeping keeping) {
    this.enforcer = enforcer;
    this.standing = standing;
    this.keeping = keeping;
  }

  /** What holds for the same request once another consent does: after an answer. */
  public Enforcement with(Consent other) {
    return with(other, Optional.empty());
  }

  /**
   * What holds for the same request until the visitor has said which of two answers shall.
   *
   * @param common what both of them grant
   */
  public Enforcement with(Conflict between, Consent common) {
    return with(common, Optional.of(between));
  }

  private Enforcement with(Consent other, Optional<Conflict> between) {
    return new Enforcement(enforcer, enforcer.standing(other, signals(), between), keeping);
  }

  /** The same for a visitor whose answers are kept elsewhere as well. */
  public Enforcement with(Keeper other) {
    return new Enforcement(enforcer, standing, keeping.by(other));
  }

  /** Two answers that differ, where the visitor has to say which of them shall hold. */
  public Optional<Conflict> conflict() {
    return standing.conflict();
  }

  /**
   * Weighs an answer that the visitor has just given, and keeps what follows from it. What the site
   * does not offer, or nobody knows, is left out.
   *
   * @return empty where too many services were chosen one by one
   */
  public Optional<Answered> answer(Answer answer) {
    return keep(base -> enforcer.decide(base, answer));
  }

  /**
   * Keeps what follows from an answer.
   *
   * @param weighing what follows from what holds; it may be asked again, with what holds by then
   * @return empty where too many services were chosen one by one
   */
  public Optional<Answered> keep(Function<Enforcement, Consent> weighing) {
    return keeping.keeper().keep(this, weighing);
  }

  /**
   * Lets one of two answers hold, where there are two and the visitor saw these.
   *
   * @param shown the fingerprint of the conflict that was shown
   */
  public Answered settle(Conflict.Side side, String shown) {
    return keeping.keeper().settle(this, side, shown);
  }

  /** Whether the request came over a secure connection. */
  public boolean isSecure() {
    return keeping.secure();
  }

  /** What the browser answered a short while ago. */
  RecentAnswers recent() {
    return keeping.recent();
  }

  /**
   * The {@code Set-Cookie} field values that let the consent cookie say what holds, where tabs that
   * answered at once have left it behind; mostly none.
   */
  public List<String> settled() {
    return recent().settled(this);
  }

  /**
   * The {@code Set-Cookie} field values that leave the consent cookie as the only one that tells
   * what this browser answered.
   */
  public List<String> onlyCookie() {
    return recent().removed(enforcer, isSecure());
  }

  /** The cookies in which this browser's answers are kept: names, and how long they live. */
  public Map<String, Duration> consentCookies() {
    return enforcer.consentCookies(isSecure());
  }

  /** What the visitor answered. */
  public Consent consent() {
    return standing.consent();
  }

  /** What the browser says by itself. */
  public Signals signals() {
    return standing.signals();
  }

  /** How the site handles consent. */
  public Settings settings() {
    return enforcer.settings();
  }

  /** What decides for the whole application. */
  public Enforcer enforcer() {
    return enforcer;
  }

  /** How the visitor stands to what the site asks about. */
  Standing standing() {
    return standing;
  }

  /**
   * The visitor's state for a category, as it takes effect here: essential is always granted, what
   * the site does not offer or has changed since the answer is undecided, and an opt-out signal
   * outweighs an answer that was given without one.
   */
  public Choice state(Category category) {
    return standing.state(category);
  }

  /**
   * The visitor's state for a service: its own where it was chosen alone, and otherwise its
   * category's; where that is granted, a third party's has the state of third-party.
   */
  public Choice state(Service service) {
    return standing.state(service);
  }

  /** Whether a category is granted. */
  public boolean covers(Category category) {
    return standing.covers(category);
  }

  /** Whether a service is granted, by its id; what nobody knows is not. */
  public boolean coversService(String id) {
    return standing.coversService(id);
  }

  /** Whether a service is granted. */
  public boolean covers(Service service) {
    return standing.covers(service);
  }

  /**
   * Whether there is something to ask: the visitor has not answered, or has two answers, or a
   * category or a declared service is new since the answer.
   */
  public boolean asks() {
    return standing.asks();
  }

  /**
   * The declared services about which the visitor, having answered before, has to be asked again
   * because they came or changed since. Empty for a visitor who has never answered.
   */
  public List<Service> changed() {
    return standing.changed();
  }

  /** Decides about a cookie that the application sets, and remembers it where it is withheld. */
  public Decision responseCookie(SetCookie cookie) {
    return noted(enforcer.cookies().set(cookie, standing), true);
  }

  /**
   * A {@code Set-Cookie} field of the application as it may leave: with what the site's floors add,
   * and the cookie's life cut short. What is withheld is remembered.
   *
   * @param requestPath where the cookie lives if the field does not say it
   * @param secure whether the connection is
   * @return null where it is withheld
   */
  public @Nullable String responseCookie(String field, String requestPath, boolean secure) {
    KnownFields.Known known = enforcer.knownFields().field(field);
    KnownCookies.Cookie named = known.cookie();
    if (named != null) {
      if (!noted(enforcer.cookies().of(named, standing), true).allows()) {
        return null;
      }
      return enforces() ? known.leaving(field, secure) : field;
    }
    SetCookie cookie = SetCookie.parse(field);
    enforcer.learned().learn(cookie, requestPath);
    Decision decision = responseCookie(cookie);
    if (!decision.allows()) {
      return null;
    }
    SetCookie leaving = floored(cookie, decision, secure);
    return leaving.equals(cookie) ? field : leaving.toString();
  }

  boolean enforces() {
    return settings().mode() == Settings.Mode.ENFORCE;
  }

  /** Decides about a cookie that the browser sent, by its name. */
  public Decision requestCookie(String name) {
    return noted(enforcer.cookies().sent(name, standing), false);
  }

  /**
   * Decides about an address that a page would have the browser fetch, ping or send something to.
   *
   * @param address resolved against the page's base
   */
  public Decision address(WebUrl address, Destination destination, Place place) {
    Decision decision = noted(decide(address, destination, place), true);
    seen(decision, destination, place);
    return decision;
  }

  /**
   * Tells the inventory and the operator of a host that nobody knows.
   *
   * @return where the inventory counts it, if it does
   */
  Inventory.@Nullable Sighting seen(Decision decision, Destination destination, Place place) {
    boolean unknown =
        decision.kind() == Kind.ADDRESS
            && (decision.reason() == Reason.UNKNOWN_PASSES
                || decision.reason() == Reason.NOT_IN_CATALOGUE);
    if (!unknown) {
      return null;
    }
    enforcer.reports().note(decision, true);
    return enforcer.inventory().note(decision, destination.use(), place.page().path(), false);
  }

  /** The same about one whose owner is known. */
  Decision address(KnownAddress address, Destination destination, Place place) {
    Decision decision = noted(decide(address), true);
    Inventory.Sighting sighting = address.sighting();
    if (sighting == null) {
      address.isCounted(seen(decision, destination, place));
    } else {
      sighting.seenAgain(now(), 1);
    }
    return decision;
  }

  Decision decide(WebUrl address, Destination destination, Place place) {
    return decide(enforcer.addressOwners().known(address, destination, place));
  }

  private Decision decide(KnownAddress address) {
    Reason reason = address.ground();
    if (reason == null) {
      Service service = address.found().orElseThrow().service();
      reason = standing.isOffered(service) ? standing.reason(service) : Reason.NOT_DECLARED;
    }
    return address.decision(reason, settings().mode());
  }

  /** What inline scripts give away. */
  InlineScripts scripts() {
    return enforcer.scripts();
  }

  /**
   * The globals of a service that the page's guard answers for while a script of the service is
   * withheld, as {@code data-consent-globals} of that script names them.
   *
   * @return names with spaces between them; empty for none, or where the site has no guard
   */
  public String standIns(Service service) {
    return scripts().standIns(service);
  }

  /**
   * Decides about a script within a page, or an event handler, by whose it is.
   *
   * @return empty where it is no known service's
   */
  Optional<Decision> inlineScript(InlineScript.Reading script) {
    @Nullable Decision passes = null;
    for (Map.Entry<String, Classification> one : script.services().entrySet()) {
      Optional<Classification> whose = Optional.of(one.getValue());
      Decision decision =
          decision(
              standing.reason(one.getValue().service()), Kind.INLINE_SCRIPT, one.getKey(), whose);
      if (decision.action() != Decision.Action.PASS) {
        return Optional.of(noted(decision, true));
      }
      passes = decision;
    }
    return Optional.ofNullable(passes);
  }

  /**
   * Whether a page can name nothing that is withheld from this visitor, but for what a browser
   * stops by itself: all that is known is granted, and on a strict site, where that is all that is
   * declared, the page's policy keeps the rest out.
   */
  public boolean grantsAllThatIsKnown() {
    return standing.grantsAllThatIsKnown();
  }

  /** Whether a service is a third party's and the site asks about those. */
  public boolean asksForThirdParties(Service service) {
    return standing.asksForThirdParties(service);
  }

  /**
   * The categories that the page's script has to see granted besides a service. The state that it
   * gets tells of declared services only, so another one is judged by its categories; a service
   * that nobody knows by one that nobody grants.
   *
   * @param category one that is named besides
   * @param service the service's id, where one is named
   */
  public Set<String> categoryIds(Optional<Category> category, Optional<String> service) {
    Set<String> ids = new LinkedHashSet<>();
    category.ifPresent(c -> ids.add(c.id()));
    Optional<Service> known = service.flatMap(id -> settings().catalogue().service(id));
    if (service.isPresent() && known.isEmpty()) {
      ids.add("unknown");
    }
    known
        .filter(s -> !settings().catalogue().declared().contains(s))
        .ifPresent(s -> ids.add(s.category().id()));
    known
        .filter(s -> !ids.isEmpty() && asksForThirdParties(s))
        .ifPresent(s -> ids.add(Category.THIRD_PARTY.id()));
    return ids;
  }

  /**
   * Decides about a request to a path of the site's own: one that collects for a service is not for
   * the application until that is granted.
   *
   * @param path within the application
   * @return empty where the path belongs to no service
   */
  public Optional<Decision> endpoint(String path) {
    Optional<Classification> found = settings().catalogue().endpoint(path);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Reason reason = standing.reason(found.get().service());
    return Optional.of(noted(decision(reason, Kind.ENDPOINT, path, found), false));
  }

  /**
   * Decides about a parameter in an address that a visitor comes by, or leaves by.
   *
   * @param name decoded; its case makes no difference
   * @return empty where the parameter belongs to no service
   */
  public Optional<Decision> parameter(String name) {
    Optional<Classification> found =
        settings()
            .catalogue()
            .parameter(name)
            .or(() -> settings().catalogue().parameter(name.toLowerCase(Locale.ROOT)));
    return found.map(
        c -> noted(decision(standing.reason(c.service()), Kind.PARAMETER, name, found), false));
  }

  /**
   * Whether a field of the response has to be asked about before it leaves. Cheap.
   *
   * @param fieldName in any case
   */
  public static boolean guards(String fieldName) {
    return GuardedField.find(fieldName) != null;
  }

  /**
   * A field of the response as it may leave. Where all visitors get one page, it is as for one
   * without consent.
   */
  public JudgedField responseField(String name, String value, Place place) {
    GuardedField field = GuardedField.find(name);
    return field == null
        ? new JudgedField(Optional.of(value), false)
        : new ResponseFields(this, forPage(), place).pass(field, value);
  }

  /**
   * Decides about where the application leads the visitor's whole page.
   *
   * @param location as {@link #responseField} lets it leave
   * @return empty where it makes no difference what the visitor has agreed to
   */
  public Optional<Decision> redirect(String location, Place place) {
    return new Redirects(this, place, name -> false)
        .toService(location)
        .map(decision -> noted(decision, true));
  }

  /**
   * What a page is made for: this visitor, or where all get one page, a visitor who has agreed to
   * nothing.
   */
  public Enforcement forPage() {
    return settings().pages().caching() == PageSettings.Caching.SHARED
        ? new Enforcement(enforcer, Consent.NONE, Signals.NONE)
        : this;
  }

  /**
   * The fields that go with a page of HTML, by name, each as a line beside the application's: a
   * second Content-Security-Policy, and what opts out of advertising by the browser.
   *
   * @param ofApplication the lines of a field, by its name, that the application has set itself
   */
  public Map<String, String> pageFields(
      Place place, Function<String, ? extends Collection<String>> ofApplication) {
    return enforcer.pagePolicies().fields(this, place, ofApplication);
  }

  /**
   * The Content-Security-Policy of a page that nobody reads on its way to the visitor: as on a
   * strict site, in standard until all is granted. Empty for none.
   */
  public String policyOfMadePages(Place place) {
    return enforcer.pagePolicies().ofMadePages(this, place);
  }

  Decision decision(Reason reason, Kind kind, String name, Optional<Classification> found) {
    return new Decision(Decision.action(reason, settings().mode()), reason, kind, name, found);
  }

  Decision noted(Decision decision, boolean fromApplication) {
    if (decision.action() == Decision.Action.PASS) {
      return decision;
    }
    if (fromApplication) {
      remember(decision);
    }
    enforcer.reports().note(decision, fromApplication);
    return decision;
  }

  private synchronized void remember(Decision decision) {
    int count = 0;
    for (; count < withheld.length; count++) {
      Decision known = withheld[count];
      if (known == null) {
        break;
      }
      if (known.is(decision)) {
        return;
      }
    }
    if (count == withheld.length && count < MAX_WITHHELD) {
      withheld = Arrays.copyOf(withheld, Math.min(MAX_WITHHELD, 2 * count + 6));
    }
    if (count < withheld.length) {
      withheld[count] = decision;
    }
  }

  /**
   * What the application wanted to set, to have fetched or to run for this request, and was
   * withheld, or would be if the site enforced; each once, the first {@value #MAX_WITHHELD}. What
   * was only hidden from the application is not among it.
   */
  public synchronized List<Decision> withheld() {
    List<Decision> all = new ArrayList<>(withheld.length);
    for (Decision decision : withheld) {
      if (decision != null) {
        all.add(decision);
      }
    }
    return List.copyOf(all);
  }

  /**
   * Whether a cookie that the browser still holds is to be expired: after a refusal or a
   * withdrawal, never before the visitor has answered or the browser opted out.
   */
  public boolean expires(String name) {
    return enforcer.cookies().expires(name, standing);
  }

  /**
   * A cookie that passes as it may leave: with what the site's floors add, and its life cut short.
   */
  public SetCookie floored(SetCookie cookie, Decision decision, boolean secureConnection) {
    return enforces()
        ? Flooring.apply(settings().floors(), cookie, decision, secureConnection, enforcer.clock())
        : cookie;
  }

  Instant now() {
    return enforcer.now();
  }
}
