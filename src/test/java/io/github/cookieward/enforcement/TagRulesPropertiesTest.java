package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random documents of all that fetches, judged by another parser: after rewriting no attribute that
 * fetches has a withheld host, whether scripts run or not. {@code -Dtags.documents=500000} for
 * more, {@code -Dtags.seed} for others.
 */
class TagRulesPropertiesTest {
  private static final int DOCUMENTS = Integer.getInteger("tags.documents", 4_000);
  private static final long SEED = Long.getLong("tags.seed", 20_261_122L);

  /** The document has this where an address is to stand. */
  private static final String ADDRESS = "@";

  private static final List<String> WITHHELD =
      List.of(
          "//stats.example/x",
          "https://ads.example/y?a=1&amp;b=2",
          "HTTP://A.Stats.Example/z",
          "/app/metrics/hit",
          "//film.example:8443/f",
          "&#104;ttps:&#x2f;/ads&period;example/e");

  private static final List<String> HARMLESS =
      List.of(
          "/own.png", "", "#x", "https://cdn.example/x", "data:image/gif;base64,R0lGODdh", "x y");

  private static final List<String> PARTS =
      List.of(
          "<img src='@'>",
          "<IMG ALT='>' SRC=\"@\" >",
          "<img src=/a srcset='/b 1x, @ 2x'>",
          "<picture><source srcset='@ 1x'></picture>",
          "<input type=image src='@'>",
          "<script src='@'></script>",
          "<script async src='@' type=module></script>",
          "<link rel='icon' href='@'>",
          "<link rel='preload x' as=font href='@'>",
          "<link rel=stylesheet href='@'>",
          "<iframe src='@'></iframe>",
          "<object data='@'></object>",
          "<embed src='@'>",
          "<video src='@' poster='@'><source src='@'><track src='@'></video>",
          "<audio src='@'></audio>",
          "<a href=/x ping='/own @'>t</a>",
          "<area ping='@'>",
          "<form action='@' method=post></form>",
          "<button formaction='@'>t</button>",
          "<meta http-equiv=Refresh content='0; url=@'>",
          "<p style='background:url(\"@\")'>t</p>",
          "<p style=\"background:u\\72l('@')\">t</p>",
          "<style>p{background:url(@)}</style>",
          "<style>@import '@';</style>",
          "<table><tr><td background='@'>t</td></tr></table>",
          "<svg><image href='@'/><use xlink:href='@'/></svg>",
          "<svg><rect fill='url(@)'/></svg>",
          "<iframe srcdoc='<img src=\"@\">'></iframe>",
          "<iframe src='data:text/html,<img src=\"@\">'></iframe>",
          "<noscript><img src='@'></noscript>",
          "<template><img src='@'></template>",
          "<select><option>x<img src='@'></select>",
          "<!-- <img src='@'> -->",
          "<textarea><img src='@'></textarea>",
          "<title><img src='@'></title>",
          "<base target=x>",
          "<div>",
          "</div>",
          "<p title='<img src=@>'>",
          "text & more",
          "\n");

  private static final Map<String, Set<String>> FETCHING =
      Map.ofEntries(
          Map.entry("img", Set.of("src", "srcset")),
          Map.entry("source", Set.of("src", "srcset")),
          Map.entry("input", Set.of("src")),
          Map.entry("script", Set.of("src")),
          Map.entry("link", Set.of("href")),
          Map.entry("iframe", Set.of("src", "srcdoc")),
          Map.entry("object", Set.of("data")),
          Map.entry("embed", Set.of("src")),
          Map.entry("video", Set.of("src", "poster")),
          Map.entry("track", Set.of("src")),
          Map.entry("audio", Set.of("src")),
          Map.entry("a", Set.of("ping")),
          Map.entry("area", Set.of("ping")),
          Map.entry("form", Set.of("action")),
          Map.entry("button", Set.of("formaction")),
          Map.entry("meta", Set.of("content")),
          Map.entry("image", Set.of("href", "src", "xlink:href")),
          Map.entry("use", Set.of("xlink:href")));

  private static final Set<String> ANYWHERE = Set.of("style", "background", "fill");

  @BeforeAll
  static void silence() {
    Visitors.silence();
  }

  @AfterAll
  static void endSilence() {
    Visitors.endSilence();
  }

  private static String document(Random random, boolean harmful) {
    StringBuilder document = new StringBuilder(random.nextBoolean() ? "<!DOCTYPE html>" : "");
    for (int i = random.nextInt(12); i >= 0; i--) {
      String part = PARTS.get(random.nextInt(PARTS.size()));
      while (part.contains(ADDRESS) && !part.contains("@import")) {
        part = part.replaceFirst(ADDRESS, address(random, harmful));
      }
      if (part.contains("@import")) {
        part = part.replace("'@'", "'" + address(random, harmful) + "'");
      }
      document.append(part);
    }
    return document.toString();
  }

