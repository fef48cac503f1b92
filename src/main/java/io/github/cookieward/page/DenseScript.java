package io.github.cookieward.page;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A script of ours as it is sent: without comments and needless blanks, and with short names for
 * those that its first comment lists. It knows no grammar: the script keeps to the rule that a
 * listed name is no property, no key and no word outside of single quotes that is not the name.
 */
final class DenseScript {
  private static final Pattern COMMENT =
      Pattern.compile("/\\*.*?\\*/|(?<=\\s)// [^\n]*", Pattern.DOTALL);
  private static final Pattern LISTED =
      Pattern.compile("short names for:(.*?)which must", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("[\\w$]+");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** What is left as it is: text in quotes, text with places, and regular expressions. */
  private static final String LITERAL =
      "'(?:[^'\\\\\\n]|\\\\.)*'"
          + "|`[^`]*`"
          + "|(?<=[(,=:!&|?] ?)/(?:[^/\\\\\\n\\[]|\\\\.|\\[(?:[^\\]\\\\\\n]|\\\\.)*\\])+/";

  private static final Pattern BLANK =
      Pattern.compile(
          LITERAL + "|(?:;\\n?(})|[ \\n]*([-=+*?:,;{(\\[<>|&!]) *\\n?|[ ]*([)\\]}]) *)");

  private DenseScript() {}

  static String of(String script) {
    String bare =
        COMMENT
            .matcher(script)
            .replaceAll("")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    Matcher listed = LISTED.matcher(script);
    String brief =
        listed.find() ? shortened(bare, List.of(listed.group(1).strip().split("\\s+"))) : bare;
    return BLANK.matcher(brief).replaceAll(found -> Matcher.quoteReplacement(kept(found)));
  }

  private static String kept(MatchResult found) {
    for (int i = 1; i <= found.groupCount(); i++) {
      if (found.group(i) != null) {
        return found.group(i);
      }
    }
    return found.group();
  }

  /** The most used first, so that it gets the shortest name. */
  private static List<String> byUse(String script, List<String> names) {
    Map<String, Long> uses =
        WORD.matcher(script)
            .results()
            .collect(Collectors.groupingBy(MatchResult::group, Collectors.counting()));
    return names.stream()
        .sorted(Comparator.comparing((String name) -> -uses.getOrDefault(name, 0L)))
        .toList();
  }

  private static String shortened(String script, List<String> names) {
    Set<String> taken = new HashSet<>();
    WORD.matcher(script).results().forEach(word -> taken.add(word.group()));
    Map<String, String> shorts = new HashMap<>();
    int next = 0;
    for (String name : byUse(script, names)) {
      String brief;
      do {
        brief = "$".repeat(next / LETTERS.length()) + LETTERS.charAt(next % LETTERS.length());
        next++;
      } while (!taken.add(brief));
      shorts.put(name, brief);
    }
    // What follows a dot that is not the last of three is a property. Texts with places have names.
    Pattern either =
        Pattern.compile(
            "'(?:[^'\\\\\\n]|\\\\.)*'|(?<![\\w$])(?<!(?<!\\.\\.)\\.)("
                + String.join("|", names)
                + ")(?![\\w$])");
    return either
        .matcher(script)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1) == null ? found.group() : shorts.get(found.group(1))));
  }
}
