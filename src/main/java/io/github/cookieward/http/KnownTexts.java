package io.github.cookieward.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was made of short pieces of text that come again and again, so that the next one need not be
 * cut out and read: an application sets the same cookies in every answer. It has a fixed number of
 * places, of which each holds the last piece that came to it. Safe to share between threads, which
 * may each make what the other makes.
 */
final class KnownTexts<T> {
  private static final int PLACES = 512;
  private static final int MAX_LENGTH = 128;

  private final Function<String, T> making;
  private final Function<T, String> text;
  private final @Nullable Object[] known = new @Nullable Object[PLACES];

  /**
   * Nothing is known yet.
   *
   * @param making makes of a piece something that does not change
   * @param text the piece of which it was made
   */
  KnownTexts(Function<String, T> making, Function<T, String> text) {
    this.making = making;
    this.text = text;
  }

  /** What is made of a part of a text. */
  @SuppressWarnings("unchecked") // only what was made gets there
  T get(String field, int from, int to) {
    int length = to - from;
    if (length > MAX_LENGTH) {
      return making.apply(field.substring(from, to));
    }
    int place = place(field, from, to);
    T last = (T) known[place];
    if (last != null) {
      String piece = text.apply(last);
      if (piece.length() == length && field.startsWith(piece, from)) {
        return last;
      }
    }
    T made = making.apply(field.substring(from, to));
    known[place] = made;
    return made;
  }

  /** By the length and a few characters: most pieces differ there. */
  private static int place(String field, int from, int to) {
    int hash = to - from;
    for (int i = 1; i <= 6 && i <= to - from; i++) {
      hash = 31 * hash + field.charAt(to - i);
    }
    return (hash ^ hash >>> 9) & PLACES - 1;
  }
}
