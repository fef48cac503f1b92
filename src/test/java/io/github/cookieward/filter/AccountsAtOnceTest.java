package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.AccountSettings.SignOut;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Answers of one account that come at the same moment: none is lost, and all devices agree. */
class AccountsAtOnceTest extends AccountsOnDisk {
  @Test
  void twoDevicesThatDecideAtOnceEndWithOneOfTheirAnswersAndWithTheSame() throws Exception {
    List<String> answers = List.of("analytics", "preference", "advertising");
    try (Site site = site(SignOut.FORGET)) {
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        for (int round = 0; round < 10; round++) {
          String account = "ada" + round;
          List<Device> devices = new ArrayList<>();
          List<Callable<Integer>> decisions = new ArrayList<>();
          for (int i = 0; i < 8; i++) {
            Device device = new Device(site).signIn(account);
            String category = answers.get(i % answers.size());
            devices.add(device);
            decisions.add(() -> device.answer("action=save", "category=" + category).status());
          }
          for (Future<Integer> done : threads.invokeAll(decisions)) {
            assertThat(done.get()).isEqualTo(303);
          }
          List<String> states = new ArrayList<>();
          for (Device device : devices) {
            states.add(device.state());
          }
          assertThat(states).as("round %s", round).containsOnly(states.get(0));
          long granted =
              answers.stream()
                  .filter(category -> states.get(0).contains("\"" + category + "\":\"granted\""))
                  .count();
          assertThat(granted).as("one answer, not a mixture: %s", states.get(0)).isEqualTo(1);
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  @Test
  void aWithdrawalIsNotLostToAnAnswerThatSpeaksOfSomethingElse() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      ExecutorService threads = Executors.newFixedThreadPool(2);
      try {
        for (int round = 0; round < 25; round++) {
          String account = "ada" + round;
          Device one = new Device(site).signIn(account);
          Device other = new Device(site).signIn(account);
          one.answer("action=save", "category=analytics");
          other.get("/");
          List<Callable<Wire.Answer>> both =
              List.of(
                  () -> one.answer("action=withdraw", "category=analytics"),
                  () -> other.answer("action=allow", "category=preference"));
          for (Future<Wire.Answer> done : threads.invokeAll(both)) {
            done.get();
          }
          assertThat(one.has("analytics")).as("round %s", round).isFalse();
          assertThat(other.has("preference")).isTrue();
          assertThat(other.has("analytics")).isFalse();
          assertThat(one.has("preference")).isTrue();
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  @Test
  void manyTabsThatArriveAtOnceSaveTheBrowsersAnswerOnce() throws Exception {
    try (Site site = site(SignOut.FORGET)) {
      Device device = new Device(site);
      device.answer("action=save", "category=analytics");
      device.signIn("ada");
      ExecutorService threads = Executors.newFixedThreadPool(8);
      try {
        List<Callable<Integer>> tabs = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
          tabs.add(() -> device.get("/").status());
        }
        for (Future<Integer> done : threads.invokeAll(tabs)) {
          assertThat(done.get()).isEqualTo(200);
        }
      } finally {
        threads.shutdown();
      }
      assertThat(device.isAsked()).isFalse();
      assertThat(device.has("analytics")).isTrue();
      assertThat(new Device(site).signIn("ada").has("analytics")).isTrue();
    }
  }
}
