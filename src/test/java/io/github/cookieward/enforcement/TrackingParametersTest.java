package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrackingParametersTest {
  private static final Predicate<String> TRACKS =
      name -> {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("utm_") || lower.equals("gclid");
      };

  @ParameterizedTest
  @CsvSource({
    "a=1&utm_source=x&b=2, a=1&b=2",
    "utm_source=x, ''",
    "utm_source, ''",
    "utm_source=&a, a",
    "gclid=1&gclid=2&gclid=3&a=%20+, a=%20+",
    "a&&utm_id=1&&b&, a&&&b&",
    "utm%5Fsource=x&a=1, a=1",
    "%75tm%5fsource=x&a=1, a=1",
    "UTM_Source=x&a=1, a=1",
    "utm_a=b=c&a=b=c, a=b=c",
    "utm_%=1&utm_%zz=1&utm_%c3=1&a=%, a=%",
    "a=utm_source=x&utm_source=a=1, a=utm_source=x"
  })
  void takesParametersOutAndLeavesTheRestAsItIs(String query, String kept) {
    assertThat(TrackingParameters.strip(query, TRACKS)).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "&",
        "=",
        "&&=&",
        "a=1&b=%zz&c=%",
        "xutm_source=1",
        "+utm_source=1",
        "utm=1",
        "gclid%00=1",
        "a=utm_source",
        "a=1;utm_source=2",
        "%",
        "%4",
        "%g1",
        "\u00e4=\ud800"
      })
  void whereNothingIsTakenTheVerySameStringComesBack(String query) {
    assertThat(TrackingParameters.strip(query, TRACKS)).isSameAs(query);
    String address = "/a;b=1/c?" + query + "#utm_source=1";
    assertThat(TrackingParameters.stripAddress(address, TRACKS)).isSameAs(address);
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example/b?utm_id=1, https://a.example/b",
    "https://a.example/b?utm_id=1#c?utm_id=2, https://a.example/b#c?utm_id=2",
    "https://a.example/b#c?utm_id=2, https://a.example/b#c?utm_id=2",
    "/b?x&utm_id=1, /b?x",
    "/b;utm_id=1/c;d;gclid?x, /b/c;d?x",
    "/b;utm_id=1#x, /b#x",
    "/b?, /b?",
    "'', ''",
    "?gclid=1, ''",
    "not an address;utm_id=1, not an address"
  })
  void cleansWholeAddresses(String address, String clean) {
    assertThat(TrackingParameters.stripAddress(address, TRACKS)).isEqualTo(clean);
  }

  @ParameterizedTest
  @CsvSource({
    "/a;utm_source=x, /a",
    "/a;utm_source=x;b=1/c;GCLID/d, /a;b=1/c/d",
    "/a;jsessionid=1;utm%5fid=2, /a;jsessionid=1",
    "/;;utm_id;/, /;;/",
    ";utm_id=1, ''"
  })
  void cleansThePathsParameters(String path, String clean) {
    assertThat(TrackingParameters.stripPath(path, TRACKS)).isEqualTo(clean);
  }

  @Test
  void findsWhatTracksWithItsValuesDecoded() {
    assertThat(
            TrackingParameters.find(
                "utm_a=%C3%A4+b&a=1&utm%5fa=2&gclid&utm_b=%zz%4&utm_b==", TRACKS))
        .containsExactlyInAnyOrderEntriesOf(
            java.util.Map.of(
                "utm_a", List.of("\u00e4 b", "2"),
                "gclid", List.of(""),
                "utm_b", List.of("%zz%4", "=")));
  }

  @Property(tries = 2_000)
  void whatIsCleanedIsClean(
      @ForAll
          @Chars({'&', '=', '%', ';', '?', '#', '/', 'u', 't', 'm', '_', '5', 'f', '+'})
          @CharRange(from = 'a', to = 'c')
          String text) {
    String clean = TrackingParameters.strip(text, TRACKS);
    assertThat(TrackingParameters.strip(clean, TRACKS)).isSameAs(clean);
    assertThat(TrackingParameters.find(clean, TRACKS)).isEmpty();
    assertThat(TrackingParameters.find(clean, TRACKS.negate()))
        .isEqualTo(TrackingParameters.find(text, TRACKS.negate()));
    String address = TrackingParameters.stripAddress(text, TRACKS);
    assertThat(TrackingParameters.stripAddress(address, TRACKS)).isEqualTo(address);
  }

  @Test
  void aHugeQueryIsReadOnce() {
    String many = "utm_a=1&a=%zz&".repeat(500_000);
    assertThat(TrackingParameters.strip(many, TRACKS).length())
        .isEqualTo("a=%zz&".length() * 500_000);
    String one = "utm_" + "%41".repeat(2_000_000);
    assertThat(TrackingParameters.strip(one, TRACKS)).isEmpty();
    String path = "/" + ";utm_a".repeat(500_000);
    assertThat(TrackingParameters.stripPath(path, TRACKS)).isEqualTo("/");
  }
}
