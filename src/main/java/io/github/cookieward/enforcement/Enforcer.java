package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.ConsentCodec;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.http.CookieHeader;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides for one application: reads a visitor's consent, starts the enforcement of a request, and
 * weighs an answer. Safe to share between threads.
 */
public final class Enforcer {
  /** The same answer within this time is the same decision, sent twice. */
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private final Settings settings;
  private final Clock clock;
  private final ConsentCodec codec;
  private final Reports reports = new Reports();
  private final LearnedScopes learned = new LearnedScopes();
  private final SecureRandom random = new SecureRandom();
  private final String hostName;
  private final FormTokens formTokens;

  /** An enforcer with its settings and its clock. */
  public Enforcer(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.codec = new ConsentCodec(settings.keys());
    this.hostName = "__Host-" + settings.cookieName();
    this.formTokens = new FormTokens(settings, clock);
  }

  /** How the site handles consent. */
  public Settings settings() {
    return settings;
  }

  Reports reports() {
    return reports;
  }

  /** Where the application sets its cookies, as seen so far. */
  public LearnedScopes learned() {
    return learned;
  }

  /** Tokens for the site's own consent forms. */
  public FormTokens formTokens() {
    return formTokens;
  }

  Instant now() {
    return clock.instant();
  }

  /** Whether a cookie is the one that holds the consent, under either of its names. */
  public boolean isConsentCookie(String name) {
    return name.equals(settings.cookieName()) || name.equals(hostName);
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
    return new Enforcement(this, read(cookieFields, cookieName(secure)), signals);
  }

  /** Two consent cookies that differ say nothing for certain, so they are no consent. */
  private Consent read(List<String> cookieFields, String name) {
    Set<String> values = new HashSet<>(2);
    for (String field : cookieFields) {
      if (field.contains(name)) {
        CookieHeader.forEach(
            field,
            (pair, value) -> {
              if (pair.equals(name)) {
                values.add(unquoted(value));
              }
            });
      }
    }
    if (values.size() != 1) {
      return Consent.NONE;
    }
    Consent consent = codec.decode(values.iterator().next(), now(), settings.lifetime());
    return consent.policyVersion() > settings.policyVersion() ? Consent.NONE : consent;
  }

  /** Clients of the days of RFC 2965 send a value in quotes. */
  private static String unquoted(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  /**
   * Weighs an answer.
   *
   * @return the consent that it leads to; {@code current}'s own where the same was said just before
   */
  public Consent decide(Enforcement current, Answer answer) {
    Consent before = current.consent();
    Map<Category, Choice> categories = new HashMap<>();
    Map<String, Choice> services = new HashMap<>();
    boolean keeps = answer.action() == Action.ALLOW || isPartialWithdrawal(answer);
    int version = answer.shownPolicy();
    if (keeps) {
      settings.categories().forEach(c -> categories.put(c.category(), current.state(c.category())));
      services.putAll(before.services());
      if (namesNewer(answer, current)) {
        // The answer moves on to the newer policy; what else is new there was not agreed to.
        current.changed().forEach(service -> services.put(service.id(), Choice.DENIED));
      } else if (before.isDecided()) {
        version = before.policyVersion();
      }
    }
    for (CategorySettings offered : settings.categories()) {
      choiceFor(answer, answer.categories().contains(offered.category()))
          .ifPresent(choice -> categories.put(offered.category(), choice));
    }
    if (answer.action() == Action.SAVE || keeps) {
      Choice named = answer.action() == Action.WITHDRAW ? Choice.DENIED : Choice.GRANTED;
      answer.granted().forEach(id -> services.put(id, named));
      answer.denied().forEach(id -> services.put(id, Choice.DENIED));
    }
    services.keySet().removeIf(id -> settings.catalogue().service(id).isEmpty());
    Consent said =
        new Consent(
            before.isDecided() ? before.id() : newId(),
            Instant.ofEpochSecond(now().getEpochSecond()),
            version,
            current.signals().globalPrivacyControl() && settings.honoursGpc(),
            categories,
            services);
    boolean repeated =
        said.saysTheSameAs(before)
            && Duration.between(before.decidedAt(), said.decidedAt()).compareTo(REPEAT) < 0;
    return repeated ? before : said;
  }

  private static boolean isPartialWithdrawal(Answer answer) {
    return answer.action() == Action.WITHDRAW
        && !(answer.categories().isEmpty()
            && answer.granted().isEmpty()
            && answer.denied().isEmpty());
  }

  /** What an answer says of a category; empty where it leaves it as it was. */
  private static Optional<Choice> choiceFor(Answer answer, boolean named) {
    return switch (answer.action()) {
      case ACCEPT_ALL -> Optional.of(Choice.GRANTED);
      case REJECT_ALL -> Optional.of(Choice.DENIED);
      case SAVE -> Optional.of(named ? Choice.GRANTED : Choice.DENIED);
      case WITHDRAW ->
          named || !isPartialWithdrawal(answer) ? Optional.of(Choice.DENIED) : Optional.empty();
      case ALLOW -> named ? Optional.of(Choice.GRANTED) : Optional.empty();
    };
  }

  private boolean namesNewer(Answer answer, Enforcement current) {
    return current.consent().isDecided()
        && answer.action() == Action.ALLOW
        && (answer.granted().stream()
                .flatMap(id -> settings.catalogue().service(id).stream())
                .anyMatch(service -> current.isNewer(service.since()))
            || answer.categories().stream()
                .flatMap(category -> settings.category(category).stream())
                .anyMatch(offered -> current.isNewer(offered.since())));
  }

  private String newId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * The {@code Set-Cookie} field value that keeps a consent. It lives as long as the answer has
   * left to live.
   *
   * @return empty where too many services were chosen one by one
   */
  public Optional<String> setCookie(Consent consent, boolean secure) {
    long left =
        settings.lifetime().toSeconds()
            - (now().getEpochSecond() - consent.decidedAt().getEpochSecond());
    return codec
        .encode(consent)
        .map(
            value ->
                cookieName(secure)
                    + "="
                    + value
                    + "; Path=/"
                    + settings.cookieDomain().map(domain -> "; Domain=" + domain).orElse("")
                    + "; Max-Age="
                    + left
                    + (secure ? "; Secure" : "")
                    + "; HttpOnly; SameSite=Lax");
  }
}
