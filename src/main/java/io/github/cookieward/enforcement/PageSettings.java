package io.github.cookieward.enforcement;

/**
 * How HTML pages are handled on their way to the browser. A value.
 *
 * @param protection what happens to addresses that nobody knows
 * @param rewrites whether held-back markup is made inert at all
 * @param injects whether banner, dialog and settings link are put into pages that have no tags of
 *     ours
 * @param guards whether the guard script runs first in each page
 * @param sendsPolicy whether a Content-Security-Policy of ours goes with each page
 * @param caching whether shared caches may keep pages
 * @param compressed what happens to HTML that the application has compressed
 * @param limit in bytes, from 1,024 to 16 MiB: the longest tag, or inline script, that is held back
 *     while it is read
 */
public record PageSettings(
    Protection protection,
    boolean rewrites,
    boolean injects,
    boolean guards,
    boolean sendsPolicy,
    Caching caching,
    Compressed compressed,
    int limit) {

  /** What happens to addresses that nobody knows. */
  public enum Protection {
    /** What is known and not granted is withheld; what nobody knows passes, and is reported. */
    STANDARD,
    /** What nobody has declared is withheld. */
    STRICT
  }

  /** Who may keep a page. */
  public enum Caching {
    /** The visitor's own browser: the page differs from visitor to visitor. */
    PER_VISITOR,
    /** Anybody: all visitors get one page, which the script opens to what each has granted. */
    SHARED
  }

  /** What happens to HTML that the application has compressed. */
  public enum Compressed {
    /** It is decompressed, and leaves so: gzip and deflate; another coding is refused. */
    DECODE,
    /** A short page of ours leaves in its place and says so: for a site that wants to know. */
    REFUSE
  }

  /** What holds where nothing is said: standard, with all walls, per visitor, and 256 KiB. */
  public static final PageSettings DEFAULTS =
      new PageSettings(
          Protection.STANDARD,
          true,
          true,
          true,
          true,
          Caching.PER_VISITOR,
          Compressed.DECODE,
          256 * 1024);

  /**
   * Settings of pages.
   *
   * @throws IllegalArgumentException if the limit is out of bounds
   */
  public PageSettings {
    if (limit < 1024 || limit > 16 * 1024 * 1024) {
      throw new IllegalArgumentException(
          "limit must be a number of bytes from 1024 to 16777216, not \"" + limit + "\"");
    }
  }

  /** The same with another protection. */
  public PageSettings with(Protection other) {
    return new PageSettings(
        other, rewrites, injects, guards, sendsPolicy, caching, compressed, limit);
  }

  /** The same with other caching. */
  public PageSettings with(Caching other) {
    return new PageSettings(
        protection, rewrites, injects, guards, sendsPolicy, other, compressed, limit);
  }

  /** The same with another handling of what is compressed. */
  public PageSettings with(Compressed other) {
    return new PageSettings(
        protection, rewrites, injects, guards, sendsPolicy, caching, other, limit);
  }

  /** The same, and whether held-back markup is made inert. */
  public PageSettings withRewriting(boolean other) {
    return new PageSettings(
        protection, other, injects, guards, sendsPolicy, caching, compressed, limit);
  }

  /** The same, and whether what a page has no tags for is put into it. */
  public PageSettings withInjection(boolean other) {
    return new PageSettings(
        protection, rewrites, other, guards, sendsPolicy, caching, compressed, limit);
  }

  /** The same, and whether the guard runs first. */
  public PageSettings withGuard(boolean other) {
    return new PageSettings(
        protection, rewrites, injects, other, sendsPolicy, caching, compressed, limit);
  }

  /** The same, and whether a policy of ours goes with each page. */
  public PageSettings withPolicy(boolean other) {
    return new PageSettings(
        protection, rewrites, injects, guards, other, caching, compressed, limit);
  }
}
