package io.github.cookieward.leaks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What came of all cases, as the text of {@code docs/leaks.md}. */
final class LeakTable {
  private static final String INTRODUCTION =
      """
      # Leaks, vector by vector

      <!-- Written by LeakSuiteIT; do not edit. -->

      Each line is a page that would track its visitor in one way, or, in the groups named canaries, something of the site's own that must
      go on working. Real Chromium visits it on an unmodified application: without the filter, where each has to fire, and behind it,
      in both protections and four states of consent. The cases are files: `src/test/cases/leaks`, which says how to add one.
      `mvn verify -Dtest=None -Dsurefire.failIfNoSpecifiedTests=false -Dit.test=LeakSuiteIT -Dleaks.write` writes this page anew.

      The four signs of a cell are for a visitor who has not answered, has rejected all, has accepted all, and has withdrawn:
      **·** nothing happened, as it must be; **✓** it worked, as it must; **✗** a leak; **!** it should have worked and did not; **○** it worked,
      where either will do.
      """;

  private final List<LeakCase> cases;
  private final Map<Mode, Map<State, Set<String>>> fired;

  LeakTable(List<LeakCase> cases, Map<Mode, Map<State, Set<String>>> fired) {
    this.cases = cases;
    this.fired = fired;
  }

  String text() {
    StringBuilder text = new StringBuilder(INTRODUCTION).append('\n');
    Map<String, List<LeakCase>> groups =
        cases.stream()
            .collect(
                Collectors.groupingBy(LeakCase::group, LinkedHashMap::new, Collectors.toList()));
    summary(text, groups);
    groups.forEach(
        (group, members) -> {
          text.append("\n## ").append(group).append("\n\n");
          text.append(
              "| case | what it does | whose | strict | standard |\n|---|---|---|---|---|\n");
          for (LeakCase one : members) {
            text.append("| `")
                .append(one.name())
                .append("` | ")
                .append(one.title().replace("|", "\\|"));
            text.append(" | ").append(one.concerns());
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
        "| group | cases | leaks, strict | broken, strict | leaks, standard | broken, standard |\n");
    text.append("|---|---:|---:|---:|---:|---:|\n");
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

  private String signs(LeakCase one, Mode mode) {
    StringBuilder signs = new StringBuilder();
    for (State state : State.values()) {
      boolean did = fired.get(mode).get(state).contains(one.key());
      signs.append(
          switch (Expected.of(one, mode, state)) {
            case FIRES -> did ? '✓' : '!';
            case SILENT -> did ? '✗' : '·';
            case OPEN -> did ? '○' : '·';
          });
    }
    return signs.toString();
  }
}
