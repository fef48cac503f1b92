package io.github.cookieward.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KnownTextsTest {
  private static final KnownTexts<String> SHARED = new KnownTexts<>(512, 128, text -> text);

  private static final KnownTexts<String> FEW = new KnownTexts<>(4, 128, text -> text);

  private final KnownTexts<String> texts = new KnownTexts<>(512, 128, text -> text);

  @Test
  void aPieceIsMadeOnceWhereverItStands() {
    String first = texts.get("name=1", 0, 4);
    assertThat(first).isEqualTo("name");
    assertThat(texts.get("; name=2", 2, 6)).isSameAs(first);
  }

  @Test
  void aLongPieceIsNotKept() {
    String longer = "x".repeat(129);
    assertThat(texts.get(longer + "=", 0, 129)).isNotSameAs(texts.get(longer + "=", 0, 129));
  }

  @Property(tries = 2_000)
  void whatComesIsWhatWasAskedFor(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 12) String before,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 12) String piece) {
    // So few letters that pieces meet in one place.
    assertThat(SHARED.get(before + piece + "=x", before.length(), before.length() + piece.length()))
        .isEqualTo(piece);
  }

  @Test
  void aPieceWithAGapIsMadeOnceWhateverIsInTheGap() {
    String first = texts.get("name=1; Path=/", 0, 5, 6, 14);
    assertThat(first).isEqualTo("name=; Path=/");
    assertThat(texts.get("name=23; Path=/", 0, 5, 7, 15)).isSameAs(first);
    assertThat(texts.get("name=1; Path=/", 0, 4, 4, 14)).isNotSameAs(first);
  }

  @Property(tries = 5_000)
  void whatIsInAGapIsNotLookedAt(
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 4) String before,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 4) String gap,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 4) String after) {
    int gapFrom = 1 + before.length();
    String text = "x" + before + gap + after + "x";
    assertThat(FEW.get(text, 1, gapFrom, gapFrom + gap.length(), text.length() - 1))
        .isEqualTo(before + after);
  }
}
