package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.http.SetCookie;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Test;

class KnownFieldsTest {
  private static final Floors STRICT =
      new Floors(true, true, Optional.of("Lax"), Duration.ofDays(100));

  private static final List<Enforcer> SITES =
      List.of(
          Visitors.enforcer(Visitors.site()),
          Visitors.enforcer(Visitors.site().floors(STRICT)),
          Visitors.enforcer(Visitors.site().mode(Settings.Mode.REPORT_ONLY)));

  private static final List<Consent> ANSWERS =
      List.of(
          Consent.NONE,
          Visitors.refused(),
          Visitors.granted(Category.ANALYTICS, Category.ADVERTISING, Category.THIRD_PARTY));

  @BeforeContainer
  static void silence() {
    Visitors.silence();
  }

  @AfterContainer
  static void endSilence() {
    Visitors.endSilence();
  }

  @Test
  void aNameDecidesWhateverTheValue() {
    Enforcement visitor = Visitors.visit(SITES.get(0), Visitors.granted(Category.ANALYTICS));
    for (String value : List.of("1", "2")) {
      String stats = "stats_id=" + value + "; Path=/";
      assertThat(visitor.responseCookie(stats, "/", true)).isSameAs(stats);
      assertThat(visitor.responseCookie("ads_id=" + value + "; Path=/", "/", true)).isNull();
    }
    assertThat(visitor.withheld()).extracting(Decision::subject).containsExactly("ads_id");
  }

  @Test
  void whatIsSetIsLearned() {
    Enforcer enforcer = Visitors.enforcer(Visitors.site());
    Enforcement visitor = Visitors.visit(enforcer, Consent.NONE);
    visitor.responseCookie("ads_id=1; Path=/shop", "/", false);
    visitor.responseCookie("ads_id=1", "/cart/open", false);
    assertThat(enforcer.learned().of("ads_id"))
        .containsExactly(
            new LearnedScopes.Scope("/shop", "", false),
            new LearnedScopes.Scope("/cart", "", false));
  }

  @Provide
  Arbitrary<String> fields() {
    Arbitrary<String> names =
        Arbitraries.of(
            "stats_id",
            "ads_id",
            "basket_id",
            "map_id",
            "none",
            "consent",
            "__Host-consent",
            "consent-at-1",
            "",
            " ads_id ",
            "ads\u0000_id",
            "=ads_id");
    Arbitrary<String> values = Arbitraries.of("", "1", "a=b", "\u0001", "\"q\"");
    Arbitrary<String> attributes =
        Arbitraries.of(
                "; Path=/",
                "; path=/shop",
                "; Path=shop",
                "; Max-Age=0",
                "; Max-Age=60",
                "; Max-Age=-1",
                "; Max-Age=99999999999",
                "; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "; Expires=Fri, 01 Jan 2038 00:00:00 GMT",
                "; Secure",
                "; HttpOnly",
                "; SameSite=Lax",
                "; SameSite=None",
                "; Domain=example.test",
                "; Partitioned")
            .list()
            .ofMaxSize(5)
            .map(all -> String.join("", all));
    return Combinators.combine(names, Arbitraries.of("=", "=", "=", ""), values, attributes)
        .as((name, equals, value, more) -> name + equals + value + more);
  }

  @Property(tries = 20_000)
  void whatTheNameDecidesIsDecidedSoByTheWholeField(
      @ForAll("fields") String field, @ForAll boolean secure) {
    SetCookie cookie = SetCookie.parse(field);
    for (Enforcer site : SITES) {
      for (Consent answer : ANSWERS) {
        Enforcement byName = Visitors.visit(site, answer);
        String leaving = byName.responseCookie(field, "/", secure);
        Enforcement byAll = Visitors.visit(site, answer);
        Decision decision = byAll.responseCookie(cookie);
        SetCookie floored = byAll.floored(cookie, decision, secure);
        String whole = floored.equals(cookie) ? field : floored.toString();
        assertThat(leaving).as(field).isEqualTo(decision.allows() ? whole : null);
        assertThat(byName.withheld()).isEqualTo(byAll.withheld());
      }
    }
  }
}
