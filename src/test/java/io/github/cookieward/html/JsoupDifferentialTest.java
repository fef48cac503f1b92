package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/**
 * jsoup builds the tree of a browser without scripts. What it finds in a place that fetches, the
 * rewriter must have shown to its rule, with the same value. {@code -Dhtml.documents=5000000} for
 * more, {@code -Dhtml.seed} for others.
 *
 * <p>Left out is where jsoup 1.21 knowingly or not departs from the standard: foreign content (it
 * does not leave it at a breakout tag), CDATA (it has it in HTML too), a {@code title} or {@code
 * textarea} without an end (it reads on as markup), {@code <!--} in a script, and {@code noscript}
 * in the head (what the head cannot hold becomes text), CR, numbers of 0, names before a dash, and
 * an end tag's name in raw text right before a {@code <}, which it swallows.
 */
class JsoupDifferentialTest {
  private static final int DOCUMENTS = Integer.getInteger("html.documents", 60_000);
  private static final long SEED = Long.getLong("html.seed", 20_261_122L);

  private static final Map<String, List<String>> FETCHING =
      Map.ofEntries(
          Map.entry("img", List.of("src", "srcset")),
          Map.entry("script", List.of("src")),
          Map.entry("iframe", List.of("src", "srcdoc")),
          Map.entry("frame", List.of("src")),
          Map.entry("input", List.of("src")),
          Map.entry("embed", List.of("src")),
          Map.entry("video", List.of("src", "poster")),
          Map.entry("link", List.of("href")),
          Map.entry("a", List.of("href", "ping")),
          Map.entry("image", List.of("src", "href")));

  private static final Pattern NOT_AS_THE_STANDARD =
      Pattern.compile(
          "\r|</\\w+(?=<)|&#x?0|(?<=&\\w{1,9})[-_]|<svg|<math|<!\\[CDATA\\[|(?<=<script.{0,999})<!--",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private static final WantedTags WANTED = WantedTags.of(FETCHING.keySet(), Set.of());

  @Test
  void whatJsoupWouldFetchHasBeenShownToTheRule() {
    Random random = new Random(SEED);
    for (int i = 0; i < DOCUMENTS; i++) {
      String html =
          "<body>" + asTheStandard(HostileMarkup.document(random, 20)) + "</title></textarea>";
      Set<String> shown = shown(html);
      for (Element element : Jsoup.parse(html).getAllElements()) {
        for (String attribute : FETCHING.getOrDefault(element.normalName(), List.of())) {
          if (element.hasAttr(attribute)) {
            String fetched = fetched(element.normalName(), attribute, element.attr(attribute));
            assertThat(shown).as("document %d: %s", i, html).contains(fetched);
          }
        }
      }
    }
  }

  private static String asTheStandard(String document) {
    String html = document;
    for (Matcher other = NOT_AS_THE_STANDARD.matcher(html); other.reset(html).find(); ) {
      html = other.replaceAll("");
    }
    return html;
  }

  private static Set<String> shown(String html) {
    Set<String> shown = new HashSet<>();
    TagRule rule =
        new TagRule() {
          @Override
          public WantedTags wanted() {
            return WANTED;
          }

          @Override
          public Edit on(StartTag tag) {
            for (String attribute : FETCHING.getOrDefault(tag.name(), List.of())) {
              tag.attribute(attribute)
                  .ifPresent(value -> shown.add(fetched(tag.name(), attribute, value)));
            }
            return Edit.keep();
          }
        };
    new Rewriting(rule, Rewriting.LIMIT).all(html.getBytes(UTF_8), Integer.MAX_VALUE);
    return shown;
  }

  private static String fetched(String name, String attribute, String value) {
    return name + "[" + attribute + "=" + value + "]";
  }
}
