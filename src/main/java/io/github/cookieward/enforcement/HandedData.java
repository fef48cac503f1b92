package io.github.cookieward.enforcement;

/**
 * A script that only hands data to others: each of its statements sets a name to an object, or
 * pushes an array, as servers write them for the code of a page: in JSON, or nearly so. Nobody runs
 * what stands in such texts. For one script.
 */
final class HandedData {
  private static final int DEEPEST = 256;
  private static final String PARSE = "JSON.parse(";

  private final String text;
  private final StringBuilder rest = new StringBuilder();
  private int at;

  private HandedData(String text) {
    this.text = text;
  }

  /** The statements without their data; the text as it is where there is anything else in it. */
  static String without(String text) {
    HandedData script = new HandedData(text);
    return script.isAll() ? script.rest.toString() : text;
  }

  private boolean isAll() {
    blanks();
    while (at < text.length()) {
      if (!statement()) {
        return false;
      }
      boolean ended = blanks() || at == text.length();
      while (take(';')) {
        ended = true;
        blanks();
      }
      if (!ended) {
        return false;
      }
    }
    return true;
  }

  private boolean statement() {
    int start = at;
    if (!target()) {
      return false;
    }
    boolean pushes = text.charAt(at - 1) == '(';
    rest.append(text, start, at);
    blanks();
    boolean data =
        pushes
            ? isNext('[') && value(0) && blanked(')')
            : isNext('{') ? value(0) : parsed() && blanked(')');
    rest.append(pushes ? "[]);\n" : "{};\n");
    return data;
  }

  /** {@code var a.b =} or {@code a.b.push(}. */
  private boolean target() {
    String name = name();
    if (name.equals("var") || name.equals("let") || name.equals("const")) {
      blanks();
      name = name();
    }
    while (!name.isEmpty()) {
      blanks();
      if (name.equals("push") && take('(')) {
        return true;
      }
      if (!take('.')) {
        return take('=') && !isNext('=') && !isNext('>');
      }
      blanks();
      name = name();
    }
    return false;
  }

  private boolean parsed() {
    if (!text.startsWith(PARSE, at)) {
      return false;
    }
    at += PARSE.length();
    blanks();
    // An object: a mere text, or an array of one, may be an address, or markup, to whom it is
    // given.
    return text.startsWith("{", at + 1) && string();
  }

  private boolean value(int depth) {
    if (at == text.length() || depth == DEEPEST) {
      return false;
    }
    char c = text.charAt(at);
    if (c == '{' || c == '[') {
      return members(c == '{', depth);
    }
    if (c == '"' || c == '\'') {
      return string();
    }
    if (take('!')) { // as short for true and false
      return take('0') || take('1');
    }
    take('-');
    return switch (name()) {
      case "true", "false", "null", "undefined" -> true;
      default -> Character.isDigit(text.charAt(at - 1)) && number();
    };
  }

  /** The rest of a number, of which the digits before a point or a sign have been taken. */
  private boolean number() {
    while (take('.') || take('+') || take('-')) {
      name();
    }
    return true;
  }

  private boolean members(boolean named, int depth) {
    char end = named ? '}' : ']';
    at++;
    blanks();
    while (!take(end)) {
      if (named && !(isNext('"') || isNext('\'') ? string() : !name().isEmpty()) || !more(named)) {
        return false;
      }
      if (!value(depth + 1)) {
        return false;
      }
      blanks();
      if (!take(',') && !isNext(end)) {
        return false;
      }
      blanks();
    }
    return true;
  }

  private boolean more(boolean named) {
    if (!named) {
      return true;
    }
    boolean colon = blanked(':');
    blanks();
    return colon;
  }

  private boolean string() {
    if (!isNext('"') && !isNext('\'')) {
      return false;
    }
    char quote = text.charAt(at);
    for (at++; at < text.length() && text.charAt(at) != quote; at++) {
      char c = text.charAt(at);
      if (c == '\n' || c == '\r') {
        return false;
      }
      at += c == '\\' ? 1 : 0;
    }
    return take(quote);
  }

  private String name() {
    int start = at;
    while (at < text.length() && InlineScript.isWord(text.charAt(at))) {
      at++;
    }
    return text.substring(start, at);
  }

  private boolean isNext(char c) {
    return at < text.length() && text.charAt(at) == c;
  }

  private boolean take(char c) {
    boolean there = isNext(c);
    at += there ? 1 : 0;
    return there;
  }

  private boolean blanked(char c) {
    blanks();
    return take(c);
  }

  /** Past blanks and comments: whether a line ends in them. */
  private boolean blanks() {
    boolean ends = false;
    while (at < text.length()) {
      if (text.startsWith("//", at) || text.startsWith("<!--", at)) {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else if (text.charAt(at) <= ' ') {
        ends |= text.charAt(at) == '\n';
        at++;
      } else {
        break;
      }
    }
    return ends;
  }
}
