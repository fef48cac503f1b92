package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepeatedStretchesTest {
  private static final int DOCUMENTS = Integer.getInteger("stretches.documents", 4_000);
  private static final long SEED = Long.getLong("stretches.seed", 20_261_122L);
  private static final int MEGABYTE = 1_000_000;
  private static final RepeatedStretches.Fingerprint OWN =
      new RepeatedStretches.Fingerprint(new Encoding(UTF_8));
  private static final RepeatedStretches.Fingerprint LATIN =
      new RepeatedStretches.Fingerprint(new Encoding(ISO_8859_1));

  private static final List<String> USUAL =
      List.of(
          "<p class=x>some text & more",
          "</p>",
          "<div id='a' title=\"b > c\">",
          "</div>\n",
          "<img src=//own.example/a.png alt=''>",
          "<img src=//t.example/1>",
          "<img src='//u.example/2'>",
          "<b>bold</b> and <i>not</i>",
          "<!-- said -->",
          "<br>",
          "<script>var a = '<b>';</script>",
          "<style>p{color:red}</style>",
          "<noscript><b>x</b></noscript>",
          "<svg><g><path d='M0 0'/></g></svg>",
          "<select><option>x</select>",
          "<title>x</title>",
          "<template><p></template>",
          "a < b, a <3 ");

  /** Stands in stretches that have a long script. */
  private static final String LONG = "//own.example/long";

  private record Asked(String source, boolean held) {}

  /** Holds back what is fetched from some hosts, and remembers what it did. */
  private static final class Remembering implements PassingRule<Asked> {
    private final RepeatedStretches<Asked> stretches;
    private final Set<String> hosts;
    private @Nullable List<Asked> asked;
    private int passed;
    private int passedChanged;

    private int passedLong;

    Remembering(RepeatedStretches<Asked> stretches, Set<String> hosts) {
      this.stretches = stretches;
      this.hosts = hosts;
    }

    private boolean isHeld(String source) {
      return hosts.stream().anyMatch(source::contains);
    }

    @Override
    public WantedTags wanted() {
      return Withholding.WANTED;
    }

    @Override
    public Edit on(StartTag tag) {
      String source = tag.attribute("src").orElse("");
      if (asked != null) {
        asked.add(new Asked(source, isHeld(source)));
      }
      return isHeld(source) ? Edit.keep().rename("src", "data-src") : Edit.keep();
    }

    @Override
    public String firstInHead(boolean explicit) {
      return "<meta name=h>";
    }

    @Override
    public String firstInBody(boolean explicit) {
      return "<i class=b></i>";
    }

    @Override
    public RepeatedStretches<Asked> stretches() {
      return stretches;
    }

    @Override
    public void stretchBegins() {
      asked = new ArrayList<>();
    }

    @Override
    public @Nullable List<Asked> stretchEnds() {
      return asked;
    }

    @Override
    public boolean answersAlike(List<Asked> all) {
      boolean alike = all.stream().allMatch(one -> isHeld(one.source()) == one.held());
      passed += alike ? 1 : 0;
      passedChanged += alike && all.stream().anyMatch(Asked::held) ? 1 : 0;
      passedLong += alike && all.stream().anyMatch(one -> one.source().equals(LONG)) ? 1 : 0;
      return alike;
    }
  }

  private static String part(Random random) {
    List<String> parts = random.nextInt(40) == 0 ? HostileMarkup.PARTS : USUAL;
    return parts.get(random.nextInt(parts.size()));
  }

  /** Parts of pages that come again in other pages, in another order and somewhat changed. */
  private static String document(Random random, List<String> blocks) {
    StringBuilder document = new StringBuilder(random.nextBoolean() ? "<head>" : "<body>x");
    for (int i = random.nextInt(6); i >= 0; i--) {
      document.append(blocks.get(random.nextInt(blocks.size())));
      if (random.nextInt(3) == 0) {
        document.append(part(random));
      }
    }
    if (random.nextInt(4) == 0) {
      document.setCharAt(random.nextInt(document.length()), '>');
    }
    return document.toString();
  }

  @Test
  void whatPassesUnreadIsWhatWouldHavePassed() {
    Random random = new Random(SEED);
    List<String> blocks = new ArrayList<>();
    RepeatedStretches<Asked> stretches = new RepeatedStretches<>(MEGABYTE);
    int passed = 0;
    int changed = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      if (i % 500 == 0) {
        blocks.clear();
        for (int b = 0; b < 12; b++) {
          StringBuilder block = new StringBuilder();
          for (int k = random.nextInt(120); k >= 0; k--) {
            block.append(part(random));
          }
          if (random.nextInt(4) == 0) {
            block.insert(0, longScript("<p>", random.nextInt(40_000)));
          }
          blocks.add(block.toString());
        }
      }
      String html = document(random, blocks);
      byte[] bytes = html.getBytes(UTF_8);
      Set<String> hosts =
          random.nextBoolean() ? Set.of("t.example") : Set.of("t.example", "u.example");
      int size = random.nextBoolean() ? 8_192 : 300 + random.nextInt(3_000);
      Remembering rule = new Remembering(stretches, hosts);
      int limit = random.nextInt(4) == 0 ? 64 + random.nextInt(2_000) : Rewriting.LIMIT;
      Rewriting rewriting = new Rewriting(rule, limit).all(bytes, size, random.nextInt(1, 9));
      Rewriting anew =
          new Rewriting(new Remembering(new RepeatedStretches<>(0), hosts), limit)
              .all(bytes, Integer.MAX_VALUE);
      assertThat(rewriting.text()).as("document %d: %s", i, html).isEqualTo(anew.text());
      assertThat(rewriting.doubts()).as("document %d: %s", i, html).isEqualTo(anew.doubts());
      passed += rule.passed;
      changed += rule.passedChanged;
    }
    assertThat(passed).isGreaterThan(DOCUMENTS / 4);
    assertThat(changed).isGreaterThan(DOCUMENTS / 8);
  }

  private static Remembering again(RepeatedStretches<Asked> stretches, String html, int size) {
    Remembering rule = new Remembering(stretches, Set.of("t.example"));
    for (int i = 0; i < 4; i++) {
      rule = new Remembering(stretches, Set.of("t.example"));
      String text = new Rewriting(rule, Rewriting.LIMIT).all(html.getBytes(UTF_8), size).text();
      assertThat(text).isEqualTo(anew(html));
    }
    return rule;
  }

  private static String anew(String html) {
    RepeatedStretches<Asked> none = new RepeatedStretches<>(0);
    return Rewriting.rewrite(new Remembering(none, Set.of("t.example")), html);
  }

  @Test
  void aLimitThatIsShorterThanAStretchLetsNonePass() {
    RepeatedStretches<Asked> stretches = new RepeatedStretches<>(MEGABYTE);
    byte[] html = ("<body>" + "<p class=x>some text".repeat(200)).getBytes(UTF_8);
    for (int limit : new int[] {RepeatedStretches.LEAST, RepeatedStretches.LEAST + 300}) {
      Remembering rule = new Remembering(stretches, Set.of());
      for (int i = 0; i < 4; i++) {
        rule = new Remembering(stretches, Set.of());
        new Rewriting(rule, limit).all(html, 8_192);
      }
      assertThat(rule.passed > 0).isEqualTo(limit > RepeatedStretches.LEAST);
    }
  }

  @Test
  void aStretchEndsInTheSituationInWhichItBegan() {
    RepeatedStretches<Asked> stretches = new RepeatedStretches<>(MEGABYTE);
    String first = "<meta content='" + "c".repeat(1_100) + "'>";
    String head = first + "<meta name=a><noscript><p></noscript>" + metas("x", 30) + "</head>";
    String rest = metas("y", 200);
    again(stretches, "<head>" + head + rest, 8_192);
    // Here the noscript is what the body begins with.
    Remembering rule = again(stretches, "<head></head>" + head + rest, 8_192);
    assertThat(rule.passed).isPositive();
  }

  /** No two of them alike. */
  private static String paragraphs(String begins, int number) {
    StringBuilder paragraphs = new StringBuilder();
    for (int i = 0; i < number; i++) {
      paragraphs.append(begins).append(i).append(". text</p>");
    }
    return paragraphs.toString();
  }

  private static String metas(String names, int number) {
    StringBuilder metas = new StringBuilder();
    for (int i = 0; i < number; i++) {
      metas.append("<meta name=").append(names).append(i).append(">");
    }
    return metas.toString();
  }

  private static String longScript(String begins, int length) {
    return begins + "<img src=" + LONG + "><script>" + "x".repeat(length) + "</script>";
  }

  @Test
  void aStretchMayLieInManyPieces() {
    String html =
        "<body>x" + paragraphs("<p>", 90) + longScript("<p>", 30_000) + paragraphs("<p>", 200);
    for (int size : new int[] {300, 1_000, 8_192, 100_000}) {
      Remembering rule = again(new RepeatedStretches<>(MEGABYTE), html, size);
      assertThat(rule.passedLong).as("pieces of %d", size).isEqualTo(1);
    }
  }

  @Test
  void whatWaitsToBeKnownIsWrittenAtAFlush() throws IOException {
    String html = "<body>x" + paragraphs("<p>", 90) + longScript("<p>", 30_000) + "<p>";
    RepeatedStretches<Asked> stretches = new RepeatedStretches<>(MEGABYTE);
    again(stretches, html + paragraphs("<p>", 200), 8_192);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Remembering rule = new Remembering(stretches, Set.of());
    HtmlRewriter rewriter = new HtmlRewriter(rule, UTF_8, out, Rewriting.LIMIT);
    String part = html.substring(0, html.indexOf("<script>") + 400);
    rewriter.write(part.getBytes(UTF_8), 0, part.length());
    assertThat(rewriter.held()).isGreaterThan(384);
    rewriter.flush();
    assertThat(out.toString(UTF_8)).isEqualTo(anew(part));
    rewriter.write(html.getBytes(UTF_8), part.length(), html.length() - part.length());
    rewriter.end();
    assertThat(out.toString(UTF_8)).isEqualTo(anew(html));
  }

  /** Where each stretch begins as a long one that is known, and none is that one. */
  @Test
  void whatIsLookedForInVainCostsNoMoreThanReading() {
    String begins = "<p title='" + "a".repeat(300);
    RepeatedStretches<Asked> stretches = new RepeatedStretches<>(MEGABYTE);
    String known =
        "<body>x<p title='" + "c".repeat(1_100) + "'>" + longScript(begins + "'>", 30_000);
    assertThat(again(stretches, known + paragraphs("<p>", 200), 8_192).passedLong).isEqualTo(1);
    StringBuilder blocks = new StringBuilder("<body>x");
    for (int i = 0; i < 1_000; i++) {
      blocks.append(begins).append("b".repeat(800)).append(i).append("'>");
    }
    String html = blocks.toString();
    for (int size : new int[] {8_192, 40_000, html.length()}) {
      Remembering rule = new Remembering(stretches, Set.of());
      Rewriting rewriting = new Rewriting(rule, Rewriting.LIMIT).all(html.getBytes(UTF_8), size);
      assertThat(rewriting.text()).isEqualTo(anew(html));
      assertThat(rewriting.rewriter.steps())
          .as("pieces of %d", size)
          .isLessThan(8L * html.length());
    }
  }

  private static byte[] stretch(int length) {
    byte[] bytes = new byte[length + 300];
    new Random(SEED).nextBytes(bytes);
    return bytes;
  }

  /** As it is read in pieces. */
  private static void learn(RepeatedStretches<String> stretches, byte[] in, int to, String asked) {
    Random pieces = new Random(SEED);
    for (int i = 0; i < 2; i++) {
      OWN.begin();
      int at = 3;
      while (at < to) {
        int end = Math.min(to, at + pieces.nextInt(1 + pieces.nextInt(600)));
        OWN.add(in, at, end);
        at = end;
      }
      stretches.learn(OWN, to - 3, 1, List.of(asked), List.of(), 0);
    }
  }

  private static RepeatedStretches.@Nullable Known<String> find(
      RepeatedStretches<String> stretches,
      byte[] in,
      int to,
      int situation,
      RepeatedStretches.Fingerprint own) {
    RepeatedStretches.Known<String> known =
        stretches.find(in, 3, to, situation, RepeatedStretches.MOST, own);
    return known != null && known.length() <= to - 3 ? known : null;
  }

  @Test
  void anyOtherByteSituationOrEncodingIsAnotherStretch() {
    for (int length : new int[] {384, 385, 391, 392, 399, 400, 2_047, 2_048, 2_049, 4_096, 5_003}) {
      RepeatedStretches<String> stretches = new RepeatedStretches<>(MEGABYTE);
      byte[] in = stretch(length);
      int to = 3 + length;
      assertThat(find(stretches, in, in.length, 1, OWN)).isNull();
      learn(stretches, in, to, "x");
      RepeatedStretches.Known<String> known = find(stretches, in, to, 1, OWN);
      assertThat(known).isNotNull();
      assertThat(known.length()).isEqualTo(length);
      assertThat(known.asked()).containsExactly("x");
      assertThat(find(stretches, in, to - 1, 1, OWN)).isNull();
      assertThat(find(stretches, in, to, 2, OWN)).isNull();
      assertThat(find(stretches, in, to, 1, LATIN)).isNull();
      assertThat(stretches.find(in, 3, to, 1, length - 1, OWN)).isNull();
      for (int at = 3; at < to; at++) {
        byte[] other = Arrays.copyOf(in, in.length);
        other[at] ^= 1;
        assertThat(find(stretches, other, to, 1, OWN)).as("byte %d", at).isNull();
      }
      byte[] behind = Arrays.copyOf(in, in.length);
      behind[to] ^= 1;
      assertThat(find(stretches, behind, in.length, 1, OWN)).isNotNull();
    }
  }

  @Test
  void whatTradesPlacesIsAnotherStretch() {
    RepeatedStretches<String> stretches = new RepeatedStretches<>(MEGABYTE);
    byte[] in = stretch(8_192);
    learn(stretches, in, 8_195, "x");
    byte[] other = Arrays.copyOf(in, in.length);
    System.arraycopy(in, 3 + 2_048, other, 3 + 4_096, 2_048);
    System.arraycopy(in, 3 + 4_096, other, 3 + 2_048, 2_048);
    assertThat(find(stretches, other, 8_195, 1, OWN)).isNull();
    assertThat(find(stretches, in, 8_195, 1, OWN)).isNotNull();
  }

  @Test
  void ofTwoThatBeginAlikeBothAreKnown() {
    RepeatedStretches<String> stretches = new RepeatedStretches<>(MEGABYTE);
    byte[] one = stretch(500);
    byte[] other = Arrays.copyOf(one, one.length);
    other[400] ^= 1;
    learn(stretches, one, 503, "one");
    learn(stretches, other, 503, "other");
    assertThat(find(stretches, one, 503, 1, OWN)).isNotNull();
    assertThat(find(stretches, other, 503, 1, OWN)).isNotNull();
  }

  @Test
  void itBeginsAnewWhenItIsFull() {
    RepeatedStretches<String> stretches = new RepeatedStretches<>(3_000);
    byte[] one = stretch(500);
    learn(stretches, one, 503, "one");
    for (int i = 0; i < 3; i++) {
      byte[] other = Arrays.copyOf(one, one.length);
      other[50] = (byte) i;
      learn(stretches, other, 503, "other");
    }
    assertThat(find(stretches, one, 503, 1, OWN)).isNull();
  }
}
