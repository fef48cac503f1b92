package io.github.cookieward.contract.probe;

/** An exception that a scene throws on purpose; what a server's log says of it is no surprise. */
public final class Deliberate extends RuntimeException {
  public Deliberate(String what) {
    super("deliberate: " + what);
  }
}
