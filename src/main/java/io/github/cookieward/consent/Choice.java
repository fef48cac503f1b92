package io.github.cookieward.consent;

/** A visitor's state for a category or a service. Absent is not refused, and neither is granted. */
public enum Choice {
  /** The visitor agreed. */
  GRANTED,
  /** The visitor refused, or took an agreement back. */
  DENIED,
  /** The visitor has not been asked, or has not answered. */
  UNDECIDED
}
