package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Takes parameters out of addresses, by their names. What stays, stays byte for byte and in its
 * order; where nothing is taken, the very same string comes back. Names are compared decoded, with
 * {@code +} for a blank; a broken escape stands for itself. Linear in the length of the text,
 * whatever it is.
 *
 * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">URL, 5.1</a>
 */
public final class TrackingParameters {
  /** What ends a segment of a path, or a parameter within it. */
  private static final String ENDS_PATH_PARAMETER = ";/?#";

  private TrackingParameters() {}

  /**
   * Takes parameters out of a query.
   *
   * @param query what follows the question mark
   * @param tracks whether a name goes
   */
  public static String strip(String query, Predicate<String> tracks) {
    StringBuilder kept = new StringBuilder();
    int pieces = 0;
    boolean changed = false;
    for (int start = 0; start <= query.length(); ) {
      int end = endOfPiece(query, start);
      if (end > start && tracks.test(name(query, start, end))) {
        changed = true;
      } else {
        kept.append(pieces++ == 0 ? "" : "&").append(query, start, end);
      }
      start = end + 1;
    }
    return changed ? kept.toString() : query;
  }

  /**
   * The parameters of a query that track, decoded: each name with its values, in their order. A
   * parameter without {@code =} has the empty value.
   */
  public static Map<String, List<String>> find(String query, Predicate<String> tracks) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (int start = 0; start <= query.length(); ) {
      int end = endOfPiece(query, start);
      if (end > start) {
        String name = name(query, start, end);
        if (tracks.test(name)) {
          found.computeIfAbsent(name, n -> new ArrayList<>(1)).add(value(query, start, end));
        }
      }
      start = end + 1;
    }
    return found;
  }

  /**
   * Takes parameters out of a whole address: those of its query, and with it the question mark
   * where none stays, and those of its path. The fragment stays as it is.
   *
   * @param address absolute or relative; it need not be a good one
   */
  public static String stripAddress(String address, Predicate<String> tracks) {
    int fragment = address.indexOf('#');
    int end = fragment < 0 ? address.length() : fragment;
    int mark = address.indexOf('?');
    String path = address.substring(0, mark < 0 || mark > end ? end : mark);
    String cleanPath = stripPath(path, tracks);
    if (mark < 0 || mark > end) {
      return cleanPath.equals(path) ? address : cleanPath + address.substring(end);
    }
    String query = address.substring(mark + 1, end);
    String cleanQuery = strip(query, tracks);
    if (cleanQuery.equals(query)) {
      return cleanPath.equals(path) ? address : cleanPath + address.substring(mark);
    }
    return cleanPath + (cleanQuery.isEmpty() ? "" : "?" + cleanQuery) + address.substring(end);
  }

  /** Takes {@code ;name=value} out of the segments of a path. */
  public static String stripPath(String path, Predicate<String> tracks) {
    int next = path.indexOf(';');
    if (next < 0) {
      return path;
    }
    StringBuilder kept = new StringBuilder(path.length()).append(path, 0, next);
    while (next < path.length()) {
      int end = next + 1;
      while (end < path.length() && ENDS_PATH_PARAMETER.indexOf(path.charAt(end)) < 0) {
        end++;
      }
      boolean goes = path.charAt(next) == ';' && tracks.test(name(path, next + 1, end));
      kept.append(path, goes ? end : next, end);
      next = end;
    }
    return kept.length() == path.length() ? path : kept.toString();
  }

  private static int endOfPiece(String query, int start) {
    int end = query.indexOf('&', start);
    return end < 0 ? query.length() : end;
  }

  private static String name(String text, int start, int end) {
    int equals = start;
    while (equals < end && text.charAt(equals) != '=') {
      equals++;
    }
    return decode(text, start, equals);
  }

  private static String value(String text, int start, int end) {
    int equals = text.indexOf('=', start);
    return equals < 0 || equals >= end ? "" : decode(text, equals + 1, end);
  }

  private static String decode(String text, int start, int end) {
    int plain = start;
    while (plain < end && text.charAt(plain) != '%' && text.charAt(plain) != '+') {
      plain++;
    }
    if (plain == end) {
      return text.substring(start, end);
    }
    byte[] raw = text.substring(start, end).getBytes(UTF_8);
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      int escaped =
          raw[i] == '%' && i + 2 < raw.length ? hex(raw[i + 1]) * 16 + hex(raw[i + 2]) : -1;
      if (escaped >= 0) {
        raw[length++] = (byte) escaped;
        i += 2;
      } else {
        raw[length++] = raw[i] == '+' ? (byte) ' ' : raw[i];
      }
    }
    return new String(raw, 0, length, UTF_8);
  }

  /** A digit's value; so far below zero where it is none that no other digit makes up for it. */
  private static int hex(byte digit) {
    int value = Character.digit(digit, 16);
    return digit < 0 || value < 0 ? -1_000 : value;
  }
}
