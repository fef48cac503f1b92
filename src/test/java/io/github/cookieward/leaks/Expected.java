package io.github.cookieward.leaks;

import io.github.cookieward.leaks.LeakCase.Observation.Kind;

/** What has to become of a case. */
enum Expected {
  /** It fires: it is granted, or essential, or nobody is there to hold it back. */
  FIRES,
  /** It does not: all else is a leak. */
  SILENT,
  /** Either will do. */
  OPEN;

  static Expected of(LeakCase one, Mode mode, State state) {
    if (mode == Mode.BARE) {
      return FIRES;
    }
    return switch (one.concerns()) {
      case LeakCase.ESSENTIAL -> FIRES;
      case LeakCase.NOBODY -> ofNobody(one, mode, state);
      // Strict lets a page fetch from where the site has declared that it does; a page that writes
      // the address itself may be opened, one whose script does may not.
      case LeakCase.CATALOGUED ->
          state == State.ACCEPTED || state == State.GRANTED
              ? mode == Mode.STRICT ? OPEN : FIRES
              : SILENT;
      default -> state == State.ACCEPTED || state == State.GRANTED ? FIRES : SILENT;
    };
  }

  /** In standard protection an address that nobody knows passes; a cookie never does. */
  private static Expected ofNobody(LeakCase one, Mode mode, State state) {
    boolean field = one.observed().kind() == Kind.FIELD || one.observed().kind() == Kind.ELEMENT;
    if (field && state == State.ACCEPTED) {
      return OPEN; // such as Accept-CH: no service's, but of a purpose
    }
    return mode == Mode.STANDARD && one.observed().kind() == Kind.REQUEST ? FIRES : SILENT;
  }
}
