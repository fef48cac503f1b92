package io.github.cookieward.enforcement;

import io.github.cookieward.http.CanonicalPath;
import java.util.List;

/**
 * How visitors are asked. A value.
 *
 * @param preset which rows the settings have
 * @param layout how the first layer lies in the page
 * @param dialog how the second layer lies above it
 * @param asks when the first layer is shown
 * @param waits the paths within the application on which it is not: each begins with a slash, and a
 *     last {@code *} makes a beginning
 */
public record DialogSettings(
    Preset preset, Layout layout, Dialog dialog, Asks asks, List<String> waits) {

  /** Which rows the settings have. */
  public enum Preset {
    /** Essential, preferences, analytics, marketing; third parties have no row of their own. */
    FOUR,
    /** Third parties besides, and above all of them a row that sets the others. */
    FIVE
  }

  /** How the first layer lies in the page. */
  public enum Layout {
    /** Wide, at the end of the window. */
    BAR,
    /** A card in the middle of the window's end. */
    BOX,
    /** A small card in the window's last corner. */
    CORNER
  }

  /** How the second layer lies above the page. */
  public enum Dialog {
    /** In the middle. */
    MODAL,
    /** Along the side at which lines end. */
    SHEET
  }

  /** When the first layer is shown. */
  public enum Asks {
    /** On the first page. */
    AT_ONCE,
    /** On the first page on which something is held back, or whose code asks. */
    WHEN_NEEDED
  }

  /**
   * What holds where nothing is said: five rows, a bar, a dialog in the middle, at once,
   * everywhere.
   */
  public static final DialogSettings DEFAULTS =
      new DialogSettings(Preset.FIVE, Layout.BAR, Dialog.MODAL, Asks.AT_ONCE, List.of());

  /**
   * Settings of the dialog.
   *
   * @throws IllegalArgumentException if a path is none, or has a {@code *} elsewhere than at its
   *     end
   */
  public DialogSettings {
    waits = List.copyOf(waits);
    for (String path : waits) {
      if (!path.matches("/[!-~&&[^*?#;\\\\]]*\\*?")) {
        throw new IllegalArgumentException(
            "path must begin with / and have visible ASCII characters without ? # ;, and a * at its"
                + " end at most, not \""
                + path
                + "\"");
      }
    }
  }

  /** The same with other rows. */
  public DialogSettings with(Preset other) {
    return new DialogSettings(other, layout, dialog, asks, waits);
  }

  /** The same in another layout. */
  public DialogSettings with(Layout other) {
    return new DialogSettings(preset, other, dialog, asks, waits);
  }

  /** The same with another place for the second layer. */
  public DialogSettings with(Dialog other) {
    return new DialogSettings(preset, layout, other, asks, waits);
  }

  /** The same at another time. */
  public DialogSettings with(Asks other) {
    return new DialogSettings(preset, layout, dialog, other, waits);
  }

  /** The same with other pages on which the first layer waits. */
  public DialogSettings waitingOn(String... paths) {
    return new DialogSettings(preset, layout, dialog, asks, List.of(paths));
  }

  /** Whether the first layer waits on a page. */
  boolean waitsOn(String path) {
    String asked = CanonicalPath.of(path);
    return waits.stream()
        .anyMatch(
            pattern ->
                pattern.endsWith("*")
                    ? asked.startsWith(pattern.substring(0, pattern.length() - 1))
                    : asked.equals(CanonicalPath.of(pattern)));
  }
}
