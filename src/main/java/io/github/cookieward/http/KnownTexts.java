package io.github.cookieward.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of short pieces of text that come again and again, so that the next one need not be
 * cut out and read: an application sets the same cookies in every answer. It has a fixed number of
 * places, of which each holds the last piece that came to it. Safe to share between threads, which
 * may each make what the other makes.
 */
public final class KnownTexts<T> {
  /** How many characters of a piece its place depends on, besides the last one. */
  private static final int SAMPLES = 8;

  private final int longest;
  private final Function<String, T> making;
  private final @Nullable Known<T>[] known;

  /** Of final fields, so that other threads see all of it or nothing. */
  private record Known<T>(String piece, T made) {}

  /**
   * Nothing is known yet.
   *
   * @param places how many, a power of two
   * @param longest the length of the longest piece that is kept, in characters
   * @param making makes of a piece something that does not change
   */
  @SuppressWarnings({"unchecked", "rawtypes"}) // Java makes no array of a generic type
  public KnownTexts(int places, int longest, Function<String, T> making) {
    this.known = new Known[places];
    this.longest = longest;
    this.making = making;
  }

  /** What is made of a part of a text. */
  public T get(String field, int from, int to) {
    int length = to - from;
    if (length > longest) {
      return making.apply(field.substring(from, to));
    }
    int place = place(field, from, to);
    Known<T> last = known[place];
    return last != null && last.piece().length() == length && field.startsWith(last.piece(), from)
        ? last.made()
        : made(field.substring(from, to), place);
  }

  private T made(String piece, int place) {
    T made = making.apply(piece);
    known[place] = new Known<>(piece, made);
    return made;
  }

  /** By the length, the last character and a few from all over it: most pieces differ there. */
  private int place(String field, int from, int to) {
    int length = to - from;
    int hash = length == 0 ? 0 : 31 * length + field.charAt(to - 1);
    for (int i = 0; i < SAMPLES && i < length; i++) {
      hash = 31 * hash + field.charAt(from + length * i / SAMPLES);
    }
    return (hash ^ hash >>> 9) & known.length - 1;
  }
}
