package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.ConsentCodec;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.http.CookieHeader;
import io.github.cookieward.http.WebUrl;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Decides for one application: reads a visitor's consent, starts the enforcement of a request, and
 * weighs an answer. Safe to share between threads.
 */
public final class Enforcer {
  /** What the name of the cookie beside the consent's ends in. */
  private static final String MARK = "-account";

  /** Parts of a policy of ours, and of others, that a report may name. */
  private static final Set<String> FETCH_DIRECTIVES =
      Set.of(
          "child-src",
          "connect-src",
          "default-src",
          "font-src",
          "form-action",
          "frame-src",
          "img-src",
          "manifest-src",
          "media-src",
          "object-src",
          "prefetch-src",
          "script-src",
          "script-src-elem",
          "style-src",
          "style-src-elem",
          "worker-src");

  private final Settings settings;
  private final Clock clock;
  private final ConsentCodec codec;
  private final Reports reports = new Reports();
  private final LearnedScopes learned = new LearnedScopes();
  private final FilterLists filterLists;
  private final AddressOwners addressOwners;
  private final Inventory inventory;
  private final PagePolicies pagePolicies;
  private final CookieDecisions cookies;
  private final KnownFields knownFields = new KnownFields(this);
  private final KnownExpiries knownExpiries = new KnownExpiries();
  private final KnownAddresses knownAddresses = new KnownAddresses();
  private final InlineScripts scripts;
  private final Weighing weighing;
  private final String hostName;
  private final FormTokens formTokens;
  private final HandOver handOver;
  private final GuardRules guardRules;
  private final KnownConsents consents;

  /**
   * An enforcer with its settings and its clock. It reads the filter lists, and again when they
   * change.
   *
   * @throws IllegalArgumentException if a filter list cannot be used, naming file and remedy
   */
  public Enforcer(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.weighing = new Weighing(settings, clock);
    this.cookies = new CookieDecisions(this, settings);
    this.codec = new ConsentCodec(settings.keys());
    this.consents = new KnownConsents(settings, codec, clock);
    this.hostName = "__Host-" + settings.cookieName();
    this.formTokens = new FormTokens(settings, clock);
    this.handOver = new HandOver(settings, clock);
    this.filterLists = new FilterLists(settings.filterLists());
    this.addressOwners = new AddressOwners(settings, filterLists);
    this.inventory = new Inventory(clock);
    this.pagePolicies = new PagePolicies(settings, inventory);
    this.guardRules = new GuardRules(settings);
    this.scripts = new InlineScripts(settings);
  }

  /** How the site handles consent. */
  public Settings settings() {
    return settings;
  }

  /** How a visitor stands to what the site asks about. */
  Standing standing(Consent consent, Signals signals, Optional<Conflict> conflict) {
    Standing standing = new Standing(settings, consent, signals, conflict);
    return standing.equals(consents.stranger()) ? consents.stranger() : standing;
  }

  /** Whose addresses are. */
  AddressOwners addressOwners() {
    return addressOwners;
  }

  CookieDecisions cookies() {
    return cookies;
  }

  KnownFields knownFields() {
    return knownFields;
  }

  KnownExpiries knownExpiries() {
    return knownExpiries;
  }

  /** What addresses in the pages of a place's origin are. */
  KnownAddresses.OfOrigin knownAddresses(Place place) {
    return knownAddresses.of(place, filterLists.version());
  }

  /** What inline scripts give away. */
  InlineScripts scripts() {
    return scripts;
  }

  /** What tells the time. */
  public Clock clock() {
    return clock;
  }

  Reports reports() {
    return reports;
  }

  PagePolicies pagePolicies() {
    return pagePolicies;
  }

  /** What pages fetch that the site has not declared, as seen so far. */
  public Inventory inventory() {
    return inventory;
  }

