package io.github.cookieward.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.browser.Chromium;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What is held back in an open page goes live once the visitor agrees there: cases of the leak
 * suite, by the beginnings of their names, whose markup the server, or the guard, has marked.
 */
class GoesLiveIT {
  private static final List<String> GO_LIVE =
      List.of(
          "css/own-sheet",
          "css/n-own-imports-own",
          "css/import",
          "fragments/cached-text",
          "fragments/in-",
          "fragments/kept",
          "fragments/rows",
          "fragments/scripts",
          "fragments/swap",
          "fragments/wicket",
          "frames/own-file",
          "frames/own-xhtml",
          "frames/srcdoc",
          "frames/svg-prefix",
          "links/",
          "markup/declarative-shadow",
          "markup/importmap",
          "markup/iframe",
          "markup/in-",
          "markup/picture",
          "markup/script",
          "markup/video",
          "svg/image",
          "svg/object-file",
          "svg/script",
          "svg/set-");

  @Test
  void whatIsHeldGoesLiveWhenTheVisitorAgreesInThePage() throws Exception {
    List<LeakCase> cases =
        LeakCase.all().stream()
            .filter(one -> GO_LIVE.stream().anyMatch(one.key()::startsWith))
            .filter(one -> one.script() && one.click().isEmpty())
            .filter(one -> Expected.of(one, Mode.STANDARD, State.GRANTED) == Expected.FIRES)
            .toList();
    List<CasePage> pages = CasePage.of(cases);
    Sightings sightings = new Sightings();
    try (Trap trap = new Trap(sightings);
        CaseSite site = new CaseSite(pages, sightings);
        Chromium chromium = LeakSuiteIT.chromium(trap, site);
        Visitor visitor = new Visitor(chromium.browser(), Mode.STANDARD, sightings)) {
      Set<String> fired = visitor.visit(pages, State.GRANTED, one -> true, new HashMap<>());
      Stream<String> missing =
          cases.stream().map(LeakCase::key).filter(key -> !fired.contains(key));
      assertThat(missing.collect(Collectors.toList())).isEmpty();
    }
  }
}
