package io.github.cookieward.filter;

/** The one request attribute that the wrapped request answers for; nobody else sees it. */
final class Stamp {
  static final String NAME = "io.github.cookieward.enforcement";

  private Stamp() {}
}
