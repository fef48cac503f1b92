package io.github.cookieward.page;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A stylesheet of ours as it is sent: without comments, and blanks only where they say something.
 */
final class DenseStyle {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);

  /** A text in quotes, which stays; or a mark with what may stand around it and says nothing. */
  private static final Pattern SPARE = Pattern.compile("(\"[^\"\\n]*\")|\\s*([{};,])\\s*|(:) ");

  private DenseStyle() {}

  static String of(String style) {
    String bare =
        COMMENT
            .matcher(style)
            .replaceAll("")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n"));
    return SPARE
        .matcher(bare)
        .replaceAll(
            found -> {
              String mark = found.group(2) == null ? found.group(3) : found.group(2);
              return Matcher.quoteReplacement(found.group(1) == null ? mark : found.group(1));
            });
  }
}
