package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Category;
import java.nio.file.Path;

/**
 * A filter list that the site points to, which is read again when it changes. A value.
 *
 * @param file where it lies on the server's disk
 * @param format how it is written
 * @param category what visitors have to grant for what it blocks
 */
public record FilterListSource(Path file, Format format, Category category) {
  /** How a list is written. */
  public enum Format {
    /** Adblock Plus syntax, as EasyPrivacy has it. */
    ADBLOCK,
    /** A hosts file, or a host a line. */
    HOSTS
  }
}
