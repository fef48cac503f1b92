package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.cookieward.catalogue.BuiltIn;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The site's own scripts go on where they call services whose scripts are withheld. */
class StandInsIT {
  private static final String PIXEL =
      """
      <script>!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.queue.push(arguments)};
      n.version='2.0';n.queue=[];t=b.createElement(e);t.src=v;s=b.getElementsByTagName(e)[0];
      s.parentNode.insertBefore(t,s)}(window,document,'script','https://connect.facebook.net/e.js');
      fbq('init','1')</script>
      <script src="https://cdn.mxpnl.com/m.js"></script>
      <script src="https://www.google-analytics.com/analytics.js"></script>
      """;

  private static GuardSite site;

  @RegisterExtension
  private static final Browsing BROWSING = new Browsing("--host-resolver-rules=MAP * 127.0.0.1");

  private final List<String> errors = new ArrayList<>();
  private Page page;

  @BeforeAll
  static void start() {
    site =
        BROWSING.site(
            Settings.builder()
                .service(BuiltIn.service("facebook").orElseThrow())
                .service(
                    Service.builder("ours", Category.ANALYTICS).address("cdn.mxpnl.com").build())
                .build());
  }

  @BeforeEach
  void visit() {
    page = BROWSING.window(true);
    page.onPageError(errors::add);
  }

  private Object run(String body, String script) {
    site.page = body;
    page.navigate(site.uri());
    return page.evaluate(script);
  }

  @Test
  void whateverIsAskedOfAServiceNothingIsAnsweredAndNothingThrown() {
    Object answer =
        run(
            PIXEL + "<script>var bought = 0; fbq('track', 'Buy'); bought = 1</script>",
            """
            async () => {
              mixpanel.people.set({ a: 1 });
              mixpanel.mine = 1;
              for (const key in mixpanel) key.length;
              const id = await mixpanel.get_distinct_id();
              new mixpanel.Client().send(String(id) + mixpanel.a, JSON.stringify({ a: mixpanel.b }));
              ga(tracker => { throw tracker; });
              return typeof fbq + bought + mixpanel.length;
            }
            """);
    assertThat(answer).isEqualTo("function10");
    assertThat(errors).isEmpty();
  }

  @Test
  void whoWaitsForAServiceGoesOn() {
    Object answer =
        run(
            PIXEL,
            """
            async () => {
              const told = [], wait = name => () => told.push(name);
              ga('send', 'event', { hitCallback: wait('1') });
              gtag('event', 'a', { event_callback: wait('2'), other: wait('no') });
              _gaq.push(['_set', 'hitCallback', wait('3')]);
              dataLayer.push({ eventCallback: wait('4') });
              const circle = { callback: 'none', toString() { throw 1; } };
              circle.circle = circle;
              ga(circle, [circle, wait('no')]);
              await new Promise(done => setTimeout(done, 50));
              return told.sort().join();
            }
            """);
    assertThat(answer).isEqualTo("1,2,3,4");
    assertThat(errors).isEmpty();
  }

  @Test
  void aGrantMakesWayForTheServiceItself() {
    run(PIXEL + "<button id=b onclick=\"fbq('track', 'Buy'); b.title += 1\"></button>", "1");
    page.evaluate("b.click()");
    page.locator("button[value=accept-all]:visible").first().click();
    page.waitForFunction("window.fbq.version === '2.0'");
    page.evaluate("b.click()");
    assertThat(page.evaluate("fbq.queue.map(a => a[0]).join() + b.title"))
        .isEqualTo("init,track11");
    assertThat(page.evaluate("String('mixpanel' in window)")).isEqualTo("false");
    assertThat(errors).isEmpty();
  }

  @Test
  void nothingStandsInWhereNothingIsWithheldOrWhereThePageHasItsOwn() {
    assertThat(run("", "[typeof fbq, typeof ga, typeof dataLayer].join()"))
        .isEqualTo("undefined,undefined,undefined");
    assertThat(run("<script>var own; function fbq() { return 1 }</script>" + PIXEL, "fbq('a')"))
        .isEqualTo(1);
    assertThat(run("<p data-consent-globals='mine'></p>", "typeof mine")).isEqualTo("undefined");
  }
}
