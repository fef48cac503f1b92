package io.github.cookieward.enforcement;

import io.github.cookieward.http.DataUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script imports, as far as it stands there as a text: after {@code import}, with brackets
 * or without, and after {@code from}, past comments, its escapes read. Nothing is run, and words
 * within texts and comments count as well; the time grows with the length of the script.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-imports">ECMAScript, 16.2.2</a>
 */
final class ImportSpecifiers {
  private static final int LONGEST = 8192;
  private static final int DEEPEST = 3;

  private static final Pattern KEYWORD = Pattern.compile("\\b(?:import|from)\\b");
  private static final Pattern PHASE = Pattern.compile("source|defer");

  /** What a browser is to take it for. */
  private static final Pattern TYPE =
      Pattern.compile(
          "[\\s,]*+(?:\\{\\s*+)?+[\"']?+(?:with|assert)[\"']?+\\s*+:?+\\s*+\\{[^}]{0,200}?"
              + "\\btype[\"']?+\\s*+:\\s*+[\"']([a-z]{1,20})");

  private static final Pattern ESCAPE =
      Pattern.compile(
          "\\\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\\{0*([0-9a-fA-F]{1,6})}|([0-7]{1,3})"
              + "|\r\n|([\\s\\S]))");

  private final String script;
  private final int depth;
  private final List<Specifier> found = new ArrayList<>();

  /** How many characters of comments are still read, so that none is read again and again. */
  private long comments;

  /**
   * One of them.
   *
   * @param start where its text begins, after the quotation mark
   * @param end where it ends
   * @param addresses what it means: itself, or what a script in it imports
   * @param type what it is imported as; empty for a script
   */
  record Specifier(int start, int end, List<String> addresses, String type) {}

  private ImportSpecifiers(String script, int depth) {
    this.script = script;
    this.depth = depth;
    this.comments = 16L * script.length();
  }

  /** Those of a script, in their order. */
  static List<Specifier> of(String script) {
    return of(script, 0);
  }

  private static List<Specifier> of(String script, int depth) {
    ImportSpecifiers specifiers = new ImportSpecifiers(script, depth);
    specifiers.read();
    return specifiers.found;
  }

  private void read() {
    Matcher keyword = KEYWORD.matcher(script);
    while (keyword.find()) {
      int at = afterGap(keyword.end());
      if (script.charAt(keyword.start()) == 'i') {
        if (is('.', at)) {
          Matcher phase = PHASE.matcher(script).region(afterGap(at + 1), script.length());
          at = phase.lookingAt() ? afterGap(phase.end()) : at;
        }
        at = is('(', at) ? afterGap(at + 1) : at;
      }
      if (is('"', at) || is('\'', at) || is('`', at)) {
        text(at + 1, script.charAt(at));
      }
    }
  }

  private boolean is(char c, int at) {
    return at < script.length() && script.charAt(at) == c;
  }

  /** Past blanks and comments. */
  private int afterGap(int from) {
    int at = from;
    while (true) {
      while (at < script.length() && ScriptScanner.isBlank(script.charAt(at))) {
        at++;
      }
      boolean line = script.startsWith("//", at);
      if (comments < 0 || !(line || script.startsWith("/*", at))) {
        return at;
      }
      int end = line ? script.indexOf('\n', at) : script.indexOf("*/", at + 2) + 2;
      end = end < 2 ? script.length() : end;
      comments -= end - at;
      at = end;
    }
  }

  private void text(int start, char quote) {
    int longest = Math.min(script.length(), start + LONGEST);
    for (int at = start; at < longest; at++) {
      char c = script.charAt(at);
      if (c == '\\') {
        at += script.startsWith("\r\n", at + 1) ? 2 : 1;
      } else if (c == quote) {
        found.add(new Specifier(start, at, addresses(meaning(start, at)), type(at + 1)));
        return;
      } else if (quote == '`' ? c == '$' && is('{', at + 1) : c == '\n' || c == '\r') {
        return;
      }
    }
  }

  private String type(int from) {
    Matcher type = TYPE.matcher(script).region(from, Math.min(script.length(), from + LONGEST));
    return type.lookingAt() ? type.group(1) : "";
  }

  private List<String> addresses(String text) {
    if (depth == DEEPEST || !DocumentAddresses.scheme(text).equals("data")) {
      return List.of(text);
    }
    return DataUrl.parse(text.replaceAll("[\t\n\r]", "").strip()).stream()
        .flatMap(inner -> of(inner.text(), depth + 1).stream())
        .flatMap(inner -> inner.addresses().stream())
        .toList();
  }

  private String meaning(int start, int end) {
    String text = script.substring(start, end);
    return text.indexOf('\\') < 0
        ? text
        : ESCAPE.matcher(text).replaceAll(one -> Matcher.quoteReplacement(meaning(one)));
  }

  private static String meaning(MatchResult escape) {
    for (int group = 1; group <= 4; group++) {
      if (escape.group(group) != null) {
        int point = Integer.parseInt(escape.group(group), group == 4 ? 8 : 16);
        return Character.isValidCodePoint(point) ? Character.toString(point) : "";
      }
    }
    String other = escape.group(5);
    return other == null
        ? ""
        : switch (other.charAt(0)) {
          case 'b', 'f', 'v' -> "\f";
          case 'n', 't', 'r' -> "\n"; // which an address does not keep
          case '\n', '\r', '\u2028', '\u2029' -> "";
          default -> other;
        };
  }
}
