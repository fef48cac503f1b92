package io.github.cookieward.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * What the filter promises on every container, with one subclass each. The promises are sorted by
 * theme into the interfaces; the server is started once for all of them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FilterContract
    implements CookiePromises,
        DispatchPromises,
        AsyncPromises,
        BodyPromises,
        PagePromises,
        RedirectPromises,
        RequestPromises,
        AddressPromises,
        WithdrawalPromises,
        SessionPromises,
        AccountPromises,
        ClientPromises,
        HostilePromises,
        DeploymentPromises {
  private final Container container;
  private int logged;

  FilterContract(Container container) {
    this.container = container;
  }

  @Override
  public final Container container() {
    return container;
  }

  @BeforeAll
  void start() throws IOException, InterruptedException {
    container.start();
  }

  @AfterAll
  void stop() throws InterruptedException {
    container.stop();
  }

  @BeforeEach
  void rememberTheLog() {
    logged = container.log().length();
  }

  @AfterEach
  void theServersLogTellsOfNoUnexpectedException() {
    assertThat(ServerLog.surprises(container.log().substring(logged))).isEmpty();
  }
}
