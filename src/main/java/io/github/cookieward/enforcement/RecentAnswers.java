package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.http.CookieHeader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The answers that a browser gave a short while ago, each in a cookie of its own whose name has its
 * time. Two tabs that answer at once both set the consent cookie, and the response that arrives
 * last wins there, which need not be that of the later answer; of these cookies none replaces
 * another. So the later answer holds, whatever the order, on any node. Immutable.
 *
 * <p>An answer that says all by itself replaces what was before; one that adds to what holds (an
 * embed that is always allowed, one purpose withdrawn) is kept as what it adds, and is added to
 * whatever the others said.
 */
final class RecentAnswers {
  /** A browser that sent none. */
  static final RecentAnswers NONE = new RecentAnswers(Consent.NONE, List.of());

  /** Until then something that was answered at the same time may still be on its way. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(5);

  /** How long a browser keeps one that no page came to take away. */
  static final Duration KEPT = Duration.ofDays(1);

  /** How many are kept of those that add to others; nobody presses more buttons at once. */
  private static final int MAX_KEPT = 8;

  /** Between the consent cookie's name and the time, in milliseconds and base 36. */
  private static final String AT = "-at-";

  /** At the end of the name of one that adds. */
  private static final String ADDS = "-adds";

  /** A name is no longer: the time of the year 5000 has nine characters. */
  private static final int MAX_TIME = 9;

  private final Consent stored;
  private final List<Recent> answers;

  private RecentAnswers(Consent stored, List<Recent> answers) {
    this.stored = stored;
    this.answers = answers;
  }

  private record Recent(String name, Instant at, boolean adds, Consent said) {}

  /**
   * Those that a browser sent.
   *
   * @param cookieFields the {@code Cookie} field lines, as they came
   * @param cookieName the consent cookie's name
   * @param stored what the consent cookie says
   */
  static RecentAnswers read(
      List<String> cookieFields, String cookieName, Consent stored, Enforcer enforcer) {
    if (!mayHold(cookieFields)) {
      return NONE;
    }
    int time = cookieName.length() + AT.length();
    List<Recent> answers = new ArrayList<>();
    for (String field : cookieFields) {
      CookieHeader.forEach(
          field,
          (name, value) -> {
            if (answers.size() < 2 * MAX_KEPT && isName(name, cookieName)) {
              answers.add(read(name, time, enforcer.read(value)));
            }
          });
    }
    if (answers.isEmpty()) {
      return NONE;
    }
    answers.sort(Comparator.comparing(Recent::at).thenComparing(Recent::name));
    return new RecentAnswers(stored, answers);
  }

  private static boolean mayHold(List<String> cookieFields) {
    for (int i = 0; i < cookieFields.size(); i++) {
      if (cookieFields.get(i).contains(AT)) {
        return true;
      }
    }
    return false;
  }

  private static Recent read(String name, int time, Consent said) {
    boolean adds = name.endsWith(ADDS);
    String digits = name.substring(time, name.length() - (adds ? ADDS.length() : 0));
    return new Recent(name, Instant.ofEpochMilli(Long.parseLong(digits, 36)), adds, said);
  }

  private static boolean isTime(String text) {
    String time = text.endsWith(ADDS) ? text.substring(0, text.length() - ADDS.length()) : text;
    return !time.isEmpty()
        && time.length() <= MAX_TIME
        && time.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z'));
  }

  /** What all names begin with, and a star. */
  static String anyName(String cookieName) {
    return cookieName + AT + "*";
  }

  /** Whether a cookie's name is that of such an answer. */
  static boolean isName(String name, String cookieName) {
    return name.startsWith(cookieName)
        && name.startsWith(AT, cookieName.length())
        && isTime(name.substring(cookieName.length() + AT.length()));
  }

  boolean isEmpty() {
    return answers.isEmpty();
  }

  /** What holds by all of them. */
  Consent over(Enforcement browser) {
    Enforcer enforcer = browser.enforcer();
    Instant now = enforcer.clock().instant();
    List<Recent> said =
        answers.stream()
            .filter(answer -> answer.said().isDecided())
            .filter(answer -> Duration.between(answer.at(), now).abs().compareTo(KEPT) <= 0)
            .toList();
    if (said.isEmpty()
        || stored.decidedAt().getEpochSecond() > said.get(said.size() - 1).at().getEpochSecond()) {
      return stored; // decided after all of them
    }
    Consent holds = stored;
    int next = 0;
    for (int i = 0; i < said.size(); i++) {
      if (!said.get(i).adds()) {
        holds = said.get(i).said();
        next = i + 1;
      }
    }
    for (Recent added : said.subList(next, said.size())) {
      int version = Math.max(holds.policyVersion(), added.said().policyVersion());
      holds = enforcer.taken(browser.with(holds), asOf(version, added.said()));
    }
    return holds;
  }

  private static Consent asOf(int version, Consent said) {
    return new Consent(
        said.id(),
        said.decidedAt(),
        version,
        said.signalSeen(),
        said.categories(),
        said.services());
  }

  /**
   * The {@code Set-Cookie} field values that bring the consent cookie to what holds, and take away
   * what has had its time.
   */
  List<String> settled(Enforcement holding) {
    if (answers.isEmpty()) {
      return List.of();
    }
    Enforcer enforcer = holding.enforcer();
    List<String> fields = new ArrayList<>();
    if (!holding.consent().equals(stored)) {
      enforcer.setCookies(holding.consent(), holding.isSecure()).ifPresent(fields::addAll);
    }
    Instant now = enforcer.clock().instant();
    for (Recent answer : answers) {
      if (Duration.between(answer.at(), now).abs().compareTo(ON_ITS_WAY) > 0) {
        fields.add(enforcer.removeCookie(answer.name(), holding.isSecure()));
      }
    }
    return fields;
  }

  /** The {@code Set-Cookie} field values that take all of them away. */
  List<String> removed(Enforcer enforcer, boolean secure) {
    return answers.stream().map(answer -> enforcer.removeCookie(answer.name(), secure)).toList();
  }

  /**
   * The {@code Set-Cookie} field values that keep one more.
   *
   * @param before what held when it was given
   * @param weighing what follows from what holds
   * @param answered what followed from what held
   */
  List<String> with(Enforcement before, Function<Enforcement, Consent> weighing, Consent answered) {
    boolean secure = before.isSecure();
    Enforcer enforcer = before.enforcer();
    Consent alone = weighing.apply(before.with(Consent.NONE));
    Consent all =
        enforcer.decide(
            before.with(Consent.NONE), Answer.of(Answer.Action.ACCEPT_ALL, enforcer.settings()));
    boolean adds = !alone.saysTheSameAs(weighing.apply(before.with(all)));
    String name =
        enforcer.cookieName(secure)
            + AT
            + Long.toString(enforcer.clock().instant().toEpochMilli(), 36)
            + (adds ? ADDS : "");
    Consent said =
        adds
            ? new Consent(
                answered.id(),
                answered.decidedAt(),
                answered.policyVersion(),
                answered.signalSeen(),
                alone.categories(),
                alone.services())
            : answered;
    List<String> fields = new ArrayList<>();
    Optional<String> value = enforcer.write(said);
    value.ifPresent(v -> fields.add(enforcer.setCookie(name, v, KEPT, secure)));
    int surplus = adds ? Math.max(0, answers.size() + 1 - MAX_KEPT) : answers.size();
    for (Recent older : answers.subList(0, surplus)) {
      if (!older.name().equals(name)) {
        fields.add(enforcer.removeCookie(older.name(), secure));
      }
    }
    return fields;
  }
}
