package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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

  private record Asked(String source, boolean held) {}

  /** Holds back what is fetched from some hosts, and remembers what it did. */
  private static final class Remembering implements PassingRule<Asked> {
    private final RepeatedStretches<Asked> stretches;
    private final Set<String> hosts;
    private @Nullable List<Asked> asked;
    private int passed;
    private int passedChanged;

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
          blocks.add(block.toString());
        }
      }
      String html = document(random, blocks);
      byte[] bytes = html.getBytes(UTF_8);
      Set<String> hosts =
          random.nextBoolean() ? Set.of("t.example") : Set.of("t.example", "u.example");
      int size = random.nextBoolean() ? 8_192 : 300 + random.nextInt(3_000);
      Remembering rule = new Remembering(stretches, hosts);
      Rewriting rewriting = new Rewriting(rule, Rewriting.LIMIT).all(bytes, size);
      Rewriting anew =
          new Rewriting(new Remembering(new RepeatedStretches<>(0), hosts), Rewriting.LIMIT)
              .all(bytes, Integer.MAX_VALUE);
      assertThat(rewriting.text()).as("document %d: %s", i, html).isEqualTo(anew.text());
      assertThat(rewriting.doubts()).as("document %d: %s", i, html).isEqualTo(anew.doubts());
      passed += rule.passed;
      changed += rule.passedChanged;
    }
    assertThat(passed).isGreaterThan(DOCUMENTS / 4);
    assertThat(changed).isGreaterThan(DOCUMENTS / 8);
  }

  @Test
  void aLimitThatIsShorterThanAStretchLetsNonePass() {
    RepeatedStretches<Asked> stretches = new RepeatedStretches<>(MEGABYTE);
    byte[] html = ("<body>" + "<p class=x>some text".repeat(200)).getBytes(UTF_8);
    for (int limit : new int[] {RepeatedStretches.MOST, RepeatedStretches.MOST + 1}) {
      Remembering rule = new Remembering(stretches, Set.of());
      for (int i = 0; i < 4; i++) {
        rule = new Remembering(stretches, Set.of());
        new Rewriting(rule, limit).all(html, 8_192);
      }
      assertThat(rule.passed > 0).isEqualTo(limit > RepeatedStretches.MOST);
    }
  }

  private static byte[] stretch(int length) {
    byte[] bytes = new byte[length + 300];
    new Random(SEED).nextBytes(bytes);
    return bytes;
  }

  private static void learn(RepeatedStretches<String> stretches, byte[] in, int to, String asked) {
    for (int i = 0; i < 2; i++) {
      stretches.learn(in, 3, to, 1, List.of(asked), List.of(), OWN);
    }
  }

  @Test
  void anyOtherByteSituationOrEncodingIsAnotherStretch() {
    for (int length : new int[] {384, 385, 391, 392, 399, 400, 2_047, 2_048}) {
      RepeatedStretches<String> stretches = new RepeatedStretches<>(MEGABYTE);
      byte[] in = stretch(length);
      int to = 3 + length;
      assertThat(stretches.find(in, 3, in.length, 1, OWN)).isNull();
      learn(stretches, in, to, "x");
      RepeatedStretches.Known<String> known = stretches.find(in, 3, to, 1, OWN);
      assertThat(known).isNotNull();
      assertThat(known.length()).isEqualTo(length);
      assertThat(known.asked()).containsExactly("x");
      assertThat(stretches.find(in, 3, to - 1, 1, OWN)).isNull();
      assertThat(stretches.find(in, 3, to, 2, OWN)).isNull();
      assertThat(stretches.find(in, 3, to, 1, LATIN)).isNull();
      for (int at = 3; at < to; at++) {
        byte[] other = Arrays.copyOf(in, in.length);
        other[at] ^= 1;
        assertThat(stretches.find(other, 3, to, 1, OWN)).as("byte %d", at).isNull();
      }
      byte[] behind = Arrays.copyOf(in, in.length);
      behind[to] ^= 1;
      assertThat(stretches.find(behind, 3, in.length, 1, OWN)).isNotNull();
    }
  }

  @Test
  void ofTwoThatBeginAlikeBothAreKnown() {
    RepeatedStretches<String> stretches = new RepeatedStretches<>(MEGABYTE);
    byte[] one = stretch(500);
    byte[] other = Arrays.copyOf(one, one.length);
    other[400] ^= 1;
    learn(stretches, one, 503, "one");
    learn(stretches, other, 503, "other");
    assertThat(stretches.find(one, 3, 503, 1, OWN)).isNotNull();
    assertThat(stretches.find(other, 3, 503, 1, OWN)).isNotNull();
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
    assertThat(stretches.find(one, 3, 503, 1, OWN)).isNull();
  }
}
