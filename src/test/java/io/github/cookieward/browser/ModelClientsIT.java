package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.DialogSettings.Layout;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import io.github.cookieward.page.Languages;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The model's links and tabs, its applications, its languages, and what it stores. */
class ModelClientsIT {
  private static final String[] OPTIONAL = {"_ga", "_fbp", "stats_id"};

  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private static GuardSite shop(Settings settings) {
    GuardSite site = BROWSING.site(settings);
    site.application =
        (request, response) -> {
          for (String name : OPTIONAL) {
            response.addCookie(new Cookie(name, "1"));
          }
          return Shop.PLAIN;
        };
    return site;
  }

  private static GuardSite shop() {
    return shop(Shop.settings(DialogSettings.DEFAULTS));
  }

  // Between sites and tabs.

  @WithAndWithoutScript
  @Proves("between.bare")
  void aLinkNeverGrants(boolean script) {
    Guest guest = BROWSING.guest(shop(), script);
    for (String link :
        List.of(
            "page?consent=1&csp=31&action=accept-all",
            "page#consent=accept-all",
            "consent?action=accept-all&policy=1",
            "consent?action=save&category=analytics&policy=1",
            "consent/hand-over?hand-over=31",
            "consent/api/decide?action=accept-all")) {
      guest.go(link).go("page");
      assertThat(guest.jar()).as(link).isEmpty();
      assertThat(guest.banner().isVisible()).as(link).isTrue();
    }
    assertThat(guest.granted()).isEmpty();
  }

  @WithAndWithoutScript
  @Proves("between.tabs")
  void anotherTabGoesByWhatHolds(boolean script) {
    Guest guest = BROWSING.guest(shop(), script);
    Guest tab = guest.tab().go("page");
    guest.press("accept-all");
    if (!script) {
      tab.go("page"); // its next page
    }
    tab.page().waitForCondition(() -> !tab.banner().isVisible());
    assertThat(tab.granted()).hasSize(4).isEqualTo(guest.granted());
    tab.go("consent?return=/shop/page").send("reject-all");
    assertThat(guest.go("page").jar()).doesNotContain(OPTIONAL);
  }

  // Applications.

  /** Asks the interface: from a page's script, or as a program that has the browser's cookies. */
  private static JsonObject api(
      Guest guest, GuardSite site, boolean script, String to, String body) {
    String path = "consent/api/" + to;
    String answer;
    if (script) {
      answer =
          (String)
              guest
                  .page()
                  .evaluate(
                      "([path, body]) => fetch(path, body ? { method: 'POST', body,"
                          + " headers: { 'Content-Type': 'application/json' } } : {})"
                          + ".then(r => r.text())",
                      List.of("/shop/" + path, body));
    } else {
      RequestOptions options = RequestOptions.create();
      if (!body.isEmpty()) {
        options.setMethod("POST").setHeader("Content-Type", "application/json").setData(body);
      }
      answer = guest.page().request().fetch(site.at(path), options).text();
    }
    return JsonParser.parseString(answer).getAsJsonObject();
  }

  private static String state(JsonObject said, String category) {
    return said.getAsJsonObject("categories").get(category).getAsString();
  }

  @WithAndWithoutScript
  @Proves("apps.api")
  void oneInterfaceReadsDecidesAndTakesBack(boolean script) {
    GuardSite site = shop();
    Guest guest = BROWSING.guest(site, script);
    JsonObject dialog = api(guest, site, script, "dialog", "");
    assertThat(dialog.getAsJsonObject("texts").get("banner.intro").getAsString())
        .as("the words of the banner")
        .isEqualTo(guest.banner().locator("p").first().innerText());
    assertThat(api(guest, site, script, "services", "").getAsJsonArray("services")).hasSize(4);
    assertThat(api(guest, site, script, "state", "").get("decided").getAsBoolean()).isFalse();

    api(guest, site, script, "decide", "{\"action\":\"accept-all\",\"policyVersion\":1}");
    assertThat(guest.go("page").banner().count()).isZero();
    assertThat(guest.jar()).contains(OPTIONAL);
    assertThat(state(api(guest, site, script, "state", ""), "analytics")).isEqualTo("granted");

    api(guest, site, script, "withdraw", "{\"categories\":[\"analytics\"]}");
    assertThat(guest.go("page").jar()).doesNotContain("stats_id").contains("_fbp");
    assertThat(guest.granted()).containsExactly("advertising", "preference", "third-party");
  }

