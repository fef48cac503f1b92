package io.github.cookieward.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page about leaks says what the suite holds true. */
class LeakTableTest {
  private static final Path PAGE = Path.of("docs/leaks.md");

  @Test
  void thePageIsUpToDate() throws IOException {
    String text = new LeakTable(LeakCase.all(), KnownFailures.read()).text();
    if (System.getProperty("leaks.write") != null) {
      Files.writeString(PAGE, text);
    }
    assertThat(Files.readString(PAGE))
        .as("out of date: mvn test -Dtest=LeakTableTest -Dleaks.write")
        .isEqualTo(text);
  }

  @Test
  void whatIsKnownToFailIsThere() throws IOException {
    Set<String> keys = LeakCase.all().stream().map(LeakCase::key).collect(Collectors.toSet());
    Set<String> unknown = new TreeSet<>(KnownFailures.read().lines());
    unknown.removeIf(line -> keys.contains(line.split("/", 3)[2]));
    assertThat(unknown).isEmpty();
  }

  @Test
  void thereAreManyCases() throws IOException {
    List<LeakCase> cases = LeakCase.all();
    assertThat(cases.stream().filter(one -> !one.isCanary())).hasSizeGreaterThanOrEqualTo(150);
    assertThat(cases.stream().filter(LeakCase::isCanary)).hasSizeGreaterThanOrEqualTo(20);
  }
}
