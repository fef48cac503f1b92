package io.github.cookieward.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.CookieRule.Kind;
import io.github.cookieward.consent.Category;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BuiltInTest {
  private static final Catalogue ALL = new Catalogue(List.of(), BuiltIn.services());

  private static List<CookieRule> rules() {
    return BuiltIn.services().stream().flatMap(s -> s.cookies().stream()).toList();
  }

  @Test
  void itKnowsThousandsOfNamesAndHundredsOfServices() {
    assertThat(rules()).hasSizeGreaterThanOrEqualTo(2_000);
    assertThat(BuiltIn.services())
        .filteredOn(s -> !s.addresses().isEmpty())
        .hasSizeGreaterThanOrEqualTo(150);
    assertThat(BuiltIn.services())
        .filteredOn(s -> !s.storageKeys().isEmpty())
        .hasSizeGreaterThanOrEqualTo(150);
  }

  @Test
  void noNameBelongsToTwo() {
    Set<String> seen = new HashSet<>();
    List<String> twice = new ArrayList<>();
    for (CookieRule rule : rules()) {
      if (!seen.add(rule.kind() + " " + rule.text())) {
        twice.add(rule.text());
      }
    }
    assertThat(twice).isEmpty();
  }

  @Test
  void aBeginningIsLongEnoughToMeanSomebody() {
    assertThat(rules())
        .filteredOn(rule -> rule.kind() != Kind.EXACT)
        .allSatisfy(rule -> assertThat(rule.literalLength()).isGreaterThanOrEqualTo(3));
    assertThat(rules())
        .filteredOn(rule -> rule.kind() == Kind.PATTERN)
        .allSatisfy(rule -> assertThat(rule.text().charAt(0)).as(rule.text()).isNotIn('*', '?'));
  }

  @Test
  void everyRetentionIsReadable() {
    assertThat(rules())
        .filteredOn(rule -> !rule.retention().isEmpty() && !rule.retention().equals("session"))
        .allSatisfy(
            rule -> assertThat(Retention.parse(rule.retention())).as(rule.text()).isPresent());
  }

  @Test
  void everyServiceHasAPurposeThatSitesOfferAndWordsForPeople() {
    Set<Category> offered =
        Set.of(Category.ESSENTIAL, Category.PREFERENCE, Category.ANALYTICS, Category.ADVERTISING);
    assertThat(BuiltIn.services())
        .allSatisfy(
            service -> {
              assertThat(offered).contains(service.category());
              assertThat(service.name()).isNotBlank();
              assertThat(service.privacy()).matches("|https?://[^\\s\"<>]+");
            });
  }

  @Test
  void addressesAreHostsOrPathsAndKeysAreKeys() {
    assertThat(BuiltIn.services())
        .flatExtracting(Service::addresses)
        .filteredOn(a -> !a.matches("[a-z0-9.-]+\\.[a-z0-9-]+(/\\S*)?|/\\S+"))
        .isEmpty();
    assertThat(BuiltIn.services())
        .flatExtracting(Service::storageKeys)
        .filteredOn(k -> k.replace("*", "").isEmpty() || k.indexOf('*') != k.lastIndexOf('*'))
        .isEmpty();
    assertThat(BuiltIn.services()).flatExtracting(Service::parameters).doesNotContain("", "*");
  }

  @Test
  void theLanguageAndLookThatAJavaFrameworkKeepsArePreferences() {
    assertThat(BuiltIn.services())
        .filteredOn(service -> service.category().equals(Category.PREFERENCE))
        .flatExtracting(Service::cookies)
        .extracting(CookieRule::text)
        .contains(
            "org.springframework.web.servlet.i18n.CookieLocaleResolver.LOCALE",
            "org.springframework.web.servlet.theme.CookieThemeResolver.THEME",
            "WW_TRANS_I18N_LOCALE");
  }

  @Test
  void onlyWhatFrameworksNeedIsEssential() {
    assertThat(BuiltIn.essential()).isNotEmpty();
    assertThat(BuiltIn.essential())
        .flatExtracting(Service::cookies)
        .allSatisfy(rule -> assertThat(rule.purpose()).as(rule.text()).isNotBlank());
    assertThat(BuiltIn.services())
        .filteredOn(service -> !service.category().equals(Category.ESSENTIAL))
        .flatExtracting(Service::cookies)
        .allSatisfy(rule -> assertThat(rule.purpose()).as(rule.text()).isEmpty());
  }

  @Test
  void noOtherRuleStandsInTheWayOfWhatAFrameworkNeeds() {
    Catalogue essential = new Catalogue(List.of(), BuiltIn.essential());
    for (CookieRule rule :
        essential.services().stream().flatMap(s -> s.cookies().stream()).toList()) {
      String name =
          switch (rule.kind()) {
            case EXACT -> rule.text();
            case PREFIX -> rule.text() + "0x";
            case PATTERN -> rule.text().replace('?', '0').replace("*", "x");
          };
      assertThat(ALL.cookie(name).orElseThrow().service().category())
          .as(name)
          .isEqualTo(Category.ESSENTIAL);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "JSESSIONID",
        "PHPSESSID",
        "ASP.NET_SessionId",
        "XSRF-TOKEN",
        "csrftoken",
        "SESSION",
        "AUTH_SESSION_ID",
        "AWSALB",
        "__cf_bm",
        "laravel_session",
        "_shibsession_64656661756c74",
        "remember-me",
        "connect.sid",
        "wicket-ajaxdownload-id4-0",
        "primefaces.download_1",
        "__Host-JSESSIONID",
        "__Secure-JSESSIONID"
      })
  void whatSitesCannotWorkWithoutIsEssential(String name) {
    assertThat(ALL.cookie(name).orElseThrow().service().category()).isEqualTo(Category.ESSENTIAL);
  }

  @ParameterizedTest
  @CsvSource({
    "_ga, analytics",
    "_ga_ABC123, analytics",
    "_gid, analytics",
    "_gat_UA-1, analytics",
    "_fbp, advertising",
    "_fbc, advertising",
    "IDE, advertising",
    "_gcl_au, advertising",
    "_hjSessionUser_123, analytics",
    "_pk_id.1.1fff, analytics",
    "MUID, advertising",
    "_clck, analytics",
    "_ttp, advertising",
    "_uetsid, advertising",
    "NID, advertising",
    "__Host-_ga, analytics"
  })
  void wellKnownTrackersNeedConsent(String name, String category) {
    assertThat(ALL.cookie(name).orElseThrow().service().category().id()).isEqualTo(category);
  }

  @ParameterizedTest
  @ValueSource(strings = {"session-of-my-own", "x", "_", "", "jsessionid", "_GA"})
  void nobodyKnowsWhatNobodyKnows(String name) {
    assertThat(ALL.cookie(name)).isEmpty();
  }
}
