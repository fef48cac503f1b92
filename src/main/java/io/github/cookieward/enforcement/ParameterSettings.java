package io.github.cookieward.enforcement;

/**
 * How parameters that track are handled in addresses that visitors come by. A value.
 *
 * @param incoming what happens to them
 * @param holds whether they are kept for the session, handed to the application once granted, and
 *     discarded on refusal
 */
public record ParameterSettings(Incoming incoming, boolean holds) {
  /** What happens to a parameter that is not granted. */
  public enum Incoming {
    /** The application does not see it. */
    HIDE,
    /** The application does not see it, and a page's visitor is sent to the address without it. */
    REDIRECT,
    /** It passes. */
    PASS
  }

  /** What holds where nothing is said. */
  public static final ParameterSettings DEFAULTS = new ParameterSettings(Incoming.HIDE, false);
}
