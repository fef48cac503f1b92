package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.LoadState;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.ParameterSettings;
import io.github.cookieward.enforcement.ParameterSettings.Incoming;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.filter.ConsentFilter;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the model's categories are worth: nothing that is not granted is kept, fetched or heard. */
class ModelEnforcedIT {
  @RegisterExtension
  private static final Browsing BROWSING =
      new Browsing("--host-resolver-rules=MAP *.test 127.0.0.1");

  private static SettingsBuilder settings() {
    return Settings.builder()
        .service(
            Service.builder("ads", Category.ADVERTISING)
                .name("Ad Works")
                .thirdParty(true)
                .address("ads.test")
                .build())
        .service(
            Service.builder("stats", Category.ANALYTICS)
                .endpoint("/count")
                .parameter("utm_*")
                .build());
  }

  private static void quiet(Guest guest) {
    guest.page().waitForLoadState(LoadState.NETWORKIDLE);
  }

  @WithAndWithoutScript
  @Proves({"enforced.advertising", "enforced.live", "technique.beacon"})
  void anAdvertisementIsFetchedOnceGrantedAndTheSiteShowsSomethingElseTillThen(boolean script) {
    GuardSite site = BROWSING.site(settings().build());
    site.application =
        (request, response) ->
            "<h1>News</h1><img alt=Ad src='http://ads.test:%d/pixel'>".formatted(site.port())
                + (ConsentFilter.enforcement(request).orElseThrow().coversService("ads")
                    ? ""
                    : "<p id=house>Read our letter</p>");
    Guest guest = BROWSING.guest(site, script);
    guest.go("page").press("reject-all").go("page");
    quiet(guest);
    assertThat(site.hits()).isEmpty();
    assertThat(guest.find("#house").isVisible()).isTrue();

    guest.browser().clearCookies();
    guest.go("page");
    guest.find("h1").evaluate("h => h.dataset.same = 1");
    guest.press("accept-all");
    guest.page().waitForCondition(() -> site.hits().contains("ads.test/pixel"));
    assertThat(guest.find("h1[data-same]").count())
        .as("without a reload where there is script")
        .isEqualTo(script ? 1 : 0);
    assertThat(guest.go("page").find("#house").count()).isZero();

    guest.go("consent?return=/shop/page").send("reject-all");
    quiet(guest);
    site.hits().clear();
    guest.go("page");
    quiet(guest);
    assertThat(site.hits()).as("what is taken back stops").isEmpty();
    assertThat(guest.find("#house").isVisible()).isTrue();
  }

  @WithAndWithoutScript
  @Proves({"technique.beacon", "technique.beacon-api"})
  void theSitesOwnBeaconsAreAnsweredUnheardAndOthersAreNotSent(boolean script) {
    AtomicInteger heard = new AtomicInteger();
    GuardSite site = BROWSING.site(settings().build());
    site.application =
        (request, response) -> {
          if (request.getServletPath().startsWith("/count")
              || String.valueOf(request.getPathInfo()).startsWith("/count")) {
            heard.incrementAndGet();
          }
          return """
              <h1>News</h1><img alt="" src=count>
              <a id=own href='#a' ping=count>One</a>
              <a id=other href='#b' ping='http://ads.test:%d/ping'>Other</a>"""
              .formatted(site.port());
        };
    Guest guest = BROWSING.guest(site, script);
    send(guest, site, script);
    assertThat(guest.page().request().get(site.at("count")).ok()).as("it is answered").isTrue();
    assertThat(heard).hasValue(0);
    assertThat(site.hits()).isEmpty();

    guest.press("accept-all").go("page");
    send(guest, site, script);
    guest.page().waitForCondition(() -> heard.get() > 1);
    guest.page().waitForCondition(() -> site.hits().contains("ads.test/ping"));
    if (script) {
      guest.page().waitForCondition(() -> site.hits().contains("ads.test/message"));
    }
  }

  private static void send(Guest guest, GuardSite site, boolean script) {
    guest.find("#own").click();
    guest.find("#other").click();
    if (script) {
      guest
          .page()
          .evaluate(
              "port => { navigator.sendBeacon('count', 'x');"
                  + " navigator.sendBeacon('http://ads.test:' + port + '/message', 'x') }",
              site.port());
    }
    quiet(guest);
  }

  /** What the site's own code sees of the address, of where one came from, and of what was held. */
  private static GuardSite echo(Settings settings) {
    GuardSite site = BROWSING.site(settings);
    site.application =
        (request, response) -> {
          request.getSession();
          return "<p id=seen>%s %s %s %s</p><a id=on href=other>On</a>"
              .formatted(
                  request.getParameter("utm_source"),
                  request.getQueryString(),
                  String.valueOf(request.getHeader("Referer")).replaceFirst(".*/shop", ""),
                  ConsentFilter.heldParameters(request).keySet());
        };
    return site;
  }

  private static String seen(Guest guest) {
    return guest.find("#seen").innerText();
  }

  @WithAndWithoutScript
  @Proves("technique.address")
  void partsOfALinkAreSeenOnceGrantedHereAndOnTheNextPage(boolean script) {
    GuardSite site = echo(settings().build());
    Guest guest = BROWSING.guest(site, script);
    assertThat(seen(guest.go("page?utm_source=mail&a=1"))).isEqualTo("null a=1 null []");
    guest.find("#on").click();
    guest.page().waitForURL("**/shop/other");
    assertThat(seen(guest)).isEqualTo("null null /page?a=1 []");
    guest.press("accept-all");
    assertThat(seen(guest.go("page?utm_source=mail&a=1"))).startsWith("mail utm_source=mail&a=1");
    guest.find("#on").click();
    guest.page().waitForURL("**/shop/other");
    assertThat(seen(guest)).isEqualTo("null null /page?utm_source=mail&a=1 []");
  }

  @WithAndWithoutScript
  @Proves("enforced.campaign")
  void whatIsHeldIsHandedOverOnceAndDroppedOnRefusal(boolean script) {
    Settings holding = settings().parameters(new ParameterSettings(Incoming.HIDE, true)).build();
    GuardSite site = echo(holding);
    Guest guest = BROWSING.guest(site, script);
    assertThat(seen(guest.go("page?utm_source=mail"))).isEqualTo("null null null []");
    guest.save("analytics");
    assertThat(seen(guest)).as("handed over once").endsWith("[utm_source]");
    assertThat(seen(guest.go("page"))).endsWith("[]");

    Guest other = BROWSING.guest(site, script);
    other.go("page?utm_source=mail").press("reject-all").go("page");
    other.save("analytics");
    assertThat(seen(other)).endsWith("[]");

    Guest third = BROWSING.guest(echo(settings().build()), script);
    third.go("page?utm_source=mail").save("analytics");
    assertThat(seen(third)).as("held only if the site says so").endsWith("[]");
  }
}
