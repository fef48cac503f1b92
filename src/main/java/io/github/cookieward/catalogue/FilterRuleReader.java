package io.github.cookieward.catalogue;

import io.github.cookieward.http.WebUrl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a filter list in Adblock Plus syntax. Total: a line that is no rule about
 * requests, or one that nobody here understands, is none.
 */
final class FilterRuleReader {
  private static final Pattern OPTIONS =
      Pattern.compile("~?[\\w-]+(=[^,]*)?(,~?[\\w-]+(=[^,]*)?)*+");

  private static final int MAX_LINE = 20_000;

  private FilterRuleReader() {}

  /** Whether a line says something about requests, understood or not. */
  static boolean isNetworkRule(String line) {
    return !(line.isEmpty()
        || line.startsWith("!")
        || line.startsWith("[")
        || (line.startsWith("#") && (line.length() == 1 || line.charAt(1) <= ' '))
        || isCosmetic(line));
  }

  private static boolean isCosmetic(String line) {
    for (int at = line.indexOf('#'); at >= 0; at = line.indexOf('#', at + 1)) {
      int end = at + 1;
      while (end < line.length() && end < at + 4 && "@?$%".indexOf(line.charAt(end)) >= 0) {
        end++;
      }
      if (end < line.length() && line.charAt(end) == '#') {
        return true;
      }
    }
    return false;
  }

  /** A key that a rule and the {@code $badfilter} rule that takes it back have in common. */
  static String key(String line) {
    int dollar = optionsStart(line);
    if (dollar < 0) {
      return line;
    }
    String[] options = line.substring(dollar + 1).split(",", -1);
    Arrays.sort(options);
    StringBuilder key = new StringBuilder(line.substring(0, dollar)).append('$');
    for (String option : options) {
      if (!option.equals("badfilter")) {
        key.append(option).append(',');
      }
    }
    return key.length() == dollar + 1 ? line.substring(0, dollar) : key.toString();
  }

  /** Where the options' {@code $} stands; -1 where there is none. */
  private static int optionsStart(String line) {
    int dollar = line.lastIndexOf('$');
    boolean regex = line.startsWith("/") || line.startsWith("@@/");
    if (dollar < 0 || (regex && line.endsWith("/") && line.lastIndexOf("/$") < 0)) {
      return -1;
    }
    return OPTIONS.matcher(line).region(dollar + 1, line.length()).matches() ? dollar : -1;
  }

  /** The rule of a line; null where there is none. */
  static @Nullable FilterRule read(String line) {
    if (line.length() > MAX_LINE) {
      return null;
    }
    boolean exception = line.startsWith("@@");
    int from = exception ? 2 : 0;
    int dollar = optionsStart(line);
    String text = line.substring(from, dollar < from ? line.length() : dollar);
    FilterOptions options =
        FilterOptions.read(dollar < from ? "" : line.substring(dollar + 1), exception);
    if (options == null || options.decidesNothing()) {
      return null;
    }
    if (text.length() > 2 && text.startsWith("/") && text.endsWith("/")) {
      options.notForDocuments();
      return expression(text.substring(1, text.length() - 1), options, exception);
    }
    return pattern(text, options, exception);
  }

  private static @Nullable FilterRule expression(
      String text, FilterOptions options, boolean exception) {
    UrlPattern nothing = new UrlPattern(UrlPattern.Anchor.NONE, List.of(), false, false);
    Optional<BoundedRegex> regex = BoundedRegex.of(text, options.matchesCase());
    return regex.isEmpty()
        ? null
        : new FilterRule(nothing, regex, options, BoundedRegex.literal(text), "", exception);
  }

  private static @Nullable FilterRule pattern(
      String text, FilterOptions options, boolean exception) {
    UrlPattern.Anchor anchor = UrlPattern.Anchor.NONE;
    int from = 0;
    int to = text.length();
    if (text.startsWith("||")) {
      anchor = UrlPattern.Anchor.HOST;
      from = 2;
    } else if (text.startsWith("|")) {
      anchor = UrlPattern.Anchor.START;
      from = 1;
    }
    boolean endAnchor = to > from && text.charAt(to - 1) == '|';
    to -= endAnchor ? 1 : 0;
    String body = ascii(text.substring(from, to), anchor == UrlPattern.Anchor.HOST);
    if (body.isEmpty() && options.isPlain()) {
      return null; // it would mean everything
    }
    String host = "";
    if (anchor == UrlPattern.Anchor.HOST) {
      int end = hostEnd(body);
      if (end > 0) {
        host = body.substring(0, end).toLowerCase(Locale.ROOT);
        body = body.substring(end);
        anchor = UrlPattern.Anchor.AFTER_HOST;
      }
    }
    boolean wholeHost = !host.isEmpty() && (body.equals("^") || body.equals("^*"));
    if (wholeHost && !endAnchor) {
      body = "";
    } else {
      options.notForDocuments();
    }
    return pattern(anchor, body, endAnchor, options, host, exception);
  }

  private static FilterRule pattern(
      UrlPattern.Anchor anchor,
      String body,
      boolean endAnchor,
      FilterOptions options,
      String host,
      boolean exception) {
    UrlPattern.Anchor where = body.startsWith("*") ? UrlPattern.Anchor.NONE : anchor;
    boolean atEnd = endAnchor && !body.endsWith("*");
    List<String> segments = new ArrayList<>(1);
    for (String segment : body.split("\\*", -1)) {
      if (!segment.isEmpty()) {
        segments.add(options.matchesCase() ? segment : segment.toLowerCase(Locale.ROOT));
      }
    }
    UrlPattern pattern = new UrlPattern(where, segments, atEnd, options.matchesCase());
    return new FilterRule(pattern, Optional.empty(), options, "", host, exception);
  }

  /** Where a whole host ends that a pattern begins with; 0 where it may go on. */
  private static int hostEnd(String body) {
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c == '^' || c == '/' || c == '?' || c == ':') {
        return i > 0 && body.charAt(i - 1) == '.' ? 0 : i;
      }
      boolean word = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
      if (!word && !(c >= '0' && c <= '9') && c != '-' && c != '.' && c != '_') {
        return 0;
      }
    }
    return 0;
  }

  /** Addresses are ASCII when they are compared; so are patterns. */
  private static String ascii(String text, boolean beginsWithHost) {
    if (text.chars().allMatch(c -> c < 128)) {
      return text;
    }
    int end = 0;
    while (beginsWithHost && end < text.length() && "^/?:*".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    String host = asciiHost(text.substring(0, end));
    // What a browser makes of it in a query, which leaves most characters as they are.
    return WebUrl.parse("http://h/?" + text.substring(end), null)
        .map(url -> host + url.query())
        .orElse(host);
  }

  /** A host in ASCII, in lower case. */
  static String asciiHost(String host) {
    return host.isEmpty() || host.chars().allMatch(c -> c < 128)
        ? host.toLowerCase(Locale.ROOT)
        : WebUrl.parse("http://" + host + "/", null).map(WebUrl::host).orElse(host);
  }
}
