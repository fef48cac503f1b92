package io.github.cookieward.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The addresses that a style sheet, or a style attribute, would have a browser fetch: read after
 * CSS Syntax's tokens, with comments and escapes. In doubt a text counts as an address: a string
 * anywhere that could be an absolute one, since a variable may carry it into a place that fetches;
 * but not what a selector compares with.
 *
 * @see <a href="https://drafts.csswg.org/css-syntax-3/#tokenization">CSS Syntax 3, 4</a>
 */
public final class CssAddresses {
  /** What is fetched. */
  public enum Use {
    /** A further style sheet. */
    SHEET,
    /** A font. */
    FONT,
    /** An image, or whatever else a property names. */
    IMAGE
  }

  /** An address, and what it is for. */
  public record Found(String address, Use use) {}

  /**
   * An address where it stands: without quotes, so that another can take its place.
   *
   * @param from the index of its first character
   * @param to the index after its last
   */
  record Located(Found found, int from, int to) {}

  /** An address that fetches nothing, wherever it stands. */
  private static final String NOWHERE = "data:,";

  private static final int ALWAYS = 1;
  private static final int WHERE_OPEN = 2;

  /** Which characters end the way to the next that means something. */
  private static final byte[] KINDS = kinds();

  private final String css;
  private final List<Located> found = new ArrayList<>();
  private int at;

  /** Where the last text ended, without what closes it. */
  private int textEnd;

  /** How deep in parentheses the outermost function is that takes strings as addresses, or -1. */
  private int fetching = -1;

  private int depth;
  private boolean importing;
  private boolean fontFace;

  /** Whether what comes is the name of a namespace, which is written like an address. */
  private boolean naming;

  /** Before here a name does not begin: what stands there has been read as something else. */
  private int floor;

  private CssAddresses(String css) {
    this.css = css;
  }

  /** The addresses, in their order. */
  public static List<Found> of(String css) {
    List<Located> located = located(css);
    if (located.isEmpty()) {
      return List.of();
    }
    List<Found> found = new ArrayList<>(located.size());
    for (Located one : located) {
      found.add(one.found());
    }
    return found;
  }

  /**
   * The style without some of its addresses: others that fetch nothing stand in their place.
   *
   * @param unwanted asked of each, in their order
   * @return empty where none is unwanted
   */
  public static Optional<String> without(String css, Predicate<Found> unwanted) {
    StringBuilder rest = new StringBuilder();
    int copied = 0;
    for (Located one : located(css)) {
      if (unwanted.test(one.found())) {
        if (one.from() >= copied) {
          rest.append(css, copied, one.from()).append(NOWHERE);
        }
        copied = Math.max(copied, one.to());
      }
    }
    return copied == 0
        ? Optional.empty()
        : Optional.of(rest.append(css, copied, css.length()).toString());
  }

  /** The addresses and where they stand, in their order. */
  static List<Located> located(String css) {
    if (css.indexOf('(') < 0 && css.indexOf('@') < 0 && css.indexOf("//") < 0) {
      return List.of();
    }
    List<Located> found = parsed(css);
    List<Located> ahead = ImportsAhead.of(css);
    if (!ahead.isEmpty()) {
      Set<Located> known = new HashSet<>(found);
      ahead.stream().filter(known::add).forEach(found::add);
      found.sort(Comparator.comparingInt(Located::from));
    }
    return found;
  }

  /** The same without what is imported to a browser alone that reads ahead of its parser. */
  static List<Located> parsed(String css) {
    CssAddresses reading = new CssAddresses(css);
    reading.read();
    return reading.found;
  }

