package io.github.cookieward.consent;

import java.util.List;

/**
 * What a browser says by itself. A signal is an opt-out and never a consent. {@code DNT} is not
 * read: its standard was given up.
 *
 * @param globalPrivacyControl whether {@code Sec-GPC: 1} was sent
 * @see <a href="https://www.w3.org/TR/gpc/#the-sec-gpc-header-field-for-http-requests">Global
 *     Privacy Control, 3.3</a>
 */
public record Signals(boolean globalPrivacyControl) {
  /** A browser that says nothing. */
  public static final Signals NONE = new Signals(false);

  private static final Signals GPC = new Signals(true);

  /**
   * Reads the lines of the field {@code Sec-GPC}. Only the value {@code 1} counts; another value is
   * as good as none. Of several lines one that counts is enough.
   */
  public static Signals read(List<String> secGpc) {
    for (String line : secGpc) {
      if (line.trim().equals("1")) {
        return GPC;
      }
    }
    return NONE;
  }
}
