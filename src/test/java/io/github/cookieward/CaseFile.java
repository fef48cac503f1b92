package io.github.cookieward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * A case as a file of text: what it claims in its first line, and parts that begin with {@code ---
 * name}.
 */
public final class CaseFile {
  /** What a case has to show. */
  @FunctionalInterface
  public interface Claim {
    /** Fails where the case does not hold. */
    void hold(CaseFile file) throws Exception;
  }

  private final List<String> parts;

  private CaseFile(String text) {
    parts = List.of(text.split("\n--- "));
  }

  /** A test for each file of a directory; there must be one. */
  public static List<DynamicTest> tests(Path directory, Claim claim) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<DynamicTest> tests =
          files
              .sorted()
              .map(
                  file -> {
                    CaseFile read = read(file);
                    String name = file.getFileName() + ": " + read.parts.get(0);
                    return dynamicTest(name, file.toUri(), () -> claim.hold(read));
                  })
              .toList();
      assertThat(tests).isNotEmpty();
      return tests;
    }
  }

  private static CaseFile read(Path file) {
    try {
      return new CaseFile(Files.readString(file).strip());
    } catch (IOException e) {
      throw new IllegalStateException(file.toString(), e);
    }
  }

  private Optional<String> find(String name) {
    return parts.stream()
        .filter(part -> part.startsWith(name + "\n") || part.equals(name))
        .map(part -> part.equals(name) ? "" : part.substring(name.length() + 1))
        .findFirst();
  }

  /** Whether there is a part of this name. */
  public boolean has(String name) {
    return find(name).isPresent();
  }

  /** A part as it stands; empty where there is none. */
  public String raw(String name) {
    return find(name).orElse("");
  }

  /** A part without the blank around it; empty where there is none. */
  public String part(String name) {
    return raw(name).strip();
  }
}
