package io.github.cookieward.enforcement;

/** The ground of a decision. */
public enum Reason {
  /** It needs no consent. */
  ESSENTIAL,
  /** The visitor agreed. */
  GRANTED,
  /** It stays within the site. */
  SAME_SITE,
  /** Nothing leaves the browser. */
  LOCAL,
  /** It only removes a cookie. */
  DELETION,
  /** The visitor refused, or took the agreement back. */
  DENIED,
  /** The visitor has not answered. */
  UNDECIDED,
  /** Its purpose is granted, but it belongs to a third party and those are not. */
  THIRD_PARTY_NOT_GRANTED,
  /** Nobody knows it. */
  NOT_IN_CATALOGUE,
  /** The site has not declared it, and a browser reports it. */
  NOT_DECLARED,
  /** A field that cannot be read says nothing for certain. */
  UNREADABLE,
  /** Nobody knows it, and the site lets pass what nobody knows. */
  UNKNOWN_PASSES,
  /** A cookie without a name cannot be looked up. */
  NAMELESS,
  /** The name is that of the consent cookie, which only the visitor's answer sets. */
  RESERVED
}
