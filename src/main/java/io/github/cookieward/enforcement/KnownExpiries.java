package io.github.cookieward.enforcement;

import io.github.cookieward.http.CookieHeader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the cookies that a browser holds are to be expired: it sends the same names with each
 * request, so what it sent last is not asked about again. Names are kept, and no values. It has a
 * fixed number of places, of which each holds the last visitor who came to it. Safe to share
 * between threads.
 */
final class KnownExpiries {
  /** The most cookies that are expired at once, and of which the names are kept. */
  private static final int MAX_NAMES = 64;

  /** In characters; a longer name is left alone, so that the others have room. */
  private static final int MAX_NAME = 256;

  private final @Nullable Known[] known = new Known[256];

  /** Of final fields, so that other threads see all of it or nothing. */
  private record Known(Standing standing, List<String> names, List<String> expired) {}

  /**
   * The names that are to be expired, each once.
   *
   * @param cookieFields the {@code Cookie} field lines, as they came
   */
  List<String> of(Enforcement enforcement, List<String> cookieFields) {
    Standing standing = enforcement.standing();
    int place = standing.consent().id().hashCode() & known.length - 1;
    Known last = known[place];
    if (last != null
        && last.standing().equals(standing)
        && CookieHeader.haveNames(cookieFields, last.names())) {
      return last.expired();
    }
    List<String> names = CookieHeader.names(cookieFields);
    List<String> expired =
        names.stream()
            .filter(KnownExpiries::isName)
            .distinct()
            .filter(enforcement::expires)
            .limit(MAX_NAMES)
            .toList();
    if (names.size() <= MAX_NAMES && names.stream().allMatch(name -> name.length() <= MAX_NAME)) {
      known[place] = new Known(standing, names, expired);
    }
    return expired;
  }

  /** Whether a name is one that a field can carry, and short enough to leave room for others. */
  private static boolean isName(String name) {
    return name.length() <= MAX_NAME
        && name.chars().noneMatch(c -> c < 0x20 || c == 0x7f || c > 0xff);
  }
}
