package io.github.cookieward.enforcement;

import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * How the answers of those who are signed in are kept beyond one browser. A value.
 *
 * @param signOut what a browser goes by once nobody is signed in any more
 * @param store where the answers are kept
 * @param resolver the class that knows who is signed in; empty for the container's own
 * @param place where the deployer has said so, for messages
 */
public record AccountSettings(
    SignOut signOut, Store store, Optional<String> resolver, String place) {

  /** What a browser goes by once nobody is signed in any more. */
  public enum SignOut {
    /** The account's answer stays in the browser. */
    KEEP,
    /** Nothing: whoever comes is asked. */
    FORGET,
    /** What the browser had before, less what was taken back in it since. */
    RESTORE
  }

  /** A database with the answers of accounts. */
  public sealed interface Store {}

  /**
   * A database that the server has under a name.
   *
   * @param name such as {@code jdbc/consent}
   */
  public record Named(String name) implements Store {
    /**
     * A database by its name.
     *
     * @throws IllegalArgumentException if it is a name elsewhere than in this server
     */
    public Named {
      if (!name.matches("(java:)?[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")) {
        throw new IllegalArgumentException(
            "jndi must be a name of the server's own such as jdbc/consent, not \"" + name + "\"");
      }
    }
  }

  /**
   * A database by its address. Its text tells no password.
   *
   * @param url beginning with {@code jdbc:} and a driver's name
   * @param user or empty
   * @param password or empty
   */
  public record Located(String url, String user, String password) implements Store {
    /**
     * A database by its address.
     *
     * @throws IllegalArgumentException if it is none, or has a password in it
     */
    public Located {
      if (!url.matches("jdbc:[a-z0-9]+:.+")) {
        throw new IllegalArgumentException(
            "url must begin with jdbc: and a driver's name, such as jdbc:h2:file:/var/lib/site/consent");
      }
      String lower = url.toLowerCase(Locale.ROOT);
      if (lower.contains("password=") || lower.matches(".*//[^/?]*:[^/?]*@.*")) {
        throw new IllegalArgumentException(
            "url must have no password in it, because addresses are told in messages; write"
                + " user=\"…\" password=\"env:NAME\"");
      }
    }

    @Override
    public String toString() {
      return "Located[" + url + "]";
    }
  }

  /** A database that an embedder has made. */
  public record Given(DataSource source) implements Store {}

  /**
   * What holds where only the store is said: sign-out forgets, and the container knows who is in.
   */
  public static AccountSettings in(Store store) {
    return new AccountSettings(SignOut.FORGET, store, Optional.empty(), "accounts");
  }

  /** The same with another end. */
  public AccountSettings with(SignOut other) {
    return new AccountSettings(other, store, resolver, place);
  }
}
