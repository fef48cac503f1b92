package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.AccountSettings;
import io.github.cookieward.enforcement.AccountSettings.SignOut;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.model.Proves;
import jakarta.servlet.http.Cookie;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One person, several browsers, one answer: on a real server with a real H2 on the disk. */
class AccountsTest {
  @TempDir private Path directory;

  private final AtomicInteger reads = new AtomicInteger();
  private final AtomicBoolean down = new AtomicBoolean();

  /** A file database that counts its connections and can be made to fail. */
  private DataSource database() {
    JdbcDataSource file = new JdbcDataSource();
    file.setURL("jdbc:h2:file:" + directory.resolve("consent") + ";DB_CLOSE_DELAY=-1");
    return (DataSource)
        Proxy.newProxyInstance(
            DataSource.class.getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> {
              reads.incrementAndGet();
              if (down.get()) {
                throw new SQLException("the database is down", "08001");
              }
              return method.invoke(file, arguments);
            });
  }

  private Settings.Builder settings(SignOut signOut) {
    return Visitors.site()
        .key("0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.UTF_8))
        .accounts(AccountSettings.in(new AccountSettings.Given(database())).with(signOut));
  }

  private static Site site(Settings settings) throws Exception {
    return Site.of(context -> fill(context, settings));
  }

  private static void fill(ServletContextHandler context, Settings settings) {
    context.setAttribute(
        AccountResolver.ATTRIBUTE,
        (AccountResolver) request -> Optional.ofNullable(request.getHeader(Device.ACCOUNT)));
    Site.filter(context, new ConsentFilter(settings));
    Site.page(
        context,
        "/*",
        (request, response) -> {
          response.setContentType("text/html;charset=UTF-8");
          response.addCookie(new Cookie("stats", "1"));
          response.addCookie(new Cookie("theme", "dark"));
          response.getWriter().write("<!DOCTYPE html><title>x</title><body><p>page</p></body>");
        });
  }

  private Site site(SignOut signOut) throws Exception {
    return site(settings(signOut).build());
  }

  private static String conflict(Wire.Answer page) {
    Matcher found = Pattern.compile("name=\"conflict\" value=\"([^\"]+)\"").matcher(page.body());
    assertThat(found.find()).as(page.body()).isTrue();
    return found.group(1);
  }

  /**
   * Gives the account analytics where it is signed in, and another browser preferences before it
   * signs in.
   *
   * @return what names the two answers that the other is then asked about
   */
  private static String disagreement(Device signedIn, Device other) throws Exception {
    signedIn.answer("action=save", "category=analytics");
    other.answer("action=save", "category=preference");
    return conflict(other.signIn("ada").get("/"));
  }

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

  @Test
  void twoDevicesThatDecideAtOnceEndWithOneOfTheirAnswersAndWithTheSame() throws Exception {
    List<String> answers = List.of("analytics", "preference", "advertising");
    try (Site site = site(SignOut.FORGET)) {
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        for (int round = 0; round < 10; round++) {
          String account = "ada" + round;
          List<Device> devices = new ArrayList<>();
          List<Callable<Integer>> decisions = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            Device device = new Device(site).signIn(account);
            String category = answers.get(i % answers.size());
            devices.add(device);
            decisions.add(() -> device.answer("action=save", "category=" + category).status());
          }
          for (Future<Integer> done : threads.invokeAll(decisions)) {
            assertThat(done.get()).isEqualTo(303);
          }
          List<String> states = new ArrayList<>();
          for (Device device : devices) {
            states.add(device.state());
          }
          assertThat(states).as("round %s", round).containsOnly(states.get(0));
          long granted =
              answers.stream()
                  .filter(category -> states.get(0).contains("\"" + category + "\":\"granted\""))
                  .count();
          assertThat(granted).as("one answer, not a mixture: %s", states.get(0)).isEqualTo(1);
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  @Test
  void aWithdrawalIsNotLostToAnAnswerThatSpeaksOfSomethingElse() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        for (int round = 0; round < 25; round++) {
          String account = "ada" + round;
          Device one = new Device(site).signIn(account);
          Device other = new Device(site).signIn(account);
          one.answer("action=save", "category=analytics");
          other.get("/");
          List<Callable<Wire.Answer>> both =
              List.of(
                  () -> one.answer("action=withdraw", "category=analytics"),
                  () -> other.answer("action=allow", "category=preference"));
          for (Future<Wire.Answer> done : threads.invokeAll(both)) {
            done.get();
          }
          assertThat(one.has("analytics")).as("round %s", round).isFalse();
          assertThat(other.has("preference")).isTrue();
          assertThat(other.has("analytics")).isFalse();
          assertThat(one.has("preference")).isTrue();
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  @Test
  void manyTabsThatArriveAtOnceSaveTheBrowsersAnswerOnce() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      Device device = new Device(site);
      device.answer("action=save", "category=analytics");
      device.signIn("ada");
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Callable<Integer>> tabs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          tabs.add(() -> device.get("/").status());
        }
        for (Future<Integer> done : threads.invokeAll(tabs)) {
          assertThat(done.get()).isEqualTo(200);
        }
      } finally {
        threads.shutdown();
      }
      assertThat(device.isAsked()).isFalse();
      assertThat(device.has("analytics")).isTrue();
      assertThat(new Device(site).signIn("ada").has("analytics")).isTrue();
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
