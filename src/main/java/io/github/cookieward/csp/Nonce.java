package io.github.cookieward.csp;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A word that an application gives to its own inline code, new in each response. A value.
 *
 * @param value in base64, without quotes
 * @see <a href="https://www.w3.org/TR/CSP3/#framework-directive-source-list">CSP 3, 2.3.1</a>
 */
public record Nonce(String value) {
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]++={0,2}");
  private static final String PREFIX = "'nonce-";

  /** What an element of ours is. */
  public enum Use {
    /** A script. */
    SCRIPT("script-src-elem", "script-src"),
    /** A style sheet. */
    STYLE("style-src-elem", "style-src");

    private final String own;
    private final String wider;

    Use(String own, String wider) {
      this.own = own;
      this.wider = wider;
    }
  }

  /**
   * A nonce.
   *
   * @throws IllegalArgumentException if it is not base64
   */
  public Nonce {
    if (!BASE64.matcher(value).matches()) {
      throw new IllegalArgumentException("a nonce is base64, not \"" + value + "\"");
    }
  }

  /** The nonce in a source expression such as {@code 'nonce-…'}; empty where it is none. */
  static Optional<Nonce> ofSource(String source) {
    boolean quoted =
        source.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
            && source.endsWith("'")
            && source.length() > PREFIX.length() + 1;
    String value = quoted ? source.substring(PREFIX.length(), source.length() - 1) : "";
    return BASE64.matcher(value).matches() ? Optional.of(new Nonce(value)) : Optional.empty();
  }

  /**
   * Whether inline code of ours needs a nonce, or may not run at all.
   *
   * @param fieldValues the lines of {@code Content-Security-Policy}
   */
  public static boolean isNeeded(Collection<String> fieldValues, Use use) {
    return ContentSecurityPolicy.parseField(fieldValues).stream()
        .flatMap(policy -> policy.governing(use.own, use.wider, "default-src").stream())
        .anyMatch(governing -> !governing.allowsInline());
  }

  /**
   * The nonce with which inline code of ours runs under an application's policies.
   *
   * @param fieldValues the lines of {@code Content-Security-Policy}
   * @return empty where none is needed, and where none would do: then only a file of the site's own
   *     may run, if that
   */
  public static Optional<Nonce> find(Collection<String> fieldValues, Use use) {
    Optional<List<Nonce>> common = Optional.empty();
    for (ContentSecurityPolicy policy : ContentSecurityPolicy.parseField(fieldValues)) {
      Optional<Directive> governing = policy.governing(use.own, use.wider, "default-src");
      if (governing.isPresent() && !governing.get().allowsInline()) {
        List<Nonce> own =
            governing.get().values().stream()
                .map(Nonce::ofSource)
                .flatMap(Optional::stream)
                .toList();
        common =
            Optional.of(
                common.map(known -> known.stream().filter(own::contains).toList()).orElse(own));
      }
    }
    return common.flatMap(nonces -> nonces.stream().findFirst());
  }
}
