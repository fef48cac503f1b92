package io.github.cookieward.csp;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.CaseFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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
    return CaseFile.tests(CASES, PolicyCasesTest::holds);
  }

  private static void holds(CaseFile file) {
    List<String> lines = List.of(file.part("field").replace("\\f", "\f").split("\n"));
    assertThat(
            ContentSecurityPolicy.parseField(lines).stream()
                .map(ContentSecurityPolicy::toString)
                .collect(Collectors.joining("\n")))
        .isEqualTo(file.part("policies"));
    assertThat(Nonce.find(lines, Nonce.Use.SCRIPT).map(Nonce::value).orElse(""))
        .isEqualTo(file.part("script"));
    assertThat(Nonce.find(lines, Nonce.Use.STYLE).map(Nonce::value).orElse(""))
        .isEqualTo(file.part("style"));
    if (!file.part("script").isEmpty()) {
      assertThat(Nonce.isNeeded(lines, Nonce.Use.SCRIPT)).isTrue();
    }
  }

  @Property(tries = 500)
  void anyTextIsReadAndWhatIsWrittenIsReadTheSame(@ForAll String text) {
    for (ContentSecurityPolicy policy : ContentSecurityPolicy.parseField(List.of(text))) {
      assertThat(ContentSecurityPolicy.parse(policy.toString())).isEqualTo(policy);
    }
    assertThat(SourceExpression.parse(text)).isNotNull();
  }
}
