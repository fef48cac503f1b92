package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.AccountSettings.SignOut;
import io.github.cookieward.enforcement.Settings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is broken, or lies, costs a visitor no page, and nobody a consent. */
class AccountsInTroubleTest extends AccountsOnDisk {
  @Test
  void aDatabaseThatIsDownBreaksNothingAndWhatIsDecidedIsSavedLater() throws Exception {
    try (Site site = site(SignOut.FORGET);
        Log log = new Log()) {
      Device first = new Device(site).signIn("ada");
      first.answer("action=accept-all");
      down.set(true);
      assertThat(first.get("/").status()).isEqualTo(200);
      assertThat(first.has("analytics")).isTrue();
      assertThat(new Device(site).signIn("ada").get("/").kept()).as("in doubt withhold").isEmpty();
      first.answer("action=reject-all");
      assertThat(first.has("analytics")).isFalse();
      assertThat(log.ours().stream().filter(line -> line.contains("out of reach"))).hasSize(1);
      down.set(false);
    }
  }

  @Test
  void aCookieOfOursIsNotTheApplications() throws Exception {
    Settings settings = settings(SignOut.FORGET).build();
    try (Site site =
        Site.of(
            context -> {
              Site.filter(context, new ConsentFilter(settings));
              Site.page(
                  context,
                  "/*",
                  (request, response) -> response.addHeader("Set-Cookie", "consent-account=x~~"));
            })) {
      assertThat(site.get("/").cookies()).isEmpty();
    }
  }

  @Test
  void aMarkThatNobodyWroteIsNone() throws Exception {
    try (Site site = site(SignOut.RESTORE)) {
      for (String mark :
          List.of("", "~", "~~", "~~~~", "a~b~c", "x".repeat(5000) + "~~", "~~1.x.y")) {
        Device device = new Device(site);
        device.cookies().put("consent-account", mark);
        assertThat(device.get("/").status()).isEqualTo(200);
        assertThat(device.signIn("ada").get("/").status()).isEqualTo(200);
        assertThat(device.isAsked()).isTrue();
      }
    }
  }

  @Test
  void aResolverThatFailsBreaksNothing() throws Exception {
    Settings settings = settings(SignOut.FORGET).build();
    try (Site site =
        Site.of(
            context -> {
              context.setAttribute(
                  AccountResolver.ATTRIBUTE,
                  (AccountResolver)
                      request -> {
                        throw new IllegalStateException("no session");
                      });
              Site.filter(context, new ConsentFilter(settings));
              Site.page(context, "/*", (request, response) -> response.setStatus(204));
            })) {
      assertThat(site.get("/").status()).isEqualTo(204);
    }
  }
}
