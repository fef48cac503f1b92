package io.github.cookieward.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cookieward.catalogue.CookieRule.Kind;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieRuleTest {
  @Test
  void caseMattersAsItDoesToABrowser() {
    assertThat(CookieRule.of(Kind.EXACT, "_ga").covers("_ga")).isTrue();
    assertThat(CookieRule.of(Kind.EXACT, "_ga").covers("_GA")).isFalse();
    assertThat(CookieRule.of(Kind.PREFIX, "_ga_").covers("_GA_1")).isFalse();
    assertThat(CookieRule.of(Kind.PATTERN, "_g*").covers("_Ga")).isFalse();
  }

  @Test
  void aStarIsAStarWhereTheRuleIsNoPattern() {
    assertThat(CookieRule.of(Kind.EXACT, "a*").covers("ab")).isFalse();
    assertThat(CookieRule.of(Kind.PREFIX, "a*").covers("ab")).isFalse();
    assertThat(CookieRule.of(Kind.PREFIX, "a*").covers("a*b")).isTrue();
  }

  @Property
  void aPatternCoversWhatAnObviousReadingOfItCovers(
      @ForAll("patterns") String pattern, @ForAll("names") String name) {
    StringBuilder regex = new StringBuilder();
    for (String c : pattern.split("")) {
      regex.append(c.equals("*") ? ".*" : c.equals("?") ? "." : Pattern.quote(c));
    }
    assertThat(CookieRule.of(Kind.PATTERN, pattern).covers(name))
        .isEqualTo(Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches());
  }

  @Test
  void aHostileNameTakesNoMoreStepsThanTheProductOfTheLengths() {
    String pattern = "a*a*a*a*a*a*a*a*b";
    Counted name = new Counted("a".repeat(4_096));
    assertThat(CookieRule.matches(pattern, name)).isFalse();
    assertThat(name.steps).isLessThan(2L * pattern.length() * name.length());
  }

  /** A text that counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private long steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a b", "a;b", "a=b", "a,b", "a\"", "a\\", "a/b", "(a)", "é", "a\n", "\u0000"})
  void aNameThatNoCookieHasIsRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CookieRule.of(Kind.EXACT, text))
        .withMessageContaining("visible ASCII")
        .withMessageEndingWith("not \"" + text + "\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a[b]", "a:b", "a.b", "a|b", "a?b", "a$", "~"})
  void aNameThatOldApplicationsUseIsTaken(String text) {
    assertThat(CookieRule.of(Kind.EXACT, text).covers(text)).isTrue();
  }

  @Test
  void aRuleIsBounded() {
    assertThat(CookieRule.of(Kind.EXACT, "a".repeat(128)).covers("a".repeat(128))).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CookieRule.of(Kind.EXACT, "a".repeat(129)));
    assertThat(CookieRule.of(Kind.PATTERN, "********").covers("x")).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CookieRule.of(Kind.PATTERN, "*********"))
        .withMessageContaining("at most 8 stars");
  }

  @Provide
  Arbitrary<String> patterns() {
    return Arbitraries.strings()
        .withChars('a', 'b', '*', '?', '.')
        .ofMinLength(1)
        .ofMaxLength(12)
        .filter(p -> p.chars().filter(c -> c == '*').count() <= 8);
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars('a', 'b', '.', '\n').ofMaxLength(14);
  }
}
