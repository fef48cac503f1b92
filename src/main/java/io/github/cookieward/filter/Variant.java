package io.github.cookieward.filter;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entity tag of ours: the application's own, or the date when its page changed, and which
 * variant of the page was sent. It is weak, as the page is not the application's byte for byte.
 *
 * @param origin what the application said
 * @param text its tag without quotes, or the seconds of its date
 * @param variant of the page
 */
record Variant(Origin origin, String text, String variant) {
  /** What stands behind a tag. */
  enum Origin {
    STRONG,
    WEAK,
    /** A page without a tag, but with a date. */
    MODIFIED
  }

  private static final Pattern TAG = Pattern.compile("(?:W/)?\"(.*)~cw([swm])([0-9a-f]+)\"");

  /** A tag of ours, or empty where it is somebody else's. */
  static Optional<Variant> parse(String tag) {
    Matcher ours = TAG.matcher(tag);
    if (!ours.matches()) {
      return Optional.empty();
    }
    Origin origin =
        switch (ours.group(2)) {
          case "s" -> Origin.STRONG;
          case "w" -> Origin.WEAK;
          default -> Origin.MODIFIED;
        };
    if (origin == Origin.MODIFIED && !ours.group(1).matches("[0-9]{1,12}")) {
      return Optional.empty();
    }
    return Optional.of(new Variant(origin, ours.group(1), ours.group(3)));
  }

  /** The application's tag as one of ours. */
  static Variant of(String tag, String variant) {
    boolean weak = tag.startsWith("W/");
    String text = (weak ? tag.substring(2) : tag).replace("\"", "");
    return new Variant(weak ? Origin.WEAK : Origin.STRONG, text, variant);
  }

  static Variant modified(long seconds, String variant) {
    return new Variant(Origin.MODIFIED, Long.toString(seconds), variant);
  }

  /** The application's own tag. */
  String own() {
    return (origin == Origin.WEAK ? "W/\"" : "\"") + text + "\"";
  }

  long seconds() {
    return Long.parseLong(text);
  }

  @Override
  public String toString() {
    return "W/\""
        + text
        + "~cw"
        + origin.name().toLowerCase(Locale.ROOT).charAt(0)
        + variant
        + "\"";
  }
}
