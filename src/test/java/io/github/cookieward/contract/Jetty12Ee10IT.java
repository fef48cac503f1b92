package io.github.cookieward.contract;

/** Eclipse Jetty 12.1 with Jakarta EE 10. */
class Jetty12Ee10IT extends FilterContract {
  Jetty12Ee10IT() {
    super(new Jetty("ee10"));
  }
}
