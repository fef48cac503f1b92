package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.CaseFile;
import io.github.cookieward.consent.Category;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each file of a directory is a case: what it claims, {@code --- in} and {@code --- out}; and where
 * they are not as usual {@code --- granted} (categories), {@code --- protection}, {@code --- mode}
 * and {@code --- guard}. A case without {@code --- out} leaves as it came. Each holds whole and in
 * pieces; and what it holds back leaves as it came once all is granted, unless it says {@code ---
 * never} (granted).
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
    return CaseFile.tests(CASES, TagCasesTest::holds);
  }

  private static void holds(CaseFile file) {
    String in = file.part("in");
    String out = file.has("out") ? file.part("out") : in;
    Enforcement visit = visit(file, granted(file));
    for (int size : new int[] {Integer.MAX_VALUE, 1, 7}) {
      assertThat(rewritten(file, visit, in, size)).isEqualTo(out);
    }
    if (!file.has("never") && !out.equals(in)) {
      String all = rewritten(file, visit(file, ALL), in, 64);
      assertThat(all).as("all is granted").isEqualTo(in);
    }
  }

  private static String rewritten(CaseFile file, Enforcement visit, String in, int size) {
    return file.has("xml")
        ? TagSite.rewrittenXml(visit, TagSite.TOLD, in, size)
        : TagSite.rewritten(visit, TagSite.TOLD, in, size);
  }

  private static Enforcement visit(CaseFile file, Category... granted) {
    SettingsBuilder site =
        file.part("protection").equals("strict") ? TagSite.strict() : TagSite.settings();
    if (file.part("mode").equals("report-only")) {
      site.mode(Settings.Mode.REPORT_ONLY);
    }
    if (file.part("guard").equals("off")) {
      site.pages(PageSettings.DEFAULTS.withGuard(false));
    }
    return Visitors.visit(Visitors.enforcer(site), Visitors.granted(granted));
  }

  private static Category[] granted(CaseFile file) {
    return Stream.of(file.part("granted").split(" "))
        .filter(id -> !id.isEmpty())
        .map(Category::new)
        .toArray(Category[]::new);
  }
}