  @WithAndWithoutScript
  @Proves("apps.same")
  void everyClientGrantsWhatItNamedAndNoMore(boolean script) {
    GuardSite site = shop();
    Guest form = BROWSING.guest(site, script).save("analytics");
    Guest program = BROWSING.guest(site, script);
    api(
        program,
        site,
        script,
        "decide",
        "{\"action\":\"save\",\"policyVersion\":1,\"categories\":[\"analytics\"]}");
    for (Guest guest : List.of(form, program)) {
      JsonObject state = api(guest.go("page"), site, script, "state", "");
      assertThat(state(state, "analytics")).isEqualTo("granted");
      for (String other : List.of("preference", "advertising", "third-party")) {
        assertThat(state(state, other)).as(other).isEqualTo("denied");
      }
      assertThat(guest.jar()).contains("stats_id").doesNotContain("_ga", "_fbp");
    }
  }

  @WithAndWithoutScript
  @Proves("apps.unchanged")
  void theSameAnswerTwiceIsOneAndAnotherOfTheSameSizeIsAnother(boolean script) {
    Guest guest = BROWSING.guest(shop(), script).save("analytics");
    String first = guest.cookie("consent");
    assertThat(guest.save("analytics").cookie("consent")).isEqualTo(first);
    assertThat(guest.save("preference").cookie("consent")).isNotEqualTo(first);
    assertThat(guest.granted()).containsExactly("preference");
  }

  // What is stored.

  @WithAndWithoutScript
  @Proves({"apps.errors", "stored.unknown"})
  void whatCannotBeReadIsNoConsentAndNoError(boolean script) {
    GuardSite site = shop();
    Guest guest = BROWSING.guest(site, script);
    for (String value :
        List.of("31", "0", "-1", "true", "1.2.3", "accept-all", "%00%ff", "x".repeat(3_000))) {
      guest.has("consent", value);
      assertThat(guest.page().navigate(site.at("page")).status()).as(value).isEqualTo(200);
      assertThat(guest.banner().isVisible()).as(value).isTrue();
      assertThat(guest.jar()).as(value).doesNotContain(OPTIONAL);
      assertThat(guest.granted()).as(value).isEmpty();
    }
    assertThat(guest.go("page").press("accept-all").go("page").jar()).contains(OPTIONAL);
  }

  @WithAndWithoutScript
  @Proves("stored.value")
  void oneSignedCookieThatScriptsCannotReadSaysWhatWasAnsweredWhenAndToWhat(boolean script) {
    byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    Guest guest = BROWSING.guest(shop(Shop.builder().policyVersion(3).key(key).build()), script);
    guest.save("analytics");
    assertThat(guest.page().evaluate("document.cookie")).asString().doesNotContain("consent");
    assertThat(guest.browser().cookies())
        .filteredOn(cookie -> cookie.name.equals("consent"))
        .singleElement()
        .satisfies(cookie -> assertThat(cookie.httpOnly).isTrue());
    String value = guest.cookie("consent");
    assertThat(value.split("[.]")[3]).as("the policy's version").isEqualTo("3");
    assertThat(value)
        .as("format, name, time, policy, every choice")
        .matches("\\d[.][\\w-]+[.][0-9a-z]+[.]3[.][a-z*!-]+[.@].*")
        .contains("*analytics", "!advertising", "!preference", "!third-party");
    String forged = value.replace("!advertising", "*advertising");
    assertThat(forged).isNotEqualTo(value);
    guest.browser().clearCookies();
    guest.has("consent", forged);
    assertThat(guest.granted()).as("it is signed").isEmpty();
  }

