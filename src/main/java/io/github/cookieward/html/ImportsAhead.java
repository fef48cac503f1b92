package io.github.cookieward.html;

import java.util.ArrayList;
import java.util.List;

/**
 * What a style sheet imports to a browser that reads ahead of its parser: it knows no NUL, ends the
 * rules at a sheet's beginning at the first semicolon, even one within a string or a comment, and
 * takes an address without quotes, and without a look at its escapes.
 */
final class ImportsAhead {
  private static final String RULE = "@import";
  private static final String URL = "url(";

  /** The sheet without NUL. */
  private final String text;

  private final String css;
  private final List<CssAddresses.Located> found = new ArrayList<>(0);

  private ImportsAhead(String css) {
    this.css = css;
    this.text = css.indexOf('\0') < 0 ? css : css.replace("\0", "");
  }

  /** The imports, in their order, and each as often as it can be read in several ways. */
  static List<CssAddresses.Located> of(String css) {
    ImportsAhead reading = new ImportsAhead(css);
    reading.read();
    return reading.text.length() == css.length() ? reading.found : reading.inCss();
  }

  private void read() {
    int rule = afterComments(0);
    while (rule < text.length() && text.charAt(rule) == '@') {
      int semicolon = text.indexOf(';', rule);
      int end = semicolon < 0 ? text.length() : semicolon;
      for (CssAddresses.Located one : CssAddresses.parsed(text.substring(rule, end))) {
        if (one.found().use() == CssAddresses.Use.SHEET) {
          add(one.found().address(), rule + one.from(), rule + one.to());
        }
      }
      if (text.regionMatches(true, rule, RULE, 0, RULE.length())) {
        written(rule + RULE.length(), end);
      }
      rule = afterComments(Math.min(text.length(), end + 1));
    }
  }

  /** The address as it is written, up to a blank. */
  private void written(int afterName, int end) {
    int from = afterBlanks(afterName, end);
    if (from == afterName) {
      return;
    }
    if (text.regionMatches(true, from, URL, 0, URL.length())) {
      from = afterBlanks(from + URL.length(), end);
    }
    while (from < end && isQuote(text.charAt(from))) {
      from++;
    }
    int to = from;
    while (to < end && !Srcset.isSpace(text.charAt(to))) {
      to++;
    }
    while (to > from && (isQuote(text.charAt(to - 1)) || text.charAt(to - 1) == ')')) {
      to--;
    }
    if (to > from) {
      add(text.substring(from, to), from, to);
    }
  }

  /** One in {@code data:} stays in the browser, which reads no further in it ahead. */
  private void add(String address, int from, int to) {
    if (address.regionMatches(true, 0, "data:", 0, 5)) {
      return;
    }
    found.add(
        new CssAddresses.Located(
            new CssAddresses.Found(address, CssAddresses.Use.SHEET), from, to));
  }

  /** The same in the sheet with its NULs. */
  private List<CssAddresses.Located> inCss() {
    int[] places = new int[text.length() + 1];
    int place = 0;
    for (int i = 0; i < css.length(); i++) {
      if (css.charAt(i) != '\0') {
        places[place++] = i;
      }
    }
    places[place] = css.length();
    return found.stream()
        .map(one -> new CssAddresses.Located(one.found(), places[one.from()], places[one.to()]))
        .toList();
  }

  private int afterBlanks(int from, int end) {
    int i = from;
    while (i < end && Srcset.isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private int afterComments(int from) {
    int i = afterBlanks(from, text.length());
    while (text.startsWith("/*", i)) {
      int end = text.indexOf("*/", i + 2);
      i = end < 0 ? text.length() : afterBlanks(end + 2, text.length());
    }
    return i;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }
}
