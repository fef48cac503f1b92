package io.github.cookieward.ledger;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.Enforcer;
import java.util.List;
import java.util.Optional;

/**
 * The cookie beside the consent's: that the answer there is an account's, and what the browser had
 * before. It names no account: its codes are over one answer and one account together, under the
 * site's key. A value.
 *
 * @param line a code over the account and its answer; empty where nobody is signed in any more
 * @param settled a code over the account and the browser's own answer, of which the account's owner
 *     has once chosen, or which is the same; empty where there is none
 * @param own the browser's own answer, from before; or none
 */
record Mark(String line, String settled, Consent own) {
  /** No such cookie. */
  static final Mark NONE = new Mark("", "", Consent.NONE);

  private static final int CODE = 12;

  /** Reads what {@link #text} wrote; anything else is none. */
  static Mark read(Optional<String> text, Enforcer enforcer) {
    String[] parts = text.orElse("").split("~", -1);
    if (parts.length != 3 || parts[0].length() > CODE || parts[1].length() > CODE) {
      return NONE;
    }
    return new Mark(parts[0], parts[1], enforcer.read(parts[2]));
  }

  /** The cookie's value. */
  String text(Enforcer enforcer) {
    String kept = own.isDecided() ? enforcer.write(own).orElse("") : "";
    return line + "~" + settled + "~" + kept;
  }

  /** Whether the browser's answer is an account's, whoever's. */
  boolean isAccounts() {
    return !line.isEmpty();
  }

  /** Whether the browser's answer is this account's. */
  boolean isOf(String account, Consent browser, Enforcer enforcer) {
    return isAccounts()
        && browser.isDecided()
        && codes(enforcer, "line", browser.id(), account).contains(line);
  }

  /** Whether this account's owner has once chosen between the account's and this own answer. */
  boolean isSettled(String account, Consent browser, Enforcer enforcer) {
    return !settled.isEmpty()
        && browser.isDecided()
        && codes(enforcer, "own", time(browser), account).contains(settled);
  }

  /** A mark beside an account's answer. */
  static Mark of(String account, Consent answer, Consent own, Enforcer enforcer) {
    String line = codes(enforcer, "line", answer.id(), account).get(0);
    String settled = own.isDecided() ? codes(enforcer, "own", time(own), account).get(0) : "";
    return new Mark(line, settled, own);
  }

  /** What is left of it when the browser goes by its own answer again. */
  Mark ended() {
    return new Mark("", settled, Consent.NONE);
  }

  private static String time(Consent own) {
    return own.id() + "." + own.decidedAt().getEpochSecond();
  }

  private static List<String> codes(Enforcer enforcer, String use, String what, String account) {
    return enforcer.pseudonyms(use + "\n" + what + "\n" + account).stream()
        .map(code -> code.substring(0, CODE))
        .toList();
  }
}
