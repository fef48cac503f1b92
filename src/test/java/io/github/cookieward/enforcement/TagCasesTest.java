package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each file of a directory is a case: what it claims, {@code --- in} and {@code --- out}; and where
 * they are not as usual {@code --- granted} (categories), {@code --- protection} and {@code ---
 * mode}. A case without {@code --- out} leaves as it came. Each holds whole and in pieces; and what
 * it holds back leaves as it came once all is granted, unless it says {@code --- never} (granted).
 */
class TagCasesTest {
  private static final Path CASES = Path.of("src/test/cases/tags");
  private static final Category[] ALL = {
    Category.PREFERENCE, Category.ANALYTICS, Category.ADVERTISING, Category.THIRD_PARTY
  };

  @BeforeAll
  static void silence() {
    Visitors.silence();
  }

  @AfterAll
  static void endSilence() {
    Visitors.endSilence();
  }

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      List<DynamicTest> cases = files.sorted().map(TagCasesTest::test).toList();
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
          String in = part(parts, "in");
          String out = has(parts, "out") ? part(parts, "out") : in;
          Enforcement visit = visit(parts, granted(parts));
          for (int size : new int[] {Integer.MAX_VALUE, 1, 7}) {
            assertThat(TagSite.rewritten(visit, TagSite.TOLD, in, size)).isEqualTo(out);
          }
          if (!has(parts, "never") && !out.equals(in)) {
            String all = TagSite.rewritten(visit(parts, ALL), TagSite.TOLD, in, 64);
            assertThat(all).as("all is granted").isEqualTo(in);
          }
        });
  }

  private static Enforcement visit(String[] parts, Category... granted) {
    Settings.Builder site =
        part(parts, "protection").equals("strict") ? TagSite.strict() : TagSite.settings();
    if (part(parts, "mode").equals("report-only")) {
      site.mode(Settings.Mode.REPORT_ONLY);
    }
    return Visitors.visit(Visitors.enforcer(site), Visitors.granted(granted));
  }

  private static Category[] granted(String[] parts) {
    return Stream.of(part(parts, "granted").split(" "))
        .filter(id -> !id.isEmpty())
        .map(Category::new)
        .toArray(Category[]::new);
  }

  private static boolean has(String[] parts, String name) {
    return Stream.of(parts).anyMatch(part -> part.equals(name) || part.startsWith(name + "\n"));
  }

  private static String part(String[] parts, String name) {
    for (String part : parts) {
      if (part.startsWith(name + "\n")) {
        return part.substring(name.length() + 1).strip();
      }
    }
    return "";
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
