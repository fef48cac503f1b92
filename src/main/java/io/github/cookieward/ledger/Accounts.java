package io.github.cookieward.ledger;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.AccountSettings;
import io.github.cookieward.enforcement.AccountSettings.SignOut;
import io.github.cookieward.enforcement.Answered;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Conflict;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Keeper;
import io.github.cookieward.ledger.Reconciliation.Outcome;
import io.github.cookieward.ledger.SavedConsents.Row;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The accounts of one site: brings a browser's answer and an account's together at each request,
 * and keeps what is decided for both. A store that fails breaks nothing: the browser's own answer
 * holds meanwhile. Safe to share between threads.
 */
public final class Accounts {
  /** Each turn of a race is won by somebody, so a few are enough. */
  private static final int TURNS = 20;

  private final Enforcer enforcer;
  private final SignOut signOut;
  private final Store store;

  /** The accounts of a site, with the database where their answers are. */
  public Accounts(Enforcer enforcer, AccountSettings settings, ConnectionSource source) {
    this.enforcer = enforcer;
    this.signOut = settings.signOut();
    this.store = new Store(new SavedConsents(source, enforcer), settings.place());
  }

  /**
   * Makes the table where there is none.
   *
   * @throws SQLException if the database answers, and does not let it be made; one that cannot be
   *     reached is told in the log and asked again later
   */
  public void start() throws SQLException {
    store.start();
  }

  /**
   * Forgets what is saved for an account, as its owner may ask for. A browser in which the account
   * is signed in keeps its answer and does not save it again; the next one that is given is saved.
   *
   * @throws SQLException if the database does not do it: then it is to be asked again
   */
  public void forget(String account) throws SQLException {
    store.forget(enforcer.pseudonyms(account));
  }

  /**
   * What holds for a request, by the browser's answer and by the account's.
   *
   * @param browser what holds by what the browser says
   * @param account the name of who is signed in; empty where nobody is
   * @param cookieFields the {@code Cookie} field lines, as they came
   * @param fresh whether the store itself is asked; else what it said up to five seconds ago will
   *     do
   */
  public Answered arrive(
      Enforcement browser, Optional<String> account, List<String> cookieFields, boolean fresh) {
    Mark mark = Mark.read(enforcer.readMark(cookieFields, browser.isSecure()), enforcer);
    return account.isPresent()
        ? new Visit(browser, account.get(), mark).arrive(fresh)
        : leave(browser, mark);
  }

  /** Nobody is signed in. */
  private Answered leave(Enforcement browser, Mark mark) {
    if (!mark.isAccounts()) {
      return new Answered(browser, List.of());
    }
    if (signOut == SignOut.KEEP) {
      return new Answered(browser.with(new Departed()), List.of());
    }
    boolean secure = browser.isSecure();
    Consent own = signOut == SignOut.RESTORE ? mark.own() : Consent.NONE;
    Optional<List<String>> restored =
        own.isDecided() ? enforcer.setCookies(own, secure) : Optional.empty();
    List<String> fields = new ArrayList<>(browser.onlyCookie());
    if (restored.isPresent()) {
      fields.addAll(restored.get());
      fields.add(enforcer.setMark(mark.ended().text(enforcer), own, secure));
    } else {
      fields.add(enforcer.removeCookie(secure));
      fields.add(enforcer.removeMark(secure));
    }
    return new Answered(
        browser.with(restored.isPresent() ? own : Consent.NONE).with(new Departed()), fields);
  }

  /** Whether two answers grant the same, of all that visitors are shown. */
  private boolean alike(Enforcement any, Consent one, Consent other) {
    Enforcement first = any.with(one);
    Enforcement second = any.with(other);
    for (CategorySettings offered : enforcer.settings().categories()) {
      if (first.covers(offered.category()) != second.covers(offered.category())) {
        return false;
      }
    }
    for (Service service : enforcer.settings().catalogue().declared()) {
      if (first.covers(service) != second.covers(service)) {
        return false;
      }
    }
    Set<String> chosen = new TreeSet<>(one.services().keySet());
    chosen.addAll(other.services().keySet());
    return chosen.stream().allMatch(id -> first.coversService(id) == second.coversService(id));
  }

