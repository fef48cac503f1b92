package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.enforcement.JudgedFile.Verdict;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module script of the site's own as one visitor may have it: what it imports is fetched before
 * any code runs that could stop it, so an import of a service that is not granted becomes one of an
 * empty module. Read are specifiers that stand as a text after {@code import} or {@code from}.
 *
 * @see <a href="https://tc39.es/ecma262/#sec-imports">ECMAScript, 16.2.2</a>
 */
public final class JudgedModule {
  /** A module that does nothing and fetches nothing. */
  private static final String NOTHING = "data:text/javascript,";

  private static final Pattern SPECIFIER =
      Pattern.compile(
          "\\b(?:import|from)\\s*+(?:\\(\\s*+)?+(?:/\\*[^*]*+\\*/\\s*+)?+"
              + "(?:\"([^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+){0,64}+)\""
              + "|'([^'\\\\\n]*+(?:\\\\.[^'\\\\\n]*+){0,64}+)'"
              + "|`([^`\\\\$]*+(?:\\\\.[^`\\\\$]*+){0,64}+)`)");

  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\\{0*([0-9a-fA-F]{1,6})}|(.))");

  private JudgedModule() {}

  /**
   * Reads a module.
   *
   * @param place the module's own address
   */
  public static JudgedFile of(String script, Enforcement enforcement, Place place) {
    StringBuilder changed = new StringBuilder();
    int copied = 0;
    boolean personal = false;
    Matcher specifier = SPECIFIER.matcher(script);
    while (specifier.find()) {
      int group = specifier.start(1) >= 0 ? 1 : specifier.start(2) >= 0 ? 2 : 3;
      Verdict verdict =
          Verdict.of(meaning(specifier.group(group)), Destination.SCRIPT, enforcement, place);
      personal |= verdict != Verdict.FOR_ALL;
      if (verdict == Verdict.WITHHELD) {
        changed.append(script, copied, specifier.start(group)).append(NOTHING);
        copied = specifier.end(group);
      }
    }
    return new JudgedFile(
        copied == 0 ? script : changed.append(script, copied, script.length()).toString(),
        personal);
  }

  private static String meaning(String text) {
    return text.indexOf('\\') < 0
        ? text
        : ESCAPE
            .matcher(text)
            .replaceAll(
                escape -> {
                  for (int group = 1; group <= 3; group++) {
                    if (escape.group(group) != null) {
                      int point = Integer.parseInt(escape.group(group), 16);
                      return Matcher.quoteReplacement(
                          Character.isValidCodePoint(point) ? Character.toString(point) : "");
                    }
                  }
                  return Matcher.quoteReplacement(escape.group(4));
                });
  }
}
