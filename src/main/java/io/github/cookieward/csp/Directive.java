package io.github.cookieward.csp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One directive of a policy: a name, and what stands behind it. A value.
 *
 * @param name made lower-case
 * @param values the parts between blanks, as they stand
 * @see <a href="https://www.w3.org/TR/CSP3/#framework-directives">CSP 3, 2.3</a>
 */
public record Directive(String name, List<String> values) {
  /**
   * A directive.
   *
   * @throws IllegalArgumentException if a part is empty, or has another character than visible
   *     ASCII, or a semicolon or comma, which would end the directive or the policy
   */
  public Directive {
    name = name.toLowerCase(Locale.ROOT);
    values = List.copyOf(values);
    check(name);
    values.forEach(Directive::check);
  }

  private static void check(String part) {
    boolean fits = !part.isEmpty();
    for (int i = 0; i < part.length() && fits; i++) {
      char c = part.charAt(i);
      fits = c > 0x20 && c < 0x7f && c != ';' && c != ',';
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "a part of a directive has visible ASCII without ';' and ',', not \"" + part + "\"");
    }
  }

  /** The values that are source expressions; a browser ignores the others. */
  List<SourceExpression> sources() {
    return values.stream().map(SourceExpression::parse).flatMap(Optional::stream).toList();
  }

  /**
   * Whether the directive, as a list of sources, lets inline code run without a nonce: {@code
   * 'unsafe-inline'}, which counts only where no nonce, hash or {@code 'strict-dynamic'} stands.
   *
   * @see <a href="https://www.w3.org/TR/CSP3/#allow-all-inline">CSP 3, 6.7.3.2</a>
   */
  boolean allowsInline() {
    boolean inline = false;
    for (SourceExpression source : sources()) {
      switch (source.kind()) {
        case NONCE, HASH -> {
          return false;
        }
        case KEYWORD -> {
          if (source.is("'strict-dynamic'")) {
            return false;
          }
          inline |= source.is("'unsafe-inline'");
        }
        case SCHEME, HOST -> {}
      }
    }
    return inline;
  }

  /** The directive as it stands in a policy. */
  @Override
  public String toString() {
    return values.isEmpty() ? name : name + " " + String.join(" ", values);
  }
}
