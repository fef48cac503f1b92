package io.github.cookieward.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.browser.Chromium;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What the server does by itself: every case of the leak suite in a browser that runs no script,
 * and so no guard, in standard protection, whose policy stops nothing.
 */
class UnscriptedIT {
  /** A click that shows a document in {@code data:} in a frame: a link is left to the guard. */
  private static final String LINK_TO_DATA = "markup/link-data-click";

  private static final int LEAST = 700;

  @Test
  void theServerAloneKeepsBackWhatNeedsNoScriptAndNothingElse() throws Exception {
    List<LeakCase> cases = LeakCase.all();
    List<CasePage> pages = CasePage.of(cases);
    Sightings sightings = new Sightings();
    try (Trap trap = new Trap(sightings);
        CaseSite site = new CaseSite(pages, sightings);
        Chromium chromium = LeakSuiteIT.chromium(trap, site)) {
      Set<String> bare = fired(chromium, Mode.BARE, pages, sightings);
      Set<String> kept = fired(chromium, Mode.STANDARD, pages, sightings);

      assertThat(bare).as("what fires without the filter").hasSizeGreaterThan(LEAST);
      assertThat(expected(cases, kept, Expected.SILENT)).as("leaks").containsExactly(LINK_TO_DATA);
      assertThat(kept).as("what must work").containsAll(expected(cases, bare, Expected.FIRES));
    }
  }

  private static Set<String> fired(
      Chromium chromium, Mode mode, List<CasePage> pages, Sightings sightings) {
    try (Visitor visitor = Visitor.withoutScript(chromium.browser(), mode, sightings)) {
      return visitor.visit(pages, State.UNDECIDED, one -> false, new HashMap<>());
    }
  }

  /** Those that fired of which that is expected behind the filter, before an answer. */
  private static Set<String> expected(List<LeakCase> cases, Set<String> fired, Expected what) {
    Set<String> found = new TreeSet<>(fired);
    cases.stream()
        .filter(one -> Expected.of(one, Mode.STANDARD, State.UNDECIDED) != what)
        .map(LeakCase::key)
        .forEach(found::remove);
    return found;
  }
}
