package io.github.cookieward.enforcement;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the case files of tags cannot say. */
class HandedDataTest {
  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n", "\u2028", "\u2029"})
  void whatFollowsACommentIsRead(String end) {
    String script = "a = {}; // data" + end + "send()";
    assertThat(HandedData.without(script)).isEqualTo(script);
  }

  @Property
  void anyTextIsRead(@ForAll String text) {
    HandedData.without("a = {" + text);
    HandedData.without(text);
  }
}
