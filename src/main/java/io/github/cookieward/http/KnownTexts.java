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
  /** The most characters of a piece that its place depends on. */
  private static final int SAMPLES = 8;

  private final int longest;
  private final Function<String, T> making;
  private final @Nullable Known<T>[] known;

  /** Of final fields, so that other threads see all of it or nothing. */
  private record Known<T>(String piece, int gap, T made) {
    boolean isOf(String text, int from, int gapFrom, int gapTo, int to) {
      return piece.length() == gapFrom - from + to - gapTo
          && gap == gapFrom - from
          && text.regionMatches(from, piece, 0, gap)
          && text.regionMatches(gapTo, piece, gap, to - gapTo);
    }
  }

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
  public T get(String text, int from, int to) {
    return get(text, from, to, to, to);
  }

  /** What is made of a part of a text that has a gap, as if the gap were not there. */
  public T get(String text, int from, int gapFrom, int gapTo, int to) {
    if (to - gapTo + gapFrom - from > longest) {
      return making.apply(text.substring(from, gapFrom) + text.substring(gapTo, to));
    }
    int place = place(text, from, gapFrom) + 31 * (to - gapTo) & known.length - 1;
    Known<T> last = known[place];
    return last != null && last.isOf(text, from, gapFrom, gapTo, to)
        ? last.made()
        : made(text.substring(from, gapFrom), text.substring(gapTo, to), place);
  }

  private T made(String before, String after, int place) {
    T made = making.apply(before + after);
    known[place] = new Known<>(before + after, before.length(), made);
    return made;
  }

  /** By the length and a few characters from all over it: most pieces differ there. */
  private static int place(String text, int from, int to) {
    int hash = to - from;
    int step = hash / SAMPLES + 1;
    for (int i = to - 1; i >= from; i -= step) {
      hash = 31 * hash + text.charAt(i);
    }
    return hash ^ hash >>> 9;
  }
}
