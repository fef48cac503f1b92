package io.github.cookieward.ledger;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.Enforcer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What accounts have saved: for each its latest answer, in one table of a database. It holds a
 * keyed hash of the account's name, the answer and its time; no name, and no address of a visitor.
 * Safe to share between threads and between servers.
 *
 * <p>It speaks the part of SQL that H2, PostgreSQL, MySQL, MariaDB, Oracle and their kin share.
 */
final class SavedConsents {
  /** The table; it is made where there is none. */
  static final String TABLE = "cookieward_saved_consent";

  /** How it is made. */
  static final String DEFINITION =
      "CREATE TABLE "
          + TABLE
          + " (account VARCHAR(64) NOT NULL PRIMARY KEY, consent VARCHAR(3600) NOT NULL,"
          + " decided_at DECIMAL(19) NOT NULL, revision DECIMAL(19) NOT NULL)";

  /** Longer than any answer of a sound database, and short enough for a waiting visitor. */
  private static final int SECONDS = 5;

  private final ConnectionSource source;
  private final Enforcer enforcer;

  /**
   * One account's row.
   *
   * @param name the keyed hash of the account's name
   * @param consent what is saved; none where it has run out or cannot be read
   * @param revision which writing of the row it is
   */
  record Row(String name, Consent consent, long revision) {}

  /** What is done with a connection. */
  private interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  SavedConsents(ConnectionSource source, Enforcer enforcer) {
    this.source = source;
    this.enforcer = enforcer;
  }

  /**
   * Makes the table where there is none, and takes away what has run out.
   *
   * @throws SQLException if the database cannot be reached, or lets no table be made
   */
  void prepare() throws SQLException {
    if (!exists()) {
      try {
        work(connection -> execute(connection, DEFINITION));
      } catch (SQLException e) {
        if (!exists()) { // another server of the site may have been first
          throw e;
        }
      }
    }
    long oldest =
        enforcer.clock().instant().getEpochSecond() - enforcer.settings().lifetime().toSeconds();
    work(
        connection -> {
          try (PreparedStatement delete =
              prepare(connection, "DELETE FROM " + TABLE + " WHERE decided_at < ?")) {
            delete.setLong(1, oldest);
            return delete.executeUpdate();
          }
        });
  }

  private boolean exists() throws SQLException {
    try (Connection connection = source.connection()) {
      try {
        finish(
            connection,
            c -> {
              try (PreparedStatement select =
                      prepare(c, "SELECT account FROM " + TABLE + " WHERE 1 = 0");
                  ResultSet none = select.executeQuery()) {
                return none.next();
              }
            });
        return true;
      } catch (SQLException e) {
        if (connection.isValid(SECONDS)) {
          return false;
        }
        throw e;
      }
    }
  }

  private static int execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setQueryTimeout(SECONDS);
      return statement.executeUpdate(sql);
    }
  }

  /** An account's row, by any of the names that it may have. */
  Optional<Row> find(List<String> names) throws SQLException {
    return work(
        connection -> {
          for (String name : names) {
            Optional<Row> row = read(connection, name);
            if (row.isPresent()) {
              return row;
            }
          }
          return Optional.empty();
        });
  }

  private Optional<Row> read(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        prepare(connection, "SELECT consent, revision FROM " + TABLE + " WHERE account = ?")) {
      select.setString(1, name);
      try (ResultSet found = select.executeQuery()) {
        return found.next()
            ? Optional.of(
                new Row(name, enforcer.read(found.getString(1).strip()), found.getLong(2)))
            : Optional.empty();
      }
    }
  }

  /**
   * Writes an answer in place of what was read, under an account's present name.
   *
   * @param before what was read; empty where there was nothing
   * @return the row as it is now; empty where somebody else has written since, and then nothing is
   *     changed
   */
  Optional<Row> replace(Optional<Row> before, String name, Consent answer) throws SQLException {
    String text =
        enforcer
            .write(answer)
            .orElseThrow(() -> new IllegalArgumentException("too many services chosen one by one"));
    long revision = before.map(row -> row.revision() + 1).orElse(1L);
    boolean written;
    try {
      written =
          before.isPresent()
              ? work(c -> update(c, before.get(), name, answer, text)) > 0
              : insert(name, answer, text);
    } catch (SQLException e) {
      if (!Objects.toString(e.getSQLState(), "").startsWith("40")) {
        throw e;
      }
      written = false; // the database has let somebody else go first
    }
    return written ? Optional.of(new Row(name, answer, revision)) : Optional.empty();
  }

  private static int update(
      Connection connection, Row before, String name, Consent answer, String text)
      throws SQLException {
    try (PreparedStatement update =
        prepare(
            connection,
            "UPDATE "
                + TABLE
                + " SET account = ?, consent = ?, decided_at = ?, revision = ?"
                + " WHERE account = ? AND revision = ?")) {
      update.setString(1, name);
      update.setString(2, text);
      update.setLong(3, answer.decidedAt().getEpochSecond());
      update.setLong(4, before.revision() + 1);
      update.setString(5, before.name());
      update.setLong(6, before.revision());
      return update.executeUpdate();
    }
  }

  /** False where somebody else was first with the account's row. */
  private boolean insert(String name, Consent answer, String text) throws SQLException {
    try {
      return work(
              connection -> {
                try (PreparedStatement insert =
                    prepare(
                        connection,
                        "INSERT INTO "
                            + TABLE
                            + " (account, consent, decided_at, revision) VALUES (?, ?, ?, 1)")) {
                  insert.setString(1, name);
                  insert.setString(2, text);
                  insert.setLong(3, answer.decidedAt().getEpochSecond());
                  return insert.executeUpdate();
                }
              })
          > 0;
    } catch (SQLException e) {
      if (find(List.of(name)).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  /** Forgets an account, as its owner may ask for. */
  void forget(List<String> names) throws SQLException {
    work(
        connection -> {
          try (PreparedStatement delete =
              prepare(connection, "DELETE FROM " + TABLE + " WHERE account = ?")) {
            int forgotten = 0;
            for (String name : names) {
              delete.setString(1, name);
              forgotten += delete.executeUpdate();
            }
            return forgotten;
          }
        });
  }

  private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(SECONDS);
    return statement;
  }

  private <T> T work(Work<T> work) throws SQLException {
    try (Connection connection = source.connection()) {
      return finish(connection, work);
    }
  }

  /** A pool's connections may begin transactions by themselves: then this one ends here. */
  private static <T> T finish(Connection connection, Work<T> work) throws SQLException {
    if (connection.getAutoCommit()) {
      return work.with(connection);
    }
    boolean done = false;
    try {
      T result = work.with(connection);
      connection.commit();
      done = true;
      return result;
    } finally {
      if (!done) {
        connection.rollback();
      }
    }
  }
}
