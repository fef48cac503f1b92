package io.github.cookieward.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CookieHeaderTest {
  private static List<String> pairs(String field) {
    List<String> pairs = new ArrayList<>();
    CookieHeader.forEach(field, (name, value) -> pairs.add(name + "|" + value));
    return pairs;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      quoteCharacter = '`',
      value = {
        "a=1; b=2; c=3              > a=1; c=3",
        "b=2; a=1                   > a=1",
        "a=1;b=2;c=3                > a=1;c=3",
        "a=1; b=2; b=3; c=4         > a=1; c=4",
        "a=x=y==; b=2               > a=x=y==",
        "a=\"1\"; b=\"2\"           > a=\"1\"",
        "a; b=2; a=                 > a=",
        "b = 2; a = 1               > a = 1",
        "A=1; a=1                   > a=1"
      })
  void keepsEachPairThatIsKeptAsItCame(String field, String kept) {
    assertThat(CookieHeader.keep(field, Set.of("a", "c")::contains)).contains(kept);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a=1", "a=1; c=2", "a=1;;c=2;", " a=1 ;\tc=2 ", ";", " ; ; "})
  void whereNothingIsHiddenTheFieldIsTheVerySame(String field) {
    assertThat(CookieHeader.keep(field, name -> true).orElseThrow()).isSameAs(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"b=1", "b=1; b=2", "; b=1 ;", "b"})
  void whereNothingIsLeftThereIsNoField(String field) {
    assertThat(CookieHeader.keep(field, name -> false)).isEmpty();
  }

  @Property
  void whatIsKeptStaysInItsOrderAndNothingElseDoes(@ForAll("fields") String field) {
    List<String> expected = pairs(field).stream().filter(p -> p.startsWith("a")).toList();
    String kept = CookieHeader.keep(field, name -> name.startsWith("a")).orElse("");
    assertThat(pairs(kept)).isEqualTo(expected);
  }

  @Property
  void anyFieldIsReadWithoutAnException(@ForAll String field) {
    assertThat(pairs(field)).isNotNull();
    assertThat(CookieHeader.keep(field, String::isEmpty)).isNotNull();
  }

  @Test
  void aPairWithoutEqualsIsANamelessCookie() {
    assertThat(pairs("a; =b; c=")).containsExactly("|a", "|b", "c|");
  }

  @Test
  void onlyBlanksAndTabsAreTrimmedSoThatNoNameCanPassForAnother() {
    assertThat(pairs(" \ta = 1 ")).containsExactly("a|1");
    assertThat(pairs("\u000ba=1; \u0001a=2; \u2003a=3; \u00a0a=4"))
        .containsExactly("\u000ba|1", "\u0001a|2", "\u2003a|3", "\u00a0a|4");
    assertThat(CookieHeader.keep("a=1; \u000ba=2; \u2003a=3", "a"::equals)).contains("a=1");
  }

  @Property(tries = 5_000)
  void theOnlyValueIsThatOfAllPairsOfTheName(
      @ForAll("pairs") String one, @ForAll("pairs") String other) {
    List<String> fields = List.of(one, other);
    Set<String> values = new HashSet<>();
    for (String pair : fields.stream().flatMap(field -> pairs(field).stream()).toList()) {
      if (pair.startsWith("a|")) {
        values.add(pair.substring(2).replaceFirst("(?s)^\"(.*)\"$", "$1"));
      }
    }
    assertThat(CookieHeader.onlyValue(fields, "a", String::substring))
        .isEqualTo(values.stream().filter(value -> values.size() == 1).findFirst());
  }

  @Provide
  Arbitrary<String> pairs() {
    Arbitrary<String> value = Arbitraries.strings().withChars("x\" =").ofMaxLength(3);
    Arbitrary<String> pair =
        Combinators.combine(Arbitraries.of("a=", " a =", "a", "aa="), value).as(String::concat);
    return pair.list().ofMaxSize(2).map(pairs -> String.join(";", pairs));
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of("a", "a1", "b", "=", ";", "; ", " ", "\"", ",", "x", "\t", "\u00e9")
        .list()
        .ofMaxSize(30)
        .map(pieces -> String.join("", pieces));
  }
}
