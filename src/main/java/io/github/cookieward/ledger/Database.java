package io.github.cookieward.ledger;

import io.github.cookieward.enforcement.AccountSettings;
import io.github.cookieward.enforcement.AccountSettings.Given;
import io.github.cookieward.enforcement.AccountSettings.Located;
import io.github.cookieward.enforcement.AccountSettings.Named;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The database of the site's settings, found: a pool of the server's, or a driver with an address.
 * Safe to share; to be closed with the application.
 */
public final class Database implements ConnectionSource, AutoCloseable {
  private static final String H2 =
      "; for jdbc:h2: put com.h2database:h2 beside Cookieward's jar, for another database its driver";

  private final ConnectionSource source;
  private final Optional<Driver> driver;
  private final ClassLoader application;

  /** Keeps an embedded database open, which closes with its last connection. */
  private @Nullable Connection held;

  private Database(ConnectionSource source, Optional<Driver> driver, ClassLoader application) {
    this.source = source;
    this.driver = driver;
    this.application = application;
  }

  /**
   * Finds a database, without asking it anything.
   *
   * @param application where the application's drivers are
   * @throws IllegalArgumentException if there is no such pool or driver, naming place and remedy
   */
  public static Database find(AccountSettings settings, ClassLoader application) {
    AccountSettings.Store store = settings.store();
    if (store instanceof Given given) {
      return new Database(given.source()::getConnection, Optional.empty(), application);
    }
    if (store instanceof Named named) {
      return new Database(
          pool(named.name(), settings.place())::getConnection, Optional.empty(), application);
    }
    Located located = (Located) store;
    Driver driver = driver(located.url(), application, settings.place());
    return new Database(() -> connect(driver, located), Optional.of(driver), application);
  }

  @SuppressWarnings("BanJNDI") // the name is the deployer's, and AccountSettings keeps it local
  private static DataSource pool(String name, String place) {
    String reason = "";
    for (String full : new String[] {"java:comp/env/" + name, name}) {
      try {
        if (new InitialContext().lookup(full) instanceof DataSource found) {
          return found;
        }
        reason = full + " is no javax.sql.DataSource";
      } catch (NamingException e) {
        reason = reason.isEmpty() ? String.valueOf(e.getMessage()) : reason;
      }
    }
    throw new IllegalArgumentException(
        place
            + ": the server has no database under the name \""
            + name
            + "\" ("
            + reason
            + "); declare it as a javax.sql.DataSource in the server's settings and name it in a"
            + " resource-ref of web.xml");
  }

  /** Asked of the application's own drivers too: the platform's list may have been made before. */
  private static Driver driver(String url, ClassLoader application, String place) {
    try {
      return Stream.concat(
              ServiceLoader.load(Driver.class, application).stream()
                  .map(ServiceLoader.Provider::get),
              DriverManager.drivers())
          .filter(driver -> accepts(driver, url))
          .findFirst()
          .orElseThrow(
              () -> new IllegalArgumentException(place + ": no driver takes " + scheme(url) + H2));
    } catch (ServiceConfigurationError e) {
      throw new IllegalArgumentException(
          place + ": a driver cannot be loaded: " + e.getMessage() + H2, e);
    }
  }

  private static boolean accepts(Driver driver, String url) {
    try {
      return driver.acceptsURL(url);
    } catch (SQLException e) {
      return false;
    }
  }

  private static String scheme(String url) {
    return url.substring(0, url.indexOf(':', "jdbc:".length()) + 1);
  }

  private static Connection connect(Driver driver, Located located) throws SQLException {
    Properties properties = new Properties();
    if (!located.user().isEmpty()) {
      properties.setProperty("user", located.user());
    }
    if (!located.password().isEmpty()) {
      properties.setProperty("password", located.password());
    }
    Connection connection = driver.connect(located.url(), properties);
    if (connection == null) {
      throw new SQLException("the driver does not take " + scheme(located.url()));
    }
    return connection;
  }

  @Override
  public Connection connection() throws SQLException {
    if (driver.isPresent()) {
      hold();
    }
    return source.connection();
  }

  private synchronized void hold() throws SQLException {
    Connection before = held;
    if (before == null || before.isClosed()) {
      held = source.connection();
    }
  }

  /** Ends the connection that is held, and takes back a driver of the application's own. */
  @Override
  public synchronized void close() throws SQLException {
    Connection before = held;
    held = null;
    if (before != null) {
      before.close();
    }
    if (driver.isPresent() && driver.get().getClass().getClassLoader() == application) {
      for (Driver registered : DriverManager.drivers().toList()) {
        if (registered.getClass() == driver.get().getClass()) {
          DriverManager.deregisterDriver(registered);
        }
      }
    }
  }
}
