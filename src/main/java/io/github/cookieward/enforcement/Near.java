package io.github.cookieward.enforcement;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds the words that somebody may have meant. */
public final class Near {
  private static final int MOST = 3;

  private Near() {}

  /** The end of a sentence: {@code ; did you mean [x]?}, or nothing where no word is near. */
  public static String suggestion(String word, Collection<String> known) {
    List<String> near = of(word, known);
    return near.isEmpty() ? "" : "; did you mean " + near + "?";
  }

  /** The nearest first: by how many characters differ, then those that contain the word. */
  static List<String> of(String word, Collection<String> known) {
    int most = word.length() <= 3 ? 1 : Math.max(2, word.length() / 3);
    return known.stream()
        .filter(other -> distance(word, other) <= most || isWithin(word, other))
        .sorted(
            Comparator.<String>comparingInt(other -> distance(word, other))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  private static boolean isWithin(String word, String other) {
    return word.length() >= 3 && other.contains(word);
  }

  /**
   * How many characters have to be put in, taken out or replaced.
   *
   * @see <a href="https://xlinux.nist.gov/dads/HTML/Levenshtein.html">Levenshtein distance</a>
   */
  static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
