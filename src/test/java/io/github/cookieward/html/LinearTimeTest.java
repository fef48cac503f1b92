package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Counts what is examined and copied: time is for benchmarks. */
class LinearTimeTest {
  private static final int MEGABYTE = 1_000_000;

  record Document(int length, String beginning, String repeated) {
    byte[] bytes() {
      byte[] part = repeated.getBytes(UTF_8);
      byte[] bytes = Arrays.copyOf(beginning.getBytes(UTF_8), length);
      for (int at = beginning.length(); at < length; at++) {
        bytes[at] = part[(at - beginning.length()) % part.length];
      }
      return bytes;
    }
  }

  static List<Document> documents() {
    return List.of(
        new Document(10 * MEGABYTE, "<div title='", "x"),
        new Document(10 * MEGABYTE, "<div ", "a=b "),
        new Document(10 * MEGABYTE, "<!--", "<!-- -"),
        new Document(10 * MEGABYTE, "<script>", "</scripx"),
        new Document(10 * MEGABYTE, "<img src=\"", "x"), // wanted: too long
        new Document(MEGABYTE, "<div title=", "x"),
        new Document(MEGABYTE, "<p ", "a=b "),
        new Document(MEGABYTE, "<div", "x"),
        new Document(MEGABYTE, "<!--", "-"),
        new Document(MEGABYTE, "<script><!--", "<script "),
        new Document(MEGABYTE, "<textarea>", "</text"),
        new Document(MEGABYTE, "", "<img "),
        new Document(MEGABYTE, "", "<"),
        new Document(MEGABYTE, "", "</x>"),
        new Document(MEGABYTE, "<svg>", "<g>"),
        new Document(MEGABYTE, "<svg>", "</g><g>"),
        new Document(MEGABYTE, "<svg>", "<![CDATA[]]"),
        new Document(MEGABYTE, "<noscript>", "<p alt='</noscript><img src=//t.example/"),
        new Document(MEGABYTE, "<noscript>", "<img src='//t.example/' alt=\"</noscript><p>"),
        new Document(MEGABYTE, "<select>", "<style><img src=//t.example/></style x='"));
  }

  @ParameterizedTest
  @MethodSource("documents")
  void noByteIsWorkedOnOftenInPiecesOfEightKilobytes(Document document) {
    assertLinear(document, 8192);
  }

  @ParameterizedTest
  @MethodSource("documents")
  void noByteIsWorkedOnOftenInPiecesOfOneByte(Document document) {
    assertLinear(document, 1);
  }

  private static void assertLinear(Document document, int size) {
    Rewriting rewriting = new Rewriting(new Withholding(), 65_536).all(document.bytes(), size);
    assertThat(rewriting.rewriter.steps()).isLessThan(12L * document.length());
    assertThat(rewriting.mostHeld()).isLessThanOrEqualTo(65_536);
  }
}
