package io.github.cookieward.catalogue;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of a filter list, which cannot hang: it reads a limited beginning of an
 * address, for a limited number of steps. Immutable; safe to share.
 */
final class BoundedRegex {
  /** What is read of an address. */
  static final int MAX_LENGTH = 4_096;

  /** How many characters are read in all, again and again where it steps back. */
  static final int MAX_STEPS = 100_000;

  /** A group that repeats without limit takes stack for each character: such a one is refused. */
  private static final Pattern UNBOUNDED_GROUP =
      Pattern.compile("\\)(\\*|\\+|\\{\\d*,\\}|\\{\\d{4,})");

  private final Pattern pattern;

  private BoundedRegex(Pattern pattern) {
    this.pattern = pattern;
  }

  /** An expression; empty where it is none, or none that can be bounded. */
  static Optional<BoundedRegex> of(String text, boolean matchCase) {
    if (text.length() > 1_000 || UNBOUNDED_GROUP.matcher(text).find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new BoundedRegex(Pattern.compile(text, matchCase ? 0 : Pattern.CASE_INSENSITIVE)));
    } catch (PatternSyntaxException e) {
      return Optional.empty(); // of another dialect
    }
  }

  /** Whether it is found; {@code inDoubt} where the steps did not suffice. */
  boolean find(String url, boolean inDoubt) {
    try {
      return pattern.matcher(new Steps(url)).find();
    } catch (TooManySteps e) {
      return inDoubt;
    }
  }

  /** The longest text that each match has to contain, as far as it is plain to see; or empty. */
  static String literal(String regex) {
    String longest = "";
    StringBuilder run = new StringBuilder();
    int depth = 0;
    boolean inClass = false;
    for (int i = 0; i <= regex.length(); i++) {
      char c = i < regex.length() ? regex.charAt(i) : ')';
      boolean escaped = c == '\\' && i + 1 < regex.length();
      char next = escaped ? regex.charAt(i + 1) : 0;
      boolean word = Character.isLetterOrDigit(next);
      if (inClass) {
        inClass = c != ']';
        i += escaped ? 1 : 0;
        continue;
      }
      if (c == '|' && depth == 0) {
        return "";
      }
      boolean literal = depth == 0 && (escaped ? !word : ".[](){}^$*+?|\\".indexOf(c) < 0);
      if (literal && i < regex.length()) {
        run.append(UrlPattern.lower(escaped ? next : c));
        i += escaped ? 1 : 0;
        continue;
      }
      if ((c == '*' || c == '?' || c == '{') && depth == 0 && !run.isEmpty()) {
        run.setLength(run.length() - 1); // what may be absent
      }
      longest = run.length() > longest.length() ? run.toString() : longest;
      run.setLength(0);
      if (c == '{') {
        int end = regex.indexOf('}', i);
        i = end < 0 ? regex.length() : end;
      }
      i += escaped ? 1 : 0;
      inClass = c == '[';
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    return longest;
  }

  private static final class TooManySteps extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooManySteps() {
      super(null, null, false, false);
    }
  }

  private static final class Steps implements CharSequence {
    private final String text;
    private final int length;
    private int left = MAX_STEPS;

    Steps(String text) {
      this.text = text;
      this.length = Math.min(text.length(), MAX_LENGTH);
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public char charAt(int index) {
      if (--left < 0) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.substring(0, length);
    }
  }
}
