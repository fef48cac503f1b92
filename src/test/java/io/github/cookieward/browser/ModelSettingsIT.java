package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.catalogue.Technology;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import jakarta.servlet.http.Cookie;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The model's categories and its dialog, in what every browser has: a page with a form. */
class ModelSettingsIT {
  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  /** A site that sets such cookies with every page, and somebody who has just come to it. */
  private static Guest guest(Settings settings, boolean script, String... cookies) {
    GuardSite site = BROWSING.site(settings);
    site.application =
        (request, response) -> {
          for (String name : cookies) {
            response.addCookie(new Cookie(name, "1"));
          }
          return Shop.PLAIN;
        };
    return BROWSING.guest(site, script);
  }

  private static Guest onPolicy(Settings settings, boolean script) {
    GuardSite site = BROWSING.site(settings);
    site.page = Shop.policy(settings, Locale.ENGLISH);
    return new Guest(site, BROWSING.window(script)).go("cookies");
  }

  private static List<String> rows(Guest guest) {
    return guest.go("consent").find("main .cookieward-category:visible > label").allInnerTexts();
  }

  @WithAndWithoutScript
  @Proves({"categories.technologies", "technique.device"})
  void aPolicyNamesEachTechniqueAndWhoUsesIt(boolean script) {
    Settings shop =
        Shop.builder()
            .service(
                Service.builder("basket", Category.ESSENTIAL)
                    .name("Basket number")
                    .technology(Technology.DEVICE_IDENTIFIER)
                    .cookie("basket")
                    .build())
            .build();
    Guest guest = onPolicy(shop, script);
    assertThat(guest.find("[aria-label='Technologies on this site'] > div").allInnerTexts())
        .satisfiesExactly(
            own -> assertThat(own).startsWith("Cookies of this site").contains("Our statistics"),
            other -> assertThat(other).startsWith("Cookies of third").contains("Ad Works"),
            keys -> assertThat(keys).startsWith("Local storage").contains("Film House"),
            images -> assertThat(images).startsWith("Web beacons").contains("Ad Works"),
            messages -> assertThat(messages).startsWith("Beacon API").contains("Our statistics"),
            links -> assertThat(links).startsWith("Tracking addresses").contains("Ad Works"),
            numbers ->
                assertThat(numbers)
                    .startsWith("Device identifiers")
                    .contains("random number", "Used here by: Basket number."));
    guest.go("consent").find("main summary").first().click();
    assertThat(guest.find("main .cookieward-category:visible").first().innerText())
        .as("shown as essential, where it cannot be switched")
        .startsWith("Essential")
        .contains("Basket number", "basket");
  }

  @WithAndWithoutScript
  @Proves("dialog.cookie-table")
  void theTableHasEveryCookieWithItsPurposeTimeAndController(boolean script) {
    Guest guest = onPolicy(Shop.settings(DialogSettings.DEFAULTS), script);
    assertThat(guest.find("table.cookieward tbody tr").allInnerTexts())
        .map(row -> row.replaceAll("\\s+", " "))
        .containsExactly(
            "Essential",
            "consent Cookie settings Remembers your cookie choice, so that you are not asked on"
                + " every page. 6 months The Shop",
            "consent-at-* Cookie settings Remembers your cookie choice, so that you are not asked"
                + " on every page. 1 day The Shop",
            "SID Sign-in not stated The Shop",
            "Preferences",
            "film_seen Film House Shows films in our pages. 6 months Film House Ltd",
            "Analytics",
            "stats_* Our statistics Joins visits. 12 months The Shop",
            "Advertising",
            "_ad Ad Works Counts clicks. 3 months Ad Works Inc.");
  }

  @WithAndWithoutScript
  @Proves("categories.four")
  void fourRowsHaveMarketingAndNoThirdParties(boolean script) {
    Settings four = Shop.settings(DialogSettings.DEFAULTS.with(DialogSettings.Preset.FOUR));
    Guest guest = guest(four, script, "_ad");
    assertThat(rows(guest)).containsExactly("Essential", "Preferences", "Analytics", "Marketing");
    assertThat(guest.save("analytics").jar()).doesNotContain("_ad");
    assertThat(guest.save("advertising").go("page").jar()).contains("_ad");
  }

