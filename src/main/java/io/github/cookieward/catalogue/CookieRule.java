package io.github.cookieward.catalogue;

/**
 * One line of the catalogue about cookies: a name or names, and what is known of them.
 *
 * @param kind how {@code text} is to be read
 * @param text the name, the beginning of the names, or a pattern in which {@code *} stands for any
 *     run of characters and {@code ?} for one
 * @param path the path the cookie is set with, or empty where unknown
 * @param domain the domain the cookie is set with, without a first dot, or empty
 * @param partitioned whether the cookie is set {@code Partitioned}
 * @param retention how long the cookie is kept: {@code session}, an ISO 8601 duration such as
 *     {@code P13M}, or empty where unknown
 * @param purpose what the cookie is for, in the site's words, or empty
 */
public record CookieRule(
    Kind kind,
    String text,
    String path,
    String domain,
    boolean partitioned,
    String retention,
    String purpose) {

  /** The longest text of a rule, in characters. */
  public static final int MAX_LENGTH = 128;

  private static final int MAX_STARS = 8;

  /** How the text of a rule names cookies. */
  public enum Kind {
    /** The very name; case matters, as it does to a browser. */
    EXACT,
    /** Every name that begins so. */
    PREFIX,
    /** Every name that the pattern covers whole. */
    PATTERN
  }

  /**
   * A rule.
   *
   * @throws IllegalArgumentException if the text is empty, longer than {@link #MAX_LENGTH}, has a
   *     character that no cookie name has, or as a pattern more than 8 stars
   */
  public CookieRule {
    if (text.isEmpty() || text.length() > MAX_LENGTH || !text.chars().allMatch(CookieRule::token)) {
      throw new IllegalArgumentException(
          "a cookie's name must be 1 to 128 visible ASCII characters without blanks and"
              + " ( ) < > @ , ; \\ \" / = { }, not \""
              + text
              + "\"");
    }
    if (kind == Kind.PATTERN && text.chars().filter(c -> c == '*').count() > MAX_STARS) {
      throw new IllegalArgumentException(
          "a pattern has at most 8 stars, not as in \"" + text + "\"");
    }
  }

  /** A rule of which only the names are known. */
  public static CookieRule of(Kind kind, String text) {
    return new CookieRule(kind, text, "", "", false, "", "");
  }

  private static boolean token(int c) {
    // RFC 9110's tchar and a few that RFC 6265bis browsers and old applications use in names.
    return c > 0x20 && c < 0x7f && "()<>@,;\\\"/={}".indexOf(c) < 0;
  }

  /** How many characters of the text stand for themselves: more of them say more. */
  int literalLength() {
    return kind == Kind.PATTERN
        ? (int) text.chars().filter(c -> c != '*' && c != '?').count()
        : text.length();
  }

  /** Whether a name is one of those that the rule means. */
  boolean covers(String name) {
    return switch (kind) {
      case EXACT -> name.equals(text);
      case PREFIX -> name.startsWith(text);
      case PATTERN -> matches(text, name);
    };
  }

  /** Time grows with the product of the lengths at most, whatever the name. */
  static boolean matches(String pattern, CharSequence name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
