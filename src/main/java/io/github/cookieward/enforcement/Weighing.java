package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.Answer.Action;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a visitor's answer leads to, with what held before it. Safe to share. */
final class Weighing {
  /** The same answer within this time is the same decision, sent twice. */
  private static final Duration REPEAT = Duration.ofMinutes(1);

  private final Settings settings;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  Weighing(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Weighs an answer. What the visitor cannot have meant is not granted: what came after the policy
   * that was shown, what the site does not offer, what nobody knows.
   *
   * @return the consent that it leads to; {@code current}'s own where the same was said just before
   */
  Consent decide(Enforcement current, Answer answer) {
    Consent before = current.consent();
    boolean keeps = answer.action() == Action.ALLOW || isPartialWithdrawal(answer);
    int version = versionOf(answer, current, keeps);
    Map<Category, Choice> categories = new HashMap<>();
    Map<String, Choice> services = new HashMap<>();
    if (keeps) {
      keep(current, version, categories, services);
    }
    for (CategorySettings offered : settings.categories()) {
      choiceFor(answer, answer.categories().contains(offered.category()))
          .ifPresent(choice -> categories.put(offered.category(), choice));
    }
    if (answer.action() == Action.WITHDRAW) {
      services.keySet().removeIf(id -> answer.categories().contains(categoryOf(id)));
    }
    if (answer.action() == Action.SAVE || keeps) {
      Choice named = answer.action() == Action.WITHDRAW ? Choice.DENIED : Choice.GRANTED;
      answer.granted().forEach(id -> services.put(id, named));
      answer.denied().forEach(id -> services.put(id, Choice.DENIED));
    }
    categories
        .keySet()
        .removeIf(
            c -> settings.category(c).filter(o -> settings.since(o.since()) > version).isPresent());
    services.entrySet().removeIf(entry -> !isMeant(entry.getKey(), entry.getValue(), version));
    Consent said =
        new Consent(
            before.isDecided() ? before.id() : newId(),
            Instant.ofEpochSecond(clock.instant().getEpochSecond()),
            version,
            current.signals().globalPrivacyControl() && settings.honoursGpc(),
            categories,
            services);
    boolean repeated =
        said.saysTheSameAs(before)
            && Duration.between(before.decidedAt(), said.decidedAt()).compareTo(REPEAT) < 0;
    return repeated ? before : said;
  }

  /**
   * What an answer from another site leads to here. Of what it does not speak, the visitor's answer
   * here stays; then it lives no longer than that one would have.
   */
  Consent taken(Enforcement current, Consent said) {
    Consent before = current.consent();
    Map<Category, Choice> categories = new HashMap<>();
    Map<String, Choice> services = new HashMap<>();
    if (before.isDecided()) {
      keep(current, said.policyVersion(), categories, services);
    }
    boolean keeps =
        before.isDecided() && !said.categories().keySet().containsAll(categories.keySet());
    for (CategorySettings offered : settings.categories()) {
      Choice choice = said.choice(offered.category());
      if (choice != Choice.UNDECIDED) {
        categories.put(offered.category(), choice);
      }
    }
    services.putAll(said.services());
    services
        .entrySet()
        .removeIf(entry -> !isMeant(entry.getKey(), entry.getValue(), said.policyVersion()));
    return new Consent(
        before.isDecided() ? before.id() : newId(),
        keeps ? before.decidedAt() : said.decidedAt(),
        said.policyVersion(),
        said.signalSeen(),
        categories,
        services);
  }

  /**
   * To which policy an answer is given: the one shown, or where it leaves the rest, the earlier.
   */
  private int versionOf(Answer answer, Enforcement current, boolean keeps) {
    Consent before = current.consent();
    int shown = Math.max(1, Math.min(answer.shownPolicy(), settings.policyVersion()));
    if (!keeps || !before.isDecided()) {
      return shown;
    }
    return namesNewer(answer, current)
        ? Math.max(shown, before.policyVersion())
        : before.policyVersion();
  }

  /** The rest as it was in effect: what an opt-out signal or a newer policy undid stays undone. */
  private void keep(
      Enforcement current,
      int version,
      Map<Category, Choice> categories,
      Map<String, Choice> services) {
    Consent before = current.consent();
    settings.categories().forEach(c -> categories.put(c.category(), current.state(c.category())));
    if (current.state(Category.THIRD_PARTY) == Choice.DENIED) {
      categories.put(Category.THIRD_PARTY, Choice.DENIED);
    }
    before
        .services()
        .forEach(
            (id, choice) ->
                settings
                    .catalogue()
                    .service(id)
                    .ifPresent(service -> services.put(id, current.standing().ownState(service))));
    if (before.isDecided() && version > before.policyVersion()) {
      // The answer moves on to the newer policy; what else is new there was not agreed to.
      current.changed().stream()
          .filter(service -> settings.since(service.since()) <= version)
          .forEach(service -> services.put(service.id(), Choice.DENIED));
    }
  }

  private @Nullable Category categoryOf(String service) {
    return settings.catalogue().service(service).map(Service::category).orElse(null);
  }

  /** Whether a visitor who saw a version of the policy can have chosen a service so. */
  private boolean isMeant(String id, Choice choice, int version) {
    Optional<Service> service = settings.catalogue().service(id);
    Optional<CategorySettings> offered =
        service.flatMap(known -> settings.category(known.category()));
    return offered.isPresent()
        && (choice == Choice.DENIED
            || settings.since(Math.max(service.get().since(), offered.get().since())) <= version);
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
    return answer.categories().stream()
            .flatMap(category -> settings.category(category).stream())
            .anyMatch(offered -> current.standing().isNewer(offered.since()))
        || (answer.action() == Action.ALLOW
            && answer.granted().stream()
                .flatMap(id -> settings.catalogue().service(id).stream())
                .anyMatch(service -> current.standing().isNewer(service.since())));
  }

  /** A new name for answers, without personal data. */
  String newId() {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