  /** A name that is no function's means nothing, so only what follows one has it looked at. */
  private void read() {
    for (at = next(0); at < css.length(); at = next(at)) {
      char c = css.charAt(at);
      switch (c) {
        case '/' -> {
          if (css.startsWith("/*", at)) {
            int end = css.indexOf("*/", at + 2);
            at = end < 0 ? css.length() : end + 2;
          } else {
            at++;
          }
        }
        case '"', '\'' -> string(c);
        case '@' -> {
          at++;
          atRule(isNameStart() ? name() : "");
          floor = at;
        }
        case '\\' -> {
          if (isEscape()) {
            at = nameBegin();
            String name = name();
            if (is('(')) {
              at++;
              function(name);
            }
          } else {
            at++;
          }
        }
        case '(' -> {
          int begin = nameBegin();
          at++;
          if (begin < at - 1) {
            function(css.substring(begin, at - 1).toLowerCase(Locale.ROOT));
          } else {
            punctuation(c);
          }
        }
        default -> {
          punctuation(c);
          at++;
        }
      }
    }
  }

  /** The next place of a character that may mean something here. */
  private int next(int from) {
    boolean open = importing || naming || fontFace || fetching >= 0;
    int kinds = open ? ALWAYS | WHERE_OPEN : ALWAYS;
    int length = css.length();
    int i = from;
    while (i < length) {
      char c = css.charAt(i);
      if ((KINDS[c & 0xff] & kinds) != 0 && c < 0x80) {
        break;
      }
      i++;
    }
    return i;
  }

  /** Where the name begins that ends here; here, where there is none. */
  private int nameBegin() {
    int begin = at;
    while (begin > floor && isNameCharacter(css.charAt(begin - 1))) {
      begin--;
    }
    while (begin < at && isDigit(css.charAt(begin))) {
      begin++;
    }
    return begin;
  }

  private boolean is(char c) {
    return at < css.length() && css.charAt(at) == c;
  }

  private void punctuation(char c) {
    switch (c) {
      case '(' -> depth++;
      case ')' -> {
        depth = Math.max(0, depth - 1);
        if (depth <= fetching) {
          fetching = -1;
        }
      }
      case ';', '{' -> {
        importing = false;
        naming = false;
      }
      case '}' -> {
        naming = false;
        // What was left open ends at the latest with its block: a browser recovers here.
        fontFace = false;
        importing = false;
        if (depth == 0) {
          fetching = -1;
        }
      }
      default -> {
        // of no meaning here
      }
    }
  }

  private void atRule(String name) {
    importing = name.equals("import");
    naming = name.equals("namespace");
    fontFace = name.equals("font-face") || fontFace && !importing;
  }

  private void function(String name) {
    if (name.equals("url")) {
      while (at < css.length() && Srcset.isSpace(css.charAt(at))) {
        at++;
      }
      if (at < css.length() && css.charAt(at) != '"' && css.charAt(at) != '\'') {
        int from = at;
        add(unquoted(), from);
        return;
      }
    }
    if (fetching < 0 && isFetching(name)) {
      fetching = depth;
    }
    depth++;
  }

  private static boolean isFetching(String name) {
    return switch (name) {
      case "url", "src", "image", "image-set", "-webkit-image-set", "-moz-image-rect" -> true;
      default -> false;
    };
  }

  private void string(char quote) {
    int from = at + 1;
    boolean compared = isCompared();
    boolean slashes = false;
    int end = from;
    char c = quote;
    char before = 0;
    while (end < css.length()) {
      c = css.charAt(end);
      if (c == quote || c == '\\' || isLineEnd(c)) {
        break;
      }
      slashes |= c == '/' && before == '/';
      before = c;
      end++;
    }
    if (end == css.length() || c != '\\') {
      at = end < css.length() && c == quote ? end + 1 : end;
      textEnd = end;
      if (slashes && !compared || importing || fetching >= 0) {
        add(css.substring(from, end), from);
      }
      return;
    }
    String text = quoted(quote);
    boolean absolute = text.contains("//") || text.contains("\\\\");
    if (absolute && !compared || importing || fetching >= 0) {
      add(text, from);
    }
  }

  /**
   * Whether an equals sign stands before the string here: a selector compares an attribute with it.
   * No value that fetches has one there, and where a variable carries the string it comes along.
   */
  private boolean isCompared() {
    int before = at;
    while (before > 0 && Srcset.isSpace(css.charAt(before - 1))) {
      before--;
    }
    return before > 0 && css.charAt(before - 1) == '=';
  }

