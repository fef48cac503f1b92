package io.github.cookieward.contract;

/** Apache Tomcat 11. */
class Tomcat11IT extends FilterContract {
  Tomcat11IT() {
    super(new Tomcat("11", Audit.REMOVES));
  }
}
