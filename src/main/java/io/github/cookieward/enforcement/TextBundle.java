package io.github.cookieward.enforcement;

import java.util.List;
import java.util.Locale;

/**
 * Where a site keeps texts of its own. A value.
 *
 * @param location what stands before {@code .properties} or {@code _de.properties}: a path within
 *     the application that begins with a slash, or else a name on the class path
 * @param languages languages to look for on the class path besides those that there are texts in;
 *     within the application every file is found
 * @param place where this is said, for messages
 */
public record TextBundle(String location, List<Locale> languages, String place) {
  /** Keeps a copy. */
  public TextBundle {
    languages = List.copyOf(languages);
  }
}
