package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.model.Proves;
import io.github.cookieward.model.WithAndWithoutScript;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two tabs of one browser, of which the one that answered first hears last. */
class TabsIT {
  @RegisterExtension static final Browsing BROWSING = new Browsing();

  @WithAndWithoutScript
  @Proves("between.tabs")
  void theLaterAnswerHoldsThoughTheEarlierIsHeardOfLast(boolean script) throws Exception {
    GuardSite site = BROWSING.site(Shop.settings(DialogSettings.DEFAULTS));
    site.page = Shop.PLAIN;
    CountDownLatch said = new CountDownLatch(1);
    CountDownLatch heard = new CountDownLatch(1);
    AtomicBoolean isFirst = new AtomicBoolean(true);
    site.beforeTelling =
        () -> {
          if (isFirst.getAndSet(false)) {
            said.countDown();
            await(heard);
          }
        };
    Guest slow = BROWSING.guest(site, script);
    Guest fast = slow.tab().go("page");
    slow.banner().locator("button[value=accept-all]").focus();
    slow.page().keyboard().press("Enter"); // does not wait for what follows
    await(said);
    fast.press("reject-all");
    assertThat(fast.cookie("consent")).contains("!analytics");
    Response late =
        slow.page().waitForResponse(r -> r.request().method().equals("POST"), heard::countDown);
    assertThat(late.headerValues("Set-Cookie")).anyMatch(field -> field.contains("*analytics"));
    fast.go("page");
    assertThat(fast.cookie("consent")).as("set right with the next page").contains("!analytics");
    assertThat(fast.granted()).isEmpty();
    assertThat(slow.go("page").banner().isVisible()).isFalse();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
