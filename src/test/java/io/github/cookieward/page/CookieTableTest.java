package io.github.cookieward.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import org.junit.jupiter.api.Test;

class CookieTableTest {
  private final String table = Visit.first(Sites.plain()).sees(Page::cookieTable);

  @Test
  @Proves({"categories.words", "dialog.cookie-table"})
  void namesEveryDeclaredCookieUnderItsCategory() {
    assertThat(table).containsSubsequence("Essential", "JSESSIONID", "Preferences", "hall");
    assertThat(table).containsSubsequence("Analytics", "_count.*", "Counts visits.", "13 months");
    assertThat(table).contains("until you close the browser", "Hall Ltd");
  }

  @Test
  @Proves("dialog.cookie-table")
  void namesTheCookiesThatKeepTheAnswerItself() {
    assertThat(table)
        .containsSubsequence("Essential", ">consent<", "Remembers your cookie choice", "6 months")
        .contains(">consent-at-*<")
        .doesNotContain("consent-account", "__Host-");
  }

  @Test
  void leavesOutACategoryWithoutCookies() {
    assertThat(table).doesNotContain("Advertising");
  }

  @Test
  void k11HasACaptionAndScopedHeaders() {
    assertThat(table)
        .contains("<caption>", "scope=\"col\"", "scope=\"row\"", "scope=\"rowgroup\"")
        .contains("data-label=\"Purpose\"");
  }
}