  /**
   * Takes note of what a browser reports to have fetched, or to have been kept from fetching. A
   * host that the site has declared is nothing new.
   *
   * @param blocked as the browser tells it; anything but an address of HTTP is left out
   * @param directive which part of the policy it goes against; any text
   * @param page the address of the page, as the browser tells it
   */
  public void reported(String blocked, String directive, String page) {
    Optional<WebUrl> at = WebUrl.parse(page, null).filter(WebUrl::isRemote);
    Optional<WebUrl> address = WebUrl.parse(blocked, null).filter(WebUrl::isRemote);
    if (at.isEmpty() || address.isEmpty() || address.get().isSameHost(at.get())) {
      return;
    }
    Optional<Classification> found = settings.catalogue().address(address.get());
    if (found.filter(f -> settings.catalogue().declared().contains(f.service())).isPresent()) {
      return;
    }
    String use = FETCH_DIRECTIVES.contains(directive) ? directive : "other";
    Decision decision =
        new Decision(
            Decision.Action.REPORT,
            Reason.NOT_DECLARED,
            Decision.Kind.ADDRESS,
            Inventory.host(address.get()),
            found);
    inventory.note(decision, use, at.get().path(), true);
    reports.note(decision, false);
  }

  /** Where the application sets its cookies, as seen so far. */
  public LearnedScopes learned() {
    return learned;
  }

  /** Tokens for the site's own consent forms. */
  public FormTokens formTokens() {
    return formTokens;
  }

  /** Answers that go to other sites, and come from there. */
  public HandOver handOver() {
    return handOver;
  }

