package io.github.cookieward.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cookieward.consent.Choice;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The saved answers as requests get at them, while the database comes and goes. */
class StoreTest {
  private static final List<String> NAME = List.of("K".repeat(43));

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // it may overflow
  private final AtomicInteger asked = new AtomicInteger();
  private String state = "";
  private Connection held;
  private Store store;

  @BeforeEach
  void open() throws SQLException {
    held = DriverManager.getConnection("jdbc:h2:mem:store");
    ConnectionSource source =
        () -> {
          asked.incrementAndGet();
          if (state.equals("pool")) {
            throw new IllegalStateException("the pool is closed");
          }
          if (!state.isEmpty()) {
            throw new SQLException("down", state);
          }
          return DriverManager.getConnection("jdbc:h2:mem:store");
        };
    Settings settings = Settings.builder().builtIn(false).key(new byte[32]).build();
    Enforcer enforcer = new Enforcer(settings, Clock.systemUTC());
    store = new Store(new SavedConsents(source, enforcer), "here", nanos::get);
  }

  @AfterEach
  void close() throws SQLException {
    held.close();
  }

  @Test
  void aDatabaseThatIsNotThereYetDoesNotStopTheStartAndIsPreparedOnceItIs() throws SQLException {
    state = "08001";
    store.start();
    state = "";
    nanos.addAndGet(Store.PAUSE.toNanos());
    assertThat(store.find(NAME, true)).isEmpty();
  }

  @Test
  void aDatabaseThatRefusesStopsTheStart() {
    state = "28000"; // who is this?
    assertThatThrownBy(store::start).isInstanceOf(SQLException.class);
  }

  @Test
  void aDatabaseThatHasFailedIsLeftAloneForAMomentAndThenAskedAgain() throws SQLException {
    store.start();
    state = "08006";
    assertThatThrownBy(() -> store.find(NAME, true)).isInstanceOf(SQLException.class);
    int before = asked.get();
    assertThatThrownBy(() -> store.find(NAME, true)).isInstanceOf(SQLException.class);
    assertThat(asked).hasValue(before);
    state = "";
    nanos.addAndGet(Store.PAUSE.toNanos());
    assertThat(store.find(NAME, true)).isEmpty();
  }

  @Test
  void whatWasReadAMomentAgoWillDoAndWhatWasWrittenIsKnownAtOnce() throws SQLException {
    store.start();
    store.find(NAME, true);
    int before = asked.get();
    assertThat(store.find(NAME, false)).isEmpty();
    assertThat(asked).hasValue(before);
    Instant now = Instant.ofEpochSecond(Instant.now().getEpochSecond());
    store.replace(Optional.empty(), NAME, SavedConsentsTest.answer(now, Choice.DENIED));
    assertThat(store.find(NAME, false)).isPresent();
    nanos.addAndGet(Store.RECENT.toNanos());
    before = asked.get();
    assertThat(store.find(NAME, false)).isPresent();
    assertThat(asked.get()).isGreaterThan(before);
    store.forget(NAME);
    assertThat(store.find(NAME, false)).isEmpty();
  }

  @Test
  void aPoolThatFailsInItsOwnWayHasForgottenNothingAndThatIsSaid() throws SQLException {
    store.start();
    state = "pool";
    assertThatThrownBy(() -> store.forget(NAME)).isInstanceOf(SQLException.class);
  }
}
