package io.github.cookieward.csp;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a source list is made of: a keyword, a nonce, a hash, a scheme or a host. A value.
 *
 * @param kind which of them
 * @param text as it stands in the policy
 * @see <a href="https://www.w3.org/TR/CSP3/#framework-directive-source-list">CSP 3, 2.3.1</a>
 */
public record SourceExpression(Kind kind, String text) {
  /** What kind of source is meant. */
  public enum Kind {
    /** A word in quotes, such as {@code 'self'} or {@code 'none'}. */
    KEYWORD,
    /** {@code 'nonce-…'}. */
    NONCE,
    /** {@code 'sha256-…'} and its sisters. */
    HASH,
    /** A scheme with its colon, such as {@code data:}. */
    SCHEME,
    /** A host, with a scheme, port and path or without; or {@code *}. */
    HOST
  }

  private static final Pattern KEYWORD = Pattern.compile("'[a-zA-Z0-9-]++'");
  private static final Pattern HASH =
      Pattern.compile("'[sS][hH][aA](?:256|384|512)-[A-Za-z0-9+/_-]++={0,2}'");
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*+:");
  private static final Pattern HOST =
      Pattern.compile(
          "(?:[A-Za-z][A-Za-z0-9+.-]*+://)?+" // scheme
              + "(?:\\*|(?:\\*\\.)?[A-Za-z0-9_-]++(?:\\.[A-Za-z0-9_-]++)*+\\.?+)" // host
              + "(?::(?:[0-9]{1,5}|\\*))?+" // port
              + "(?:/[^\\s;,?#\"'<>]*+)?+"); // path

  /** A source expression; empty where a browser finds none, and ignores it. */
  public static Optional<SourceExpression> parse(String text) {
    Kind kind;
    if (Nonce.ofSource(text).isPresent()) {
      kind = Kind.NONCE;
    } else if (HASH.matcher(text).matches()) {
      kind = Kind.HASH;
    } else if (KEYWORD.matcher(text).matches()) {
      kind = Kind.KEYWORD;
    } else if (SCHEME.matcher(text).matches()) {
      kind = Kind.SCHEME;
    } else if (HOST.matcher(text).matches()) {
      kind = Kind.HOST;
    } else {
      return Optional.empty();
    }
    return Optional.of(new SourceExpression(kind, text));
  }

  /** Whether this is a certain keyword, such as {@code 'self'}, in any case. */
  boolean is(String keyword) {
    return text.equalsIgnoreCase(keyword);
  }
}
