package io.github.cookieward.enforcement;

import static io.github.cookieward.consent.Category.ANALYTICS;
import static io.github.cookieward.consent.Category.PREFERENCE;
import static io.github.cookieward.enforcement.Visitors.allow;
import static io.github.cookieward.enforcement.Visitors.site;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Answer.Action;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What becomes of recent answers as time goes on; who is faster than whom is in TabsTest. */
class RecentAnswersTest {
  private final Watch watch = new Watch();
  private final Map<String, String> jar = new LinkedHashMap<>();
  private Enforcer enforcer = new Enforcer(site().build(), watch);

  private Enforcement visit() {
    String cookies =
        jar.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    return enforcer.begin(cookies.isEmpty() ? List.of() : List.of(cookies), true, Signals.NONE);
  }

  private void keep(List<String> fields) {
    for (String field : fields) {
      String[] pair = field.split(";", 2)[0].split("=", 2);
      if (field.contains("; Max-Age=0;")) {
        jar.remove(pair[0]);
      } else {
        jar.put(pair[0], pair[1]);
      }
    }
  }

  private List<String> answer(Answer answer) {
    watch.passes(Duration.ofMillis(7));
    return visit().answer(answer).orElseThrow().fields();
  }

  private Answer all(Action action) {
    return Answer.of(action, enforcer.settings());
  }

  private List<String> page() {
    List<String> fields = visit().settled();
    keep(fields);
    return fields;
  }

  @Test
  void aPageAfterFiveMinutesLeavesTheConsentCookieAlone() {
    keep(answer(all(Action.ACCEPT_ALL)));
    assertThat(jar).hasSize(2).containsKey("__Host-consent");
    watch.passes(Duration.ofMinutes(4));
    assertThat(page()).isEmpty();
    watch.passes(Duration.ofMinutes(2));
    assertThat(page())
        .singleElement()
        .asString()
        .matches("__Host-consent-at-[a-z0-9]+=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    assertThat(jar).containsOnlyKeys("__Host-consent");
    assertThat(visit().covers(ANALYTICS)).isTrue();
  }

  @Test
  void whatCameLateIsSetRightHoursAfterwards() {
    List<String> slow = answer(all(Action.ACCEPT_ALL));
    keep(answer(all(Action.REJECT_ALL)));
    keep(slow);
    watch.passes(Duration.ofHours(20));
    assertThat(visit().covers(ANALYTICS)).isFalse();
    assertThat(page()).hasSize(3);
    assertThat(jar).containsOnlyKeys("__Host-consent");
    assertThat(visit().covers(ANALYTICS)).isFalse();
  }

  @Test
  void anAnswerAfterwardsIsLaterThanAllOfThem() {
    keep(answer(all(Action.ACCEPT_ALL)));
    String older = jar.keySet().stream().filter(name -> name.contains("-at-")).findAny().get();
    String value = jar.get(older);
    watch.passes(Duration.ofMinutes(1));
    keep(answer(all(Action.REJECT_ALL)));
    jar.put(older, value); // as a browser that was slow to forget it
    assertThat(visit().covers(ANALYTICS)).isFalse();
    jar.keySet().removeIf(name -> name.contains("-at-") && !name.equals(older));
    assertThat(visit().covers(ANALYTICS)).isFalse();
  }

  @Test
  void anAnswerThatAddsDoesNotMoveToAPolicyThatItDidNotSee() {
    keep(answer(all(Action.REJECT_ALL)));
    watch.passes(Duration.ofHours(1));
    page();
    enforcer =
        new Enforcer(
            site().policyVersion(2).service(Visitors.service("new", ANALYTICS, false, 2)).build(),
            watch);
    keep(answer(allow(1, "stats")));
    Enforcement visit = visit();
    assertThat(visit.coversService("stats")).isTrue();
    assertThat(visit.consent().policyVersion()).isEqualTo(1);
    assertThat(page()).as("nothing has to be set right").isEmpty();
  }

  @Test
  void manyThatAddAreNotKeptWithoutEnd() {
    keep(answer(all(Action.REJECT_ALL)));
    for (int i = 0; i < 30; i++) {
      keep(answer(allow(1, i % 2 == 0 ? "stats" : "map")));
    }
    assertThat(jar).hasSizeLessThanOrEqualTo(10);
    assertThat(visit().coversService("stats")).isTrue();
    assertThat(visit().covers(PREFERENCE)).isFalse();
  }

  @Test
  void aForgedOneIsNoAnswer() {
    enforcer =
        new Enforcer(site().key("0123456789abcdef0123456789abcdef".getBytes(UTF_8)).build(), watch);
    keep(answer(all(Action.REJECT_ALL)));
    Enforcer other = new Enforcer(site().build(), watch);
    String forged = other.write(other.decide(visit(), all(Action.ACCEPT_ALL))).orElseThrow();
    String later = Long.toString(watch.instant().plusSeconds(1).toEpochMilli(), 36);
    jar.put("__Host-consent-at-" + later, forged);
    assertThat(visit().covers(ANALYTICS)).isFalse();
    jar.put("__Host-consent-at-" + later, forged + ".AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(visit().covers(ANALYTICS)).isFalse();
  }
}
