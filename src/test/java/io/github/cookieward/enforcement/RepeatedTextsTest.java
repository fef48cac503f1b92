package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RepeatedTextsTest {
  private final Map<String, Integer> found = new HashMap<>();

  private Integer find(String text) {
    found.merge(text, 1, Integer::sum);
    return text.length();
  }

  @Test
  void aTextIsKeptFromItsSecondTimeOn() {
    RepeatedTexts<Integer> texts = new RepeatedTexts<>(10, 1_000);
    for (int i = 0; i < 5; i++) {
      assertThat(texts.get("often", this::find)).isEqualTo(5);
      assertThat(texts.get("once " + i, this::find)).isEqualTo(6);
      assertThat(texts.get("much too long", this::find)).isEqualTo(13);
    }

    assertThat(found).containsEntry("often", 2).containsEntry("much too long", 5);
  }

  @Test
  void itBeginsAnewWhenItIsFull() {
    RepeatedTexts<Integer> texts = new RepeatedTexts<>(10, 3 * 65);
    for (int round = 0; round < 3; round++) {
      for (String text : new String[] {"a", "b", "c"}) {
        texts.get(text, this::find);
      }
    }
    assertThat(found).containsEntry("a", 2).containsEntry("b", 2).containsEntry("c", 2);

    for (int i = 0; i < 3; i++) {
      texts.get("d", this::find);
    }
    texts.get("a", this::find);
    assertThat(found).containsEntry("d", 2).containsEntry("a", 3);
  }

  @Property(tries = 200)
  void whatIsFoundIsOfThatVeryText(
      @ForAll @Size(max = 300) List<@IntRange(max = 50) Integer> numbers) {
    RepeatedTexts<Integer> texts = new RepeatedTexts<>(10, 700);
    for (int number : numbers) {
      assertThat(texts.get("t" + number, text -> Integer.valueOf(text.substring(1))))
          .isEqualTo(number);
    }
  }
}