  @WithAndWithoutScript
  @Proves({"categories.third-party", "enforced.third-party"})
  void aThirdPartyNeedsItsCategoryAndThirdPartiesToo(boolean script) {
    List<String> foreign = List.of("_ad", "_ga", "_gid", "_fbp");
    Guest guest =
        guest(Shop.settings(DialogSettings.DEFAULTS), script, foreign.toArray(String[]::new));
    assertThat(rows(guest)).endsWith("Advertising", "Third parties");
    for (String[] some :
        List.of(new String[] {"third-party"}, new String[] {"analytics", "advertising"})) {
      assertThat(guest.save(some).go("page").jar())
          .as("%s", (Object) some)
          .doesNotContainAnyElementsOf(foreign);
    }
    assertThat(guest.save("analytics", "third-party").go("page").jar())
        .contains("_ga", "_gid")
        .doesNotContain("_ad", "_fbp");
    assertThat(guest.save("analytics", "advertising", "third-party").go("page").jar())
        .containsAll(foreign);
  }

  @WithAndWithoutScript
  @Proves("categories.essential")
  void essentialIsOnFixedAndExplainedAndNoAnswerSwitchesItOff(boolean script) {
    Guest guest = guest(Shop.settings(DialogSettings.DEFAULTS), script, "SID");
    assertThat(guest.jar()).containsExactly("SID");
    Locator essential = guest.go("consent").find("main input[value=essential]");
    assertThat(essential.isChecked()).isTrue();
    assertThat(essential.isDisabled()).isTrue();
    assertThat(guest.find("main #cookieward-essential").innerText()).contains("always on");
    guest.go("consent?return=/shop/page").send("reject-all");
    guest
        .browser()
        .clearCookies(
            new com.microsoft.playwright.BrowserContext.ClearCookiesOptions().setName("SID"));
    assertThat(guest.go("page").jar()).containsExactly("SID", "consent");
  }

  @WithAndWithoutScript
  @Proves("categories.hidden")
  void whatWasNotShownIsNotGranted(boolean script) {
    Settings two =
        Settings.builder()
            .category(CategorySettings.of(Category.PREFERENCE))
            .category(CategorySettings.of(Category.ANALYTICS))
            .service(Service.builder("stats", Category.ANALYTICS).cookie("stats").build())
            .build();
    Guest guest = guest(two, script, "stats", "_fbp");
    assertThat(rows(guest)).containsExactly("Essential", "Preferences", "Analytics");
    guest.go("page").press("accept-all");
    assertThat(guest.go("page").jar()).contains("stats").doesNotContain("_fbp");
    guest.go("consent?return=/shop/page");
    guest
        .find("main form.cookieward-settings")
        .evaluate(
            "form => form.insertAdjacentHTML('beforeend', '<input type=checkbox name=category"
                + " value=advertising checked><input type=checkbox name=category"
                + " value=third-party checked>')");
    assertThat(guest.send("save").go("page").jar()).contains("stats").doesNotContain("_fbp");
  }

  @WithAndWithoutScript
  @Proves("categories.words")
  void oneWordStandsInTheDialogTheTableAndTheEnforcement(boolean script) {
    Category research = new Category("research");
    Settings own =
        Settings.builder()
            .category(new CategorySettings(research, 1, "Research", "We study how people read."))
            .service(Service.builder("study", research).name("A study").cookie("study").build())
            .build();
    assertThat(onPolicy(own, script).find(".cookieward-group").allInnerTexts())
        .containsExactly("Essential", "Research");
    Guest guest = guest(own, script, "study");
    assertThat(guest.find(".cookieward-purposes li").allInnerTexts()).containsExactly("Research");
    assertThat(rows(guest)).endsWith("Research");
    assertThat(guest.save().go("page").jar()).doesNotContain("study");
    assertThat(guest.save("research").go("page").jar()).contains("study");
  }

