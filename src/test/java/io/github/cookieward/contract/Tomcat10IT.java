package io.github.cookieward.contract;

/** Apache Tomcat 10.1, whose Servlet 6.0 has no way to take a header back. */
class Tomcat10IT extends FilterContract {
  Tomcat10IT() {
    super(new Tomcat("10", Audit.REPLACES));
  }
}
