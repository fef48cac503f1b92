package io.github.cookieward.html;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a refresh leads, as a browser reads it in {@code meta} and in the field {@code Refresh}.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/semantics.html#shared-declarative-refresh-steps">HTML,
 *     4.2.5.3</a>
 */
public final class MetaRefresh {
  private final String text;
  private int at;

  private MetaRefresh(String text) {
    this.text = text;
  }

  /**
   * The address that is gone to.
   *
   * @return empty where the text is no refresh; the empty text where the page itself is loaded anew
   */
  public static Optional<String> address(String content) {
    return new MetaRefresh(content).read();
  }

  private Optional<String> read() {
    blanks();
    int digits = at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    if (at == digits && (at == text.length() || text.charAt(at) != '.')) {
      return Optional.empty();
    }
    while (at < text.length() && (isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
      at++;
    }
    if (at == text.length()) {
      return Optional.of("");
    }
    char separator = text.charAt(at);
    if (separator != ';' && separator != ',' && !Srcset.isSpace(separator)) {
      return Optional.empty();
    }
    blanks();
    if (at < text.length() && (text.charAt(at) == ';' || text.charAt(at) == ',')) {
      at++;
    }
    blanks();
    return Optional.of(unquoted());
  }

  private String unquoted() {
    int start = at;
    if (text.regionMatches(true, at, "url", 0, 3)) {
      at += 3;
      blanks();
      if (at == text.length() || text.charAt(at) != '=') {
        return text.substring(start);
      }
      at++;
      blanks();
      start = at;
    }
    if (at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'')) {
      int end = text.indexOf(text.charAt(at), at + 1);
      return text.substring(at + 1, end < 0 ? text.length() : end);
    }
    return text.substring(start);
  }

  private void blanks() {
    while (at < text.length() && Srcset.isSpace(text.charAt(at))) {
      at++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a {@code meta} with this {@code http-equiv} refreshes the page. */
  public static boolean isRefresh(String httpEquiv) {
    return httpEquiv.toLowerCase(Locale.ROOT).equals("refresh");
  }
}
