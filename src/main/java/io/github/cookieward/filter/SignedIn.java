package io.github.cookieward.filter;

import io.github.cookieward.enforcement.AccountSettings;
import io.github.cookieward.enforcement.Answered;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.ledger.Accounts;
import io.github.cookieward.ledger.Database;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who is signed in, and what the accounts of the site have to say about it. Safe to share. */
final class SignedIn implements AutoCloseable {
  /** Where the accounts of a site can be asked for by code. */
  static final String ACCOUNTS = "io.github.cookieward.accounts";

  private static final Logger LOG = System.getLogger("io.github.cookieward");

  /** What pages fetch besides code's own questions: it makes do with what was read for the page. */
  private static final Set<String> PARTS =
      Set.of(
          "audio",
          "audioworklet",
          "font",
          "image",
          "manifest",
          "paintworklet",
          "script",
          "serviceworker",
          "sharedworker",
          "style",
          "track",
          "video",
          "worker",
          "xslt");

  private final Accounts accounts;
  private final Database database;
  private final AccountResolver declared;
  private final ServletContext context;
  private final AtomicBoolean told = new AtomicBoolean();

  private SignedIn(
      Accounts accounts, Database database, AccountResolver declared, ServletContext context) {
    this.accounts = accounts;
    this.database = database;
    this.declared = declared;
    this.context = context;
  }

  /**
   * Opens the store of a site.
   *
   * @throws IllegalArgumentException if it is not there, or not as it must be, naming place and
   *     remedy
   */
  static SignedIn open(Enforcer enforcer, AccountSettings settings, ServletContext context) {
    if (!enforcer.settings().hasKey()) {
      throw new IllegalArgumentException(
          settings.place()
              + ": accounts need a key, by which their names are hidden in the database; add"
              + " <consent-cookie key=\"env:NAME\"/> with 32 random bytes (openssl rand -base64 32)");
    }
    ClassLoader application =
        Objects.requireNonNullElseGet(
            context.getClassLoader(), () -> SignedIn.class.getClassLoader());
    AccountResolver declared =
        settings
            .resolver()
            .map(name -> resolver(name, application, settings.place()))
            .orElse(request -> Optional.ofNullable(request.getRemoteUser()));
    Database database = Database.find(settings, application);
    Accounts accounts = new Accounts(enforcer, settings, database);
    try {
      accounts.start();
    } catch (SQLException e) {
      close(database);
      throw new IllegalArgumentException(
          settings.place()
              + ": the database does not do as it must ("
              + e.getMessage()
              + "); check address, user and password, and that the user may make a table and change"
              + " it",
          e);
    }
    context.setAttribute(ACCOUNTS, accounts);
    return new SignedIn(accounts, database, declared, context);
  }

  private static AccountResolver resolver(String name, ClassLoader loader, String place) {
    try {
      return Class.forName(name, true, loader)
          .asSubclass(AccountResolver.class)
          .getConstructor()
          .newInstance();
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(
          place + ": resolver: the application has no class " + name, e);
    } catch (ClassCastException | NoSuchMethodException | InstantiationException e) {
      throw new IllegalArgumentException(
          place
              + ": resolver: "
              + name
              + " must be a class that implements "
              + AccountResolver.class.getName()
              + " and has a public constructor without parameters",
          e);
    } catch (IllegalAccessException | InvocationTargetException | LinkageError e) {
      throw new IllegalArgumentException(
          place + ": resolver: " + name + " cannot be made: " + e, e);
    }
  }

  /** Whether a request is for a page, or by code; then the store itself is asked. */
  static boolean isWhole(HttpServletRequest request) {
    return !PARTS.contains(Objects.requireNonNullElse(request.getHeader("Sec-Fetch-Dest"), ""));
  }

  /** What holds for a request. */
  Answered arrive(HttpServletRequest request, List<String> cookies, Enforcement browser) {
    Optional<String> account;
    try {
      account = resolver().account(request).filter(name -> !name.isEmpty());
    } catch (RuntimeException e) {
      tell(e);
      return new Answered(browser, List.of());
    }
    return accounts.arrive(browser, account, cookies, isWhole(request));
  }

  private AccountResolver resolver() {
    return context.getAttribute(AccountResolver.ATTRIBUTE) instanceof AccountResolver given
        ? given
        : declared;
  }

  private void tell(RuntimeException failure) {
    if (!told.getAndSet(true)) {
      LOG.log(
          Level.ERROR,
          "Who is signed in cannot be told: the AccountResolver fails. Such a request goes by what"
              + " its browser says. This is told once",
          failure);
    }
  }

  @Override
  public void close() {
    context.removeAttribute(ACCOUNTS);
    close(database);
  }

  private static void close(Database database) {
    try {
      database.close();
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "The database of the saved answers does not close", e);
    }
  }
}
