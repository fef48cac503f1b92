package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
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

  private static SourceText source(String text) {
    return source(text, UTF_8, false);
  }

  private static SourceText source(String text, Charset charset, boolean resolved) {
    byte[] bytes = ("<<" + text + ">").getBytes(charset);
    return new SourceText(bytes, 2, bytes.length - 1, new Encoding(charset), resolved, Map.of());
  }

  private int get(RepeatedTexts<Integer> texts, String text) {
    Integer known = texts.find(source(text));
    if (known == null) {
      found.merge(text, 1, Integer::sum);
      known = text.length();
      if (texts.comesAgain(source(text))) {
        texts.keep(source(text), text.length());
      }
    }
    return known;
  }

  @Test
  void aTextIsKeptFromItsSecondTimeOn() {
    RepeatedTexts<Integer> texts = new RepeatedTexts<>(10, 1_000);
    for (int i = 0; i < 5; i++) {
      assertThat(get(texts, "often")).isEqualTo(5);
      assertThat(get(texts, "once " + i)).isEqualTo(6);
      assertThat(get(texts, "much too long")).isEqualTo(13);
    }

    assertThat(found).containsEntry("often", 2).containsEntry("much too long", 5);
  }

  @Test
  void itBeginsAnewWhenItIsFull() {
    RepeatedTexts<Integer> texts = new RepeatedTexts<>(10, 3 * 97);
    for (int round = 0; round < 3; round++) {
      for (String text : new String[] {"a", "b", "c"}) {
        get(texts, text);
      }
    }
    assertThat(found).containsEntry("a", 2).containsEntry("b", 2).containsEntry("c", 2);

    for (int i = 0; i < 3; i++) {
      get(texts, "d");
    }
    get(texts, "a");
    assertThat(found).containsEntry("d", 2).containsEntry("a", 3);
  }

  @Test
  void theSameBytesReadOtherwiseAreAnotherText() {
    RepeatedTexts<String> texts = new RepeatedTexts<>(10, 1_000);
    for (int i = 0; i < 2; i++) {
      texts.keep(source("&lt;", UTF_8, false), "as they stand");
    }
    assertThat(texts.find(source("&lt;", UTF_8, false))).isEqualTo("as they stand");
    assertThat(texts.find(source("&lt;", UTF_8, true))).isNull();
    assertThat(texts.find(source("&lt;", ISO_8859_1, false))).isNull();
  }

  @Property(tries = 200)
  void whatIsKnownIsOfThatVeryText(
      @ForAll @Size(max = 300) List<@IntRange(max = 50) Integer> numbers) {
    RepeatedTexts<Integer> texts = new RepeatedTexts<>(100, 2_000);
    for (int number : numbers) {
      String text = "t".repeat(number) + number;
      Integer known = texts.find(source(text));
      assertThat(known == null || known == number).isTrue();
      if (texts.comesAgain(source(text))) {
        texts.keep(source(text), number);
      }
    }
  }
}
