package io.github.cookieward.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Conflict;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.ledger.Reconciliation.Outcome;
import io.github.cookieward.model.Proves;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Two answers of one visitor, and what follows from them. */
class ReconciliationTest {
  private static final Enforcer ENFORCER = new Enforcer(site(), Clock.systemUTC());

  private static Settings site() {
    return Settings.builder()
        .builtIn(false)
        .policyVersion(2)
        .category(CategorySettings.of(Category.PREFERENCE))
        .category(new CategorySettings(Category.ANALYTICS, 2, "", ""))
        .category(CategorySettings.of(Category.ADVERTISING))
        .category(CategorySettings.of(Category.THIRD_PARTY))
        .service(Service.builder("theme", Category.PREFERENCE).cookie("theme").build())
        .service(Service.builder("stats", Category.ANALYTICS).thirdParty(true).cookie("s").build())
        .service(Service.builder("ads", Category.ADVERTISING).thirdParty(true).since(2).build())
        .build();
  }

  @Provide
  Arbitrary<Consent> answers() {
    Arbitrary<Choice> choice = Arbitraries.of(Choice.class);
    Arbitrary<Map<Category, Choice>> categories =
        Arbitraries.maps(
            Arbitraries.of(
                Category.PREFERENCE,
                Category.ANALYTICS,
                Category.ADVERTISING,
                Category.THIRD_PARTY),
            choice);
    Arbitrary<Map<String, Choice>> services =
        Arbitraries.maps(Arbitraries.of("theme", "stats", "ads"), choice);
    return Combinators.combine(
            Arbitraries.of("AAAAAAAAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBBBBBBBB"),
            Arbitraries.longs().between(1_000, 1_003),
            Arbitraries.integers().between(1, 2),
            Arbitraries.of(true, false),
            categories,
            services)
        .as(
            (id, at, policy, s, c, d) ->
                new Consent(id, Instant.ofEpochSecond(at), policy, s, c, d));
  }

  private static Enforcement by(Consent consent, boolean gpc) {
    return ENFORCER.begin(List.of(), true, new Signals(gpc)).with(consent);
  }

  @Property(tries = 3_000)
  @Proves("account.both")
  void untilTheVisitorChoosesNothingIsGrantedThatNotBothGrant(
      @ForAll("answers") Consent one, @ForAll("answers") Consent other, @ForAll boolean gpc) {
    Enforcement common = by(Reconciliation.common(one, other), gpc);
    for (CategorySettings offered : ENFORCER.settings().categories()) {
      if (common.covers(offered.category())) {
        assertThat(by(one, gpc).covers(offered.category())).isTrue();
        assertThat(by(other, gpc).covers(offered.category())).isTrue();
      }
    }
    for (Service service : ENFORCER.settings().catalogue().declared()) {
      if (common.covers(service)) {
        assertThat(by(one, gpc).covers(service)).as(service.id()).isTrue();
        assertThat(by(other, gpc).covers(service)).as(service.id()).isTrue();
      }
    }
  }

  @Property(tries = 1_000)
  void whatBothSayTheSameStaysAsItIs(@ForAll("answers") Consent one) {
    Consent common = Reconciliation.common(one, one);
    assertThat(common).isEqualTo(one);
  }

  @Property(tries = 1_000)
  void whileThereIsAConflictNothingThatTheBrowserHoldsIsRemoved(
      @ForAll("answers") Consent one, @ForAll("answers") Consent other) {
    Enforcement between =
        by(one, false).with(new Conflict(one, other), Reconciliation.common(one, other));
    assertThat(between.asks()).isTrue();
    for (String cookie : List.of("theme", "s", "nobodys")) {
      assertThat(between.expires(cookie)).isFalse();
    }
  }

  private static Outcome of(Consent browser, boolean shared, Consent saved, boolean alike) {
    return Reconciliation.of(browser, shared, saved, (a, b) -> alike);
  }

  @Property(tries = 2_000)
  void whatTheAccountHadGoesOnWithTheLaterOneAndIsNeverAskedAbout(
      @ForAll("answers") Consent browser, @ForAll("answers") Consent saved, @ForAll boolean alike) {
    Outcome outcome = of(browser, true, saved, alike);
    if (browser.equals(saved)) {
      assertThat(outcome).isEqualTo(Outcome.SILENCE);
    } else if (browser.decidedAt().isAfter(saved.decidedAt())) {
      assertThat(outcome).isEqualTo(Outcome.SAVE);
    } else {
      assertThat(outcome).isEqualTo(Outcome.ADOPT);
    }
  }

  @Property(tries = 2_000)
  void answersOfTheirOwnThatDifferAreAskedAboutAndAlikeOnesAreNot(
      @ForAll("answers") Consent browser, @ForAll("answers") Consent saved, @ForAll boolean alike) {
    Outcome outcome = of(browser, false, saved, alike);
    if (browser.equals(saved)) {
      assertThat(outcome).isEqualTo(Outcome.SILENCE);
    } else {
      assertThat(outcome == Outcome.ASK).isEqualTo(!alike);
    }
  }

  @Test
  void whereOnlyOneHasAnAnswerThatOneHolds() {
    Consent answer =
        new Consent("AAAAAAAAAAAAAAAAAAAAAA", Instant.EPOCH, 1, false, Map.of(), Map.of());
    assertThat(of(answer, false, Consent.NONE, false)).isEqualTo(Outcome.SAVE);
    assertThat(of(Consent.NONE, false, answer, false)).isEqualTo(Outcome.ADOPT);
    assertThat(of(Consent.NONE, false, Consent.NONE, false)).isEqualTo(Outcome.SILENCE);
  }

  @Test
  void whatWasForgottenOnPurposeIsNotSavedAgain() {
    Consent answer =
        new Consent("AAAAAAAAAAAAAAAAAAAAAA", Instant.EPOCH, 1, false, Map.of(), Map.of());
    assertThat(of(answer, true, Consent.NONE, false)).isEqualTo(Outcome.SILENCE);
  }
}
