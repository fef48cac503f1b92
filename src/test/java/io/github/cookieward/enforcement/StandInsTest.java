package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.BuiltIn;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandInsTest {
  private static final Path FILE =
      Path.of("src/main/resources/io/github/cookieward/enforcement/stand-ins.tsv");

  @Test
  void eachLineIsOfABuiltInServiceAndNamesGlobals() throws IOException {
    List<String> lines =
        Files.readAllLines(FILE, UTF_8).stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(lines).hasSizeGreaterThan(80).isSorted();
    assertThat(lines)
        .allMatch(line -> line.matches("[a-z0-9-]+\t[A-Za-z_$0-9]+( [A-Za-z_$0-9]+)*"));
    assertThat(lines).allMatch(line -> BuiltIn.service(line.split("\t")[0]).isPresent());
  }

  @Test
  void aSiteMayHaveDeclaredTheServiceInItsOwnWords() {
    Service.Builder own = Service.builder("ours", Category.ANALYTICS);
    assertThat(StandIns.of(own.address("Cdn.MxPnl.com/libs").address("/x").build()))
        .isEqualTo("mixpanel");
    assertThat(
            StandIns.of(Service.builder("ours", Category.ANALYTICS).address("a.example").build()))
        .isEmpty();
    assertThat(StandIns.of(BuiltIn.service("hotjar").orElseThrow())).isEqualTo("hj");
  }
}
