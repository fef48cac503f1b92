package io.github.cookieward.enforcement;

import static io.github.cookieward.consent.Category.ADVERTISING;
import static io.github.cookieward.consent.Category.ANALYTICS;
import static io.github.cookieward.consent.Category.PREFERENCE;
import static io.github.cookieward.consent.Category.THIRD_PARTY;
import static io.github.cookieward.consent.Choice.DENIED;
import static io.github.cookieward.consent.Choice.GRANTED;
import static io.github.cookieward.consent.Choice.UNDECIDED;
import static io.github.cookieward.enforcement.Visitors.GPC;
import static io.github.cookieward.enforcement.Visitors.ID;
import static io.github.cookieward.enforcement.Visitors.NOW;
import static io.github.cookieward.enforcement.Visitors.allow;
import static io.github.cookieward.enforcement.Visitors.answer;
import static io.github.cookieward.enforcement.Visitors.enforcer;
import static io.github.cookieward.enforcement.Visitors.granted;
import static io.github.cookieward.enforcement.Visitors.refused;
import static io.github.cookieward.enforcement.Visitors.said;
import static io.github.cookieward.enforcement.Visitors.service;
import static io.github.cookieward.enforcement.Visitors.site;
import static io.github.cookieward.enforcement.Visitors.visit;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Answer.Action;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnforcerTest {
  @BeforeEach
  void listenToNothing() {
    Visitors.silence();
  }

  @AfterEach
  void listenAgain() {
    Visitors.endSilence();
  }

  private final Enforcer enforcer = enforcer(site());

  private static Consent decide(Enforcer enforcer, Consent before, Answer answer) {
    return enforcer.decide(visit(enforcer, before), answer);
  }

  private static Enforcement after(Enforcer enforcer, Consent before, Answer answer) {
    return visit(enforcer, decide(enforcer, before, answer));
  }

  @Test
  void acceptAllGrantsWhatIsOfferedAndNothingElse() {
    Consent consent = decide(enforcer, Consent.NONE, answer(Action.ACCEPT_ALL, 1));
    assertThat(consent.categories())
        .isEqualTo(
            Map.of(
                PREFERENCE,
                GRANTED,
                ANALYTICS,
                GRANTED,
                ADVERTISING,
                GRANTED,
                THIRD_PARTY,
                GRANTED));
    assertThat(consent.services()).isEmpty();
    assertThat(consent.decidedAt()).isEqualTo(NOW);
    assertThat(consent.policyVersion()).isEqualTo(1);
    assertThat(consent.signalSeen()).isFalse();
  }

  @Test
  void rejectAllDeniesEverythingWhateverWasSaidBefore() {
    Consent before = said(1, Map.of(ANALYTICS, GRANTED), Map.of("ads", GRANTED));
    Consent consent = decide(enforcer, before, answer(Action.REJECT_ALL, 1, ANALYTICS));
    assertThat(consent.categories().values()).containsOnly(DENIED).hasSize(4);
    assertThat(consent.services()).isEmpty();
    assertThat(consent.id()).isEqualTo(before.id());
  }

  @Test
  void c4SaveStoresExactlyWhatIsShown() {
    Answer answer = new Answer(Action.SAVE, Set.of(ANALYTICS), Set.of("map"), Set.of("stats"), 1);
    Consent consent = decide(enforcer, granted(ADVERTISING), answer);
    assertThat(consent.categories())
        .isEqualTo(
            Map.of(
                PREFERENCE, DENIED, ANALYTICS, GRANTED, ADVERTISING, DENIED, THIRD_PARTY, DENIED));
    assertThat(consent.services()).isEqualTo(Map.of("map", GRANTED, "stats", DENIED));
  }

  @Test
  void c4WhereBothAreSaidOfOneServiceItIsRefused() {
    Answer answer = new Answer(Action.SAVE, Set.of(), Set.of("stats"), Set.of("stats"), 1);
    assertThat(decide(enforcer, Consent.NONE, answer).services())
        .isEqualTo(Map.of("stats", DENIED));
  }

  @ParameterizedTest
  @EnumSource(Action.class)
  void c4WhatTheSiteDoesNotOfferIsNeverGranted(Action action) {
    Enforcer few =
        enforcer(
            Settings.builder()
                .category(CategorySettings.of(ANALYTICS))
                .service(service("stats", ANALYTICS, false, 1)));
    Answer answer =
        new Answer(
            action,
            Set.of(ADVERTISING, THIRD_PARTY, new Category("made-up"), Category.ESSENTIAL),
            Set.of("google-ads", "facebook", "no-such-service", "java-ee"),
            Set.of(),
            1);
    Enforcement visit = after(few, Consent.NONE, answer);
    assertThat(visit.consent().categories()).containsOnlyKeys(onlyAnalytics(action));
    assertThat(visit.consent().services()).isEmpty();
    assertThat(visit.coversService("google-ads")).isFalse();
    assertThat(visit.requestCookie("_gcl_au").allows()).isFalse();
    assertThat(visit.requestCookie("_ga").allows()).isEqualTo(action == Action.ACCEPT_ALL);
  }

  private static Category[] onlyAnalytics(Action action) {
    boolean leavesTheRest = action == Action.ALLOW || action == Action.WITHDRAW;
    return leavesTheRest ? new Category[0] : new Category[] {ANALYTICS};
  }

  @Test
  void e3WithdrawTakesBackEverythingWhereNothingIsNamed() {
    Consent before =
        said(1, Map.of(ANALYTICS, GRANTED, ADVERTISING, GRANTED), Map.of("map", GRANTED));
    Consent consent = decide(enforcer, before, answer(Action.WITHDRAW, 1));
    assertThat(consent.categories().values()).containsOnly(DENIED).hasSize(4);
    assertThat(consent.services()).isEmpty();
  }

  @Test
  void e3WithdrawTakesBackWhatIsNamedAndLeavesTheRest() {
    Consent before =
        said(
            1,
            Map.of(ANALYTICS, GRANTED, ADVERTISING, GRANTED, PREFERENCE, DENIED),
            Map.of("map", GRANTED));
    Consent consent = decide(enforcer, before, answer(Action.WITHDRAW, 1, ANALYTICS));
    assertThat(consent.categories())
        .isEqualTo(Map.of(ANALYTICS, DENIED, ADVERTISING, GRANTED, PREFERENCE, DENIED));
    assertThat(consent.services()).isEqualTo(Map.of("map", GRANTED));
  }

  @Test
  void e3WithdrawingACategoryTakesBackTheServicesThatWereAllowedAlone() {
    Consent before = said(1, Map.of(ANALYTICS, GRANTED), Map.of("stats", GRANTED));
    Enforcement visit = after(enforcer, before, answer(Action.WITHDRAW, 1, ANALYTICS));
    assertThat(visit.coversService("stats")).isFalse();
    assertThat(visit.expires("stats_id")).isTrue();
  }

  @Test
  void e3WithdrawingAServiceLeavesItsCategory() {
    Answer answer = new Answer(Action.WITHDRAW, Set.of(), Set.of("stats"), Set.of(), 1);
    Enforcement visit = after(enforcer, granted(ANALYTICS), answer);
    assertThat(visit.state(ANALYTICS)).isEqualTo(GRANTED);
    assertThat(visit.coversService("stats")).isFalse();
  }

  @Test
  void withdrawingBeforeAnyAnswerGrantsNothing() {
    Enforcement visit = after(enforcer, Consent.NONE, answer(Action.WITHDRAW, 1, ANALYTICS));
    assertThat(visit.consent().categories()).isEqualTo(Map.of(ANALYTICS, DENIED));
    assertThat(visit.asks()).isTrue();
  }

  @Test
  void allowGrantsWhatIsNamedAndLeavesTheRestUndecided() {
    Answer answer = new Answer(Action.ALLOW, Set.of(THIRD_PARTY), Set.of("map"), Set.of(), 1);
    Enforcement visit = after(enforcer, Consent.NONE, answer);
    assertThat(visit.coversService("map")).isTrue();
    assertThat(visit.coversService("ads")).isFalse();
    assertThat(visit.state(ADVERTISING)).isEqualTo(UNDECIDED);
    assertThat(visit.asks()).isTrue();
  }

  @Test
  void allowAfterARefusalLeavesTheRefusal() {
    Enforcement visit = after(enforcer, refused(), allow(1, "stats"));
    assertThat(visit.coversService("stats")).isTrue();
    assertThat(visit.state(ANALYTICS)).isEqualTo(DENIED);
    assertThat(visit.asks()).isFalse();
  }

  // What came after the policy that was shown.

  private static SettingsBuilder changedSite() {
    return site()
        .policyVersion(2)
        .service(service("heatmap", ANALYTICS, false, 2))
        .service(service("chat", PREFERENCE, false, 2));
  }

  @Test
  void d3WhatCameAfterThePolicyThatWasShownStaysUndecidedAndIsAsked() {
    Enforcer changed = enforcer(changedSite());
    for (Action action : List.of(Action.ACCEPT_ALL, Action.SAVE)) {
      Answer answer = new Answer(action, Set.of(ANALYTICS), Set.of("heatmap"), Set.of(), 1);
      Enforcement visit = after(changed, Consent.NONE, answer);
      assertThat(visit.coversService("stats")).isTrue();
      assertThat(visit.coversService("heatmap")).isFalse();
      assertThat(visit.consent().services()).doesNotContainKey("heatmap");
      assertThat(visit.asks()).isTrue();
      assertThat(visit.changed()).extracting("id").contains("heatmap");
    }
  }

  @Test
  void d3ACategoryThatCameLaterIsNotStoredAsAnswered() {
    Enforcer changed =
        enforcer(
            Settings.builder()
                .policyVersion(2)
                .category(CategorySettings.of(ANALYTICS))
                .category(new CategorySettings(ADVERTISING, 2, "", "")));
    for (Action action : List.of(Action.ACCEPT_ALL, Action.REJECT_ALL, Action.SAVE)) {
      Enforcement visit = after(changed, Consent.NONE, answer(action, 1, ADVERTISING));
      assertThat(visit.consent().categories()).containsOnlyKeys(ANALYTICS);
      assertThat(visit.state(ADVERTISING)).isEqualTo(UNDECIDED);
      assertThat(visit.asks()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 1, 2, 3, Integer.MAX_VALUE})
  void aStrangePolicyVersionNeitherFailsNorOutrunsTheSite(int shown) {
    Enforcer changed = enforcer(changedSite());
    Consent consent = decide(changed, Consent.NONE, answer(Action.ACCEPT_ALL, shown));
    assertThat(consent.policyVersion()).isBetween(1, 2);
    assertThat(changed.setCookie(consent, true)).isPresent();
    assertThat(readBack(changed, consent)).isEqualTo(consent);
  }

  @Test
  void d3AllowingSomethingNewMovesOnAndLeavesWhatElseIsNewWithheld() {
    Enforcer changed = enforcer(changedSite());
    Consent before = granted(ANALYTICS, PREFERENCE);
    Enforcement visit = after(changed, before, allow(2, "heatmap"));
    assertThat(visit.coversService("heatmap")).isTrue();
    assertThat(visit.coversService("stats")).isTrue();
    assertThat(visit.coversService("chat")).isFalse();
    assertThat(visit.consent().policyVersion()).isEqualTo(2);
  }

  @Test
  void d3AllowingSomethingNewFromAnOldPageGrantsNothingNew() {
    Enforcer changed = enforcer(changedSite());
    Enforcement visit = after(changed, granted(ANALYTICS, PREFERENCE), allow(1, "heatmap"));
    assertThat(visit.coversService("heatmap")).isFalse();
    assertThat(visit.coversService("chat")).isFalse();
    assertThat(visit.changed()).extracting("id").containsExactlyInAnyOrder("heatmap", "chat");
  }

  @Test
  void d3AnAnswerFromAnOldPageDoesNotTakeAllowingBackToItsPolicy() {
    Enforcer third =
        enforcer(changedSite().policyVersion(3).service(service("new", ANALYTICS, false, 3)));
    Consent before = said(2, Map.of(ANALYTICS, GRANTED), Map.of());
    Enforcement visit = after(third, before, allow(1, "new"));
    assertThat(visit.consent().policyVersion()).isEqualTo(2);
    assertThat(visit.coversService("heatmap")).isTrue();
    assertThat(visit.coversService("new")).isFalse();
  }

  @Test
  void d3AllowingSomethingOldDoesNotAnswerForWhatIsNew() {
    Enforcer changed = enforcer(changedSite());
    Enforcement visit = after(changed, granted(ANALYTICS), allow(2, "map"));
    assertThat(visit.consent().policyVersion()).isEqualTo(1);
    assertThat(visit.changed()).extracting("id").contains("heatmap");
    assertThat(visit.coversService("heatmap")).isFalse();
  }

  @Test
  void d3AServiceAllowedAloneLapsesWhenItOrItsCategoryChanges() {
    Consent before = said(1, Map.of(), Map.of("stats", GRANTED));
    Enforcer service =
        enforcer(
            Settings.builder().policyVersion(2).service(service("stats", ANALYTICS, false, 2)));
    assertThat(visit(service, before).coversService("stats")).isFalse();
    Enforcer category =
        enforcer(
            Settings.builder()
                .policyVersion(2)
                .category(new CategorySettings(ANALYTICS, 2, "", ""))
                .category(new CategorySettings(PREFERENCE, 2, "", ""))
                .service(service("stats", ANALYTICS, false, 1))
                .service(service("chat", PREFERENCE, false, 2)));
    assertThat(visit(category, before).coversService("stats")).isFalse();
    // Nor does it come back when the visitor answers about something else that is new.
    Answer other = new Answer(Action.ALLOW, Set.of(PREFERENCE), Set.of("chat"), Set.of(), 2);
    Enforcement later = after(category, before, other);
    assertThat(later.coversService("chat")).isTrue();
    assertThat(later.coversService("stats")).isFalse();
    assertThat(later.state(ANALYTICS)).isEqualTo(UNDECIDED);
  }

  // Signals.

  @Test
  void g3AnswerUnderTheSignalIsAnOverride() {
    Enforcement before = visit(enforcer, Consent.NONE, GPC);
    Consent consent = enforcer.decide(before, answer(Action.ACCEPT_ALL, 1));
    assertThat(consent.signalSeen()).isTrue();
    assertThat(visit(enforcer, consent, GPC).covers(ADVERTISING)).isTrue();
  }

  @Test
  void g1AllowingOneThingUnderTheSignalGrantsNothingThatTheSignalUndid() {
    Enforcer site = enforcer(site().service(service("promo", ADVERTISING, false, 1)));
    Consent stored =
        said(
            1,
            Map.of(ANALYTICS, GRANTED, ADVERTISING, GRANTED, THIRD_PARTY, GRANTED),
            Map.of("ads", GRANTED, "promo", GRANTED));
    Consent consent = site.decide(visit(site, stored, GPC), allow(1, "stats"));
    for (Signals signals : List.of(GPC, Signals.NONE)) {
      Enforcement visit = visit(site, consent, signals);
      assertThat(visit.coversService("stats")).isTrue();
      assertThat(visit.coversService("ads")).isFalse();
      assertThat(visit.coversService("promo")).isFalse();
      assertThat(visit.covers(ADVERTISING)).isFalse();
      assertThat(visit.covers(THIRD_PARTY)).isFalse();
    }
  }

  @Test
  void g1NorWhereThirdPartyIsNotOffered() {
    Enforcer few =
        enforcer(
            Settings.builder()
                .category(CategorySettings.of(ANALYTICS))
                .category(CategorySettings.of(PREFERENCE))
                .service(service("theirs", ANALYTICS, true, 1))
                .service(service("chat", PREFERENCE, false, 1)));
    Enforcement before = visit(few, granted(ANALYTICS), GPC);
    assertThat(before.coversService("theirs")).isFalse();
    Consent consent = few.decide(before, allow(1, "chat"));
    assertThat(visit(few, consent, GPC).coversService("chat")).isTrue();
    assertThat(visit(few, consent, GPC).coversService("theirs")).isFalse();
  }

  // The same answer twice.

  @Test
  void i5TheSameAnswerWithinAMinuteIsTheSameDecision() {
    Consent first = decide(enforcer, Consent.NONE, answer(Action.ACCEPT_ALL, 1));
    assertThat(decide(enforcer, first, answer(Action.ACCEPT_ALL, 1))).isSameAs(first);
    Consent other = decide(enforcer, first, answer(Action.REJECT_ALL, 1));
    assertThat(other).isNotEqualTo(first);
    assertThat(other.id()).isEqualTo(first.id());
  }

  @Test
  void theSameAnswerLaterIsANewDecisionOfTheSameBrowser() {
    Consent old = granted(ANALYTICS);
    Answer same = answer(Action.SAVE, 1, ANALYTICS);
    Consent renewed = decide(enforcer, decideAt(old), same);
    assertThat(renewed.decidedAt()).isEqualTo(NOW);
    assertThat(renewed.id()).isEqualTo(old.id());
  }

  private Consent decideAt(Consent old) {
    Consent saved = decide(enforcer, old, answer(Action.SAVE, 1, ANALYTICS));
    return new Consent(
        saved.id(), NOW.minusSeconds(60), 1, false, saved.categories(), saved.services());
  }

  @Test
  void f2EveryBrowserHasARandomNameOfItsOwn() {
    Consent one = decide(enforcer, Consent.NONE, answer(Action.REJECT_ALL, 1));
    Consent two = decide(enforcer, Consent.NONE, answer(Action.REJECT_ALL, 1));
    assertThat(one.id()).matches("[A-Za-z0-9_-]{22}").isNotEqualTo(two.id());
  }

  // The cookie.

  private static Consent readBack(Enforcer enforcer, Consent consent) {
    String pair = enforcer.setCookie(consent, true).orElseThrow().split(";", 2)[0];
    return enforcer.begin(List.of("a=1; " + pair), true, Signals.NONE).consent();
  }

  @Test
  void d4TheConsentCookieIsSecureHttpOnlyLaxAndForOneHost() {
    Consent consent = new Consent(ID, NOW, 1, false, Map.of(ANALYTICS, GRANTED), Map.of());
    assertThat(enforcer.setCookie(consent, true))
        .contains(
            "__Host-consent=1."
                + ID
                + ".toweg0.1.*analytics; Path=/; Max-Age=15552000; Secure; HttpOnly; SameSite=Lax");
    assertThat(enforcer.setCookie(consent, false))
        .contains(
            "consent=1."
                + ID
                + ".toweg0.1.*analytics; Path=/; Max-Age=15552000; HttpOnly; SameSite=Lax");
    Enforcer shared = enforcer(site().cookieDomain(".example.com").cookieName("consent2"));
    assertThat(shared.setCookie(consent, true).orElseThrow())
        .startsWith("consent2=")
        .contains("; Path=/; Domain=example.com; Max-Age=");
  }

  @Test
  void d4TheCookieDoesNotSlide() {
    Consent old =
        new Consent(
            ID, NOW.minus(Duration.ofDays(100)), 1, false, Map.of(ANALYTICS, GRANTED), Map.of());
    assertThat(enforcer.setCookie(old, true).orElseThrow())
        .contains("; Max-Age=" + Duration.ofDays(80).toSeconds() + ";");
    Consent ahead =
        new Consent(ID, NOW.plusSeconds(3_600), 1, false, Map.of(ANALYTICS, GRANTED), Map.of());
    assertThat(enforcer.setCookie(ahead, true).orElseThrow()).contains("; Max-Age=15552000;");
  }

  @Test
  void whatIsSetIsReadBackWithAndWithoutAKey() {
    byte[] key = "a key of this site's own".getBytes(UTF_8);
    for (Enforcer each : List.of(enforcer, enforcer(site().key(key)))) {
      Consent consent = decide(each, Consent.NONE, answer(Action.SAVE, 1, ANALYTICS));
      assertThat(readBack(each, consent)).isEqualTo(consent);
    }
  }

  @Test
  void a8AConsentOfAPolicyThatIsNotYetIsNone() {
    Consent ahead = said(2, Map.of(ANALYTICS, GRANTED), Map.of());
    assertThat(readBack(enforcer, ahead)).isEqualTo(Consent.NONE);
  }

  @Test
  void a8WhatWasReadBeforeRunsOutToo() {
    Watch watch = new Watch();
    Enforcer moving = new Enforcer(site().build(), watch);
    List<String> sent = List.of(moving.setCookie(granted(ANALYTICS), true).orElseThrow());
    assertThat(moving.begin(sent, true, Signals.NONE).consent()).isEqualTo(granted(ANALYTICS));
    assertThat(moving.begin(sent, true, GPC).consent()).isEqualTo(granted(ANALYTICS));
    watch.passes(moving.settings().lifetime());
    assertThat(moving.begin(sent, true, Signals.NONE).consent()).isEqualTo(Consent.NONE);
    assertThat(moving.begin(sent, true, GPC).consent()).isEqualTo(Consent.NONE);
  }

  @Test
  void a8TwoConsentsThatDifferAreNone() {
    String yes = enforcer.setCookie(granted(ANALYTICS), true).orElseThrow().split(";", 2)[0];
    String no = enforcer.setCookie(refused(), true).orElseThrow().split(";", 2)[0];
    assertThat(enforcer.begin(List.of(yes + "; " + no), true, Signals.NONE).consent())
        .isEqualTo(Consent.NONE);
    assertThat(enforcer.begin(List.of(yes, no), true, Signals.NONE).consent())
        .isEqualTo(Consent.NONE);
    assertThat(enforcer.begin(List.of(yes + "; " + yes), true, Signals.NONE).consent())
        .isEqualTo(granted(ANALYTICS));
  }

  @Test
  void a8OverASecureConnectionOnlyTheHostsOwnCookieCounts() {
    String yes = enforcer.setCookie(granted(ANALYTICS), false).orElseThrow().split(";", 2)[0];
    assertThat(enforcer.begin(List.of(yes), true, Signals.NONE).consent()).isEqualTo(Consent.NONE);
    assertThat(enforcer.begin(List.of(yes), false, Signals.NONE).consent().isDecided()).isTrue();
    for (String strange : List.of("\u000b", "\u0001", "\u0085", "\u00a0", "\u2000", "$", "x")) {
      String forged = strange + "__Host-" + yes;
      assertThat(enforcer.begin(List.of(forged), true, Signals.NONE).consent())
          .isEqualTo(Consent.NONE);
    }
  }
}
