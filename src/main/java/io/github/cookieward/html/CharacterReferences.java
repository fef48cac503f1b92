package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Character references, as in an attribute's value.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state">HTML,
 *     13.2.5.72</a>
 */
final class CharacterReferences {
  /** What numbers 0x80 to 0x9F mean: those of windows-1252 where it has one. */
  private static final String C1 =
      "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152\u008D\u017D"
          + "\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153"
          + "\u009D\u017E\u0178";

  private static final int LONGEST = 31;

  /** How many characters the entities of a document may give to one value. */
  private static final int MOST = 64 * 1024;

  /** How deep entities refer to others. */
  private static final int DEEPEST = 64;

  private static final int REPLACEMENT = 0xFFFD;

  private final String value;
  private final Map<String, String> declared;
  private final int depth;
  private final StringBuilder out;
  private int at;
  private int room = MOST;

  private CharacterReferences(String value, Map<String, String> declared, int depth) {
    this.value = value;
    this.declared = declared;
    this.depth = depth;
    this.out = new StringBuilder(value.length());
  }

  /**
   * The value of an attribute, with its references resolved.
   *
   * @param declared the entities that the document declares itself, by name
   */
  static String decode(String value, Map<String, String> declared) {
    return value.indexOf('&') < 0 ? value : new CharacterReferences(value, declared, 0).decode();
  }

  private String decode() {
    while (at < value.length()) {
      int ampersand = value.indexOf('&', at);
      if (ampersand < 0) {
        ampersand = value.length();
      }
      out.append(value, at, ampersand);
      at = ampersand;
      if (at < value.length() && !(is(at + 1, '#') ? number() : entity() || name())) {
        out.append('&');
        at++;
      }
    }
    return out.toString();
  }

  private boolean entity() {
    int end = declared.isEmpty() ? value.length() : at + 1;
    while (end < value.length() && value.charAt(end) != ';' && value.charAt(end) != '&') {
      end++;
    }
    String text = is(end, ';') ? declared.get(value.substring(at + 1, end)) : null;
    if (text == null || text.length() > room || depth == DEEPEST) {
      return false;
    }
    CharacterReferences within = new CharacterReferences(text, declared, depth + 1);
    within.room = room - text.length();
    out.append(within.decode());
    room = within.room;
    at = end + 1;
    return true;
  }

  private boolean name() {
    int end = at + 1;
    while (end < value.length() && end - at <= LONGEST && isAlphanumeric(value.charAt(end))) {
      end++;
    }
    String name = value.substring(at + 1, end);
    boolean semicolon = is(end, ';');
    // Without its semicolon a name counts only in full, and not before "=": links need their "&".
    String text = (semicolon ? Names.ALL : Names.LEGACY).get(name);
    if (text == null || !semicolon && is(end, '=')) {
      return false;
    }
    out.append(text);
    at = semicolon ? end + 1 : end;
    return true;
  }

  private boolean number() {
    int radix = is(at + 2, 'x') || is(at + 2, 'X') ? 16 : 10;
    int start = radix == 16 ? at + 3 : at + 2;
    int end = start;
    int number = 0;
    while (end < value.length() && digit(value.charAt(end), radix) >= 0) {
      number = Math.min(number * radix + digit(value.charAt(end), radix), 0x110000);
      end++;
    }
    if (end == start) {
      return false;
    }
    out.appendCodePoint(codePoint(number));
    at = is(end, ';') ? end + 1 : end;
    return true;
  }

  private static int codePoint(int number) {
    if (number == 0 || number > 0x10FFFF || number >= 0xD800 && number <= 0xDFFF) {
      return REPLACEMENT;
    }
    return number >= 0x80 && number <= 0x9F ? C1.charAt(number - 0x80) : number;
  }

  private boolean is(int index, char c) {
    return index < value.length() && value.charAt(index) == c;
  }

  private static boolean isAlphanumeric(char c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  private static int digit(char c, int radix) {
    return c < 0x80 ? Character.digit(c, radix) : -1;
  }

  /** The names, read when a page first has one. */
  private static final class Names {
    static final Map<String, String> ALL = new HashMap<>();
    static final Map<String, String> LEGACY = new HashMap<>();

    static {
      try (InputStream in =
              Objects.requireNonNull(
                  CharacterReferences.class.getResourceAsStream("character-references.tsv"));
          BufferedReader lines = new BufferedReader(new InputStreamReader(in, US_ASCII))) {
        lines.lines().filter(line -> !line.startsWith("#")).forEach(Names::read);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void read(String line) {
      String[] fields = line.split("\t");
      StringBuilder text = new StringBuilder();
      for (String codePoint : fields[1].split(" ")) {
        text.appendCodePoint(Integer.parseInt(codePoint, 16));
      }
      ALL.put(fields[0], text.toString());
      if (fields.length > 2) {
        LEGACY.put(fields[0], text.toString());
      }
    }
  }
}
