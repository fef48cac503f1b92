package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.AccountSettings.SignOut;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.model.Proves;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** One person, several browsers, one answer. */
class AccountsTest extends AccountsOnDisk {
  @Test
  @Proves("account.first")
  void withoutASavedAnswerTheBrowsersIsSavedAndAnotherBrowserHasIt() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      Device first = new Device(site);
      first.answer("action=save", "category=analytics");
      first.signIn("ada").get("/");
      Device second = new Device(site).signIn("ada");
      Wire.Answer page = second.get("/");
      assertThat(page.kept())
          .contains("consent", "consent-account", "stats")
          .doesNotContain("theme");
      assertThat(page.body()).doesNotContain("cookieward-banner");
      assertThat(second.consent()).isEqualTo(first.consent());
      assertThat(new Device(site).signIn("bob").isAsked()).isTrue();
    }
  }

  @Test
  @Proves("account.elsewhere")
  void aChangeElsewhereHoldsAtTheNextRequestAndTakesAwayWhatWasWithdrawn() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      Device first = new Device(site).signIn("ada");
      Device second = new Device(site).signIn("ada");
      first.answer("action=accept-all");
      assertThat(second.get("/").kept()).contains("stats");
      first.answer("action=withdraw", "category=analytics");
      Wire.Answer page = second.get("/");
      assertThat(page.kept()).contains("consent", "theme").doesNotContain("stats");
      assertThat(page.removed()).contains("stats");
      second.answer("action=accept-all");
      assertThat(first.get("/").kept()).contains("stats", "theme");
    }
  }

  @Test
  @Proves("account.reload")
  void twoAnswersThatDifferAreAskedAboutAndMeanwhileOnlyWhatBothGrantHolds() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      new Device(site)
          .signIn("ada")
          .answer("action=save", "category=analytics", "category=preference");
      Device other = new Device(site);
      other.answer("action=save", "category=preference", "category=advertising");
      Wire.Answer page = other.signIn("ada").get("/");
      assertThat(page.kept()).containsExactly("theme");
      assertThat(page.removed()).as("nothing is lost before the choice").isEmpty();
      assertThat(page.body())
          .contains(
              "Use new settings",
              "Use saved settings",
              "This browser, today",
              "Your account, today")
          .doesNotContain("Accept all</button></form></section>");
      assertThat(other.get("/").body()).as("after a reload").contains("Use new settings");
      assertThat(other.get("/consent").body()).contains("Use new settings");
      assertThat(other.isAsked()).isTrue();
      assertThat(other.has("analytics")).isFalse();
      assertThat(other.has("advertising")).isFalse();
      assertThat(other.has("preference")).isTrue();
    }
  }

  @Test
  void theChosenOneHoldsInAllBrowsers() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      Device first = new Device(site).signIn("ada");
      Device other = new Device(site);
      String shown = disagreement(first, other);
      Wire.Answer answer = other.answer("action=use-new", "conflict=" + shown, "return=/x");
      assertThat(answer.status()).isEqualTo(303);
      assertThat(answer.all("Location")).containsExactly("/x");
      assertThat(other.isAsked()).isFalse();
      assertThat(other.has("preference")).isTrue();
      assertThat(first.has("preference")).isTrue();
      assertThat(first.has("analytics")).isFalse();
      Device third = new Device(site);
      third.answer("action=accept-all");
      shown = conflict(third.signIn("ada").get("/"));
      third.answer("action=use-saved", "conflict=" + shown);
      assertThat(third.has("advertising")).isFalse();
      assertThat(third.isAsked()).isFalse();
      assertThat(third.consent()).isEqualTo(first.consent());
    }
  }

  @Test
  void aClientThatAsksByItselfIsToldBothAnswers() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      new Device(site).signIn("ada").answer("action=save", "category=analytics");
      Device other = new Device(site);
      other.answer("action=save", "category=preference");
      assertThat(other.state()).doesNotContain("conflict");
      String state = other.signIn("ada").state();
      Matcher found =
          Pattern.compile(
                  "\"conflict\":\\{\"fingerprint\":\"([^\"]+)\",\"new\":\\{\"decidedAt\":\"20[^}]+"
                      + "\"preference\":\"granted\"[^}]+},.*\"saved\":\\{\"decidedAt\":\"20[^}]+"
                      + "\"analytics\":\"granted\"")
              .matcher(state);
      assertThat(found.find()).as(state).isTrue();
      other.answer("action=use-saved", "conflict=" + found.group(1));
      assertThat(other.state()).doesNotContain("conflict").contains("\"analytics\":\"granted\"");
    }
  }

  @Test
  void aChoiceBetweenAnswersThatHaveChangedSinceIsAskedAgain() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      Device first = new Device(site).signIn("ada");
      Device other = new Device(site);
      String shown = disagreement(first, other);
      first.answer("action=accept-all");
      other.answer("action=use-saved", "conflict=" + shown);
      assertThat(other.isAsked()).isTrue();
      assertThat(other.has("analytics")).as("never seen together with that answer").isFalse();
      assertThat(conflict(other.get("/"))).isNotEqualTo(shown);
    }
  }

  @Test
  void aChoiceFromElsewhereChangesNothing() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      new Device(site).signIn("ada").answer("action=accept-all");
      Device other = new Device(site);
      other.answer("action=reject-all");
      String shown = conflict(other.signIn("ada").get("/"));
      String body = "action=use-saved&conflict=" + shown;
      Wire.Answer refused =
          site.send(
              Wire.request(
                      "POST",
                      "/consent",
                      "Sec-Fetch-Site: cross-site",
                      Device.ACCOUNT + ": ada",
                      "Cookie: consent=" + other.cookies().get("consent"),
                      "Content-Type: application/x-www-form-urlencoded",
                      "Content-Length: " + body.length())
                  + body);
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.cookies()).isEmpty();
      assertThat(other.isAsked()).isTrue();
    }
  }

  @Test
  void anAnswerInTheSettingsEndsTheConflictToo() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      Device first = new Device(site).signIn("ada");
      first.answer("action=accept-all");
      Device other = new Device(site);
      other.answer("action=reject-all");
      other.signIn("ada").answer("action=save", "category=preference");
      assertThat(other.isAsked()).isFalse();
      assertThat(first.has("preference")).isTrue();
      assertThat(first.has("analytics")).isFalse();
    }
  }

  @Test
  @Proves("account.silent")
  void answersThatGrantTheSameAreNotAskedAbout() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      new Device(site).signIn("ada").answer("action=save", "category=analytics");
      Device other = new Device(site);
      other.answer("action=save", "category=analytics");
      assertThat(other.signIn("ada").isAsked()).isFalse();
      assertThat(other.has("analytics")).isTrue();
    }
  }

  @Test
  void aForgottenAccountIsGoneAndIsNotSavedAgainByItself() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      Device first = new Device(site).signIn("ada");
      first.answer("action=accept-all");
      ConsentFilter.forget(site.context().getServletContext(), "ada");
      assertThat(first.has("analytics")).as("its own copy").isTrue();
      assertThat(new Device(site).signIn("ada").isAsked()).isTrue();
      first.answer("action=save", "category=preference");
      assertThat(new Device(site).signIn("ada").has("preference")).isTrue();
    }
  }

  @Test
  void thePartsOfAPageAreAnsweredWithoutTheDatabaseAndWithoutCookiesOfOurs() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      new Device(site).signIn("ada").answer("action=accept-all");
      Device second = new Device(site).signIn("ada");
      second.get("/", "Sec-Fetch-Dest: document");
      int before = reads.get();
      for (int i = 0; i < 10; i++) {
        second.get("/logo.png", "Sec-Fetch-Dest: image");
        new Device(site).get("/", "Sec-Fetch-Dest: document");
      }
      assertThat(reads.get()).isEqualTo(before);
      Device third = new Device(site).signIn("ada");
      assertThat(third.get("/logo.png", "Sec-Fetch-Dest: image").kept())
          .contains("stats")
          .doesNotContain("consent");
      assertThat(third.get("/").kept()).contains("consent");
      assertThat(reads.get()).isEqualTo(before + 1);
    }
  }

  @Test
  void aSharedPageIsTheSameForAllAndTheSettingsPageAsks() throws Exception {
    Settings settings =
        settings(SignOut.FORGET)
            .pages(PageSettings.DEFAULTS.with(PageSettings.Caching.SHARED))
            .dialog(DialogSettings.DEFAULTS)
            .build();
    try (Site site = site(settings)) {
      new Device(site).signIn("ada").answer("action=accept-all");
      Device other = new Device(site);
      other.answer("action=reject-all");
      other.signIn("ada");
      assertThat(other.get("/").body()).doesNotContain("Use new settings");
      assertThat(other.get("/consent").body()).contains("Use new settings");
    }
  }
}
