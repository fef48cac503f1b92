package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.CaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each file of a directory is a case: what it claims, {@code --- rule} ({@link CaseRule}), {@code
 * --- in}, {@code --- out}, and where there are some {@code --- doubts}. It holds whole and in
 * pieces of one byte. Line ends between the parts belong to none; {@code \r}, {@code \0} and {@code
 * \f} are written so.
 */
class HtmlCasesTest {
  private static final Path CASES = Path.of("src/test/cases/html");

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    return CaseFile.tests(CASES, HtmlCasesTest::holds);
  }

  private static void holds(CaseFile file) {
    CaseRule rule = new CaseRule(file.part("rule"));
    byte[] in = unescaped(file.raw("in")).getBytes(UTF_8);
    for (int size : new int[] {Integer.MAX_VALUE, 1, 7}) {
      Rewriting rewriting = new Rewriting(rule, 200).all(in, size);
      assertThat(rewriting.text()).isEqualTo(unescaped(file.raw("out")));
      assertThat(doubts(rewriting)).isEqualTo(file.part("doubts"));
    }
  }

  private static String doubts(Rewriting rewriting) {
    StringBuilder doubts = new StringBuilder();
    for (Doubt doubt : Doubt.values()) {
      int count = rewriting.rewriter.count(doubt);
      if (count > 0) {
        doubts.append(doubts.isEmpty() ? "" : ", ").append(doubt).append(' ').append(count);
      }
    }
    return doubts.toString();
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\0", "\0").replace("\\f", "\f");
  }
}
