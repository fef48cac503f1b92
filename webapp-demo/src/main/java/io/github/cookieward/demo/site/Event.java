package io.github.cookieward.demo.site;

/**
 * One line of the panel. Public, with getters, for the pages' expression language.
 *
 * @param subject the cookie's name, or the address
 * @param page where it happened
 */
public record Event(String subject, boolean withheld, String explanation, String page) {
  /** The cookie's name, or the address. */
  public String getSubject() {
    return subject;
  }

  /** Why it was withheld, or the way that it took. */
  public String getExplanation() {
    return explanation;
  }

  /** Where it happened. */
  public String getPage() {
    return page;
  }
}
