package io.github.cookieward.enforcement;

/**
 * A script that only hands data to others: each of its statements sets a name to an object, or
 * pushes an array, as servers write them for the code of a page: in JSON, or nearly so. Nobody runs
 * what stands in such texts. For one script.
 */
final class HandedData {
  private static final int DEEPEST = 256;

  private final String text;
  private final ScriptScanner script;
  private final StringBuilder rest = new StringBuilder();

  private HandedData(String text) {
    this.text = text;
    this.script = new ScriptScanner(text);
  }

  /** The statements without their data; the text as it is where there is anything else in it. */
  static String without(String text) {
    HandedData script = new HandedData(text);
    return script.isAll() ? script.rest.toString() : text;
  }

  private boolean isAll() {
    script.blanks();
    while (!script.isAtEnd()) {
      if (!statement()) {
        return false;
      }
      boolean ended = script.blanks() || script.isAtEnd();
      while (script.take(';')) {
        ended = true;
        script.blanks();
      }
      if (!ended) {
        return false;
      }
    }
    return true;
  }

  private boolean statement() {
    int start = script.at();
    if (!target()) {
      return false;
    }
    boolean pushes = script.before() == '(';
    rest.append(text, start, script.at());
    script.blanks();
    boolean data =
        pushes
            ? script.isNext("[") && value(0) && blanked(')')
            : script.isNext("{") ? value(0) : parsed() && blanked(')');
    rest.append(pushes ? "[]);\n" : "{};\n");
    return data;
  }

  /** {@code var a.b =} or {@code a.b.push(}. */
  private boolean target() {
    String name = script.name();
    if (name.equals("var") || name.equals("let") || name.equals("const")) {
      script.blanks();
      name = script.name();
    }
    while (!name.isEmpty()) {
      script.blanks();
      if (name.equals("push") && script.take('(')) {
        return true;
      }
      if (!script.take('.')) {
        return script.take('=') && !script.isNext("=") && !script.isNext(">");
      }
      script.blanks();
      name = script.name();
    }
    return false;
  }

  private boolean parsed() {
    if (!script.name().equals("JSON")
        || !script.take('.')
        || !script.name().equals("parse")
        || !script.take('(')) {
      return false;
    }
    script.blanks();
    // An object: a mere text, or an array of one, may be an address, or markup, to whom it is
    // given.
    return (script.isNext("'{") || script.isNext("\"{")) && isText();
  }

  private boolean value(int depth) {
    char c = script.next();
    if (depth == DEEPEST) {
      return false;
    }
    if (c == '{' || c == '[') {
      return members(c, depth);
    }
    if (ScriptScanner.isQuote(c)) {
      return isText();
    }
    if (script.take('!')) { // as short for true and false
      return script.take('0') || script.take('1');
    }
    script.take('-');
    return switch (script.name()) {
      case "true", "false", "null", "undefined" -> true;
      default -> Character.isDigit(script.before()) && number();
    };
  }

  /** The rest of a number, of which the digits before a point or a sign have been taken. */
  private boolean number() {
    while (script.take('.') || script.take('+') || script.take('-')) {
      script.name();
    }
    return true;
  }

  private boolean members(char start, int depth) {
    boolean named = start == '{';
    char end = named ? '}' : ']';
    script.take(start);
    script.blanks();
    while (!script.take(end)) {
      if (named && !isNamed() || !value(depth + 1)) {
        return false;
      }
      script.blanks();
      if (!script.take(',') && script.next() != end) {
        return false;
      }
      script.blanks();
    }
    return true;
  }

  /** {@code name:}, or the name as a text. */
  private boolean isNamed() {
    boolean name = ScriptScanner.isQuote(script.next()) ? isText() : !script.name().isEmpty();
    boolean colon = blanked(':');
    script.blanks();
    return name && colon;
  }

  private boolean isText() {
    return !script.isNext("`") && !script.quoted();
  }

  private boolean blanked(char c) {
    script.blanks();
    return script.take(c);
  }
}
