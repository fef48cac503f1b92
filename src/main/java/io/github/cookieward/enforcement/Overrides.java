package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.Retention;
import io.github.cookieward.enforcement.PageSettings.Protection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** Single settings by name, as init parameters give them; the same words as in the file. */
public final class Overrides {
  private static final Set<String> KEYS =
      Set.of(
          "mode",
          "policy-version",
          "lifetime",
          "cookie-name",
          "cookie-domain",
          "key",
          "endpoint",
          "unknown-cookies",
          "gpc",
          "protection");

  private Overrides() {}

  /** The names of the settings that can be given so. */
  static Set<String> names() {
    return new TreeSet<>(KEYS);
  }

  /**
   * Applies settings by name.
   *
   * @param source where they come from, for messages, such as {@code init-param }; the setting's
   *     name follows
   * @throws IllegalArgumentException if a name or a value is not known, naming the remedy
   */
  public static void apply(SettingsBuilder settings, Map<String, String> texts, String source) {
    Set<String> unknown = new TreeSet<>(texts.keySet());
    unknown.removeAll(KEYS);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          source.strip()
              + ": unknown setting "
              + unknown
              + "; known are "
              + names()
              + ", and config and enabled");
    }
    texts.forEach(
        (name, value) ->
            apply(
                settings,
                name,
                value.strip(),
                what -> new IllegalArgumentException(source + name + ": " + what)));
  }

  /** Applies one setting; {@code problem} makes a complaint that names the place. */
  static void apply(
      SettingsBuilder settings,
      String name,
      String value,
      Function<String, ? extends IllegalArgumentException> problem) {
    try {
      switch (name) {
        case "mode" ->
            settings.mode(
                either(value, "mode", "report-only", "enforce")
                    ? Settings.Mode.REPORT_ONLY
                    : Settings.Mode.ENFORCE);
        case "policy-version" -> settings.policyVersion(version(value));
        case "lifetime" -> settings.lifetime(duration(value));
        case "cookie-name" -> settings.cookieName(value);
        case "cookie-domain" -> settings.cookieDomain(value);
        case "key" ->
            settings.replaceKeys(Stream.of(value.split("\\s+", -1)).map(Overrides::key).toList());
        case "endpoint" -> settings.endpoint(value);
        case "unknown-cookies" ->
            settings.unknownPasses(either(value, "unknown cookies", "pass", "withhold"));
        case "gpc" -> settings.honoursGpc(either(value, "gpc", "honour", "ignore"));
        case "protection" -> {
          boolean strict = either(value, "protection", "strict", "standard");
          settings.pages(settings.pages().with(strict ? Protection.STRICT : Protection.STANDARD));
        }
        default -> throw new IllegalStateException(name);
      }
    } catch (IllegalArgumentException e) {
      throw problem.apply(String.valueOf(e.getMessage()));
    }
  }

  private static boolean either(String value, String what, String first, String second) {
    if (!value.equals(first) && !value.equals(second)) {
      throw new IllegalArgumentException(
          what + " must be " + second + " or " + first + ", not \"" + value + "\"");
    }
    return value.equals(first);
  }

  private static int version(String value) {
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException(
          "policy-version must be a whole number from 1, not \"" + value + "\"");
    }
    return Integer.parseInt(value);
  }

  private static Duration duration(String value) {
    Optional<Duration> duration = Retention.parse(value);
    return duration.orElseThrow(
        () ->
            new IllegalArgumentException(
                "lifetime must be an ISO 8601 duration such as P180D, not \"" + value + "\""));
  }

  /**
   * The key itself, or where it lies: {@code env:NAME} or {@code file:/path}. Blanks between keys:
   * the first one signs, all verify.
   */
  static byte[] key(String value) {
    if (value.startsWith("env:")) {
      String variable = value.substring("env:".length());
      String key = System.getenv(variable);
      if (key == null) {
        throw new IllegalArgumentException("the environment variable " + variable + " is not set");
      }
      return key.getBytes(UTF_8);
    }
    if (value.startsWith("file:")) {
      Path file = Path.of(value.substring("file:".length()));
      try {
        return stripped(Files.readAllBytes(file));
      } catch (IOException e) {
        throw new IllegalArgumentException("the key's file " + file + " cannot be read", e);
      }
    }
    return value.getBytes(UTF_8);
  }

  /** Any bytes make a key; those around it that an editor leaves behind are no part of it. */
  private static byte[] stripped(byte[] bytes) {
    int from = 0;
    int to = bytes.length;
    while (from < to && isBlank(bytes[from])) {
      from++;
    }
    while (to > from && isBlank(bytes[to - 1])) {
      to--;
    }
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }
}