  private void add(String address, int from) {
    if (naming) {
      return;
    }
    Use use = importing ? Use.SHEET : fontFace ? Use.FONT : Use.IMAGE;
    found.add(new Located(new Found(address, use), from, textEnd));
    importing = false;
  }

  /** After the opening quote, to the closing one or to a line's end, where a browser gives up. */
  private String quoted(char quote) {
    StringBuilder text = new StringBuilder();
    at++;
    textEnd = at;
    while (at < css.length()) {
      char c = css.charAt(at);
      if (c == quote) {
        at++;
        break;
      }
      if (isLineEnd(c)) {
        break;
      }
      if (c == '\\') {
        escape(text);
      } else {
        text.append(c);
        at++;
      }
      textEnd = at;
    }
    return text.toString();
  }

  private String unquoted() {
    int close = css.indexOf(')', at);
    int end = close < 0 ? css.length() : close;
    String plain = css.substring(at, end);
    if (plain.indexOf('\\') < 0) {
      textEnd = end;
      at = Math.min(css.length(), end + 1);
      return plain.strip();
    }
    StringBuilder text = new StringBuilder();
    while (at < css.length() && css.charAt(at) != ')') {
      if (css.charAt(at) == '\\') {
        escape(text);
      } else {
        text.append(css.charAt(at));
        at++;
      }
    }
    textEnd = at;
    at = Math.min(css.length(), at + 1);
    return text.toString().strip();
  }

  private boolean isNameStart() {
    if (at == css.length()) {
      return false;
    }
    char c = css.charAt(at);
    return isNameCharacter(c) && !isDigit(c) || c == '\\' && isEscape();
  }

  private boolean isEscape() {
    return at + 1 < css.length() && !isLineEnd(css.charAt(at + 1));
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r' || c == '\f';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[256];
    for (char c : "\"'()/@\\".toCharArray()) {
      kinds[c] = ALWAYS;
    }
    for (char c : ";{}".toCharArray()) {
      kinds[c] = WHERE_OPEN;
    }
    return kinds;
  }

  private static boolean isNameCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '_'
        || c >= 0x80;
  }

  private String name() {
    int start = at;
    while (at < css.length() && isNameCharacter(css.charAt(at))) {
      at++;
    }
    if (at == css.length() || css.charAt(at) != '\\') {
      return css.substring(start, at).toLowerCase(Locale.ROOT);
    }
    StringBuilder name = new StringBuilder(css.substring(start, at));
    while (at < css.length()) {
      if (isNameCharacter(css.charAt(at))) {
        name.append(css.charAt(at));
        at++;
      } else if (css.charAt(at) == '\\' && isEscape()) {
        escape(name);
      } else {
        break;
      }
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  /** What a backslash and what follows it stand for; a line's end after it stands for nothing. */
  private void escape(StringBuilder out) {
    at++;
    if (at == css.length()) {
      return;
    }
    int code = 0;
    int digits = 0;
    while (digits < 6
        && at < css.length()
        && Character.digit(css.charAt(at), 16) >= 0
        && css.charAt(at) < 0x80) {
      code = code * 16 + Character.digit(css.charAt(at), 16);
      at++;
      digits++;
    }
    if (digits > 0) {
      boolean none = code == 0 || code > 0x10FFFF || code >= 0xD800 && code < 0xE000;
      out.appendCodePoint(none ? 0xFFFD : code);
      lineEndOr(true);
    } else if (!lineEndOr(false)) {
      out.append(css.charAt(at));
      at++;
    }
  }

  private boolean lineEndOr(boolean blank) {
    if (css.startsWith("\r\n", at)) {
      at += 2;
      return true;
    }
    if (at < css.length() && Srcset.isSpace(css.charAt(at))) {
      boolean taken = blank || css.charAt(at) != ' ' && css.charAt(at) != '\t';
      at += taken ? 1 : 0;
      return taken;
    }
    return false;
  }
}
