package io.github.cookieward.enforcement;

import static io.github.cookieward.consent.Category.ADVERTISING;
import static io.github.cookieward.consent.Category.ANALYTICS;
import static io.github.cookieward.consent.Category.ESSENTIAL;
import static io.github.cookieward.consent.Category.PREFERENCE;
import static io.github.cookieward.consent.Category.THIRD_PARTY;
import static io.github.cookieward.consent.Choice.DENIED;
import static io.github.cookieward.consent.Choice.GRANTED;
import static io.github.cookieward.consent.Choice.UNDECIDED;
import static io.github.cookieward.enforcement.Visitors.GPC;
import static io.github.cookieward.enforcement.Visitors.enforcer;
import static io.github.cookieward.enforcement.Visitors.granted;
import static io.github.cookieward.enforcement.Visitors.refused;
import static io.github.cookieward.enforcement.Visitors.said;
import static io.github.cookieward.enforcement.Visitors.service;
import static io.github.cookieward.enforcement.Visitors.site;
import static io.github.cookieward.enforcement.Visitors.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.http.SetCookie;
import io.github.cookieward.model.Proves;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnforcementTest {
  @BeforeEach
  @BeforeProperty
  void listenToNothing() {
    Visitors.silence();
  }

  @AfterEach
  @AfterProperty
  void listenAgain() {
    Visitors.endSilence();
  }

  private final Enforcer enforcer = enforcer(site());
  private final Enforcement stranger = visit(enforcer, Consent.NONE);

  private static Decision set(Enforcement visit, String field) {
    return visit.responseCookie(SetCookie.parse(field));
  }

  @Test
  @Proves("categories.essential")
  void essentialIsAlwaysGrantedAndNothingElseIs() {
    assertThat(stranger.state(ESSENTIAL)).isEqualTo(GRANTED);
    assertThat(stranger.state(ANALYTICS)).isEqualTo(UNDECIDED);
    assertThat(stranger.state(new Category("made-up"))).isEqualTo(UNDECIDED);
    assertThat(stranger.coversService("basket")).isTrue();
    assertThat(stranger.coversService("no-such-service")).isFalse();
    Consent odd = said(1, Map.of(ESSENTIAL, DENIED), Map.of("basket", DENIED));
    assertThat(visit(enforcer, odd).coversService("basket")).isTrue();
    assertThat(visit(enforcer, odd).requestCookie("basket_id").allows()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "JSESSIONID=1, PASS, ESSENTIAL",
    "basket_id=1, PASS, ESSENTIAL",
    "stats_id=1, WITHHOLD, UNDECIDED",
    "_ga=1, WITHHOLD, UNDECIDED",
    "stats_id=; Max-Age=0, PASS, DELETION",
    "whatever=; Max-Age=0, PASS, DELETION",
    "stats_id=1; Max-Age=0; Max-Age=9, WITHHOLD, UNDECIDED",
    "whatever=1, WITHHOLD, NOT_IN_CATALOGUE",
    "=1, WITHHOLD, NAMELESS",
    "stats_id, WITHHOLD, NAMELESS",
    "=stats_id=1, WITHHOLD, NAMELESS",
    "'', WITHHOLD, NAMELESS",
    "consent=1, WITHHOLD, RESERVED",
    "__Host-consent=1, WITHHOLD, RESERVED",
    "consent=; Max-Age=0, WITHHOLD, RESERVED",
    "' consent =1', WITHHOLD, RESERVED"
  })
  @Proves("enforced.before")
  void a1BeforeAnAnswerOnlyWhatIsEssentialPasses(
      String field, Decision.Action action, Reason reason) {
    Decision decision = set(stranger, field);
    assertThat(decision.reason()).isEqualTo(reason);
    assertThat(decision.action()).isEqualTo(action);
  }

  @ParameterizedTest
  @CsvSource({
    "stats_id, GRANTED, GRANTED, GRANTED",
    "stats_id, GRANTED, DENIED, GRANTED",
    "stats_id, DENIED, GRANTED, DENIED",
    "stats_id, UNDECIDED, GRANTED, UNDECIDED",
    "ads_id, GRANTED, GRANTED, GRANTED",
    "ads_id, GRANTED, DENIED, THIRD_PARTY_NOT_GRANTED",
    "ads_id, GRANTED, UNDECIDED, THIRD_PARTY_NOT_GRANTED",
    "ads_id, DENIED, GRANTED, DENIED",
    "ads_id, UNDECIDED, UNDECIDED, UNDECIDED"
  })
  @Proves({"categories.third-party", "enforced.third-party"})
  void aThirdPartysServiceNeedsItsCategoryAndThirdParty(
      String cookie,
      io.github.cookieward.consent.Choice own,
      io.github.cookieward.consent.Choice third,
      Reason reason) {
    Consent consent =
        said(1, Map.of(ANALYTICS, own, ADVERTISING, own, THIRD_PARTY, third), Map.of());
    Enforcement visit = visit(enforcer, consent);
    for (Decision decision :
        new Decision[] {visit.requestCookie(cookie), set(visit, cookie + "=1")}) {
      assertThat(decision.reason()).isEqualTo(reason);
      assertThat(decision.allows()).isEqualTo(reason == Reason.GRANTED);
    }
  }

  @Test
  void thirdPartyIsNotAskedForWhereTheSiteDoesNotOfferIt() {
    Enforcer few =
        enforcer(
            Settings.builder()
                .category(CategorySettings.of(ADVERTISING))
                .service(service("ads", ADVERTISING, true, 1)));
    assertThat(visit(few, granted(ADVERTISING)).coversService("ads")).isTrue();
    assertThat(visit(few, granted(ADVERTISING), GPC).coversService("ads")).isFalse();
  }

  @Test
  @Proves("categories.hidden")
  void c4WhatTheSiteDoesNotOfferIsWithheldWhateverAConsentSays() {
    Enforcer few = enforcer(Settings.builder().category(CategorySettings.of(ANALYTICS)));
    Consent consent =
        said(
            1,
            Map.of(ADVERTISING, GRANTED, THIRD_PARTY, GRANTED),
            Map.of("facebook", GRANTED, "google-ads", GRANTED));
    Enforcement visit = visit(few, consent);
    assertThat(visit.state(ADVERTISING)).isEqualTo(UNDECIDED);
    assertThat(set(visit, "_fbp=1").allows()).isFalse();
    assertThat(set(visit, "_gcl_au=1").allows()).isFalse();
  }

  @Test
  @Proves("dialog.services")
  void aServiceThatWasChosenAloneGoesBeforeItsCategory() {
    Consent consent =
        said(
            1,
            Map.of(ANALYTICS, DENIED, PREFERENCE, GRANTED, THIRD_PARTY, GRANTED),
            Map.of("stats", GRANTED, "map", DENIED));
    Enforcement visit = visit(enforcer, consent);
    assertThat(set(visit, "stats_id=1").reason()).isEqualTo(Reason.GRANTED);
    assertThat(set(visit, "map_id=1").reason()).isEqualTo(Reason.DENIED);
    assertThat(set(visit, "_ga=1").reason()).isEqualTo(Reason.DENIED);
  }

  // What nobody knows, where the site lets it pass.

  @ParameterizedTest
  @CsvSource({
    "whatever=1, PASS, UNKNOWN_PASSES",
    "just-a-value, PASS, UNKNOWN_PASSES",
    "stats_id=1, WITHHOLD, UNDECIDED",
    "=stats_id=1, WITHHOLD, NAMELESS",
    "=consent=1, WITHHOLD, NAMELESS",
    "consent=1, WITHHOLD, RESERVED"
  })
  void theUnknownPassesOnlyWhereItCannotBeReadAsSomethingKnown(
      String field, Decision.Action action, Reason reason) {
    Enforcement visit = visit(enforcer(site().unknownPasses(true)), Consent.NONE);
    assertThat(set(visit, field).reason()).isEqualTo(reason);
    assertThat(set(visit, field).action()).isEqualTo(action);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u0001stats_id=1",
        "stats_id\u0000=1",
        "\rstats_id=1",
        "\nstats_id=1",
        "\u00a0stats_id=1",
        "stats_id\u013d1.x=1", // low byte of U+013D is =
        "\u0173tats_id=1", // low byte of U+0173 is s
        "consent\u007f=1"
      })
  void aNameThatAContainerMayWriteAsAnotherDoesNotPass(String field) {
    Enforcement visit = visit(enforcer(site().unknownPasses(true)), Consent.NONE);
    assertThat(set(visit, field).allows()).isFalse();
    assertThat(set(visit, field + "; Max-Age=0").allows()).isFalse();
  }

  // Requests.

  @Test
  void theApplicationDoesNotSeeWhatIsNotGranted() {
    assertThat(stranger.requestCookie("_ga").reason()).isEqualTo(Reason.UNDECIDED);
    assertThat(stranger.requestCookie("").reason()).isEqualTo(Reason.NAMELESS);
    assertThat(stranger.requestCookie("whatever").reason()).isEqualTo(Reason.NOT_IN_CATALOGUE);
    assertThat(stranger.requestCookie("JSESSIONID").allows()).isTrue();
    assertThat(stranger.requestCookie("consent").allows()).isTrue();
    assertThat(stranger.requestCookie("__Host-consent").allows()).isTrue();
    assertThat(stranger.withheld())
        .as("what browsers send is no wish of the application")
        .isEmpty();
  }

  @Property(tries = 300)
  @Proves("stored.log")
  void anyCookieGetsADecisionAndNoValueIsInIt(@ForAll String name, @ForAll String rest) {
    Enforcement visit = visit(enforcer, Consent.NONE);
    Decision decision = set(visit, name + "=hunter2" + rest);
    assertThat(decision.explanation()).doesNotContain("hunter2" + rest);
    assertThat(visit.requestCookie(name).explanation()).isNotBlank();
    assertThat(visit.expires(name)).isFalse();
  }

  @Test
  void whatWasWithheldIsRememberedOnceAndBounded() {
    for (int i = 0; i < 300; i++) {
      set(stranger, "unknown" + i + "=1");
      set(stranger, "unknown0=2");
    }
    assertThat(stranger.withheld()).hasSize(Enforcement.MAX_WITHHELD).doesNotHaveDuplicates();
  }

  @Test
  @Proves("banner.switch")
  void reportOnlyLetsPassAndTells() {
    Enforcement visit = visit(enforcer(site().mode(Settings.Mode.REPORT_ONLY)), refused());
    Decision decision = set(visit, "stats_id=1");
    assertThat(decision.action()).isEqualTo(Decision.Action.REPORT);
    assertThat(decision.allows()).isTrue();
    assertThat(decision.explanation()).startsWith("would be withheld: the visitor refused");
    assertThat(visit.withheld()).containsExactly(decision);
    assertThat(visit.expires("stats_id")).isFalse();
  }

  // Signals.

  @Test
  @Proves("banner.opt-out-signal")
  void g2TheSignalTurnsAdvertisingAndThirdPartyOff() {
    Enforcement visit = visit(enforcer, Consent.NONE, GPC);
    assertThat(visit.state(ADVERTISING)).isEqualTo(DENIED);
    assertThat(visit.state(THIRD_PARTY)).isEqualTo(DENIED);
    assertThat(visit.state(ANALYTICS)).isEqualTo(UNDECIDED);
    assertThat(visit.asks()).isTrue();
  }

  @Test
  void g3TheSignalOutweighsAnEarlierGrantAndNotAnAnswerUnderIt() {
    Consent earlier =
        said(1, Map.of(ADVERTISING, GRANTED, THIRD_PARTY, GRANTED), Map.of("ads", GRANTED));
    assertThat(visit(enforcer, earlier, GPC).coversService("ads")).isFalse();
    assertThat(visit(enforcer, earlier, GPC).expires("ads_id")).isTrue();
    Consent under =
        new Consent(earlier.id(), earlier.decidedAt(), 1, true, earlier.categories(), Map.of());
    assertThat(visit(enforcer, under, GPC).coversService("ads")).isTrue();
  }

  @Test
  void g1ASignalIsNeverAConsent() {
    Enforcement visit = visit(enforcer, refused(), new Signals(true));
    assertThat(visit.state(ADVERTISING)).isEqualTo(DENIED);
    assertThat(visit.state(ANALYTICS)).isEqualTo(DENIED);
  }

  @Test
  void aSiteMayIgnoreTheSignal() {
    Enforcer ignoring = enforcer(site().honoursGpc(false));
    Consent all = granted(ADVERTISING, THIRD_PARTY);
    assertThat(visit(ignoring, all, GPC).coversService("ads")).isTrue();
  }

  // Asking again.

  @Test
  void d2WhoHasAnsweredIsNotAskedAgain() {
    assertThat(stranger.asks()).isTrue();
    assertThat(stranger.changed()).isEmpty();
    assertThat(visit(enforcer, refused()).asks()).isFalse();
    assertThat(visit(enforcer, granted(ANALYTICS, ADVERTISING, PREFERENCE, THIRD_PARTY)).asks())
        .isFalse();
  }

  @Test
  void d3WhereNothingSaysWhatChangedEverythingIsAskedAgain() {
    Enforcement visit =
        visit(
            enforcer(site().policyVersion(2)),
            said(1, Map.of(ANALYTICS, GRANTED), Map.of("stats", GRANTED)));
    assertThat(visit.asks()).isTrue();
    assertThat(visit.state(ANALYTICS)).isEqualTo(UNDECIDED);
    assertThat(visit.coversService("stats")).isFalse();
    assertThat(visit.changed()).extracting("id").containsExactlyInAnyOrder("stats", "ads", "map");
  }

  @Test
  @Proves({"banner.shown", "duty.new"})
  void d3OnlyWhatChangedIsAskedAgain() {
    Enforcer changed =
        enforcer(site().policyVersion(2).service(service("heatmap", ANALYTICS, false, 2)));
    Enforcement visit = visit(changed, granted(ANALYTICS, PREFERENCE, ADVERTISING, THIRD_PARTY));
    assertThat(visit.asks()).isTrue();
    assertThat(visit.changed()).extracting("id").containsExactly("heatmap");
    assertThat(visit.coversService("heatmap")).isFalse();
    assertThat(visit.coversService("stats")).isTrue();
    assertThat(visit.coversService("ads")).isTrue();
  }

  @Test
  void d3AnEssentialServiceThatIsNewIsNotAsked() {
    Enforcer changed =
        enforcer(site().policyVersion(2).service(service("login", ESSENTIAL, false, 2)));
    assertThat(visit(changed, refused()).asks()).isFalse();
    assertThat(visit(changed, refused()).coversService("login")).isTrue();
  }

  @Test
  @Proves("duty.new")
  void d3AChangedCategoryIsAskedAgainAndItsServicesWait() {
    Enforcer changed =
        enforcer(
            Settings.builder()
                .policyVersion(2)
                .category(new CategorySettings(ANALYTICS, 2, "", ""))
                .category(CategorySettings.of(PREFERENCE))
                .service(service("stats", ANALYTICS, false, 1))
                .service(service("chat", PREFERENCE, false, 1)));
    Enforcement visit = visit(changed, granted(ANALYTICS, PREFERENCE));
    assertThat(visit.asks()).isTrue();
    assertThat(visit.coversService("stats")).isFalse();
    assertThat(visit.coversService("chat")).isTrue();
  }

  // Expiring.

  @ParameterizedTest
  @CsvSource({
    "stats_id, true",
    "_ga, true",
    "ads_id, true",
    "whatever, true",
    "basket_id, false",
    "JSESSIONID, false",
    "consent, false",
    "__Host-consent, false",
    "'', false"
  })
  void e3AfterARefusalWhatTheBrowserStillHoldsGoes(String name, boolean goes) {
    assertThat(visit(enforcer, refused()).expires(name)).isEqualTo(goes);
    assertThat(stranger.expires(name)).as("never before an answer").isFalse();
  }

  @Test
  void e3WhatIsGrantedOrUndecidedStays() {
    Enforcement visit = visit(enforcer, said(1, Map.of(ANALYTICS, GRANTED), Map.of()));
    assertThat(visit.expires("stats_id")).isFalse();
    assertThat(visit.expires("ads_id")).isFalse();
    assertThat(visit.expires("whatever")).isFalse();
    Consent noThirdParty = said(1, Map.of(ADVERTISING, GRANTED, THIRD_PARTY, DENIED), Map.of());
    assertThat(visit(enforcer, noThirdParty).expires("ads_id")).isTrue();
  }
}
