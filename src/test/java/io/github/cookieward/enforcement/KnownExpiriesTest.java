package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.http.CookieHeader;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KnownExpiriesTest {
  private static final Enforcer SITE = Visitors.enforcer(Visitors.site());
  private static final KnownExpiries SHARED = new KnownExpiries();
  private static final String LONG = "x".repeat(257);

  private static final List<Consent> ANSWERS =
      List.of(Consent.NONE, Visitors.refused(), Visitors.granted(Category.ANALYTICS));

  @Test
  void whatABrowserSendsAgainIsNotAskedAboutAgain() {
    KnownExpiries expiries = new KnownExpiries();
    Enforcement visitor = Visitors.visit(SITE, Visitors.refused());
    List<String> first = expiries.of(visitor, List.of("stats_id=1; basket_id=1"));
    assertThat(first).containsExactly("stats_id");
    assertThat(expiries.of(visitor, List.of("stats_id=23; basket_id="))).isSameAs(first);
    assertThat(expiries.of(visitor, List.of("stats_id; basket_id=1"))).isEmpty(); // has no name
    Enforcement granting = Visitors.visit(SITE, Visitors.granted(Category.ANALYTICS));
    assertThat(expiries.of(granting, List.of("stats_id=1; basket_id=1"))).isEmpty();
  }

  @Test
  void moreNamesThanAreExpiredAtOnceAreNotKept() {
    KnownExpiries expiries = new KnownExpiries();
    Enforcement visitor = Visitors.visit(SITE, Visitors.refused());
    List<String> most = List.of("x=1;".repeat(65));
    assertThat(expiries.of(visitor, most)).isNotSameAs(expiries.of(visitor, most));
    List<String> longest = List.of("x=1;" + LONG + "=1");
    assertThat(expiries.of(visitor, longest)).isNotSameAs(expiries.of(visitor, longest));
  }

  @Property(tries = 5_000)
  void whatIsKnownIsWhatIsFoundWithoutKnowing(
      @ForAll("fields") List<String> fields, @ForAll boolean optedOut) {
    for (Consent answer : ANSWERS) {
      Enforcement visitor = Visitors.visit(SITE, answer, optedOut ? Visitors.GPC : Signals.NONE);
      Set<String> names = new LinkedHashSet<>();
      for (String field : fields) {
        CookieHeader.forEach(field, (name, value) -> names.add(name));
      }
      names.removeIf(
          name -> name.length() > 256 || name.contains("\u0001") || !visitor.expires(name));
      assertThat(SHARED.of(visitor, fields)).containsExactlyElementsOf(names);
    }
  }

  @Provide
  Arbitrary<List<String>> fields() {
    Arbitrary<String> name =
        Arbitraries.of("stats_id", "ads_id", "map_id", "basket_id", "stats_i", "s\u0001", "", LONG);
    Arbitrary<String> equals = Arbitraries.of("=", " = ", "=", "");
    Arbitrary<String> value = Arbitraries.of("", "1", "a=b");
    return Combinators.combine(name, equals, value)
        .as((n, e, v) -> n + e + v)
        .list()
        .ofMaxSize(3)
        .map(pairs -> String.join(";", pairs))
        .list()
        .ofMaxSize(2);
  }
}
