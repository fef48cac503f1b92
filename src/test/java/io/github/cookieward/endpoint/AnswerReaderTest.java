package io.github.cookieward.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.model.Proves;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
  private static final Settings SETTINGS = settings();

  private static Settings settings() {
    SettingsBuilder settings =
        Settings.builder()
            .policyVersion(3)
            .category(CategorySettings.of(Category.ANALYTICS))
            .category(CategorySettings.of(Category.ADVERTISING));
    for (int i = 0; i < 60; i++) {
      settings.service(Service.builder("s" + i, Category.ANALYTICS).build());
    }
    return settings.build();
  }

  private static AnswerReader form(String form) {
    return new AnswerReader(SETTINGS, Fields.form(form));
  }

  private static Answer json(String json) {
    return new AnswerReader(SETTINGS, (Fields) Fields.json(json)).answer();
  }

  @Test
  void readsAForm() {
    assertThat(
            form("action=save&category=analytics&category=advertising&service=s1&service=%21s2"
                    + "&service=&policy=2&other=x")
                .answer())
        .isEqualTo(
            new Answer(
                Action.SAVE,
                Set.of(Category.ANALYTICS, Category.ADVERTISING),
                Set.of("s1"),
                Set.of("s2"),
                2));
  }

  @Test
  @Proves("apps.same")
  void readsJsonByEitherName() {
    Answer expected =
        new Answer(Action.SAVE, Set.of(Category.ANALYTICS), Set.of("s1"), Set.of("s2"), 2);
    assertThat(
            json(
                "{\"action\":\"save\",\"categories\":[\"analytics\"],\"services\":[\"s1\",\"!s2\"],"
                    + "\"policy\":2,\"else\":{\"x\":[]}}"))
        .isEqualTo(expected);
    assertThat(
            json(
                "{\"action\":\"save\",\"category\":\"analytics\",\"service\":[\"s1\",\"!s2\"],"
                    + "\"policy\":\"2\",\"return\":null}"))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"action\":[\"save\"]}",
        "{\"action\":{}}",
        "{\"categories\":[1]}",
        "{\"categories\":[[\"analytics\"]]}",
        "{\"categories\":{\"analytics\":true}}",
        "{\"services\":null}",
        "[]",
      })
  void i3JsonOfAnotherShapeIsRefused(String json) {
    assertThat(Fields.json(json)).isInstanceOf(Refusal.class);
  }

  @Test
  @Proves("apps.same")
  void i3WhatTheSiteDoesNotOfferIsLeftOut() {
    Answer answer =
        form("action=allow&category=essential&category=third-party&category=Analytics"
                + "&category=%00analytics&category=*&service=nobody&service=!nobody"
                + "&service=S1&service=!!s1&service=+s1&service=%73%31%00")
            .answer();
    assertThat(answer).isEqualTo(new Answer(Action.ALLOW, Set.of(), Set.of(), Set.of(), 3));
  }

  @Test
  void i3SaidBothWaysIsNoYes() {
    Answer answer = form("action=save&service=s1&service=!s1").answer();
    assertThat(answer.granted()).isEmpty();
    assertThat(answer.denied()).containsExactly("s1");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 3",
    "&policy=, 1",
    "&policy=1, 1",
    "&policy=02, 2",
    "&policy=3, 3",
    "&policy=4, 3",
    "&policy=99999999999999999999, 3",
    "&policy=0, 1",
    "&policy=-2, 1",
    "&policy=x, 1",
    "&policy=2.9, 1",
    "&policy=%D9%A2, 1",
  })
  void d3AVersionThatCannotBeReadIsTheOldest(String field, int version) {
    assertThat(form("action=accept-all" + field).answer().shownPolicy()).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "action=",
        "action=grant",
        "action=ACCEPT-ALL",
        "action=accept_all",
        "action=accept-all%00",
        "Action=save",
        "action=save&action=accept-all",
        "action=save&policy=1&policy=2",
        "action=save&return=/a&return=/b",
        "&&&===%%%",
      })
  void i3WithoutOneClearActionThereIsNoAnswer(String form) {
    assertThat(form(form).refusal()).map(Refusal::status).contains(400);
  }

  @Test
  void i3MoreServicesThanACookieHoldsAreRefused() {
    StringBuilder form = new StringBuilder("action=save");
    for (int i = 0; i < 40; i++) {
      form.append("&service=s").append(i).append("&service=nobody").append(i);
    }
    assertThat(form(form.toString()).refusal()).isEmpty();
    assertThat(form(form + "&service=!s40").refusal()).contains(Refusal.TOO_MANY_SERVICES);
  }

  @Test
  void theSameTwiceIsOnce() {
    assertThat(form("action=save&action=save").refusal()).isEmpty();
  }

  @Property
  void i3NoFormThrows(@ForAll String text) {
    assertThatCode(() -> form(text).refusal()).doesNotThrowAnyException();
    assertThatCode(() -> form("action=" + text + "&policy=" + text).refusal())
        .doesNotThrowAnyException();
    assertThatCode(() -> form("action=save&policy=" + text.replace('&', '%')).answer())
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "a%20b+c, a b c",
    "%e2%82%AC, \u20ac",
    "%, %",
    "%4, %4",
    "%zz%41, %zzA",
    "%C3, \ufffd",
    "a=b=c, a=b=c"
  })
  void decodesAsBrowsersEncode(String encoded, String decoded) {
    assertThat(Fields.form("return=" + encoded).one("return")).contains(decoded);
  }
}
