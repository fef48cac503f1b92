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
    PairWalk walk = new PairWalk(field);
    while (walk.next()) {
      if (!walk.isBlank()) {
        reader.accept(walk.name(), field.substring(walk.valueStart(), walk.valueEnd()));
      }
    }
  }

  /** The names of all pairs in a request's field lines, as {@link #forEach} tells them. */
  public static List<String> names(List<String> fields) {
    List<String> names = new ArrayList<>();
    for (String field : fields) {
      PairWalk walk = new PairWalk(field);
      while (walk.next()) {
        if (!walk.isBlank()) {
          names.add(walk.name());
        }
      }
    }
    return List.copyOf(names);
  }

  /** Whether {@link #names} would be these. Reads on only as long as they are. */
  public static boolean haveNames(List<String> fields, List<String> names) {
    int count = 0;
    for (int i = 0; i < fields.size(); i++) {
      PairWalk walk = new PairWalk(fields.get(i));
      while (walk.next()) {
        if (!walk.isBlank()) {
          if (count == names.size() || !walk.isNamed(names.get(count))) {
            return false;
          }
          count++;
        }
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
   * @param name not empty
   * @return empty where no cookie has the name, or where two differ: nobody knows which is whose
   */
  public static <T> Optional<T> onlyValue(List<String> fields, String name, ValueReader<T> reader) {
    String found = "";
    int from = 0;
    int to = -1;
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      PairWalk walk = new PairWalk(field);
      while (walk.next()) {
        if (walk.isNamed(name)) {
          int start = walk.valueStart();
          int end = walk.valueEnd();
          boolean quoted =
              end - start > 1 && field.charAt(start) == '"' && field.charAt(end - 1) == '"';
          start += quoted ? 1 : 0;
          end -= quoted ? 1 : 0;
          boolean same =
              end - start == to - from && field.regionMatches(start, found, from, to - from);
          if (to >= 0 && !same) {
            return Optional.empty();
          }
          found = field;
          from = start;
          to = end;
        }
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
    PairWalk walk = new PairWalk(field);
    while (walk.next()) {
      boolean keep = walk.isBlank() || keeps.test(walk.name());
      if (!keep && kept == null) {
        kept = new StringBuilder(field.length()).append(field, 0, Math.max(0, walk.from - 1));
      } else if (keep && kept != null) {
        String pair = field.substring(walk.from, walk.to);
        kept.append(kept.isEmpty() ? pair.stripLeading() : ';' + pair);
      }
    }
    if (kept == null) {
      return Optional.of(field);
    }
    return kept.toString().isBlank() ? Optional.empty() : Optional.of(kept.toString());
  }

  /** The pairs of a field, one after the other, and where each of them stands. */
  private static final class PairWalk {
    private final String field;
    private int from;
    private int to = -1;

    /** Of the present pair, or of a later one; beyond all where there is none. */
    private int equals = -1;

    PairWalk(String field) {
      this.field = field;
    }

    boolean next() {
      from = to + 1;
      if (from > field.length()) {
        return false;
      }
      to = place(';', field.length());
      if (equals < from) {
        equals = place('=', Integer.MAX_VALUE);
      }
      return true;
    }

    private int place(char mark, int otherwise) {
      int place = field.indexOf(mark, from);
      return place < 0 ? otherwise : place;
    }

    boolean isBlank() {
      return SetCookie.start(field, from, to) == to;
    }

    String name() {
      int start = nameStart();
      return equals < to
          ? SetCookie.NAMES.get(field, start, SetCookie.end(field, start, equals))
          : "";
    }

    boolean isNamed(String name) {
      int start = nameStart();
      int end = equals < to ? SetCookie.end(field, start, equals) : start;
      return end - start == name.length() && field.startsWith(name, start);
    }

    private int nameStart() {
      return SetCookie.start(field, from, Math.min(equals, to));
    }

    int valueStart() {
      return SetCookie.start(field, equals < to ? equals + 1 : from, to);
    }

    int valueEnd() {
      return SetCookie.end(field, valueStart(), to);
    }
  }
}
