package io.github.cookieward.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CategoryTest {
  @ParameterizedTest
  @ValueSource(strings = {"", "Ads", "a b", "ä", "x.y", "a23456789012345678901234567890123"})
  void anIdThatCouldBeMisreadIsRefused(String id) {
    assertThat(Category.isId(id)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Category(id))
        .withMessageContaining("1 to 32 of a-z, 0-9 and '-'");
  }

  @Test
  void anOwnCategoryIsAsGoodAsABuiltInOne() {
    assertThat(new Category("third-party")).isEqualTo(Category.THIRD_PARTY);
    assertThat(new Category("research-2026").id()).isEqualTo("research-2026");
  }
}
