package io.github.cookieward.enforcement;

import static io.github.cookieward.enforcement.Visitors.enforcer;
import static io.github.cookieward.enforcement.Visitors.refused;
import static io.github.cookieward.enforcement.Visitors.site;
import static io.github.cookieward.enforcement.Visitors.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.http.SetCookie;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private final Logger logger = Visitors.LOG;
  private final List<LogRecord> records = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord logged) {
          records.add(logged);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
    Visitors.silence();
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
    Visitors.endSilence();
  }

  private static void set(Enforcement visit, String field) {
    visit.responseCookie(SetCookie.parse(field));
  }

  private List<String> messages() {
    return records.stream().map(LogRecord::getMessage).toList();
  }

  @Test
  void a7AnUnknownCookieIsToldOnceWithTheLineThatWouldAllowIt() {
    Enforcer enforcer = enforcer(site());
    for (int i = 0; i < 5; i++) {
      set(visit(enforcer, Consent.NONE), "theme=hunter2; Path=/hunter2");
    }
    assertThat(messages()).hasSize(1);
    assertThat(messages().get(0))
        .contains("Set-Cookie \"theme\" withheld: not in the catalogue")
        .contains("<cookie name=\"theme\"/>")
        .doesNotContain("hunter2");
    assertThat(records.get(0).getLevel()).isEqualTo(Level.WARNING);
  }

  @Test
  void whatAPageHasThatCannotBeReadIsToldOnce() {
    String tooLong = "<img src=/a alt=" + "x".repeat(5_000) + ">";
    String crossing = "<noscript><p alt=\"</noscript><img src=//stats.example/a>\"></noscript>";
    Enforcer enforcer = enforcer(TagSite.settings());
    for (int i = 0; i < 2; i++) {
      TagSite.rewritten(
          visit(enforcer, Consent.NONE), TagSite.TOLD, "<body>" + tooLong + crossing, 1_000);
    }
    assertThat(messages())
        .filteredOn(message -> message.contains("nobody can say where it ends"))
        .anyMatch(message -> message.startsWith("<img> withheld"))
        .anyMatch(message -> message.startsWith("A tag that begins in another"))
        .doesNotHaveDuplicates();
  }

  @Test
  void whatBrowsersSendIsToldMoreQuietly() {
    visit(enforcer(site()), Consent.NONE).requestCookie("theme");
    assertThat(records).hasSize(1);
    assertThat(records.get(0).getLevel()).isEqualTo(Level.INFO);
    assertThat(messages().get(0)).startsWith("Cookie \"theme\" withheld");
  }

  @Test
  void whatIsWithheldAsTheVisitorWishesIsNotTold() {
    Enforcer enforcer = enforcer(site());
    set(visit(enforcer, refused()), "stats_id=1");
    set(visit(enforcer, Consent.NONE), "_ga=1");
    set(visit(enforcer, Consent.NONE), "JSESSIONID=1");
    set(visit(enforcer, Consent.NONE), "theme=; Max-Age=0");
    assertThat(messages()).isEmpty();
  }

  @Test
  void reportOnlyTellsWhatWouldBeWithheld() {
    set(visit(enforcer(site().mode(Settings.Mode.REPORT_ONLY)), refused()), "stats_id=1");
    assertThat(messages()).hasSize(1);
    assertThat(messages().get(0)).contains("would be withheld: the visitor refused analytics");
  }

  @Test
  void aNamelessCookiesValueIsNotTold() {
    set(visit(enforcer(site()), Consent.NONE), "hunter2");
    set(visit(enforcer(site()), Consent.NONE), "=a=hunter2");
    assertThat(messages()).hasSize(2).noneMatch(message -> message.contains("hunter2"));
  }

  @Test
  void aNameCannotBreakALineOrFillTheLogOrEndTheProposal() {
    Enforcer enforcer = enforcer(site());
    set(visit(enforcer, Consent.NONE), "a\r\nWARNING: all is well\u001b[2J\u2028=1");
    set(visit(enforcer, Consent.NONE), "x\"/><cookie&amp<y=1");
    set(visit(enforcer, Consent.NONE), "n".repeat(10_000) + "=1");
    assertThat(messages())
        .hasSize(3)
        .allSatisfy(
            message -> {
              assertThat(message).matches("[\\x20-\\x7e…]+");
              assertThat(message).hasSizeLessThan(700);
            });
    assertThat(messages().get(1)).contains("<cookie name=\"x?/??cookie?amp?y\"/>");
  }

  @Test
  void browsersCannotFillTheLogNorSilenceTheApplication() {
    Enforcer enforcer = enforcer(site());
    Enforcement visit = visit(enforcer, Consent.NONE);
    for (int i = 0; i < 1_000; i++) {
      visit.requestCookie("junk" + i);
    }
    assertThat(messages()).hasSize(Reports.MAX_FROM_BROWSERS + 1);
    assertThat(messages().get(Reports.MAX_FROM_BROWSERS)).startsWith("that was the last of 200");
    set(visit, "theme=1");
    assertThat(messages()).hasSize(Reports.MAX_FROM_BROWSERS + 2);
    for (int i = 0; i < 2_000; i++) {
      set(visit, "name" + i + "=1");
    }
    assertThat(messages())
        .hasSize(Reports.MAX_FROM_BROWSERS + 1 + Reports.MAX_FROM_APPLICATION + 1);
  }
}
