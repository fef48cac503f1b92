package io.github.cookieward.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.cookieward.browser.Chromium;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Nothing that the visitor did not agree to runs in a page or reaches a tracker: every file of
 * {@code src/test/cases/leaks}, in a real browser, without the filter and behind it.
 *
 * <p>Every build visits them in strict protection, undecided and accepted. {@code -Dleaks.whole}
 * visits them in both protections and all states, and first without the filter; {@code
 * -Dleaks.only=group/name} (beginnings will do, commas between) visits some, {@code
 * -Dleaks.modes=bare,standard} and {@code -Dleaks.states=rejected} where it says. What failed
 * stands in {@code target/leaks/failures.txt}. {@code LeakTableTest} keeps {@code docs/leaks.md}.
 */
class LeakSuiteIT {
  private static final boolean WHOLE =
      System.getProperty("leaks.whole") != null || System.getProperty("leaks.write") != null;
  private static final String ONLY = System.getProperty("leaks.only", "");

  /** Without the filter first: it tells how long a page's cases need. */
  private static final List<Mode> MODES =
      named("leaks.modes", WHOLE ? "bare,strict,standard" : "strict", Mode.values(), Mode::word);

  private static final List<State> STATES =
      named(
          "leaks.states",
          WHOLE ? "undecided,rejected,accepted,withdrawn" : "undecided,accepted",
          State.values(),
          State::word);

  private static List<LeakCase> cases;
  private static Set<String> known;
  private static final Map<Mode, Map<State, Set<String>>> FIRED = new EnumMap<>(Mode.class);

  @BeforeAll
  static void visitEverything() throws Exception {
    cases = LeakCase.all().stream().filter(one -> isWanted(one.key())).toList();
    known = KnownFailures.read().lines();
    List<CasePage> pages = CasePage.of(cases);
    Sightings sightings = new Sightings();
    try (Trap trap = new Trap(sightings);
        CaseSite site = new CaseSite(pages, sightings);
        Chromium chromium = chromium(trap, site)) {
      Map<String, Long> time = new HashMap<>();
      for (Mode mode : MODES) {
        FIRED.put(mode, new EnumMap<>(State.class));
        visit(chromium, () -> chromium(trap, site), mode, pages, sightings, time);
      }
    }
    Files.write(Path.of("target/leaks/failures.txt"), failures());
  }

  private static <T> List<T> named(
      String property, String otherwise, T[] all, Function<T, String> word) {
    List<String> wanted = List.of(System.getProperty(property, otherwise).split(","));
    return Stream.of(all).filter(one -> wanted.contains(word.apply(one))).toList();
  }

  private static boolean isWanted(String key) {
    return Stream.of(ONLY.split(",")).anyMatch(key::startsWith);
  }

  /** A browser for which every host but the site's is the trap. */
  static Chromium chromium(Trap trap, CaseSite site) {
    String rules =
        Stream.concat(
                Stream.of(Mode.values())
                    .map(mode -> "MAP " + mode.host() + " 127.0.0.1:" + site.port()),
                Stream.of("MAP * 127.0.0.1:" + trap.port()))
            .collect(Collectors.joining(","));
    return Chromium.free(
        "--host-resolver-rules=" + rules, "--ignore-certificate-errors", "--short-reporting-delay");
  }

  private static void visit(
      Chromium chromium,
      Supplier<Chromium> another,
      Mode mode,
      List<CasePage> pages,
      Sightings sightings,
      Map<String, Long> time) {
    Map<Boolean, List<CasePage>> apart =
        pages.stream().collect(Collectors.partitioningBy(page -> page.cases().get(0).apart()));
    if (!apart.get(false).isEmpty()) {
      for (List<State> way : State.WAYS) {
        visit(chromium, mode, way, states(mode), apart.get(false), sightings, time);
      }
    }
    for (CasePage page : apart.get(true)) {
      for (State state : states(mode)) {
        try (Chromium own = another.get()) {
          visit(own, mode, state.way(), List.of(state), List.of(page), sightings, time);
        }
      }
    }
  }

  private static List<State> states(Mode mode) {
    return mode == Mode.BARE ? List.of(State.UNDECIDED) : STATES;
  }

  /** Sends one visitor through the states of a way, and to the pages in the wanted ones of them. */
  private static void visit(
      Chromium chromium,
      Mode mode,
      List<State> way,
      List<State> wanted,
      List<CasePage> pages,
      Sightings sightings,
      Map<String, Long> time) {
    if (Collections.disjoint(way, wanted)) {
      return;
    }
    try (Visitor visitor = new Visitor(chromium.browser(), mode, sightings)) {
      for (State state : way) {
        state.answer().ifPresent(visitor::answer);
        if (wanted.contains(state)) {
          visit(visitor, mode, state, pages, time);
        }
      }
    }
  }

  private static void visit(
      Visitor visitor, Mode mode, State state, List<CasePage> pages, Map<String, Long> time) {
    System.out.println(
        "Leaks: " + mode.word() + ", " + state.word() + ", " + pages.size() + " pages");
    Predicate<LeakCase> awaited =
        one ->
            (Expected.of(one, mode, state) == Expected.FIRES)
                != known.contains(line(mode, state, one));
    FIRED
        .get(mode)
        .computeIfAbsent(state, none -> new TreeSet<>())
        .addAll(visitor.visit(pages, state, awaited, time));
  }

  private static String line(Mode mode, State state, LeakCase one) {
    return mode.word() + "/" + state.word() + "/" + one.key();
  }

  /** What did not come as expected behind the filter. */
  private static Set<String> failures() {
    Set<String> failures = new TreeSet<>();
    for (Mode mode : MODES) {
      if (mode == Mode.BARE) {
        continue;
      }
      for (State state : FIRED.get(mode).keySet()) {
        for (LeakCase one : cases) {
          Expected expected = Expected.of(one, mode, state);
          boolean fired = FIRED.get(mode).get(state).contains(one.key());
          if (expected != Expected.OPEN && fired != (expected == Expected.FIRES)) {
            failures.add(line(mode, state, one));
          }
        }
      }
    }
    return failures;
  }

  @Test
  void everyCaseFiresWithoutTheFilter() {
    assumeTrue(MODES.contains(Mode.BARE), "-Dleaks.whole tries it");
    Set<String> fired = FIRED.get(Mode.BARE).get(State.UNDECIDED);
    assertThat(cases.stream().map(LeakCase::key).filter(key -> !fired.contains(key))).isEmpty();
  }

  @Test
  void nothingLeaksAndNothingBreaks() {
    Set<String> unknown = failures();
    unknown.removeAll(known);
    assertThat(unknown).as("failures that are not known").isEmpty();
  }

  @Test
  void aKnownFailureStillFails() {
    Set<String> mended = new TreeSet<>(known);
    mended.removeIf(line -> !isVisited(line));
    mended.removeAll(failures());
    assertThat(mended)
        .as("known failures that pass: take them out of " + KnownFailures.FILE)
        .isEmpty();
  }

  private static boolean isVisited(String line) {
    String[] parts = line.split("/", 3);
    return isWanted(parts[2])
        && MODES.stream().anyMatch(mode -> mode.word().equals(parts[0]))
        && STATES.stream().anyMatch(state -> state.word().equals(parts[1]));
  }
}
