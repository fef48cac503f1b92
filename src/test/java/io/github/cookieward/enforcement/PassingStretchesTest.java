package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.cookieward.consent.Category;
import io.github.cookieward.html.StartTag;
import org.junit.jupiter.api.Test;

/** What passes unread from the third time on, and what must not. */
class PassingStretchesTest {
  private final Enforcer knowing = Visitors.enforcer(TagSite.settings());

  private static PageMarkup placeholder(String text) {
    return new PageMarkup() {
      @Override
      public String placeholder(Decision decision, StartTag tag, String address) {
        return text;
      }
    };
  }

  private static String around(String html) {
    String long1 = "<p title='" + "a".repeat(1_100) + "'>";
    return long1 + "<p title='" + "b".repeat(700) + "'>" + html + long1 + long1;
  }

  private String rewritten(PageMarkup markup, String html) {
    return TagSite.rewritten(
        Visitors.visit(knowing, Visitors.granted()), markup, html, 8_192, 65_536);
  }

  @Test
  void aPlaceholderIsInEachVisitorsOwnWords() {
    String html = "<body>x" + around("<iframe src=https://film.example/1></iframe>");
    for (int i = 0; i < 5; i++) {
      assertThat(rewritten(placeholder("<p>one</p>"), html)).contains("<p>one</p>");
    }
    assertThat(rewritten(placeholder("<p>other</p>"), html))
        .contains("<p>other</p>")
        .doesNotContain("<p>one</p>");
  }

  @Test
  void aDocumentWithinIsHeldBackHoweverOftenItComes() {
    String within = around("<img src=https://stats.example/1>").replace("\"", "&quot;");
    String html = "<body>x<iframe srcdoc=\"" + within + "\"></iframe>";
    String first = rewritten(PageMarkup.NONE, html);
    assertThat(first).contains("data-consent-src");
    for (int i = 0; i < 5; i++) {
      assertThat(rewritten(PageMarkup.NONE, html)).isEqualTo(first);
    }
  }

  @Test
  void whatNobodyKnowsIsCountedEachTimeThatItComes() {
    String unknown = "<img src=https://one.example/1><img src=https://one.example/2>";
    String other = "<img src=https://two.example/>";
    String known = "<img src=https://stats.example/1>";
    String html = "<body>x" + around(unknown + other + known + unknown);
    for (int i = 0; i < 5; i++) {
      rewritten(PageMarkup.NONE, html);
    }
    TagSite.rewritten(
        Visitors.visit(knowing, Visitors.granted(Category.ANALYTICS)),
        PageMarkup.NONE,
        html,
        8_192,
        65_536);
    assertThat(knowing.inventory().entries())
        .extracting(Inventory.Entry::host, Inventory.Entry::count)
        .containsExactly(tuple("one.example", 24L), tuple("two.example", 6L));
  }
}
