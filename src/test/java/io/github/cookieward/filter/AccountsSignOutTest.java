package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.AccountSettings.SignOut;
import io.github.cookieward.model.Proves;
import org.junit.jupiter.api.Test;

/** What a browser goes by once somebody has signed out, and who comes then. */
class AccountsSignOutTest extends AccountsOnDisk {
  @Test
  @Proves("account.sign-out")
  void afterSigningOutTheBrowserIsAskedAnew() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      Device device = new Device(site);
      device.answer("action=accept-all");
      device.signIn("ada").get("/");
      Wire.Answer page = device.signOut().get("/");
      assertThat(page.kept()).isEmpty();
      assertThat(page.removed()).containsExactly("consent", "consent-account");
      assertThat(device.isAsked()).isTrue();
      assertThat(device.signIn("ada").has("analytics")).isTrue();
    }
  }

  @Test
  @Proves("account.sign-out")
  void afterSigningOutTheAnswerStaysWhereThatIsWanted() throws Exception {
    try (Site site = site(SignOut.KEEP)) {
      Device device = new Device(site);
      device.signIn("ada").answer("action=accept-all");
      assertThat(device.signOut().get("/").kept()).contains("stats");
      Device phone = new Device(site).signIn("ada");
      phone.answer("action=reject-all");
      assertThat(device.signIn("ada").has("analytics")).as("its copy is older").isFalse();
      device.signOut().answer("action=accept-all");
      assertThat(device.cookies()).doesNotContainKey("consent-account");
      Wire.Answer page = device.signIn("ada").get("/");
      assertThat(page.body()).as("given by nobody that was known").contains("Use new settings");
      assertThat(phone.has("analytics")).isFalse();
    }
  }

  @Test
  void afterSigningOutTheBrowserHasItsOwnAnswerBackWhereThatIsWanted() throws Exception {
    try (Site site = site(SignOut.RESTORE)) {
      Device device = new Device(site);
      String shown = disagreement(new Device(site).signIn("ada"), device);
      device.answer("action=use-saved", "conflict=" + shown);
      assertThat(device.has("analytics")).isTrue();
      device.signOut().get("/");
      assertThat(device.has("preference")).isTrue();
      assertThat(device.has("analytics")).isFalse();
      assertThat(device.signIn("ada").isAsked()).as("once is enough").isFalse();
      assertThat(device.has("analytics")).isTrue();
    }
  }

  @Test
  void whatIsTakenBackWhileSignedInDoesNotComeBack() throws Exception {
    try (Site site = site(SignOut.RESTORE)) {
      Device device = new Device(site);
      device.answer("action=accept-all");
      device.signIn("ada").answer("action=save", "category=preference");
      device.signOut().get("/");
      assertThat(device.has("analytics")).isFalse();
      assertThat(device.has("preference")).isTrue();
      Device empty = new Device(site).signIn("ada");
      assertThat(empty.has("preference")).isTrue();
      assertThat(empty.signOut().isAsked()).as("it had none").isTrue();
    }
  }

  @Test
  void whatIsAddedWhileSignedInIsNotTheBrowsersAndNothingIsAskedAgain() throws Exception {
    try (Site site = site(SignOut.RESTORE)) {
      Device device = new Device(site);
      device.answer("action=save", "category=preference");
      device.signIn("ada").answer("action=save", "category=analytics");
      assertThat(device.signOut().isAsked()).isFalse();
      assertThat(device.consent()).isEqualTo("!advertising!analytics!preference!third-party");
      assertThat(device.signIn("ada").isAsked()).isFalse();
      assertThat(device.has("analytics")).isTrue();
    }
  }

  @Test
  void oneAccountsAnswerIsNeverAnothers() throws Exception {
    for (SignOut signOut : SignOut.values()) {
      try (Site site = site(signOut)) {
        Device shared = new Device(site).signIn("ada-" + signOut);
        shared.answer("action=accept-all");
        shared.signIn("bob-" + signOut);
        assertThat(shared.has("analytics")).as("%s", signOut).isFalse();
        assertThat(shared.isAsked()).isTrue();
        shared.answer("action=reject-all");
        Device adas = new Device(site).signIn("ada-" + signOut);
        assertThat(adas.has("analytics")).as("%s", signOut).isTrue();
        shared.answer("action=save", "category=preference");
        assertThat(adas.has("analytics")).isTrue();
      }
    }
  }
}
