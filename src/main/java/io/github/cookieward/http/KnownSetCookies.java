package io.github.cookieward.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of {@code Set-Cookie} fields, for those that differ from them in the value alone:
 * an application sets the same few cookies in every answer. It has a fixed number of places, of
 * which each holds the last that came to it. Safe to share between threads, which may each make
 * what the other makes.
 */
public final class KnownSetCookies<T> {
  /** The longest name, and the longest attributes, that are kept, in characters. */
  private static final int LONGEST = 128;

  private final Function<SetCookie, T> making;
  private final @Nullable Known<T>[] known;

  /** Of final fields, so that other threads see all of it or nothing. */
  private record Known<T>(String name, String attributes, T made) {
    boolean isOf(String field, int equals, int semicolon) {
      return name.length() == equals
          && attributes.length() == field.length() - semicolon
          && field.startsWith(name)
          && field.startsWith(attributes, semicolon);
    }
  }

  /**
   * Nothing is known yet.
   *
   * @param places how many, a power of two
   * @param making makes of a field something that does not depend on the cookie's value, if the
   *     cookie has a name
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Java makes no array of a generic type
  public KnownSetCookies(int places, Function<SetCookie, T> making) {
    this.known = new Known[places];
    this.making = making;
  }

  /** What is made of a field value. */
  public T get(String field) {
    int semicolon = field.indexOf(';');
    int end = semicolon < 0 ? field.length() : semicolon;
    int equals = field.indexOf('=');
    if (equals <= 0 || equals > end || equals > LONGEST || field.length() - end > LONGEST) {
      return making.apply(SetCookie.parse(field));
    }
    int place = (31 * hash(field, 0, equals) + hash(field, end, field.length())) & known.length - 1;
    Known<T> last = known[place];
    return last != null && last.isOf(field, equals, end)
        ? last.made()
        : made(field, equals, end, place);
  }

  private T made(String field, int equals, int end, int place) {
    SetCookie cookie = SetCookie.parse(field);
    T made = making.apply(cookie);
    if (!cookie.name().isEmpty()) {
      known[place] = new Known<>(field.substring(0, equals), field.substring(end), made);
    }
    return made;
  }

  /** By the length and the last characters, where cookies of one application differ. */
  private static int hash(String field, int from, int to) {
    int hash = to - from;
    for (int i = 1; i <= 6 && i <= to - from; i++) {
      hash = 31 * hash + field.charAt(to - i);
    }
    return hash ^ hash >>> 9;
  }
}
