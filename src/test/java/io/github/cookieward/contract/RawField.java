package io.github.cookieward.contract;

import java.util.Locale;

/** One line of a head, its name exactly as sent; the value without the blanks around it. */
record RawField(String name, String value) {
  static RawField parse(String line) {
    int colon = line.indexOf(':');
    return colon < 0
        ? new RawField(line, "")
        : new RawField(line.substring(0, colon), line.substring(colon + 1).strip());
  }

  boolean isNamed(String other) {
    return name.equalsIgnoreCase(other);
  }

  /** Whether a very lenient browser would store a cookie from it. */
  boolean couldBeSetCookie() {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z-]", "").equals("set-cookie");
  }
}
