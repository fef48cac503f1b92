package io.github.cookieward.ledger;

import java.sql.Connection;
import java.sql.SQLException;

/** Where connections to the site's database come from: a pool, or a driver. Safe to share. */
@FunctionalInterface
public interface ConnectionSource {
  /** A connection, to be closed by the caller; closing may only give it back. */
  Connection connection() throws SQLException;
}
