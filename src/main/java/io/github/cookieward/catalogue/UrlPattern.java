package io.github.cookieward.catalogue;

import java.util.List;

/**
 * What a filter list's rule says of an address: literal text, {@code *} for any characters, {@code
 * ^} for a separator or the end, and its anchors. Immutable; safe to share.
 *
 * @see <a href="https://help.adblockplus.org/hc/en-us/articles/360062733293">How to write
 *     filters</a>
 */
final class UrlPattern {
  /** Where the pattern's beginning has to stand. */
  enum Anchor {
    /** Anywhere. */
    NONE,
    /** At the beginning of the address. */
    START,
    /** At the beginning of the host, or of a label in it. */
    HOST,
    /** Where the host ends. */
    AFTER_HOST
  }

  private static final byte[] LOWER = new byte[128];
  private static final boolean[] SEPARATOR = new boolean[128];

  static {
    for (int c = 0; c < 128; c++) {
      boolean upper = c >= 'A' && c <= 'Z';
      LOWER[c] = (byte) (upper ? c | 0x20 : c);
      boolean word = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      SEPARATOR[c] = !word && "_-.%".indexOf(c) < 0;
    }
  }

  private final Anchor anchor;
  private final boolean endAnchor;
  private final boolean matchCase;
  private final String[] segments;

  /** A pattern; its segments are what stands between the stars, lower-cased unless case matters. */
  UrlPattern(Anchor anchor, List<String> segments, boolean endAnchor, boolean matchCase) {
    this.anchor = anchor;
    this.endAnchor = endAnchor;
    this.matchCase = matchCase;
    this.segments = segments.toArray(String[]::new);
  }

  static char lower(char c) {
    return c < 128 ? (char) LOWER[c] : c;
  }

  String[] segments() {
    return segments;
  }

  Anchor anchor() {
    return anchor;
  }

  boolean isSingle() {
    return segments.length == 1;
  }

  /** Whether a pattern of one segment stands at a place. */
  boolean matchesAt(String url, int hostStart, int hostEnd, int at) {
    boolean anchored =
        switch (anchor) {
          case NONE -> true;
          case START -> at == 0;
          case HOST -> isLabel(url, hostStart, hostEnd, at);
          case AFTER_HOST -> at == hostEnd;
        };
    if (!anchored || at < 0) {
      return false;
    }
    int end = end(segments[0], url, at);
    return end >= 0 && (!endAnchor || end == url.length());
  }

  private static boolean isLabel(String url, int hostStart, int hostEnd, int at) {
    return at == hostStart || (at > hostStart && at < hostEnd && url.charAt(at - 1) == '.');
  }

  /** Whether the pattern is anywhere where its anchors let it be. */
  boolean matches(String url, int hostStart, int hostEnd) {
    return switch (anchor) {
      case NONE -> restMatches(url, 0, 0);
      case START -> startsAt(url, 0);
      case AFTER_HOST -> startsAt(url, hostEnd);
      case HOST -> {
        for (int at = hostStart; at < hostEnd; at++) {
          if (isLabel(url, hostStart, hostEnd, at) && startsAt(url, at)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  private boolean startsAt(String url, int at) {
    if (segments.length == 0) {
      return true;
    }
    int end = end(segments[0], url, at);
    if (end < 0) {
      return false;
    }
    if (segments.length == 1) {
      return !endAnchor || end == url.length();
    }
    return restMatches(url, 1, end);
  }

  private boolean restMatches(String url, int first, int from) {
    int at = from;
    for (int i = first; i < segments.length; i++) {
      String segment = segments[i];
      if (endAnchor && i == segments.length - 1) {
        return endsWith(segment, url, at);
      }
      int end = -1;
      // A separator may be the end of the address, so that a segment may be longer by one.
      for (int last = url.length() - segment.length() + 1; at <= last && end < 0; at++) {
        end = end(segment, url, at);
      }
      if (end < 0) {
        return false;
      }
      at = end;
    }
    return true;
  }

  private boolean endsWith(String segment, String url, int from) {
    int at = url.length() - segment.length();
    return (at >= from && end(segment, url, at) == url.length())
        || (segment.endsWith("^") && at + 1 >= from && end(segment, url, at + 1) == url.length());
  }

  /** Where a segment ends that begins at a place; -1 where it does not stand there. */
  private int end(String segment, String url, int from) {
    int length = segment.length();
    int urlLength = url.length();
    int at = from;
    if (from < 0 || from + length > urlLength + 1) {
      return -1;
    }
    for (int i = 0; i < length; i++) {
      char wanted = segment.charAt(i);
      if (at == urlLength) {
        return wanted == '^' && i == length - 1 ? at : -1;
      }
      char c = url.charAt(at);
      boolean fits = wanted == '^' ? c < 128 && SEPARATOR[c] : wanted == (matchCase ? c : lower(c));
      if (!fits) {
        return -1;
      }
      at++;
    }
    return at;
  }
}
