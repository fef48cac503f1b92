package io.github.cookieward.enforcement;

import static io.github.cookieward.enforcement.ResponseFieldCasesTest.PLACE;
import static io.github.cookieward.enforcement.ResponseFieldCasesTest.site;
import static io.github.cookieward.enforcement.ResponseFieldCasesTest.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.csp.ContentSecurityPolicy;
import io.github.cookieward.http.WebUrl;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagePoliciesTest {
  private static final String START =
      "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval' ws://shop.example"
          + " cdn.example:* *.cdn.example:* ws://cdn.example:* ws://*.cdn.example:*";

  @BeforeEach
  void silence() {
    Visitors.silence();
  }

  @AfterEach
  void endSilence() {
    Visitors.endSilence();
  }

  private static Map<String, String> fields(String given) {
    return visit(given).pageFields(PLACE, name -> List.of());
  }

  private static Map<String, String> fields(SettingsBuilder settings, Consent consent) {
    Enforcer enforcer = Visitors.enforcer(settings);
    return Visitors.visit(enforcer, consent).pageFields(PLACE, name -> List.of());
  }

  private static PageSettings strict() {
    return PageSettings.DEFAULTS.with(PageSettings.Protection.STRICT);
  }

  @Test
  void strictPagesFetchFromTheSiteAndWhatIsEssential() {
    assertThat(fields("strict"))
        .containsEntry(
            ContentSecurityPolicy.FIELD,
            START
                + "; form-action 'self' javascript: mailto: cdn.example:* *.cdn.example:*"
                + "; report-uri /app/consent/reports")
        .doesNotContainKey(ContentSecurityPolicy.REPORT_ONLY_FIELD);
  }

  @Test
  void whatIsGrantedJoinsWithItsPaths() {
    assertThat(fields("strict advertising").get(ContentSecurityPolicy.FIELD))
        .contains(" ads.example:* *.ads.example:* ")
        .contains(" click.example:*/go click.example:*/go/ *.click.example:*/go ")
        .doesNotContain("stats.example");
  }

  @Test
  void aPageForEverybodyNamesAllThatAnybodyMayGrant() {
    assertThat(fields("strict shared").get(ContentSecurityPolicy.FIELD))
        .contains(" stats.example:*", " ads.example:*")
        .isEqualTo(fields("strict shared analytics").get(ContentSecurityPolicy.FIELD));
  }

  @Test
  void standardAndReportOnlyNeverEnforce() {
    assertThat(fields("")).doesNotContainKey(ContentSecurityPolicy.FIELD);
    assertThat(fields("").get(ContentSecurityPolicy.REPORT_ONLY_FIELD))
        .contains("stats.example", "ads.example", "report-uri");
    assertThat(fields("strict report-only"))
        .containsOnlyKeys(ContentSecurityPolicy.REPORT_ONLY_FIELD);
  }

  @Test
  void aServiceThatTheVisitorChoseJoinsThoughTheSiteDoesNotDeclareIt() {
    Service known =
        io.github.cookieward.catalogue.BuiltIn.services().stream()
            .filter(s -> s.addresses().contains("adcash.com"))
            .findFirst()
            .orElseThrow();
    Consent consent =
        Visitors.said(
            1,
            Map.of(Category.THIRD_PARTY, io.github.cookieward.consent.Choice.GRANTED),
            Map.of(known.id(), io.github.cookieward.consent.Choice.GRANTED));
    assertThat(fields(site().pages(strict()), consent).get(ContentSecurityPolicy.FIELD))
        .contains(" adcash.com:*");
  }

  @Test
  void aPolicyIsNeverTooLongAndNeverWider() {
    SettingsBuilder settings =
        site().pages(strict()).service(many("wide", Category.ANALYTICS, 200));
    String policy =
        fields(settings, Visitors.granted(Category.ANALYTICS)).get(ContentSecurityPolicy.FIELD);
    assertThat(policy).hasSizeLessThanOrEqualTo(PagePolicies.MAX_LENGTH);
    assertThat(policy)
        .contains("host-1.example")
        .doesNotContain("host-199.example", " * ", "ws://*");
    assertThat(policy).contains("cdn.example", "form-action 'self'", "report-uri");
  }

  private static Service many(String id, Category category, int hosts) {
    Service.Builder service = Service.builder(id, category);
    for (int i = 0; i < hosts; i++) {
      service.address("host-" + i + ".example");
    }
    return service.build();
  }

  @Test
  void addressesAreWrittenAsAPolicyKnowsThem() {
    assertThat(HostSources.of("/metrics")).isEmpty();
    assertThat(HostSources.of("[::1]:80")).isEmpty();
    assertThat(HostSources.of("a b")).isEmpty();
    assertThat(HostSources.of("*")).isEmpty();
    assertThat(HostSources.of("127.0.0.1:8080").orElseThrow().http())
        .containsExactly("127.0.0.1:8080");
    assertThat(HostSources.of("localhost/player").orElseThrow().http())
        .contains("localhost:*/player", "localhost:*/player/");
    assertThat(HostSources.of("a.example/b;c/").orElseThrow().http())
        .contains("a.example:*/b%3Bc/");
    assertThat(HostSources.of("b\u00FCcher.example").orElseThrow().http())
        .contains("xn--bcher-kva.example:*");
  }

  @Test
  void whatLiesWithinAnotherIsNotSaidTwice() {
    List<HostSources> distinct =
        HostSources.distinct(
            java.util.stream.Stream.of("a.b.example", "b.example", "b.example/x", "xb.example")
                .map(a -> HostSources.of(a).orElseThrow())
                .toList());
    assertThat(distinct).extracting(HostSources::host).containsExactly("b.example", "xb.example");
  }

  @Test
  void optsOutOfAdvertisingByTheBrowserWhereTheApplicationSaysNothing() {
    assertThat(fields(""))
        .containsEntry("Permissions-Policy", "browsing-topics=(), interest-cohort=()");
    assertThat(fields("advertising")).doesNotContainKey("Permissions-Policy");
    assertThat(fields("report-only")).doesNotContainKey("Permissions-Policy");
    assertThat(
            visit("")
                .pageFields(
                    PLACE,
                    name ->
                        name.equals("Permissions-Policy")
                            ? List.of("camera=(), browsing-topics=(self \"https://a.example\")")
                            : List.of()))
        .containsEntry("Permissions-Policy", "interest-cohort=()");
  }

  @Test
  void pagesAskForReportsLessOftenOnceManyHave() {
    Enforcer enforcer = Visitors.enforcer(site());
    int asked = 0;
    for (int i = 0; i < Inventory.PAGES_THAT_ASK + 1_000; i++) {
      if (Visitors.visit(enforcer, Consent.NONE)
          .pageFields(PLACE, name -> List.of())
          .containsKey(ContentSecurityPolicy.REPORT_ONLY_FIELD)) {
        asked++;
      }
    }
    assertThat(asked).isEqualTo(Inventory.PAGES_THAT_ASK + 10);
  }

  @Test
  void theInventoryKnowsWhatPagesFetchAndNobodyDeclared() {
    Enforcer enforcer = Visitors.enforcer(site());
    Enforcement visit = Visitors.visit(enforcer, Consent.NONE);
    for (String address :
        List.of(
            "https://other.example/a?secret=1",
            "https://stats.example/",
            "https://shop.example/x")) {
      visit.address(WebUrl.parse(address, null).orElseThrow(), Destination.IMAGE, PLACE);
    }
    enforcer.reported("https://other.example/b", "connect-src", "https://shop.example/app?x=1");
    enforcer.reported("https://adcash.com/", "<script>", "https://shop.example/app?x=1");
    enforcer.reported("https://stats.example", "img-src", "https://shop.example/app");
    enforcer.reported("https://shop.example/own", "img-src", "https://shop.example/app");
    for (String nothing : List.of("inline", "eval", "data", "", "chrome-extension://x/y", "//")) {
      enforcer.reported(nothing, "img-src", "https://shop.example/app");
    }
    assertThat(enforcer.inventory().entries())
        .extracting(Inventory.Entry::host, Inventory.Entry::page, Inventory.Entry::count)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("other.example", "/app/page", 2L),
            org.assertj.core.groups.Tuple.tuple("adcash.com", "/app", 1L));
    assertThat(enforcer.inventory().entries().get(0).uses())
        .containsExactly("connect-src", "image");
    assertThat(enforcer.inventory().entries().get(1).service()).isPresent();
    assertThat(enforcer.inventory().entries().toString())
        .doesNotContain("secret", "<script>", "x=1");
  }

  @Test
  void theInventoryIsBounded() {
    Enforcer enforcer = Visitors.enforcer(site().builtIn(false));
    for (int i = 0; i < Inventory.MAX_FROM_BROWSERS + 100; i++) {
      enforcer.reported("https://h" + i + ".example/", "img-src", "https://shop.example/");
    }
    assertThat(enforcer.inventory().entries()).hasSize(Inventory.MAX_FROM_BROWSERS);
  }
}
