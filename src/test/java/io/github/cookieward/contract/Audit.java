package io.github.cookieward.contract;

/** What the servlet API lets a filter do about a Set-Cookie that is already in the response. */
enum Audit {
  /** Takes it out. */
  REMOVES,
  /** Puts another cookie or an empty field in its place: what is there cannot be emptied. */
  REPLACES,
  /** Cannot even see it. */
  BLIND
}