  /** What the guard in the page goes by. */
  public GuardRules guardRules() {
    return guardRules;
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * Whether a cookie is the one that holds the consent, under either of its names, or one of those
   * beside it.
   */
  public boolean isConsentCookie(String name) {
    String base = name.endsWith(MARK) ? name.substring(0, name.length() - MARK.length()) : name;
    return base.equals(settings.cookieName())
        || base.equals(hostName)
        || RecentAnswers.isName(name, settings.cookieName())
        || RecentAnswers.isName(name, hostName);
  }

  /**
   * The cookies in which answers are kept, for a list of the site's cookies: their names, with a
   * star for what may follow, and how long they live.
   *
   * @param secure whether the connection is
   */
  Map<String, Duration> consentCookies(boolean secure) {
    String name = cookieName(secure);
    Map<String, Duration> cookies = new LinkedHashMap<>();
    cookies.put(name, settings.lifetime());
    cookies.put(RecentAnswers.anyName(name), RecentAnswers.KEPT);
    if (settings.accounts().isPresent()) {
      cookies.put(name + MARK, settings.lifetime());
    }
    return cookies;
  }

  /**
   * The consent cookie's name: with {@code __Host-} where the connection is secure and no domain is
   * set, so that no other host can have set it.
   */
  public String cookieName(boolean secure) {
    return secure && settings.cookieDomain().isEmpty() ? hostName : settings.cookieName();
  }

  /**
   * Starts a request.
   *
   * @param cookieFields the {@code Cookie} field lines, as they came
   * @param secure whether the request came over a secure connection
   * @param signals what the browser says by itself
   */
  public Enforcement begin(List<String> cookieFields, boolean secure, Signals signals) {
    String name = cookieName(secure);
    Standing stored = consents.standing(cookieFields, name);
    RecentAnswers recent = RecentAnswers.read(cookieFields, name, stored.consent(), this);
    Standing standing =
        signals.equals(Signals.NONE)
            ? stored
            : standing(stored.consent(), signals, Optional.empty());
    Enforcement begun = new Enforcement(this, standing, Keeping.inBrowser(recent, secure));
    return recent.isEmpty() ? begun : begun.with(recent.over(begun));
  }

  /**
   * Starts a request of a client that keeps no cookies and tells its consent by a token.
   *
   * @param token a token of {@link #token}; where the site has no key there are none, and nothing
   *     is believed
   */
  public Enforcement begin(String token, Signals signals) {
    return new Enforcement(this, settings.keys().isEmpty() ? Consent.NONE : read(token), signals);
  }

  /**
   * A consent as a token, for a client that keeps no cookies.
   *
   * @return empty where there is no answer, or where the site has no key: anybody could then write
   *     one
   */
  public Optional<String> token(Consent consent) {
    return settings.keys().isEmpty() || !consent.isDecided()
        ? Optional.empty()
        : codec.encode(consent);
  }

  /**
   * Reads a consent as {@link #write} wrote it. What is none, has run out, or answers a policy that
   * is not in force yet, is {@link Consent#NONE}.
   */
  public Consent read(String value) {
    return consents.consent(value);
  }

  /**
   * A consent as the consent cookie has it.
   *
   * @return empty where too many services were chosen one by one
   */
  public Optional<String> write(Consent consent) {
    return codec.encode(consent);
  }

  /** What the cookie beside the consent's says: whose answer it is, where it is an account's. */
  public Optional<String> readMark(List<String> cookieFields, boolean secure) {
    return CookieHeader.onlyValue(cookieFields, cookieName(secure) + MARK, String::substring);
  }

  /** The {@code Set-Cookie} field value that sets the cookie beside the consent's. */
  public String setMark(String value, Consent beside, boolean secure) {
    return setCookie(cookieName(secure) + MARK, value, left(beside), secure);
  }

  /** The {@code Set-Cookie} field value that removes the cookie beside the consent's. */
  public String removeMark(boolean secure) {
    return setCookie(cookieName(secure) + MARK, "", 0, secure);
  }

  /** The {@code Set-Cookie} field value that removes the consent cookie. */
  public String removeCookie(boolean secure) {
    return removeCookie(cookieName(secure), secure);
  }

  String removeCookie(String name, boolean secure) {
    return setCookie(name, "", 0, secure);
  }

  String setCookie(String name, String value, Duration life, boolean secure) {
    return setCookie(name, value, life.toSeconds(), secure);
  }

  /**
   * Weighs an answer. What the visitor cannot have meant is not granted: what came after the policy
   * that was shown, what the site does not offer, what nobody knows.
   *
   * @return the consent that it leads to; {@code current}'s own where the same was said just before
   */
  public Consent decide(Enforcement current, Answer answer) {
    return weighing.decide(current, answer);
  }

  /** What an answer from another site leads to here. */
  Consent taken(Enforcement current, Consent said) {
    return weighing.taken(current, said);
  }

  /**
   * Names for a text that tell it to nobody without the site's key: one for each key, the present
   * one first.
   *
   * @throws IllegalStateException if the site has no key
   */
  public List<String> pseudonyms(String text) {
    if (settings.keys().isEmpty()) {
      throw new IllegalStateException("without a key a name could be guessed");
    }
    return settings.keys().stream().map(key -> pseudonym(key, text)).toList();
  }

  private static String pseudonym(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] code = mac.doFinal(("account\n" + text).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** A new name for answers, without personal data. */
  public String newId() {
    return weighing.newId();
  }

  /**
   * The {@code Set-Cookie} field values that keep a consent: as {@link #setCookie}, and where
   * subdomains share it, one before that. A browser may still hold one of the same name from a time
   * without a domain; two that differ would be no consent, so that one goes.
   *
   * @return empty where too many services were chosen one by one
   */
  public Optional<List<String>> setCookies(Consent consent, boolean secure) {
    return setCookie(consent, secure)
        .map(
            cookie ->
                settings.cookieDomain().isEmpty()
                    ? List.of(cookie)
                    : List.of(
                        cookieName(secure)
                            + "=; Path=/; Max-Age=0"
                            + (secure ? "; Secure" : "")
                            + "; HttpOnly; SameSite=Lax",
                        cookie));
  }

  /**
   * The {@code Set-Cookie} field value that keeps a consent. It lives as long as the answer has
   * left to live.
   *
   * @return empty where too many services were chosen one by one
   */
  public Optional<String> setCookie(Consent consent, boolean secure) {
    return codec
        .encode(consent)
        .map(value -> setCookie(cookieName(secure), value, left(consent), secure));
  }

  /** How many seconds an answer has left. */
  private long left(Consent consent) {
    long age = now().getEpochSecond() - consent.decidedAt().getEpochSecond();
    return Math.max(0, settings.lifetime().toSeconds() - Math.max(0, age));
  }

  private String setCookie(String name, String value, long seconds, boolean secure) {
    return name
        + "="
        + value
        + "; Path=/"
        + settings.cookieDomain().map(domain -> "; Domain=" + domain).orElse("")
        + "; Max-Age="
        + seconds
        + (secure ? "; Secure" : "")
        + "; HttpOnly; SameSite=Lax";
  }
}
