package io.github.cookieward.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cookieward.catalogue.CookieRule.Kind;
import io.github.cookieward.consent.Category;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
  private static Service service(String id, Category category, CookieRule... rules) {
    Service.Builder service = Service.builder(id, category);
    List.of(rules).forEach(service::cookie);
    return service.build();
  }

  private static CookieRule exact(String text) {
    return CookieRule.of(Kind.EXACT, text);
  }

  private static CookieRule prefix(String text) {
    return CookieRule.of(Kind.PREFIX, text);
  }

  private static CookieRule pattern(String text) {
    return CookieRule.of(Kind.PATTERN, text);
  }

  private static String owner(Catalogue catalogue, String name) {
    return catalogue.cookie(name).map(c -> c.service().id()).orElse("nobody");
  }

  @Test
  void whatTheSiteSaysGoesBeforeWhatIsBuiltInHoweverVagueItIs() {
    Catalogue catalogue =
        new Catalogue(
            List.of(service("mine", Category.ESSENTIAL, pattern("*_ga"))),
            List.of(service("theirs", Category.ANALYTICS, exact("_ga"), exact("_gid"))));
    assertThat(owner(catalogue, "_ga")).isEqualTo("mine");
    assertThat(owner(catalogue, "_gid")).isEqualTo("theirs");
  }

  @ParameterizedTest
  @CsvSource({
    "ab_cd, exact",
    "ab_cde, long-prefix",
    "ab_x, prefix",
    "ab, nobody",
    "ab_zzzzz_end, pattern", // 7 characters say more than 3
    "x_end, wild",
    "ab_c_end, pattern",
    "ab_cd_end, pattern", // 7 against 5
    "AB_cd, nobody",
    "'', nobody"
  })
  void theRuleThatSaysMostDecides(String name, String owner) {
    Catalogue catalogue =
        new Catalogue(
            List.of(
                service("wild", Category.ANALYTICS, pattern("*_end")),
                service("prefix", Category.ANALYTICS, prefix("ab_")),
                service("pattern", Category.ANALYTICS, pattern("ab_*_end")),
                service("long-prefix", Category.ANALYTICS, prefix("ab_cd")),
                service("exact", Category.ANALYTICS, exact("ab_cd"))),
            List.of());
    assertThat(owner(catalogue, name)).isEqualTo(owner);
  }

  @Test
  void ofTwoRulesThatSayAsMuchTheFirstDecides() {
    Service one = service("one", Category.ANALYTICS, prefix("ab_"), exact("x"));
    Service two = service("two", Category.ANALYTICS, prefix("ab_"), exact("x"));
    assertThat(owner(new Catalogue(List.of(one, two), List.of()), "ab_1")).isEqualTo("one");
    assertThat(owner(new Catalogue(List.of(two, one), List.of()), "ab_1")).isEqualTo("two");
    assertThat(owner(new Catalogue(List.of(two, one), List.of()), "x")).isEqualTo("two");
  }

  @ParameterizedTest
  @CsvSource({
    "__Host-id, id",
    "__Secure-id, id",
    "__Host-Http-id, id",
    "__Http-id, id",
    "__Secure-3P, secure",
    "3P, nobody",
    "__host-id, nobody", // lower case is another name to an application
    "__Host-__Secure-id, nobody", // one prefix only
    "__Host-, nobody",
    "__Secure-, nobody"
  })
  void aPrefixedNameIsLookedUpWithItsPrefixAndThenWithout(String name, String owner) {
    Catalogue catalogue =
        new Catalogue(
            List.of(
                service("id", Category.ESSENTIAL, exact("id")),
                service("secure", Category.ADVERTISING, exact("__Secure-3P"))),
            List.of());
    assertThat(owner(catalogue, name)).isEqualTo(owner);
  }

  @Test
  void aNameInAnotherScriptIsCoveredByAPatternThatSaysAny() {
    Catalogue catalogue =
        new Catalogue(List.of(service("wild", Category.ANALYTICS, pattern("*_x"))), List.of());
    assertThat(owner(catalogue, "\u00e9_x")).isEqualTo("wild");
    assertThat(owner(catalogue, "\u00e9_y")).isEqualTo("nobody");
  }

  @Test
  void aDeclaredServiceHidesTheBuiltInOneOfItsName() {
    Catalogue catalogue =
        new Catalogue(
            List.of(service("stats", Category.ESSENTIAL, exact("new"))),
            List.of(service("stats", Category.ANALYTICS, exact("old"))));
    assertThat(owner(catalogue, "old")).isEqualTo("nobody");
    assertThat(catalogue.service("stats").orElseThrow().category()).isEqualTo(Category.ESSENTIAL);
    assertThat(catalogue.services()).hasSize(1);
  }

  @Test
  void twoDeclaredServicesOfOneNameAreRefused() {
    Service one = service("stats", Category.ANALYTICS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Catalogue(List.of(one, one), List.of()))
        .withMessageContaining("\"stats\" is declared twice");
  }

  @Property
  void anyNameIsLookedUpWithoutAnException(@ForAll String name) {
    Catalogue catalogue = new Catalogue(List.of(), BuiltIn.services());
    assertThat(catalogue.cookie(name)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "a b", "a_b", "a.b", "é"})
  void aServiceIdThatCouldBeMisreadIsRefused(String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Service.builder(id, Category.ANALYTICS).build());
  }

  @Test
  void thirdPartyIsNoPurpose() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Service.builder("x", Category.THIRD_PARTY).build())
        .withMessageContaining("party=\"third\"");
  }
}