  @WithAndWithoutScript
  @Proves("dialog.services")
  void aServiceCanBeChosenWithoutItsCategory(boolean script) {
    Guest guest = guest(Shop.settings(DialogSettings.DEFAULTS), script, "stats_id", "_gat");
    Locator row =
        guest.go("consent?return=/shop/page").find(".cookieward-category:has([value=analytics])");
    row.locator("summary").click();
    row.getByLabel("Your choice for Our statistics").selectOption("stats");
    assertThat(guest.send("save").go("page").jar()).contains("stats_id").doesNotContain("_gat");
    assertThat(guest.granted()).isEmpty();
    row.locator("summary").click();
    row.getByLabel("Your choice for Our statistics").selectOption("!stats");
    row.locator("[value=analytics]").check();
    assertThat(guest.send("save").go("page").jar()).doesNotContain("stats_id");
  }

  @WithAndWithoutScript
  @Proves("dialog.links")
  void bothLayersLeadToBothPolicies(boolean script) {
    Guest guest = guest(Shop.settings(DialogSettings.DEFAULTS), script);
    for (String layer : List.of(".cookieward-banner", "main")) {
      for (String policy : List.of("cookies", "privacy")) {
        guest.go(layer.equals("main") ? "consent" : "page");
        guest.find(layer + " a[href='/shop/" + policy + "']").click();
        guest.page().waitForURL("**/shop/" + policy);
      }
    }
    assertThat(guest.jar()).isEmpty();
  }

  @WithAndWithoutScript
  @Proves("dialog.back")
  void theWayBackLeadsWhoCameFromTheBannerToIt(boolean script) {
    Guest guest = guest(Shop.settings(DialogSettings.DEFAULTS), script);
    guest.banner().locator(".cookieward-customise").click();
    guest.find(script ? "[data-consent-back] button" : "a.cookieward-back").click();
    guest.page().waitForCondition(() -> guest.banner().isVisible());
    assertThat(guest.page().url()).endsWith("/shop/page");
    assertThat(guest.jar()).isEmpty();
    guest.press("reject-all").find("a.cookieward-link").click();
    guest.find(script ? "dialog[open]" : "main form.cookieward-settings").waitFor();
    assertThat(guest.find("[data-consent-back]:visible").count()).isZero();
    if (!script) {
      guest.find("a.cookieward-back").click();
      guest.page().waitForURL("**/shop/page");
    }
    assertThat(guest.banner().isVisible()).as("who has answered comes to no banner").isFalse();
  }

  @WithAndWithoutScript
  @Proves("duty.new")
  void onlyWhatIsNewIsAskedAgainAndUntilThenItIsNotUsed(boolean script) {
    Guest before = guest(Shop.settings(DialogSettings.DEFAULTS), script, "stats_id", "heat");
    before.press("accept-all");
    Settings next =
        Shop.builder()
            .policyVersion(2)
            .service(
                Service.builder("heat", Category.ANALYTICS)
                    .name("Heat map")
                    .since(2)
                    .cookie("heat")
                    .build())
            .build();
    GuardSite site = BROWSING.site(next);
    site.application =
        (request, response) -> {
          response.addCookie(new Cookie("stats_new", "1"));
          response.addCookie(new Cookie("heat", "1"));
          return Shop.PLAIN;
        };
    Guest after = new Guest(site, before.page()).go("page");
    assertThat(after.banner().innerText())
        .contains("New or changed since your last answer: Heat map.");
    assertThat(after.jar()).contains("stats_new").doesNotContain("heat");
    assertThat(after.press("accept-all").go("page").jar()).contains("heat");
    assertThat(after.banner().count()).isZero();
    assertThat(after.granted())
        .isEqualTo(Set.of("preference", "analytics", "advertising", "third-party"));
  }
}
