package io.github.cookieward.csp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Each file of a directory is a case: what it claims, {@code --- field} with the lines of the
 * field, {@code --- policies} as they are written again, {@code --- script} and {@code --- style}
 * with the nonce for inline code; {@code \f} is written so.
 */
class PolicyCasesTest {
  private static final Path CASES = Path.of("src/test/cases/csp");

  @TestFactory
  List<DynamicTest> cases() throws IOException {
    try (Stream<Path> files = Files.list(CASES)) {
      List<DynamicTest> cases = files.sorted().map(PolicyCasesTest::test).toList();
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
          List<String> lines = List.of(part(parts, "field").replace("\\f", "\f").split("\n"));
          assertThat(
                  ContentSecurityPolicy.parseField(lines).stream()
                      .map(ContentSecurityPolicy::toString)
                      .collect(Collectors.joining("\n")))
              .isEqualTo(part(parts, "policies"));
          assertThat(Nonce.find(lines, Nonce.Use.SCRIPT).map(Nonce::value).orElse(""))
              .isEqualTo(part(parts, "script"));
          assertThat(Nonce.find(lines, Nonce.Use.STYLE).map(Nonce::value).orElse(""))
              .isEqualTo(part(parts, "style"));
        });
  }

  @Property(tries = 500)
  void anyTextIsReadAndWhatIsWrittenIsReadTheSame(@ForAll String text) {
    for (ContentSecurityPolicy policy : ContentSecurityPolicy.parseField(List.of(text))) {
      assertThat(ContentSecurityPolicy.parse(policy.toString())).isEqualTo(policy);
    }
    assertThat(SourceExpression.parse(text)).isNotNull();
  }

  private static String part(String[] parts, String name) {
    return Arrays.stream(parts)
        .filter(part -> part.startsWith(name + "\n"))
        .map(part -> part.substring(name.length() + 1).strip())
        .findFirst()
        .orElse("");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
