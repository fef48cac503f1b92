package io.github.cookieward.csp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.stream.Collectors;

/**
 * A policy: directives in their order, each name once. A value. No text is refused when it is read:
 * what a browser ignores is left out.
 *
 * @param directives the directives
 * @see <a href="https://www.w3.org/TR/CSP3/#framework-policy">CSP 3, 2.2</a>
 */
public record ContentSecurityPolicy(List<Directive> directives) {
  /** The field that a browser enforces. */
  public static final String FIELD = "Content-Security-Policy";

  /** The field by which a browser only reports. */
  public static final String REPORT_ONLY_FIELD = "Content-Security-Policy-Report-Only";

  private static final String BLANKS = " \t\n\f\r";

  /** The policy that restricts nothing. */
  public static final ContentSecurityPolicy NONE = new ContentSecurityPolicy(List.of());

  /**
   * A policy.
   *
   * @throws IllegalArgumentException if a name stands there twice: a browser would hear the first
   */
  public ContentSecurityPolicy {
    directives = List.copyOf(directives);
    if (directives.stream().map(Directive::name).distinct().count() != directives.size()) {
      throw new IllegalArgumentException("a directive stands there twice: " + directives);
    }
  }

  /** Reads one policy. Of directives with one name the first counts. */
  static ContentSecurityPolicy parse(String serialized) {
    List<Directive> directives = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (String token : serialized.split("[;,]", -1)) {
      List<String> words = words(token);
      if (!words.isEmpty()
          && isVisible(token)
          && names.add(words.get(0).toLowerCase(Locale.ROOT))) {
        directives.add(new Directive(words.get(0), words.subList(1, words.size())));
      }
    }
    return new ContentSecurityPolicy(directives);
  }

  /** Reads the policies in the lines of a field; those without a directive are left out. */
  static List<ContentSecurityPolicy> parseField(Collection<String> lines) {
    List<ContentSecurityPolicy> policies = new ArrayList<>();
    for (String line : lines) {
      for (String one : line.split(",", -1)) {
        ContentSecurityPolicy policy = parse(one);
        if (!policy.directives().isEmpty()) {
          policies.add(policy);
        }
      }
    }
    return policies;
  }

  /** The words of a directive, between what the standard calls white space. */
  private static List<String> words(String token) {
    List<String> words = new ArrayList<>();
    StringTokenizer parts = new StringTokenizer(token, BLANKS);
    while (parts.hasMoreTokens()) {
      words.add(parts.nextToken());
    }
    return words;
  }

  /** A browser skips a directive with anything but ASCII in it. */
  private static boolean isVisible(String token) {
    return token.chars().allMatch(c -> (c > 0x20 && c < 0x7f) || BLANKS.indexOf(c) >= 0);
  }

  /** A directive by its name in lower case. */
  Optional<Directive> directive(String name) {
    return directives.stream().filter(directive -> directive.name().equals(name)).findFirst();
  }

  /** The first of some directives that stands there: the one that governs. */
  Optional<Directive> governing(String... names) {
    for (String name : names) {
      Optional<Directive> found = directive(name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The same with one more directive at its end, in place of one with its name. */
  public ContentSecurityPolicy with(Directive directive) {
    List<Directive> all = new ArrayList<>(directives);
    all.removeIf(known -> known.name().equals(directive.name()));
    all.add(directive);
    return new ContentSecurityPolicy(all);
  }

  /** The policy as a field value. */
  @Override
  public String toString() {
    return directives.stream().map(Directive::toString).collect(Collectors.joining("; "));
  }
}
