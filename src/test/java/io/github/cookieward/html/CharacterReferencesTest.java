package io.github.cookieward.html;

import static org.assertj.core.api.Assertions.assertThat;

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
    assertThat(CharacterReferences.decode(raw)).isEqualTo(value);
  }
}
