package io.github.cookieward.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.ledger.SavedConsents.Row;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The table on a real H2; and by hand on another database, as docs/accounts.md tells: {@code
 * -Dledger.url=… -Dledger.user=… -Dledger.password=…}.
 */
class SavedConsentsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final List<String> NAME = List.of("K".repeat(43));
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private Connection held;
  private SavedConsents saved;

  private static ConnectionSource database() {
    String url = System.getProperty("ledger.url", "jdbc:h2:mem:ledger");
    return () ->
        DriverManager.getConnection(
            url, System.getProperty("ledger.user", ""), System.getProperty("ledger.password", ""));
  }

  private static SavedConsents saved(ConnectionSource source, Instant now, String... keys) {
    SettingsBuilder settings = Settings.builder().builtIn(false);
    for (String key : keys) {
      settings.key(key.getBytes(StandardCharsets.UTF_8));
    }
    return new SavedConsents(
        source, new Enforcer(settings.build(), Clock.fixed(now, ZoneOffset.UTC)));
  }

  static Consent answer(Instant at, Choice analytics) {
    return new Consent(
        "AAAAAAAAAAAAAAAAAAAAAA", at, 1, false, Map.of(Category.ANALYTICS, analytics), Map.of());
  }

  @BeforeEach
  void open() throws SQLException {
    held = database().connection();
    saved = saved(database(), NOW, KEY);
    drop();
    saved.prepare();
  }

  @AfterEach
  void close() throws SQLException {
    drop();
    held.close();
  }

  private void drop() throws SQLException {
    held.createStatement().execute("DROP TABLE IF EXISTS " + SavedConsents.TABLE);
  }

  @Test
  void anAnswerComesBackAsItWas() throws SQLException {
    Consent answer = answer(NOW, Choice.GRANTED);
    assertThat(saved.replace(Optional.empty(), NAME.get(0), answer)).isPresent();
    assertThat(saved.find(NAME)).map(Row::consent).contains(answer);
    assertThat(saved.find(List.of("L".repeat(43)))).isEmpty();
  }

  @Test
  void theTableHasAHashAnAnswerAndItsTimeAndNothingElse() throws SQLException {
    Consent answer = answer(NOW, Choice.GRANTED);
    saved.replace(Optional.empty(), NAME.get(0), answer);
    try (ResultSet all =
        held.createStatement().executeQuery("SELECT * FROM " + SavedConsents.TABLE)) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= all.getMetaData().getColumnCount(); i++) {
        columns.add(all.getMetaData().getColumnName(i).toLowerCase(java.util.Locale.ROOT));
      }
      assertThat(columns).containsExactly("account", "consent", "decided_at", "revision");
      assertThat(all.next()).isTrue();
      assertThat(all.getString(1)).isEqualTo(NAME.get(0));
      assertThat(all.getLong(3)).isEqualTo(NOW.getEpochSecond());
      assertThat(all.next()).isFalse();
    }
  }

  @Test
  void whoReadAnOlderRowDoesNotWriteOverANewerOne() throws SQLException {
    Row first =
        saved.replace(Optional.empty(), NAME.get(0), answer(NOW, Choice.GRANTED)).orElseThrow();
    assertThat(saved.replace(Optional.empty(), NAME.get(0), answer(NOW, Choice.DENIED))).isEmpty();
    assertThat(saved.replace(Optional.of(first), NAME.get(0), answer(NOW, Choice.DENIED)))
        .isPresent();
    assertThat(saved.replace(Optional.of(first), NAME.get(0), answer(NOW, Choice.GRANTED)))
        .isEmpty();
    assertThat(saved.find(NAME)).map(Row::consent).contains(answer(NOW, Choice.DENIED));
  }

  @Test
  void ofManyWhoWriteAtOnceEachSeesTheOneBefore() throws Exception {
    long writers = 8;
    long each = 10;
    CyclicBarrier start = new CyclicBarrier((int) writers);
    ExecutorService threads = Executors.newFixedThreadPool((int) writers);
    Callable<Long> writer =
        () -> {
          start.await();
          long written = 0;
          while (written < each) {
            Optional<Row> row = saved.find(NAME);
            long next =
                row.map(r -> r.consent().decidedAt().getEpochSecond() + 1).orElse(1_790_000_000L);
            if (saved
                .replace(row, NAME.get(0), answer(Instant.ofEpochSecond(next), Choice.DENIED))
                .isPresent()) {
              written++;
            }
          }
          return written;
        };
    try {
      for (Future<Long> done :
          threads.invokeAll(java.util.Collections.nCopies((int) writers, writer))) {
        assertThat(done.get()).isEqualTo(each);
      }
    } finally {
      threads.shutdown();
    }
    Row last = saved.find(NAME).orElseThrow();
    assertThat(last.revision()).isEqualTo(writers * each);
    assertThat(last.consent().decidedAt().getEpochSecond())
        .isEqualTo(1_790_000_000L + writers * each - 1);
  }

  @Test
  void aChangedKeyFindsTheRowAndMovesItToItsNewName() throws SQLException {
    String old = "O".repeat(43);
    String fresh = "N".repeat(43);
    saved.replace(Optional.empty(), old, answer(NOW, Choice.GRANTED));
    SavedConsents rotated = saved(database(), NOW, "another key of thirty-two bytes!", KEY);
    Optional<Row> row = rotated.find(List.of(fresh, old));
    assertThat(row).map(Row::name).contains(old);
    assertThat(rotated.replace(row, fresh, answer(NOW, Choice.DENIED))).isPresent();
    assertThat(rotated.find(List.of(fresh))).isPresent();
    assertThat(rotated.find(List.of(old))).isEmpty();
  }

  @Test
  void whatHasRunOutCountsForNothingAndGoesWithTheNextStart() throws SQLException {
    saved.replace(Optional.empty(), NAME.get(0), answer(NOW, Choice.GRANTED));
    SavedConsents later = saved(database(), NOW.plus(Duration.ofDays(181)), KEY);
    assertThat(later.find(NAME)).map(Row::consent).contains(Consent.NONE);
    later.prepare();
    assertThat(later.find(NAME)).isEmpty();
  }

  @Test
  void whatIsForgottenIsGone() throws SQLException {
    saved.replace(Optional.empty(), NAME.get(0), answer(NOW, Choice.GRANTED));
    saved.forget(NAME);
    assertThat(saved.find(NAME)).isEmpty();
  }

  @Test
  void aRowThatSomebodyElseHasChangedByHandIsNoAnswer() throws SQLException {
    saved.replace(Optional.empty(), NAME.get(0), answer(NOW, Choice.DENIED));
    held.createStatement()
        .execute("UPDATE " + SavedConsents.TABLE + " SET consent = REPLACE(consent, '!', '*')");
    assertThat(saved.find(NAME)).map(Row::consent).contains(Consent.NONE);
  }

  @Test
  void aPoolWhoseConnectionsBeginTransactionsLosesNothing() throws SQLException {
    SavedConsents pooled =
        saved(
            () -> {
              Connection connection = database().connection();
              connection.setAutoCommit(false);
              return connection;
            },
            NOW,
            KEY);
    drop();
    pooled.prepare();
    pooled.replace(Optional.empty(), NAME.get(0), answer(NOW, Choice.GRANTED));
    assertThat(saved.find(NAME)).isPresent();
  }

  @Test
  void twoServersMayMakeTheTableAtOnce() throws SQLException {
    saved.prepare();
    assertThat(saved.find(NAME)).isEmpty();
  }

  @Test
  void aDatabaseOutOfReachIsToldAsSuch() {
    SavedConsents lost =
        saved(
            () -> {
              throw new SQLException("no route", "08001");
            },
            NOW,
            KEY);
    assertThatThrownBy(lost::prepare).isInstanceOf(SQLException.class);
  }
}
