package io.github.cookieward.enforcement;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Tells the operator once, by name, what was withheld and what would allow it. Bounded: browsers
 * can send any name, so what comes from them has a budget of its own.
 */
final class Reports {
  static final int MAX_FROM_APPLICATION = 1_000;
  static final int MAX_FROM_BROWSERS = 200;

  private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x21-\\x7e…]|[\"<>&]");

  private static final Logger LOG = System.getLogger("io.github.cookieward");

  private final Set<String> fromApplication = ConcurrentHashMap.newKeySet();
  private final Set<String> fromBrowsers = ConcurrentHashMap.newKeySet();

  void note(Decision decision, boolean byApplication) {
    boolean unknown =
        switch (decision.reason()) {
          case NOT_IN_CATALOGUE, NOT_DECLARED, NAMELESS, UNREADABLE -> true;
          case UNKNOWN_PASSES -> decision.kind() == Decision.Kind.ADDRESS;
          default -> false;
        };
    if (!unknown && decision.action() != Decision.Action.REPORT) {
      return; // withheld as the visitor wishes: nothing that an operator has to mend
    }
    Set<String> seen = byApplication ? fromApplication : fromBrowsers;
    int most = byApplication ? MAX_FROM_APPLICATION : MAX_FROM_BROWSERS;
    if (seen.size() >= most || seen.contains(decision.subject())) {
      return;
    }
    if (seen.add(decision.subject())) {
      Level level = byApplication ? Level.WARNING : Level.INFO;
      String what =
          switch (decision.kind()) {
            case COOKIE -> byApplication ? "Set-Cookie \"" : "Cookie \"";
            case ADDRESS -> "Address \"";
            case INLINE_SCRIPT -> "Script \"";
            case FIELD -> "Field \"";
            case ENDPOINT -> "Endpoint \"";
            case PARAMETER -> "Parameter \"";
          };
      LOG.log(level, () -> what + printable(decision.subject()) + "\" " + safe(decision));
      if (seen.size() == most) {
        LOG.log(level, () -> "that was the last of " + most + " names; further ones are not told");
      }
    }
  }

  /** A name in {@code data-category} or {@code data-service} that the site does not know. */
  void unknownMark(String name) {
    if (fromApplication.size() < MAX_FROM_APPLICATION && fromApplication.add("data: " + name)) {
      LOG.log(
          Level.WARNING,
          () ->
              "data-category or data-service \""
                  + printable(name)
                  + "\" withheld: the site has no such category or service; write the id of one"
                  + " that consent.xml offers");
    }
  }

  /** A name in {@code data-service} alone, on live markup, that may not be meant for consent. */
  void strangeMark(String name) {
    if (fromApplication.size() < MAX_FROM_APPLICATION && fromApplication.add("mark: " + name)) {
      LOG.log(
          Level.WARNING,
          () ->
              "data-service \""
                  + printable(name)
                  + "\" says nothing: the site has no such service; if it is meant for consent,"
                  + " write the id of one, or name a data-category, too");
    }
  }

  /**
   * Something in a page that could not be read to its end.
   *
   * @param what in words of ours
   */
  void unread(String what, boolean withheld) {
    if (fromApplication.size() < MAX_FROM_APPLICATION && fromApplication.add("unread: " + what)) {
      LOG.log(
          Level.WARNING,
          () ->
              what
                  + (withheld ? " withheld: " : " passes: ")
                  + "it is longer than the limit of <pages>, or nobody can say where it ends");
    }
  }

  private static String safe(Decision decision) {
    return new Decision(
            decision.action(),
            decision.reason(),
            decision.kind(),
            printable(decision.subject()),
            decision.classification())
        .explanation();
  }

  /** A name that cannot break a line of the log, or fill it, or end the XML that is proposed. */
  static String printable(String name) {
    String cut = name.length() > 80 ? name.substring(0, 80) + "…" : name;
    return isHost(cut) ? cut : UNPRINTABLE.matcher(cut).replaceAll("?");
  }

  /** As nearly all are: of letters, digits, points and hyphens. */
  private static boolean isHost(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
      if (!letter && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }
}
