package io.github.cookieward.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CharacterReferencesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a&amp;b | a&b",
        "a&ampb | a&ampb",
        "a&amp=b | a&amp=b",
        "a&amp | a&",
        "a&copy;&copy&copy=1 | a©©&copy=1",
        "x&copy x | x© x",
        "&notin;&notit;&not | ∉&notit;¬",
        "&colon;&sol;&period; | :/.",
        "&colon | &colon",
        "&#x2F;&#X2f&#47;&#47 | ////",
        "&#xZ;&#;&#x; | &#xZ;&#;&#x;",
        "&#0;&#xD800;&#x110000;&#99999999999; | \uFFFD\uFFFD\uFFFD\uFFFD",
        "&#128;&#x99; | €™",
        "&#x1F600; | \uD83D\uDE00",
        "&CounterClockwiseContourIntegral; | ∳",
        "&NotEqualTilde; | ≂̸",
        "&&amp;& | &&&",
        "&AMP;&Amp; | &&Amp;"
      })
  void aValueIsDecodedAsABrowserDoes(String raw, String value) {
    assertThat(CharacterReferences.decode(raw, Map.of())).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "//&a;&b; | //tracker.test",
        "&copy;&amp;a;&eacute; | ours&a;é",
        "&a&a.;&a | &a&a.;&a",
        "&later;&x.y-z; | tracker.test!",
      })
  void aDocumentsOwnEntitiesAreResolved(String raw, String value) {
    Map<String, String> declared =
        Map.of("a", "track", "b", "er&#46;test", "copy", "ours", "later", "&a;&b;", "x.y-z", "!");
    assertThat(CharacterReferences.decode(raw, declared)).isEqualTo(value);
  }

  @Test
  void entitiesOfThemselvesStayBounded() {
    Map<String, String> declared = Map.of("a", "&a;&a;", "b", "x".repeat(1_000));
    assertThat(CharacterReferences.decode("&a;", declared).length()).isLessThan(200_000);
    assertThat(CharacterReferences.decode("&b;".repeat(10_000), declared).length())
        .isLessThan(100_000);
  }
}
