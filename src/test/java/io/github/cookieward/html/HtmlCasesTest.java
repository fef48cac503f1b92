package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
    try (Stream<Path> files = Files.list(CASES)) {
      List<DynamicTest> cases = files.sorted().map(HtmlCasesTest::test).toList();
      assertThat(cases).isNotEmpty();
      return cases;
    }
  }

  private static DynamicTest test(Path file) {
    String[] parts = read(file).split("\n--- ");
    return DynamicTest.dynamicTest(
        file.getFileName() + ": " + parts[0],
        file.toUri(),
        () -> {
          CaseRule rule = new CaseRule(part(parts, "rule"));
          byte[] in = unescaped(part(parts, "in")).getBytes(UTF_8);
          for (int size : new int[] {Integer.MAX_VALUE, 1, 7}) {
            Rewriting rewriting = new Rewriting(rule, 200).all(in, size);
            assertThat(rewriting.text()).isEqualTo(unescaped(part(parts, "out")));
            assertThat(doubts(rewriting)).isEqualTo(part(parts, "doubts"));
          }
        });
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

  private static String part(String[] parts, String name) {
    for (String part : parts) {
      if (part.startsWith(name + "\n")) {
        return part.substring(name.length() + 1);
      }
    }
    return "";
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r").replace("\\0", "\0").replace("\\f", "\f");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