  private static String address(Random random, boolean harmful) {
    List<String> choice = harmful && random.nextBoolean() ? WITHHELD : HARMLESS;
    return choice.get(random.nextInt(choice.size()));
  }

  private static Enforcement undecided() {
    return Visitors.visit(Visitors.enforcer(TagSite.settings()), Visitors.granted());
  }

  @Test
  void noAttributeThatFetchesHasAWithheldHost() {
    Random random = new Random(SEED);
    Enforcement visit = undecided();
    for (int i = 0; i < DOCUMENTS; i++) {
      String html = document(random, true);
      String out = TagSite.rewritten(visit, PageMarkup.NONE, html, 4_096);
      String what = "document " + i + ": " + html + "\nleft as " + out;
      assertHarmless(out, what);
      // With scripts noscript is raw text, as noembed always is.
      assertHarmless(out.replaceAll("(?i)(</?)noscript", "$1noembed"), what);
      int size = 1 + random.nextInt(40);
      assertThat(TagSite.rewritten(visit, PageMarkup.NONE, html, size)).as(what).isEqualTo(out);
    }
  }

  @Test
  void whereNothingIsWithheldNoByteIsChanged() {
    Random random = new Random(SEED);
    Category[] all = {
      Category.PREFERENCE, Category.ANALYTICS, Category.ADVERTISING, Category.THIRD_PARTY
    };
    Enforcement visit = undecided();
    Enforcement granted =
        Visitors.visit(Visitors.enforcer(TagSite.settings()), Visitors.granted(all));
    for (int i = 0; i < DOCUMENTS; i++) {
      String harmless = document(random, false);
      assertThat(TagSite.rewritten(visit, PageMarkup.NONE, harmless, 64)).isEqualTo(harmless);
      String any = document(random, true);
      assertThat(TagSite.rewritten(granted, PageMarkup.NONE, any, 64)).isEqualTo(any);
    }
  }

  /** Pages with parts that come again, for visitors who have agreed to different things. */
  @Test
  void whatIsKnownOfAPageIsWhatEachVisitorWouldHaveGot() {
    Random random = new Random(SEED);
    Enforcer knowing = Visitors.enforcer(TagSite.settings());
    List<String> blocks = new ArrayList<>();
    for (int i = 0; i < DOCUMENTS / 8; i++) {
      if (i % 60 == 0) {
        blocks.clear();
        for (int block = 0; block < 8; block++) {
          boolean harmful = block < 2;
          StringBuilder parts = new StringBuilder();
          for (int k = random.nextInt(12); k >= 0; k--) {
            parts.append(document(random, harmful)).append("<p>".repeat(random.nextInt(40)));
          }
          blocks.add(parts.toString());
        }
      }
      StringBuilder page = new StringBuilder("<body>x");
      for (int k = random.nextInt(5); k >= 0; k--) {
        page.append(blocks.get(random.nextInt(blocks.size())));
        page.append(random.nextInt(5) == 0 ? document(random, true) : "");
      }
      Category[] granted =
          random.nextBoolean() ? new Category[] {} : new Category[] {Category.ANALYTICS};
      Enforcement visit = Visitors.visit(knowing, Visitors.granted(granted));
      Enforcement anew =
          Visitors.visit(Visitors.enforcer(TagSite.settings()), Visitors.granted(granted));
      String html = page.toString();
      int size = random.nextBoolean() ? 8_192 : 500 + random.nextInt(2_000);
      assertThat(TagSite.rewritten(visit, PageMarkup.NONE, html, size))
          .as("document %d: %s", i, html)
          .isEqualTo(TagSite.rewritten(anew, PageMarkup.NONE, html, html.length()));
      assertThat(visit.withheld()).as(html).isEqualTo(anew.withheld());
    }
  }

  private static void assertHarmless(String html, String what) {
    for (Element element : Jsoup.parse(html).getAllElements()) {
      String name = element.normalName();
      for (Attribute attribute : element.attributes()) {
        String key = attribute.getKey().toLowerCase(Locale.ROOT);
        if (ANYWHERE.contains(key) || FETCHING.getOrDefault(name, Set.of()).contains(key)) {
          String value = attribute.getValue();
          boolean document = value.contains("data-consent-held");
          assertThat(document ? "" : value.toLowerCase(Locale.ROOT))
              .as(what)
              .doesNotContain("stats.example", "ads.example", "film.example", "/app/metrics");
          if (document) {
            assertHarmless(value, what);
          }
        }
      }
      if (name.equals("style") && !element.attr("type").equals("text/plain")) {
        assertThat(element.data().toLowerCase(Locale.ROOT))
            .as(what)
            .doesNotContain("stats.example", "ads.example", "film.example", "/app/metrics");
      }
    }
  }
}
