package io.github.cookieward.enforcement;

/**
 * Where the answers of a request's visitor are kept, and how they are reached. Immutable.
 *
 * @param keeper what keeps the answers
 * @param recent what the browser answered a short while ago
 * @param secure whether the request came over a secure connection, and its cookies with it
 */
record Keeping(Keeper keeper, RecentAnswers recent, boolean secure) {
  private static final Keeping PLAIN = new Keeping(Keeper.BROWSER, RecentAnswers.NONE, false);
  private static final Keeping SECURE = new Keeping(Keeper.BROWSER, RecentAnswers.NONE, true);

  /** In the browser alone. */
  static Keeping inBrowser(RecentAnswers recent, boolean secure) {
    if (!recent.isEmpty()) {
      return new Keeping(Keeper.BROWSER, recent, secure);
    }
    return secure ? SECURE : PLAIN;
  }

  /** The same beyond the browser. */
  Keeping by(Keeper other) {
    return new Keeping(other, recent, secure);
  }
}
