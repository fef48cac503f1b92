package io.github.cookieward.enforcement;

import static io.github.cookieward.enforcement.Visitors.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cookieward.http.SetCookie;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FlooringTest {
  private static final Duration CAP = Duration.ofDays(395);
  private static final Floors STRICT = new Floors(true, true, Optional.of("Strict"), CAP);
  private static final Floors LAX = new Floors(false, false, Optional.of("Lax"), CAP);

  private static String floored(Floors floors, String field, Reason reason, boolean secure) {
    Decision decision =
        new Decision(Decision.Action.PASS, reason, Decision.Kind.COOKIE, "a", Optional.empty());
    return Flooring.apply(floors, SetCookie.parse(field), decision, secure, () -> NOW).toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1                   | a=1; SameSite=Lax",
        "a=1; SameSite         | a=1; SameSite=Lax",
        "a=1; SameSite=maybe   | a=1; SameSite=Lax",
        "a=1; SameSite=Lax     | a=1; SameSite=Lax",
        "a=1; samesite=strict  | a=1; samesite=strict",
        "a=1; SameSite=None    | a=1; SameSite=None",
        "a=1; SameSite=Strict; SameSite=x | a=1; SameSite=Lax"
      })
  void aLaxFloorAddsAndNeverTakesAway(String field, String floored) {
    assertThat(floored(LAX, field, Reason.ESSENTIAL, true)).isEqualTo(floored);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1                              | a=1; Secure; HttpOnly; SameSite=Strict",
        "a=1; SameSite=Lax                | a=1; Secure; HttpOnly; SameSite=Strict",
        "a=1; SameSite=None; Secure       | a=1; SameSite=None; Secure; HttpOnly",
        "a=1; httponly; secure            | a=1; httponly; secure; SameSite=Strict",
        "a=1; SameSite=STRICT; Path=/x    | a=1; SameSite=STRICT; Path=/x; Secure; HttpOnly"
      })
  void aStrictFloorRaisesLaxAndLeavesAnExplicitNone(String field, String floored) {
    assertThat(floored(STRICT, field, Reason.ESSENTIAL, true)).isEqualTo(floored);
  }

  @Test
  void secureIsNotAddedWhereTheConnectionIsNot() {
    assertThat(floored(STRICT, "a=1", Reason.ESSENTIAL, false))
        .isEqualTo("a=1; HttpOnly; SameSite=Strict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=; Max-Age=0", "a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT"})
  void aDeletionIsUntouched(String field) {
    assertThat(floored(STRICT, field, Reason.DELETION, true)).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1                                       | a=1",
        "a=1; Max-Age=34128000                     | a=1; Max-Age=34128000",
        "a=1; Max-Age=34128001                     | a=1; Max-Age=34128000",
        "a=1; max-age=63072000; Path=/             | a=1; Path=/; Max-Age=34128000",
        "a=1; Max-Age=99999999999999999999         | a=1; Max-Age=34128000",
        "a=1; Max-Age=1; Max-Age=63072000          | a=1; Max-Age=34128000",
        "a=1; Expires=Fri, 01 Jan 2027 00:00:00 GMT| a=1; Expires=Fri, 01 Jan 2027 00:00:00 GMT",
        "a=1; Expires=Fri, 31 Dec 9999 23:59:59 GMT| a=1; Expires=Fri, 31 Dec 9999 23:59:59 GMT; Max-Age=34128000",
        "a=1; Max-Age=x; Expires=Fri, 31 Dec 9999 23:59:59 GMT| a=1; Expires=Fri, 31 Dec 9999 23:59:59 GMT; Max-Age=34128000"
      })
  void d5WhatNeedsConsentLives395DaysAtMost(String field, String floored) {
    assertThat(floored(Floors.DEFAULTS, field, Reason.GRANTED, true)).isEqualTo(floored);
    assertThat(floored(Floors.DEFAULTS, field, Reason.ESSENTIAL, true)).isEqualTo(field.strip());
  }

  @Test
  void aFloorThatNoCookieCanHaveIsAMistake() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Floors(false, false, Optional.of("lax; Domain=a"), CAP))
        .withMessage("same-site must be Lax or Strict, not \"lax; Domain=a\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Floors(false, false, Optional.empty(), Duration.ofSeconds(-1)))
        .withMessage("max-lifetime must be PT1S at least, not \"PT-1S\"");
  }
}