  @WithAndWithoutScript
  @Proves("stored.log")
  void anAnswerGoesToTheSiteAndNowhereElse(boolean script) {
    GuardSite site = shop();
    Page window = BROWSING.window(script);
    List<String> asked = new CopyOnWriteArrayList<>();
    window.context().onRequest(request -> asked.add(request.url()));
    Guest guest = new Guest(site, window).go("page").press("accept-all").save("analytics");
    assertThat(guest.go("page").banner().count()).isZero();
    assertThat(asked).hasSizeGreaterThan(5).allMatch(url -> url.startsWith(site.at("")));
    assertThat(window.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
    assertThat(guest.jar()).containsExactly("consent", "stats_id");
  }

  // Languages.

  @WithAndWithoutScript
  @Proves("languages.all")
  void everyLanguageIsWholeAndItsButtonsFit(boolean script) {
    Guest guest = new Guest(shop(), BROWSING.window(script));
    guest.page().setViewportSize(320, 640);
    Set<String> texts = new HashSet<>();
    for (String language : Languages.ownNames().keySet()) {
      guest.page().setExtraHTTPHeaders(Map.of("Accept-Language", language));
      for (String path : List.of("page?" + language, "consent?return=/shop/page")) {
        guest.go(path);
        Locator part = guest.find(path.startsWith("page") ? ".cookieward-banner" : "html");
        assertThat(part.getAttribute("lang")).isEqualTo(language);
        assertThat(part.innerText()).as(language).doesNotContain("{", "}", "null");
        assertThat(texts.add(part.innerText())).as("%s is its own", language).isTrue();
        assertThat(part.locator("[lang]:not(option):not([lang='" + language + "'])").count())
            .as("nothing is in another language, %s", language)
            .isZero();
        assertThat(
                part.locator("button")
                    .evaluateAll("all => all.every(b => b.scrollWidth <= b.clientWidth)"))
            .as(language)
            .isEqualTo(true);
      }
    }
    assertThat(texts).hasSize(2 * 19);
  }

  @WithAndWithoutScript
  @Proves("languages.match")
  void thePagesLanguageIsTakenThenTheBrowsersByTheirTags(boolean script) {
    GuardSite site = shop();
    Map<String, String> nearest =
        Map.of(
            "zh-SG", "zh-Hans", "zh-HK", "zh-Hant", "pt-AO", "pt-PT", "pt-BR", "pt", "de-AT", "de",
            "eo", "en");
    nearest.forEach(
        (wanted, found) -> {
          Page window =
              BROWSING.window(
                  new Browser.NewContextOptions().setLocale(wanted).setJavaScriptEnabled(script));
          Guest guest = new Guest(site, window).go("page");
          assertThat(guest.banner().getAttribute("lang")).as(wanted).isEqualTo(found);
          BROWSING.leave(window);
        });
    site.application =
        (request, response) -> {
          response.setHeader("Content-Language", "fr-CA");
          return Shop.PLAIN;
        };
    assertThat(BROWSING.guest(site, script).banner().getAttribute("lang")).isEqualTo("fr");
  }

  @WithAndWithoutScript
  @Proves("languages.direction")
  void arabicIsMirrored(boolean script) {
    GuardSite site = shop(Shop.settings(DialogSettings.DEFAULTS.with(Layout.CORNER)));
    for (String language : List.of("en", "ar")) {
      boolean mirrored = language.equals("ar");
      Page window =
          BROWSING.window(
              new Browser.NewContextOptions()
                  .setLocale(language)
                  .setJavaScriptEnabled(script)
                  .setViewportSize(1280, 800));
      Guest guest = new Guest(site, window).go("page");
      assertThat(guest.banner().getAttribute("dir")).isEqualTo(mirrored ? "rtl" : "ltr");
      assertThat(guest.banner().boundingBox().x < 640).as("its corner").isEqualTo(mirrored);
      guest.go("consent");
      assertThat(guest.find("html").getAttribute("dir")).isEqualTo(mirrored ? "rtl" : "ltr");
      Locator row = guest.find("main label:has([value=analytics])");
      assertThat(row.locator("input").boundingBox().x < row.locator("span").boundingBox().x)
          .as("switches stand where lines end")
          .isEqualTo(mirrored);
    }
  }
}