  private static Consent named(String id, Instant at, Consent consent) {
    return new Consent(
        id,
        at,
        consent.policyVersion(),
        consent.signalSeen(),
        consent.categories(),
        consent.services());
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** Keeps the answers of a browser from which an account has departed: they are its own again. */
  private final class Departed implements Keeper {
    @Override
    public Optional<Answered> keep(Enforcement before, Function<Enforcement, Consent> weighing) {
      Consent said = weighing.apply(before);
      Consent own = named(enforcer.newId(), said.decidedAt(), said);
      return enforcer
          .setCookies(own, before.isSecure())
          .map(
              cookies -> {
                List<String> fields = new ArrayList<>(cookies);
                fields.addAll(before.onlyCookie());
                fields.add(enforcer.removeMark(before.isSecure()));
                return new Answered(before.with(Keeper.BROWSER).with(own), fields);
              });
    }

    @Override
    public Answered settle(Enforcement before, Conflict.Side side, String shown) {
      return new Answered(before, List.of());
    }
  }

  /** One request of somebody who is signed in. */
  private final class Visit implements Keeper {
    private final Enforcement browser;
    private final String account;
    private final List<String> names;
    private final Mark mark;

    /** Whether the browser's answer is one that the account had. */
    private final boolean shared;

    Visit(Enforcement browser, String account, Mark mark) {
      this.browser = browser;
      this.account = account;
      this.names = enforcer.pseudonyms(account);
      this.mark = mark;
      this.shared = mark.isOf(account, browser.consent(), enforcer);
    }

    /** What the browser answered: its own answer, or this account's. */
    private Consent said(Consent saved) {
      if (shared || !mark.isAccounts()) {
        return browser.consent();
      }
      return switch (signOut) { // somebody else's
        case KEEP -> saved.isDecided() ? browser.consent() : Consent.NONE;
        case FORGET -> Consent.NONE;
        case RESTORE -> mark.own();
      };
    }

    /** What the browser answered for itself, before anybody signed in. */
    private Consent own() {
      if (signOut != SignOut.RESTORE) {
        return Consent.NONE;
      }
      return mark.isAccounts() ? mark.own() : browser.consent();
    }

    private boolean isShared(Consent said, Consent saved) {
      return shared || (saved.isDecided() && said.id().equals(saved.id()));
    }

    private Outcome outcome(Consent said, Consent saved) {
      Outcome outcome =
          Reconciliation.of(
              said, isShared(said, saved), saved, (one, other) -> alike(browser, one, other));
      return outcome == Outcome.ASK && mark.isSettled(account, said, enforcer)
          ? Outcome.ADOPT
          : outcome;
    }

    Answered arrive(boolean fresh) {
      try {
        Optional<Row> row = store.find(names, fresh);
        for (int turn = 0; turn < TURNS; turn++) {
          Consent saved = row.map(Row::consent).orElse(Consent.NONE);
          Consent said = said(saved);
          switch (outcome(said, saved)) {
            case SILENCE -> {
              return said.isDecided() && saved.isDecided() && !shared
                  ? told(saved, own())
                  : new Answered(browser.with(said).with(this), List.of());
            }
            case ADOPT -> {
              return told(saved, own());
            }
            case ASK -> {
              return asked(new Conflict(said, saved));
            }
            case SAVE -> {
              String id = saved.isDecided() ? saved.id() : enforcer.newId();
              Consent kept = named(id, said.decidedAt(), said);
              if (store.replace(row, names, kept)) {
                return told(kept, own());
              }
              row = store.find(names, true);
            }
          }
        }
        return unknown();
      } catch (SQLException e) {
        return unknown();
      }
    }

    /** The account's answer holds, and the browser is told. */
    private Answered told(Consent answer, Consent own) {
      List<String> fields =
          new ArrayList<>(enforcer.setCookies(answer, browser.isSecure()).orElseGet(List::of));
      fields.addAll(browser.onlyCookie());
      Mark next = Mark.of(account, answer, own, enforcer);
      fields.add(enforcer.setMark(next.text(enforcer), answer, browser.isSecure()));
      return new Answered(browser.with(answer).with(this), fields);
    }

    private Answered asked(Conflict conflict) {
      Consent common = Reconciliation.common(conflict.saved(), conflict.browser());
      return new Answered(browser.with(this).with(conflict, common), List.of());
    }

    /**
     * What the account has is not known: the browser's own answer holds, and the account's copy.
     */
    private Answered unknown() {
      return new Answered(browser.with(said(Consent.NONE)).with(this), List.of());
    }

    @Override
    public Optional<Answered> keep(Enforcement before, Function<Enforcement, Consent> weighing) {
      try {
        for (int turn = 0; turn < TURNS; turn++) {
          Optional<Row> row = store.find(names, true);
          Consent saved = row.map(Row::consent).orElse(Consent.NONE);
          Consent weighed = weighing.apply(base(saved));
          Consent kept = named(line(saved), later(weighed.decidedAt(), saved.decidedAt()), weighed);
          if (enforcer.write(kept).isEmpty()) {
            return Optional.empty();
          }
          if (kept.equals(saved) || store.replace(row, names, kept)) {
            return Optional.of(told(kept, left(kept)));
          }
        }
      } catch (SQLException e) {
        // told in the log; the browser keeps the answer, and it is saved later
      }
      return Keeper.BROWSER
          .keep(before, weighing)
          .map(kept -> new Answered(kept.enforcement().with(this), unmarked(kept.fields())));
    }

    /** What an answer changes: what holds by the newest that is saved. */
    private Enforcement base(Consent saved) {
      Consent said = said(saved);
      return switch (outcome(said, saved)) {
        case SILENCE, SAVE -> browser.with(said);
        case ADOPT -> browser.with(saved);
        case ASK -> asked(new Conflict(said, saved)).enforcement();
      };
    }

    /** The name of the account's answers: one for all its browsers, and for no other account. */
    private String line(Consent saved) {
      return saved.isDecided() ? saved.id() : shared ? browser.consent().id() : enforcer.newId();
    }

    /** What the browser's own answer is after one that was given while somebody is signed in. */
    private Consent left(Consent decided) {
      Consent own = own();
      if (!own.isDecided()) {
        return Consent.NONE;
      }
      Consent less = Reconciliation.without(own, decided);
      return alike(browser, less, own) ? own : less;
    }

    /** Without the mark of somebody else. */
    private List<String> unmarked(List<String> fields) {
      if (shared || !mark.isAccounts()) {
        return fields;
      }
      List<String> all = new ArrayList<>(fields);
      all.add(enforcer.removeMark(browser.isSecure()));
      return all;
    }

    @Override
    public Answered settle(Enforcement before, Conflict.Side side, String shown) {
      try {
        for (int turn = 0; turn < TURNS; turn++) {
          Optional<Row> row = store.find(names, true);
          Consent saved = row.map(Row::consent).orElse(Consent.NONE);
          Consent said = said(saved);
          if (outcome(said, saved) != Outcome.ASK) {
            return arrive(false);
          }
          Conflict conflict = new Conflict(said, saved);
          if (!conflict.fingerprint().equals(shown)) {
            return asked(conflict);
          }
          if (side == Conflict.Side.SAVED) {
            return told(saved, own());
          }
          Instant now = Instant.ofEpochSecond(enforcer.clock().instant().getEpochSecond());
          Consent kept = named(saved.id(), later(now, saved.decidedAt()), said);
          if (store.replace(row, names, kept)) {
            return told(kept, own());
          }
        }
      } catch (SQLException e) {
        // told in the log; the visitor is asked again
      }
      return new Answered(before, List.of());
    }
  }
}
