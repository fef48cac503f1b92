package io.github.cookieward.endpoint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a JSON object, strictly and bounded: no comment, no comma too many, no name twice, at most
 * {@value #MAX_DEPTH} levels. For one text and one thread.
 *
 * <p>An object is a {@link Map}, an array a {@link List}, a text a {@link String}; numbers, truth
 * values and null are a {@link Literal}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8259">RFC 8259</a>
 */
final class JsonReader {
  /** How deep objects and arrays may lie in each other. */
  static final int MAX_DEPTH = 4;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
  private static final List<String> WORDS = List.of("true", "false", "null");

  /** A number, a truth value or null, as it stands. */
  record Literal(String text) {}

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    Malformed() {
      super("not JSON", null, false, false);
    }
  }

  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  /** The object that a text is; empty where it is none, or more than that. */
  static Optional<Map<String, Object>> object(String text) {
    JsonReader reader = new JsonReader(text);
    try {
      reader.skipBlanks();
      Map<String, Object> object = reader.object(1);
      reader.skipBlanks();
      return reader.at == text.length() ? Optional.of(object) : Optional.empty();
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private Map<String, Object> object(int depth) throws Malformed {
    Map<String, Object> object = new LinkedHashMap<>();
    open('{', depth);
    if (found('}')) {
      return object;
    }
    do {
      skipBlanks();
      String name = string();
      skipBlanks();
      expect(':');
      if (object.put(name, value(depth)) != null) {
        throw new Malformed();
      }
      skipBlanks();
    } while (found(','));
    expect('}');
    return object;
  }

  private List<Object> array(int depth) throws Malformed {
    List<Object> array = new ArrayList<>();
    open('[', depth);
    if (found(']')) {
      return array;
    }
    do {
      array.add(value(depth));
      skipBlanks();
    } while (found(','));
    expect(']');
    return array;
  }

  private void open(char bracket, int depth) throws Malformed {
    if (depth > MAX_DEPTH) {
      throw new Malformed();
    }
    expect(bracket);
    skipBlanks();
  }

  private Object value(int depth) throws Malformed {
    skipBlanks();
    return switch (peek()) {
      case '{' -> object(depth + 1);
      case '[' -> array(depth + 1);
      case '"' -> string();
      default -> literal();
    };
  }

  private Literal literal() throws Malformed {
    for (String word : WORDS) {
      if (text.startsWith(word, at)) {
        at += word.length();
        return new Literal(word);
      }
    }
    Matcher number = NUMBER.matcher(text).region(at, text.length());
    if (!number.lookingAt()) {
      throw new Malformed();
    }
    at = number.end();
    return new Literal(number.group());
  }

  private String string() throws Malformed {
    expect('"');
    StringBuilder string = new StringBuilder();
    for (char c = next(); c != '"'; c = next()) {
      if (c < 0x20) {
        throw new Malformed();
      }
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() throws Malformed {
    char c = next();
    return switch (c) {
      case '"', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> throw new Malformed();
    };
  }

  private char unicode() throws Malformed {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      char c = next();
      int digit = c < 0x80 ? Character.digit(c, 16) : -1;
      if (digit < 0) {
        throw new Malformed();
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }

  private char peek() throws Malformed {
    if (at >= text.length()) {
      throw new Malformed();
    }
    return text.charAt(at);
  }

  private char next() throws Malformed {
    char c = peek();
    at++;
    return c;
  }

  private boolean found(char c) throws Malformed {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void expect(char c) throws Malformed {
    if (next() != c) {
      throw new Malformed();
    }
  }
}
