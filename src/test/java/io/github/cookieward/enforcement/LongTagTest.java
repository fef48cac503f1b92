package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A tag that is too long to be read passes where nothing in it could be withheld, and only then.
 */
class LongTagTest {
  private static final String LONG = "x".repeat(5_000);

  private static boolean passes(Settings settings, Consent consent, String tag) {
    Enforcement enforcement =
        new Enforcement(new Enforcer(settings, Clock.systemUTC()), consent, Signals.NONE);
    String html = "<p>" + tag.replace("LONG", LONG) + "<p>";
    return TagSite.rewritten(enforcement, PageMarkup.NONE, html, 1_000).equals(html);
  }

  private static boolean passes(SettingsBuilder settings, Consent consent) {
    return passes(settings.build(), consent, "<img alt='LONG' src='https://stats.example/p.gif'>");
  }

  private static Consent consent(Map<String, Choice> services, Category... categories) {
    Map<Category, Choice> granted = new HashMap<>();
    for (Category category : categories) {
      granted.put(category, Choice.GRANTED);
    }
    Instant then = Instant.now().minusSeconds(60);
    return new Consent("AAAAAAAAAAAAAAAAAAAAAA", then, 1, false, granted, services);
  }

  private static Consent all() {
    return consent(
        Map.of(),
        Category.PREFERENCE,
        Category.ANALYTICS,
        Category.ADVERTISING,
        Category.THIRD_PARTY);
  }

  @Test
  void itPassesOnceAllIsGranted() {
    assertThat(passes(TagSite.settings(), all())).isTrue();
    assertThat(passes(TagSite.strict(), all())).isTrue();
    assertThat(passes(TagSite.settings(), Consent.NONE)).isFalse();
    assertThat(passes(TagSite.strict(), Consent.NONE)).isFalse();
  }

  @Test
  void itDoesNotWhereSomethingMayBeWithheld() {
    Consent some = consent(Map.of(), Category.PREFERENCE, Category.ANALYTICS);
    assertThat(passes(TagSite.settings(), some)).isFalse();
    Consent butOne =
        consent(
            Map.of("stats", Choice.DENIED),
            Category.PREFERENCE,
            Category.ANALYTICS,
            Category.ADVERTISING,
            Category.THIRD_PARTY);
    assertThat(passes(TagSite.settings(), butOne)).isFalse();
    assertThat(passes(TagSite.strict(), butOne)).isFalse();
  }

  @Test
  void itDoesNotWhereTheSiteOffersLessThanTheCatalogueKnows() {
    SettingsBuilder offersLittle =
        Settings.builder()
            .category(CategorySettings.of(Category.ANALYTICS))
            .service(Service.builder("stats", Category.ANALYTICS).address("stats.example").build());
    assertThat(passes(offersLittle, all())).isFalse();
    assertThat(passes(offersLittle.builtIn(false), all())).isTrue();
  }

  @Test
  void inStrictThePolicyHasToStandBehindIt() {
    SettingsBuilder withoutPolicy =
        TagSite.settings()
            .pages(PageSettings.DEFAULTS.with(PageSettings.Protection.STRICT).withPolicy(false));
    assertThat(passes(withoutPolicy, all())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<link rel='preconnect' title='LONG' href='https://nobody.example'>",
        "<meta http-equiv='refresh' title='LONG' content='0;url=https://nobody.example'>",
        "<base target='LONG' href='https://nobody.example'>"
      })
  void inStrictWhatThePolicyDoesNotStopStaysText(String tag) {
    assertThat(passes(TagSite.strict().build(), all(), tag)).isFalse();
    assertThat(passes(TagSite.settings().build(), all(), tag)).isTrue();
  }
}
