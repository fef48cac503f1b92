package io.github.cookieward.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The rules of WCAG 2.2 A and AA that a program can judge. */
final class Axe {
  private static final String AXE = read();

  /** What is wrong, with its place; and, so that nothing passes unlooked at, how much was right. */
  private static final String RUN =
      """
      () => axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        rules: { 'label-content-name-mismatch': { enabled: true } },
        resultTypes: ['violations'],
      }).then(({ violations, passes }) => ({
        right: passes.length,
        wrong: violations.flatMap(rule => rule.nodes.map(node =>
          rule.id + ' at ' + node.target.join(' ') + ': ' + node.failureSummary)),
      }))""";

  private Axe() {}

  private static String read() {
    try (InputStream in = Objects.requireNonNull(Axe.class.getResourceAsStream("/axe.min.js"))) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Puts the rules into a page. */
  static void load(Page page) {
    page.evaluate(AXE);
  }

  /** What is wrong on a page that has the rules, with its place. */
  static List<String> wrong(Page page) {
    Map<?, ?> result = (Map<?, ?>) page.evaluate(RUN);
    assertThat((Integer) result.get("right")).isGreaterThan(5);
    return ((List<?>) result.get("wrong")).stream().map(String::valueOf).toList();
  }
}
