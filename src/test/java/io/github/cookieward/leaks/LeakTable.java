package io.github.cookieward.leaks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The text of {@code docs/leaks.md}: what {@link LeakSuiteIT} holds true of each case, which is
 * what is expected of it but for what is known to be left.
 */
final class LeakTable {
  private static final String INTRODUCTION =
      """
      # Leaks, vector by vector

      <!-- Made of src/test/cases/leaks by LeakTableTest; do not edit. -->

      `src/test/cases/leaks` has {pages} pages that would track their visitor, each in one way, and {canaries} canaries: something of the site's own that
      must go on working. `LeakSuiteIT` visits them in a real Chromium, on an unmodified application. Every build does so in strict
      protection, for a visitor who has not answered and for one who has accepted all, and in standard protection, for one who has not answered
      and whose browser runs no script (`UnscriptedIT`): there the server is alone, and one case leaks, `markup/link-data-click`.

      ```
      mvn verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=LeakSuiteIT -Dleaks.whole
      ```

      visits them without the filter, where each has to fire, and behind it, in both protections and four states of consent.
      `-Dleaks.only=css/,svg/image` visits some, `-Dleaks.modes=standard` and `-Dleaks.states=rejected` where it says. A result that differs from
      this page fails the run; `mvn test -Dtest=LeakTableTest -Dleaks.write` writes the page anew. How a case is written
      says [their README](../src/test/cases/leaks/README.md).

      *Leaks* are cases that did something before a choice, after reject or after withdrawal; *broken* ones did not work after accept, or, of
      canaries, at any time.
      """;

  private static final String SIGNS =
      """

      ## Case by case

      The four signs of a cell are for a visitor who has not answered, has rejected all, has accepted all, and has withdrawn:
      **·** nothing happened, as it must be; **✓** it worked, as it must; **✗** a leak; **!** it should have worked and did not; **○** either will do.
      """;

  private final List<LeakCase> cases;
  private final KnownFailures known;
  private final Set<String> failing;

  LeakTable(List<LeakCase> cases, KnownFailures known) {
    this.cases = cases;
    this.known = known;
    this.failing = known.lines();
  }

  String text() {
    long canaries = cases.stream().filter(LeakCase::isCanary).count();
    StringBuilder text =
        new StringBuilder(
            INTRODUCTION
                .replace("{pages}", Long.toString(cases.size() - canaries))
                .replace("{canaries}", Long.toString(canaries)));
    Map<String, List<LeakCase>> groups =
        cases.stream()
            .collect(
                Collectors.groupingBy(LeakCase::group, LinkedHashMap::new, Collectors.toList()));
    summary(text, groups);
    left(text);
    text.append(SIGNS);
    groups.forEach(
        (group, members) -> {
          text.append("\n### ").append(group).append("\n\n");
          text.append(
              "| case | what it does | whose | strict | standard |\n|---|---|---|---|---|\n");
          for (LeakCase one : members) {
            text.append("| `").append(one.name()).append("` | ");
            text.append(one.title().replace("|", "\\|")).append(" | ").append(one.concerns());
            for (Mode mode : List.of(Mode.STRICT, Mode.STANDARD)) {
              text.append(" | ").append(signs(one, mode));
            }
            text.append(" |\n");
          }
        });
    return text.toString();
  }

  private void summary(StringBuilder text, Map<String, List<LeakCase>> groups) {
    text.append(
        "\n| group | cases | leaks, strict | broken, strict | leaks, standard | broken, standard"
            + " |\n|---|---:|---:|---:|---:|---:|\n");
    groups.forEach((group, members) -> line(text, group, members));
    line(text, "**all**", cases);
  }

  private void line(StringBuilder text, String group, List<LeakCase> members) {
    List<Object> cells = new ArrayList<>(List.of(group, members.size()));
    for (Mode mode : List.of(Mode.STRICT, Mode.STANDARD)) {
      for (char sign : new char[] {'✗', '!'}) {
        cells.add(members.stream().filter(one -> signs(one, mode).indexOf(sign) >= 0).count());
      }
    }
    text.append(
        cells.stream().map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private void left(StringBuilder text) {
    text.append("\n## What is left\n\n");
    known
        .reasons()
        .forEach(
            (reason, lines) -> {
              Set<String> keys = new TreeSet<>();
              Set<String> modes = new TreeSet<>();
              for (String line : lines) {
                String[] parts = line.split("/", 3);
                modes.add(parts[0]);
                keys.add("`" + parts[2] + "`");
              }
              text.append("- ").append(reason).append(" In ").append(String.join(" and ", modes));
              text.append(": ").append(String.join(", ", keys)).append(".\n");
            });
  }

  private String signs(LeakCase one, Mode mode) {
    StringBuilder signs = new StringBuilder();
    for (State state : State.TOLD) {
      boolean fails = failing.contains(mode.word() + "/" + state.word() + "/" + one.key());
      signs.append(
          switch (Expected.of(one, mode, state)) {
            case FIRES -> fails ? '!' : '✓';
            case SILENT -> fails ? '✗' : '·';
            case OPEN -> '○';
          });
    }
    return signs.toString();
  }
}
