package io.github.cookieward.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Nothing is translated into eighteen languages for nobody. */
class TextsInUseTest {
  private static final Pattern FORM = Pattern.compile("[.](zero|one|two|few|many|other)$");

  /** Keys that are put together from a part that varies. */
  private static final Pattern MADE =
      Pattern.compile(
          "category[.][a-z-]+[.](name|brief|purpose)|technologies[.][a-z-]+[.](name|purpose)");

  private static String sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      StringBuilder all = new StringBuilder();
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }

  @Test
  @Proves("languages.all")
  void everyTextIsSaidSomewhere() throws IOException {
    Properties texts = new Properties();
    try (Reader in =
        new InputStreamReader(Texts.class.getResourceAsStream("Texts.properties"), UTF_8)) {
      texts.load(in);
    }
    String sources = sources();
    TreeSet<String> unused =
        texts.stringPropertyNames().stream()
            .map(key -> FORM.matcher(key).replaceFirst(""))
            .filter(key -> !MADE.matcher(key).matches())
            .filter(key -> !sources.contains('"' + key + '"'))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(unused).isEmpty();
  }

  /** What is put together is there for each part that there is, and for no other. */
  @Test
  @Proves("categories.words")
  void everyCategoryAndTechnologyThatIsNamedIsOne() throws IOException {
    String sources = sources();
    Properties texts = new Properties();
    try (Reader in =
        new InputStreamReader(Texts.class.getResourceAsStream("Texts.properties"), UTF_8)) {
      texts.load(in);
    }
    assertThat(texts.stringPropertyNames())
        .filteredOn(key -> MADE.matcher(key).matches())
        .hasSizeGreaterThan(20)
        .allMatch(key -> sources.contains('"' + key.split("[.]")[1] + '"'));
  }
}
