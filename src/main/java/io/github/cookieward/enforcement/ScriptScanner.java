package io.github.cookieward.enforcement;

/**
 * Passes over a script, from one lexical token to the next and never back: blanks and comments,
 * names and numbers, texts in quotation marks, and all else one character at a time. A regular
 * expression is none of them: it begins as a division does, and only whoever knows what stands
 * before it can tell. What does not end ends with the script.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar">ECMAScript,
 *     12</a>
 */
final class ScriptScanner {
  private final String text;
  private int at;

  ScriptScanner(String text) {
    this.text = text;
  }

  /** Whether a character is one of a name: in doubt, beyond ASCII, it is. */
  static boolean isName(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '_'
        || c == '$'
        || c >= 0x80;
  }

  static boolean isQuote(char c) {
    return c == '"' || c == '\'' || c == '`';
  }

  static boolean isBlank(char c) {
    return c <= ' ' || c == 0xa0 || c == 0xfeff || c >= 0x1680 && Character.isSpaceChar(c);
  }

  private static boolean endsLine(char c) {
    return c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029;
  }

  /** Where a name ends that goes on from somewhere. */
  static int endOfName(String text, int from) {
    int at = from;
    while (at < text.length() && isName(text.charAt(at))) {
      at++;
    }
    return at;
  }

  int at() {
    return at;
  }

  boolean isAtEnd() {
    return at == text.length();
  }

  /** The next character; 0 at the end. */
  char next() {
    return isAtEnd() ? 0 : text.charAt(at);
  }

  boolean isNext(String mark) {
    return text.startsWith(mark, at);
  }

  /** The character before; 0 at the beginning. */
  char before() {
    return at == 0 ? 0 : text.charAt(at - 1);
  }

  /** Past the next character, if it is this one. */
  boolean take(char mark) {
    boolean there = next() == mark;
    at += there ? 1 : 0;
    return there;
  }

  /** Past blanks and comments: whether a line begins after them. */
  boolean blanks() {
    boolean begins = at == 0;
    while (!isAtEnd()) {
      char c = text.charAt(at);
      if (isBlank(c)) {
        begins |= endsLine(c);
        at++;
      } else if (isNext("/*")) {
        int end = text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + 2;
      } else if (isNext("//") || isNext("<!--") || begins && isNext("-->")) {
        while (!isAtEnd() && !endsLine(text.charAt(at))) {
          at++;
        }
      } else {
        break;
      }
    }
    return begins;
  }

  /** Past a name or a number; empty where neither is next. */
  String name() {
    int start = at;
    at = endOfName(text, start);
    return text.substring(start, at);
  }

  /** Past a text or a template, from the mark that is next to one like it: whether it has code. */
  boolean quoted() {
    char mark = next();
    boolean code = false;
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != mark) {
      code |= mark == '`' && text.startsWith("${", end);
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    at = Math.min(end + 1, text.length());
    return code;
  }
}
