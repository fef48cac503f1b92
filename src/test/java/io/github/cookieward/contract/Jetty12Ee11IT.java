package io.github.cookieward.contract;

/** Eclipse Jetty 12.1 with Jakarta EE 11. */
class Jetty12Ee11IT extends FilterContract {
  Jetty12Ee11IT() {
    super(new Jetty("ee11"));
  }
}
