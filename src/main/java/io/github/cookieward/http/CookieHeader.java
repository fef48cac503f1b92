package io.github.cookieward.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The {@code Cookie} request field: pairs with a semicolon between.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-5.4">RFC 6265, 5.4</a>
 */
public final class CookieHeader {
  private CookieHeader() {}

  /**
   * Hands each pair to a reader, in order: its name (empty where there is none) and its value, both
   * without blanks and tabs around. Other white space belongs to a name: a browser that guards
   * {@code __Host-x} lets other hosts set the same name with a strange blank before it.
   */
  public static void forEach(String field, BiConsumer<String, String> reader) {
    int at = 0;
    while (at <= field.length()) {
      int end = end(field, at);
      if (SetCookie.start(field, at, end) < end) {
        int equals = equals(field, at, end);
        int from = equals < end ? equals + 1 : at;
        reader.accept(
            name(field, at, end),
            field.substring(SetCookie.start(field, from, end), SetCookie.end(field, from, end)));
      }
      at = end + 1;
    }
  }

  /** The names of all pairs in a request's field lines, as {@link #forEach} tells them. */
  public static List<String> names(List<String> fields) {
    List<String> names = new ArrayList<>();
    for (String field : fields) {
      int at = 0;
      while (at <= field.length()) {
        int end = end(field, at);
        if (SetCookie.start(field, at, end) < end) {
          names.add(name(field, at, end));
        }
        at = end + 1;
      }
    }
    return List.copyOf(names);
  }

  /** Whether {@link #names} would be these. Reads on only as long as they are. */
  public static boolean haveNames(List<String> fields, List<String> names) {
    int count = 0;
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      int at = 0;
      while (at <= field.length()) {
        int end = end(field, at);
        int start = SetCookie.start(field, at, end);
        if (start < end) {
          int equals = equals(field, start, end);
          int length = equals < end ? SetCookie.end(field, start, equals) - start : 0;
          if (count == names.size()
              || names.get(count).length() != length
              || !field.startsWith(names.get(count), start)) {
            return false;
          }
          count++;
        }
        at = end + 1;
      }
    }
    return count == names.size();
  }

  /** Reads a cookie's value where it stands. */
  @FunctionalInterface
  public interface ValueReader<T> {
    /** What a part of a field says, from one place to before another. */
    T read(String field, int from, int to);
  }

  /**
   * What the one value says that all cookies of a name have, without blanks, tabs and the quotes in
   * which clients of the days of RFC 2965 send it.
   *
   * @param fields the field lines of a request
   * @return empty where no cookie has the name, or where two differ: nobody knows which is whose
   */
  public static <T> Optional<T> onlyValue(List<String> fields, String name, ValueReader<T> reader) {
    String found = "";
    int from = 0;
    int to = -1;
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      int at = 0;
      while (at <= field.length()) {
        int end = end(field, at);
        int pair = SetCookie.start(field, at, end);
        int equals = field.startsWith(name, pair) ? equals(field, pair, end) : end;
        if (equals < end && SetCookie.end(field, pair, equals) == pair + name.length()) {
          int start = SetCookie.start(field, equals + 1, end);
          int stop = SetCookie.end(field, start, end);
          boolean quoted =
              stop - start > 1 && field.charAt(start) == '"' && field.charAt(stop - 1) == '"';
          start += quoted ? 1 : 0;
          stop -= quoted ? 1 : 0;
          boolean same =
              stop - start == to - from && field.regionMatches(start, found, from, to - from);
          if (to >= 0 && !same) {
            return Optional.empty();
          }
          found = field;
          from = start;
          to = stop;
        }
        at = end + 1;
      }
    }
    return to < 0 ? Optional.empty() : Optional.of(reader.read(found, from, to));
  }

  /**
   * The field with only the pairs whose names are kept, each as it came.
   *
   * @return the very same text where all are kept; empty where none is
   */
  public static Optional<String> keep(String field, Predicate<String> keeps) {
    @Nullable StringBuilder kept = null;
    int at = 0;
    while (at <= field.length()) {
      int end = end(field, at);
      boolean keep = SetCookie.start(field, at, end) == end || keeps.test(name(field, at, end));
      if (!keep && kept == null) {
        kept = new StringBuilder(field.length());
        for (int before = 0; before < at; before = end(field, before) + 1) {
          append(kept, field, before);
        }
      } else if (keep && kept != null) {
        append(kept, field, at);
      }
      at = end + 1;
    }
    if (kept == null) {
      return Optional.of(field);
    }
    return kept.toString().isBlank() ? Optional.empty() : Optional.of(kept.toString());
  }

  private static void append(StringBuilder kept, String field, int from) {
    String pair = field.substring(from, end(field, from));
    kept.append(kept.isEmpty() ? pair.stripLeading() : ';' + pair);
  }

  private static String name(String field, int from, int to) {
    int equals = equals(field, from, to);
    if (equals == to) {
      return "";
    }
    int start = SetCookie.start(field, from, equals);
    return SetCookie.NAMES.get(field, start, SetCookie.end(field, start, equals));
  }

  /** Where the equals sign of a pair stands; its end where it has none. */
  private static int equals(String field, int from, int to) {
    int equals = field.indexOf('=', from);
    return equals < 0 || equals > to ? to : equals;
  }

  private static int end(String field, int from) {
    int end = field.indexOf(';', from);
    return end < 0 ? field.length() : end;
  }
}
