package io.github.cookieward.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.cookieward.model.Proves.In;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The table of docs/model.md: each row of the model, and the tests that prove what holds here. */
class ModelTest {
  private static final Path DOCUMENT = Path.of("docs/model.md");
  private static final Path MADE = Path.of("target/model.md");

  /** Where each row has a proof, or a reason why it cannot have one. */
  private static final List<In> BOTH = List.of(In.SCRIPT, In.NO_SCRIPT);

  /** A row, with its reasons. */
  private record Row(String id, String model, String here, Map<In, String> reasons) {
    static Row of(String line) {
      String[] parts = line.split("\t");
      assertThat(parts.length).as(line).isBetween(3, 5);
      Map<In, String> reasons = new TreeMap<>();
      for (int i = 3; i < parts.length; i++) {
        String reason = parts[i];
        In in =
            BOTH.stream()
                .filter(each -> reason.startsWith(words(each) + ": "))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no reason: " + reason));
        reasons.put(in, reason.substring(words(in).length() + 2));
      }
      return new Row(parts[0], parts[1], parts[2], reasons);
    }

    boolean isProven(In in) {
      return PROOFS.getOrDefault(id, Map.of()).containsKey(in);
    }
  }

  private static final Map<String, Map<In, Set<String>>> PROOFS = new TreeMap<>();

  private static List<String> lines;
  private static Map<String, Row> rows;

  @BeforeAll
  static void read() throws IOException {
    lines =
        Files.readAllLines(Path.of("src/test/cases/model/rows.tsv")).stream()
            .filter(line -> !line.isBlank())
            .toList();
    rows = new LinkedHashMap<>();
    for (String line : lines) {
      if (!line.startsWith("#")) {
        Row row = Row.of(line);
        assertThat(rows.put(row.id(), row)).as("two rows %s", row.id()).isNull();
      }
    }
    JavaClasses tests = new ClassFileImporter().importPath(Path.of("target/test-classes"));
    PROOFS.clear();
    tests.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.isAnnotatedWith(Proves.class))
        .forEach(ModelTest::collect);
  }

  private static void collect(JavaMethod method) {
    Proves proves = method.getAnnotationOfType(Proves.class);
    String type = method.getOwner().getSimpleName();
    List<In> in = proves.in().length > 0 ? List.of(proves.in()) : where(method);
    for (String row : proves.value()) {
      for (In each : in) {
        PROOFS
            .computeIfAbsent(row, id -> new TreeMap<>())
            .computeIfAbsent(each, where -> new TreeSet<>())
            .add(type + "." + method.getName());
      }
    }
  }

  private static List<In> where(JavaMethod method) {
    boolean browser =
        method.getOwner().getPackageName().endsWith(".browser")
            || method.getOwner().getSimpleName().equals("ConsentScriptTest");
    boolean both = method.isAnnotatedWith(WithAndWithoutScript.class);
    return both ? BOTH : List.of(browser ? In.SCRIPT : In.SERVER);
  }

  /** No gap without a reason, and no reason where there is no gap. */
  @Test
  void everyRowIsProvenWithScriptAndWithoutOrSaysWhyNot() {
    List<String> wrong = new ArrayList<>();
    for (Row row : rows.values()) {
      for (In in : BOTH) {
        if (row.isProven(in) == row.reasons().containsKey(in)) {
          wrong.add(
              row.id()
                  + ", "
                  + words(in)
                  + (row.isProven(in)
                      ? ": proven, so take the reason away"
                      : ": neither a test that @Proves it nor a reason"));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void whatIsProvenIsARow() {
    assertThat(rows.keySet()).as("rows that tests say they prove").containsAll(PROOFS.keySet());
  }

  @Test
  void theDocumentIsTheTable() throws IOException {
    StringBuilder table = new StringBuilder();
    table.append(
        """
        # The model, row by row

        Made by `ModelTest` from `src/test/cases/model/rows.tsv` and the `@Proves` of the tests; do not edit it by hand. Cookieward is modelled on
        the cookie consent of a large storage service: its policy, its banner and dialog, its apps. Left is what that has or lacks, in our words;
        then what holds here, and the tests that prove it. *Script* and *no script* are Chromium; *server* holds for any browser.
        """);
    long both = rows.values().stream().filter(row -> BOTH.stream().allMatch(row::isProven)).count();
    table
        .append(both)
        .append(" of ")
        .append(rows.size())
        .append(" rows are proven in Chromium both with script and without; where one of the two")
        .append(" makes no sense, the reason stands in place of the proof.\n");
    for (String line : lines) {
      if (line.startsWith("# ")
          && !line.contains(":")
          && !line.contains("“")
          && !line.endsWith(".")) {
        table
            .append("\n## ")
            .append(line.substring(2))
            .append("\n\n| row | the model | here | proof |\n|---|---|---|---|\n");
      } else if (!line.startsWith("#")) {
        append(table, Row.of(line));
      }
    }
    Files.createDirectories(MADE.getParent());
    Files.writeString(MADE, table);
    boolean current = Files.exists(DOCUMENT) && Files.readString(DOCUMENT).contentEquals(table);
    assertThat(current).as("out of date: cp target/model.md docs/model.md").isTrue();
  }

  private static void append(StringBuilder table, Row row) {
    List<String> proofs = new ArrayList<>();
    Map<In, String> cells = new TreeMap<>(row.reasons());
    PROOFS
        .getOrDefault(row.id(), Map.of())
        .forEach((in, tests) -> cells.put(in, "`" + String.join("`, `", tests) + "`"));
    cells.forEach((in, cell) -> proofs.add("*" + words(in) + ":* " + cell));
    table
        .append("| ")
        .append(String.join(" | ", row.id(), row.model(), row.here()))
        .append(" | ")
        .append(String.join("<br>", proofs))
        .append(" |\n");
  }

  private static String words(In in) {
    return switch (in) {
      case SCRIPT -> "script";
      case NO_SCRIPT -> "no script";
      case SERVER -> "server";
    };
  }
}
