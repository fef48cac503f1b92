package io.github.cookieward.page;

/**
 * What the page's Content-Security-Policy asks of elements of ours.
 *
 * @param scriptNonce the nonce of its scripts, or empty
 * @param styleNonce the nonce of its style sheets, or empty
 * @param inline whether it lets inline scripts of ours run, with the nonce if there is one
 * @see <a href="https://www.w3.org/TR/CSP3/#framework-directive-source-list">CSP3, 2.3.1</a>
 */
public record PagePolicy(String scriptNonce, String styleNonce, boolean inline) {
  /** A page without one. */
  public static final PagePolicy NONE = new PagePolicy("", "", true);

  /** One that lets files of the site's own run, and nothing inline. */
  public static final PagePolicy FILES = new PagePolicy("", "", false);

  /** One with the same nonce for both. */
  public static PagePolicy of(String nonce) {
    return new PagePolicy(nonce, nonce, true);
  }
}
