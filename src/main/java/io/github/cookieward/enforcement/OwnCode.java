package io.github.cookieward.enforcement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whether a script does something besides calling and setting globals of known services: it calls,
 * sets or declares something else. Tokens are compared, nothing is run, and what cannot be told,
 * such as a regular expression, counts as its own. The time grows with the length of the text. For
 * one script.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-ecmascript-language-lexical-grammar">ECMAScript,
 *     12</a>
 */
final class OwnCode {
  private static final Set<String> DECLARATIONS = Set.of("var", "let", "const");

  /** What may stand before a bracket and is not called. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "if",
          "else",
          "for",
          "while",
          "do",
          "switch",
          "case",
          "catch",
          "try",
          "finally",
          "return",
          "typeof",
          "void",
          "new",
          "in",
          "of",
          "instanceof",
          "throw",
          "function");

  /** What calls of services have no need of. */
  private static final Set<String> OWN =
      Set.of("class", "import", "export", "async", "await", "delete", "with");

  /** What changes nothing where it is called. */
  private static final Set<String> HARMLESS =
      Set.of(
          "Date",
          "Math",
          "JSON",
          "String",
          "Number",
          "Boolean",
          "Array",
          "parseInt",
          "parseFloat",
          "encodeURIComponent",
          "decodeURIComponent",
          "toFixed",
          "toString",
          "toLowerCase",
          "toUpperCase",
          "split",
          "substring",
          "indexOf");

  /** What the last token was, as far as it says what the next one means. */
  private enum Last {
    NOTHING,
    OPERATOR,
    KEYWORD,
    DECLARATION,
    POINT,
    VALUE
  }

  private final ScriptScanner script;
  private final Predicate<String> known;

  /** Names of parameters and of what is declared within brackets. */
  private final Set<String> locals = new HashSet<>();

  /** Of each open bracket, the root of what stood before it. */
  private final Deque<String> brackets = new ArrayDeque<>();

  private Last last = Last.NOTHING;

  /** The global that a chain of members begins with, such as {@code a} of {@code window.a.b}. */
  private String root = "";

  /** The last name of the chain. */
  private String member = "";

  private boolean parameters;

  private OwnCode(String text, Predicate<String> known) {
    this.script = new ScriptScanner(text);
    this.known = known;
  }

  /**
   * Whether a script has code of its own.
   *
   * @param known whether a name is a global of a service
   */
  static boolean isIn(String text, Predicate<String> known) {
    OwnCode code = new OwnCode(text, known);
    for (code.script.blanks(); !code.script.isAtEnd(); code.script.blanks()) {
      if (code.isNext()) {
        return true;
      }
    }
    return false;
  }

  /** Past the next token: whether it shows code of its own. */
  private boolean isNext() {
    char c = script.next();
    if (ScriptScanner.isName(c)) {
      return isWord(script.name());
    }
    if (ScriptScanner.isQuote(c)) {
      value("");
      return script.quoted();
    }
    boolean own = isMark(c);
    script.take(c);
    return own;
  }

  private void value(String name) {
    last = Last.VALUE;
    root = name;
    member = name;
  }

  private boolean isWord(String name) {
    if (last == Last.POINT) {
      root = InlineScript.WINDOWS.contains(root) ? name : root;
      member = name;
      last = Last.VALUE;
      return false;
    }
    if (KEYWORDS.contains(name)) {
      boolean statement = last == Last.NOTHING || last == Last.VALUE;
      last = Last.KEYWORD;
      parameters = name.equals("function") || name.equals("catch");
      return name.equals("function") && statement && brackets.isEmpty() && declaresOwn();
    }
    if (DECLARATIONS.contains(name)) {
      last = Last.DECLARATION;
      return false;
    }
    boolean declared = last == Last.DECLARATION;
    if (parameters || declared && !brackets.isEmpty()) {
      locals.add(name);
    }
    value(name);
    return OWN.contains(name) || declared && brackets.isEmpty() && !known.test(name);
  }

  /** Whether a function that the whole page can call is no service's. */
  private boolean declaresOwn() {
    script.blanks();
    return !known.test(script.name());
  }

  private boolean isMark(char c) {
    Last before = last;
    last = Last.OPERATOR;
    switch (c) {
      case '(', '[', '{' -> {
        boolean own = c == '(' && before == Last.VALUE && !parameters && !mayCall();
        brackets.push(c != '{' && before == Last.VALUE ? root : "");
        root = "";
        parameters &= c != '{';
        return own;
      }
      case ')', ']', '}' -> {
        parameters = false;
        value(brackets.isEmpty() ? "" : brackets.pop());
        member = "";
        last = c == '}' && brackets.isEmpty() ? Last.NOTHING : Last.VALUE;
        return false;
      }
      case '.' -> last = before == Last.VALUE ? Last.POINT : Last.OPERATOR;
      case '?' -> last = script.isNext("?.") ? before : Last.OPERATOR;
      case ';' -> last = Last.NOTHING;
      case '/' -> {
        return before != Last.VALUE;
      }
      default -> {
        return sets(c) && !known.test(root) && !locals.contains(root);
      }
    }
    return false;
  }

  /** Whether a mark sets what stands before it: alone, behind an operator, or twice. */
  private boolean sets(char c) {
    return c == '='
        ? !script.isNext("==") && !script.isNext("=>") && "=!<>".indexOf(script.before()) < 0
        : script.isNext("++") || script.isNext("--");
  }

  private boolean mayCall() {
    return root.isEmpty()
        || known.test(root)
        || HARMLESS.contains(root)
        || HARMLESS.contains(member);
  }
}
