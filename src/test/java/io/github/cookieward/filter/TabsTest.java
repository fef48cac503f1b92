package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * One browser, several tabs that answer at once: each knows what held before, the server hears them
 * in one order, and the browser hears of it in another. Nobody is signed in.
 */
class TabsTest {
  private static final Settings SETTINGS = Visitors.site().build();

  /** What can be said, and what it makes of what held. */
  private enum Said {
    ACCEPT("action=accept-all") {
      @Override
      Map<String, Boolean> over(Map<String, Boolean> before) {
        return all(true);
      }
    },
    REJECT("action=reject-all") {
      @Override
      Map<String, Boolean> over(Map<String, Boolean> before) {
        return all(false);
      }
    },
    SAVE("action=save category=analytics service=own-theme service=!own-ads") {
      @Override
      Map<String, Boolean> over(Map<String, Boolean> before) {
        return with(all(false), "analytics", true, "@own-theme", true, "@own-ads", false);
      }
    },
    ALLOW_CATEGORY("action=allow category=preference") {
      @Override
      Map<String, Boolean> over(Map<String, Boolean> before) {
        return with(before, "preference", true);
      }
    },
    ALLOW_SERVICE("action=allow service=own-ads") {
      @Override
      Map<String, Boolean> over(Map<String, Boolean> before) {
        return with(before, "@own-ads", true);
      }
    },
    WITHDRAW_SERVICE("action=withdraw service=own-statistics") {
      @Override
      Map<String, Boolean> over(Map<String, Boolean> before) {
        return with(before, "@own-statistics", false);
      }
    };

    private final String pairs;

    Said(String pairs) {
      this.pairs = pairs;
    }

    abstract Map<String, Boolean> over(Map<String, Boolean> before);

    private static Map<String, Boolean> all(boolean granted) {
      Map<String, Boolean> choices = new TreeMap<>();
      Visitors.OFFERED.forEach(category -> choices.put(category.id(), granted));
      return choices;
    }

    private static Map<String, Boolean> with(Map<String, Boolean> before, Object... changes) {
      Map<String, Boolean> choices = new TreeMap<>(before);
      for (int i = 0; i < changes.length; i += 2) {
        choices.put((String) changes[i], (Boolean) changes[i + 1]);
      }
      return choices;
    }
  }

  /** As the consent cookie has it: categories first, then services. */
  private static String written(Map<String, Boolean> choices) {
    StringBuilder categories = new StringBuilder();
    StringBuilder services = new StringBuilder();
    choices.forEach(
        (id, granted) ->
            (id.startsWith("@") ? services : categories).append(granted ? '*' : '!').append(id));
    return categories.append(services).toString();
  }

  /** Each answer has a time of its own: two in one millisecond have no order. */
  private static Wire.Answer say(Device device, Said said) throws Exception {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() == now) {
      Thread.onSpinWait();
    }
    return device.say(said.pairs.split(" "));
  }

  private static void race(Site site, List<Said> before, List<Said> tabs, List<Integer> heard)
      throws Exception {
    String what = before + ", then at once " + tabs + ", heard of as " + heard;
    Device device = new Device(site);
    Map<String, Boolean> holds = Map.of();
    for (Said said : before) {
      device.hear(say(device, said));
      holds = said.over(holds);
    }
    List<Wire.Answer> answers = new ArrayList<>();
    for (Said said : tabs) {
      answers.add(say(device, said));
      holds = said.over(holds);
    }
    heard.forEach(tab -> device.hear(answers.get(tab)));
    device.get("/");
    assertThat(device.consent()).as(what).isEqualTo(written(holds));
    assertThat(device.get("/").cookies()).as("once it is settled: " + what).isEmpty();
  }

  private static Site site() throws Exception {
    return Site.of(SETTINGS, (request, response) -> response.getWriter().write("page"));
  }

  @Test
  void ofTwoTabsTheLaterAnswerHoldsInWhateverOrderTheyAreHeardOf() throws Exception {
    List<List<Said>> before = new ArrayList<>(List.of(List.of()));
    for (Said said : Said.values()) {
      before.add(List.of(said));
    }
    try (Site site = site()) {
      for (List<Said> base : before) {
        for (Said first : Said.values()) {
          for (Said second : Said.values()) {
            race(site, base, List.of(first, second), List.of(0, 1));
            race(site, base, List.of(first, second), List.of(1, 0));
          }
        }
      }
    }
  }

  @Test
  void ofManyTabsToo() throws Exception {
    Random random = new Random(20_261_122);
    try (Site site = site()) {
      for (int i = 0; i < 400; i++) {
        List<Said> before = some(random, random.nextInt(3));
        List<Said> tabs = some(random, 3 + random.nextInt(3));
        List<Integer> heard = new ArrayList<>();
        for (int tab = 0; tab < tabs.size(); tab++) {
          heard.add(tab);
        }
        Collections.shuffle(heard, random);
        race(site, before, tabs, heard);
      }
    }
  }

  private static List<Said> some(Random random, int number) {
    List<Said> some = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      some.add(Said.values()[random.nextInt(Said.values().length)]);
    }
    return some;
  }

  @Test
  void anAnswerThatIsStillOnItsWayDoesNotUndoWhatWasSaidMeanwhile() throws Exception {
    try (Site site = site()) {
      Device device = new Device(site);
      Wire.Answer slow = say(device, Said.ACCEPT);
      device.hear(say(device, Said.REJECT));
      assertThat(device.get("/").cookies()).isEmpty();
      device.hear(slow);
      assertThat(device.consent()).as("the browser has it for a moment").contains("*analytics");
      assertThat(device.has("analytics")).as("and the server knows better").isFalse();
      device.get("/");
      assertThat(device.consent()).isEqualTo(written(Said.REJECT.over(Map.of())));
    }
  }

  @Test
  void whatACacheMayGiveToOthersSetsNothingRight() throws Exception {
    Settings shared =
        Visitors.site().pages(PageSettings.DEFAULTS.with(PageSettings.Caching.SHARED)).build();
    for (Settings settings : List.of(SETTINGS, shared)) {
      try (Site site =
          Site.of(
              settings,
              (request, response) -> {
                response.setHeader("Cache-Control", "public, max-age=60");
                response.setContentType("text/html;charset=utf-8");
                response.getWriter().write("<!doctype html><title>x</title><p>page");
              })) {
        Device device = new Device(site);
        Wire.Answer slow = say(device, Said.ACCEPT);
        device.hear(say(device, Said.REJECT));
        device.hear(slow);
        for (String asset : List.of("/consent/assets/consent.js", "/consent/api/openapi.json")) {
          assertThat(device.get(asset).cookies()).as(asset).isEmpty();
        }
        Wire.Answer page = device.get("/");
        assertThat(page.kept()).containsExactly("consent");
        assertThat(page.all("Cache-Control"))
            .singleElement()
            .asString()
            .contains("private")
            .doesNotContain("public");
      }
    }
  }

  @Test
  void theApplicationSeesNoneOfItAndCannotSetIt() throws Exception {
    try (Site site =
        Site.of(
            SETTINGS,
            (request, response) -> {
              response.addHeader("Set-Cookie", "consent-at-zzzzzzzz=1.x");
              response.addHeader("Set-Cookie", "consent-at-home=1");
              response.getWriter().write("page");
            })) {
      assertThat(site.get("/").kept()).isEmpty();
      String forged = "Cookie: consent-at-zzzzzzzz=x; consent-at-=1; consent-at-1-adds=; ";
      assertThat(site.get("/consent/state", forged + Visitors.granted()).body())
          .contains("\"analytics\":\"denied\"");
    }
  }
}
