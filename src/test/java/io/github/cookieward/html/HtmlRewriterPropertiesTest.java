package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class HtmlRewriterPropertiesTest {
  @Provide
  Arbitrary<String> markup() {
    return Arbitraries.of(HostileMarkup.PARTS).list().ofMaxSize(40).map(p -> String.join("", p));
  }

  @Property(tries = 3000)
  void whatNoRuleEditsLeavesAsItCame(
      @ForAll("markup") String html, @ForAll @IntRange(min = 1, max = 64) int size) {
    assertThat(new Rewriting(new SeenTags(), 100_000).all(html.getBytes(UTF_8), size).text())
        .isEqualTo(html);
  }

  @Property(tries = 1000)
  void bytesThatAreNoTextLeaveAsTheyCame(@ForAll byte[] bytes) {
    assertThat(new Rewriting(new SeenTags(), 100_000).all(bytes, 3).bytes()).isEqualTo(bytes);
  }

  @Property(tries = 5000)
  void whereThePiecesBreakNeverShows(
      @ForAll("markup") String html,
      @ForAll @IntRange(min = 1, max = 64) int size,
      @ForAll @IntRange(min = 64, max = 300) int limit) {
    byte[] bytes = html.getBytes(UTF_8);
    Rewriting whole = new Rewriting(new Withholding(), limit).all(bytes, Integer.MAX_VALUE);
    Rewriting pieces = new Rewriting(new Withholding(), limit).all(bytes, size);
    assertThat(pieces.text()).isEqualTo(whole.text());
    assertThat(pieces.doubts()).isEqualTo(whole.doubts());
  }

  @Property(tries = 3000)
  void neverMoreThanTheLimitIsHeldBack(
      @ForAll("markup") String html,
      @ForAll @IntRange(min = 1, max = 200) int size,
      @ForAll @IntRange(min = 64, max = 128) int limit) {
    Rewriting rewriting = new Rewriting(new Withholding(), limit).all(html.getBytes(UTF_8), size);
    assertThat(rewriting.mostHeld()).isLessThanOrEqualTo(limit);
  }

  @Provide
  Arbitrary<String> tags() {
    return Arbitraries.of(
            "<p",
            "<img",
            "</p",
            "</IMG",
            "<h1",
            "<x-y",
            "<blockquote",
            "<!--",
            "-->",
            "--!>",
            "<",
            ">",
            " ",
            "\n",
            "/",
            "=",
            "==",
            "=\"",
            "='",
            "\"",
            "'",
            "a",
            "title",
            "data-long-name",
            "src",
            "x > y",
            "&gt;",
            "\u00e4",
            "\0",
            "\u0001",
            "a=b",
            "a = \"b\"",
            "-",
            "!",
            "?")
        .list()
        .ofMaxSize(30)
        .map(parts -> String.join("", parts));
  }

  /** What nobody wants is skipped by a way of its own: the tags behind it must be the same. */
  @Property(tries = 20_000)
  void whatIsSkippedIsReadAlike(
      @ForAll("tags") String html, @ForAll @IntRange(min = 1, max = 400) int size) {
    byte[] bytes = ("<body>x" + html + "><img id=a>\"><img id=b>'><img id=c>").getBytes(UTF_8);
    SeenTags all = new SeenTags();
    SeenTags images = new SeenTags(WantedTags.of(Set.of("img"), Set.of("img")));
    new Rewriting(all, 100_000).all(bytes, Integer.MAX_VALUE);
    new Rewriting(images, 100_000).all(bytes, size);
    all.tags.removeIf(tag -> !tag.startsWith("<img ") && !tag.equals("</img>"));
    assertThat(images.tags).isEqualTo(all.tags);
  }

  /** Browsers that take every doubt as markup, or as text, or each as it comes, find nothing. */
  @Property(tries = 5000)
  void whatARuleHoldsBackIsHeldBackInEitherReading(
      @ForAll("markup") String html,
      @ForAll @IntRange(min = 1, max = 64) int size,
      @ForAll @IntRange(min = 64, max = 300) int limit) {
    assertNothingLeft(html, size, limit);
  }

  @Property(tries = 60)
  void norIsAnythingLeftInManyMore(@ForAll Random random) {
    for (int i = 0; i < 500; i++) {
      String html = HostileMarkup.document(random, 25);
      assertNothingLeft(html, 1 + random.nextInt(40), 64 + random.nextInt(200));
    }
  }

  private static void assertNothingLeft(String html, int size, int limit) {
    Rewriting result = new Rewriting(new Withholding(), limit).all(html.getBytes(UTF_8), size);
    List<Long> browsers = new ArrayList<>(List.of(0L, -1L));
    if (result.rewriter.count(Doubt.TOO_MANY_READINGS) == 0) {
      browsers.addAll(new Random(html.hashCode()).longs(6).boxed().toList());
    }
    for (long browser : browsers) {
      assertThat(trackers(result.bytes(), browser))
          .as("%x: %s -> %s", browser, html, new String(result.bytes(), UTF_8))
          .isEmpty();
    }
  }

  /**
   * What a browser fetches.
   *
   * @param doubts a bit for each tag, again and again: whether a doubt there is taken as text
   */
  private static List<String> trackers(byte[] html, long doubts) {
    HtmlTokenizer reading = new HtmlTokenizer(WantedTags.every(), 1 << 20);
    long bits = doubts;
    reading.tree().takeDoubtAsText((bits & 1) != 0);
    List<String> trackers = new ArrayList<>();
    int at = 0;
    while (at < html.length) {
      at = reading.run(html, at, html.length, 0);
      if (reading.event() == HtmlTokenizer.Event.TAG) {
        Optional<StartTag> tag = Optional.empty();
        if (!reading.isEndTag()) {
          int start = (int) reading.tagStart();
          tag = reading.startTag(html, start, at - start, new Encoding(UTF_8));
          int found = Withholding.WANTED.find(reading.nameHigh(), reading.nameLow());
          int traits = Withholding.WANTED.traits(found);
          boolean asked = (traits & TagName.WANTED) != 0;
          if (asked && Withholding.isTracker(tag.get())) {
            trackers.add(new String(tag.get().bytes(), UTF_8));
          }
        }
        reading.follow(tag);
        bits = Long.rotateRight(bits, 1);
        reading.tree().takeDoubtAsText((bits & 1) != 0);
      }
    }
    return trackers;
  }
}
