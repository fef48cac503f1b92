package io.github.cookieward.ledger;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.ledger.SavedConsents.Row;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * The saved answers as requests get at them: what was read a moment ago is remembered, and a
 * database that fails is left alone for a moment. Safe to share.
 */
final class Store {
  private static final Logger LOG = System.getLogger("io.github.cookieward");

  /** For what a page fetches: as long as a page takes to load, and no longer. */
  static final Duration RECENT = Duration.ofSeconds(5);

  /** How long a database that has failed is not asked, so that no request waits for it in vain. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  /** How many accounts are remembered. */
  static final int MOST = 4_096;

  /** How many requests may wait for the database at once; the others go on without. */
  private static final int WAITING = 64;

  private record Known(Optional<Row> row, long until) {}

  private final SavedConsents saved;
  private final String place;
  private final ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();
  private final Semaphore waiting = new Semaphore(WAITING);
  private volatile boolean prepared;
  private volatile boolean failing;
  private volatile long pausedUntil;

  /** What the database is asked. */
  private interface Question<T> {
    T ask() throws SQLException;
  }

  private final LongSupplier nanos;

  Store(SavedConsents saved, String place) {
    this(saved, place, System::nanoTime);
  }

  Store(SavedConsents saved, String place, LongSupplier nanos) {
    this.saved = saved;
    this.place = place;
    this.nanos = nanos;
  }

  void start() throws SQLException {
    try {
      asked(() -> Optional.empty());
    } catch (SQLException e) {
      if (!isPassing(e)) {
        throw e;
      }
    }
  }

  /** Whether a database that failed so may answer later, without anybody changing a setting. */
  private static boolean isPassing(SQLException e) {
    String state = Objects.toString(e.getSQLState(), "");
    return e instanceof SQLTransientException
        || e instanceof SQLRecoverableException
        || state.startsWith("08") // connection
        || state.startsWith("53") // resources
        || state.startsWith("57"); // an operator is at work
  }

  Optional<Row> find(List<String> names, boolean fresh) throws SQLException {
    Known recent = known.get(names.get(0));
    if (!fresh && recent != null && recent.until() - nanos.getAsLong() > 0) {
      return recent.row();
    }
    Optional<Row> row = asked(() -> saved.find(names));
    remember(names.get(0), row);
    return row;
  }

  /** Whether the answer is written; false where somebody else has written since. */
  boolean replace(Optional<Row> before, List<String> names, Consent answer) throws SQLException {
    Optional<Row> row = asked(() -> saved.replace(before, names.get(0), answer));
    if (row.isPresent()) {
      remember(names.get(0), row);
    }
    return row.isPresent();
  }

  void forget(List<String> names) throws SQLException {
    try {
      saved.prepare();
      saved.forget(names);
    } catch (RuntimeException e) { // pools throw their own
      throw new SQLException("the pool fails", e);
    }
    names.forEach(known::remove);
  }

  private void remember(String name, Optional<Row> row) {
    if (known.size() >= MOST) {
      known.clear();
    }
    known.put(name, new Known(row, nanos.getAsLong() + RECENT.toNanos()));
  }

  private <T> T asked(Question<T> question) throws SQLException {
    if (failing && pausedUntil - nanos.getAsLong() > 0) {
      throw new SQLTransientException("the database has just failed");
    }
    if (!waiting.tryAcquire()) {
      throw new SQLTransientException("too many wait for the database");
    }
    try {
      if (!prepared) {
        saved.prepare();
        prepared = true;
      }
      T answer = question.ask();
      if (failing) {
        failing = false;
        LOG.log(Level.INFO, "The saved answers of accounts are within reach again: {0}", place);
      }
      return answer;
    } catch (SQLException e) {
      failed(e);
      throw e;
    } catch (RuntimeException e) { // pools throw their own
      failed(e);
      throw new SQLException("the pool fails", e);
    } finally {
      waiting.release();
    }
  }

  private void failed(Exception e) {
    boolean first = !failing;
    pausedUntil = nanos.getAsLong() + PAUSE.toNanos();
    failing = true;
    if (first) {
      LOG.log(
          Level.ERROR,
          () ->
              "The saved answers of accounts are out of reach: "
                  + place
                  + ". Until they are back each browser goes by its own answer, and what is decided"
                  + " is saved later. This is told once",
          e);
    }
  }
}
