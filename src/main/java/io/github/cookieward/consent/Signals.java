package io.github.cookieward.consent;

import java.util.List;

/**
 * What a browser says by itself. A signal is an opt-out and never a consent.
 *
 * @param globalPrivacyControl whether {@code Sec-GPC: 1} was sent
 * @param doNotTrack whether {@code DNT: 1} was sent
 * @see <a href="https://www.w3.org/TR/gpc/#the-sec-gpc-header-field-for-http-requests">Global
 *     Privacy Control, the Sec-GPC header field</a>
 */
public record Signals(boolean globalPrivacyControl, boolean doNotTrack) {
  /** A browser that says nothing. */
  public static final Signals NONE = new Signals(false, false);

  private static final Signals GPC = new Signals(true, false);

  /**
   * Reads the field lines of both headers. Only the value {@code 1} counts; another value is as
   * good as none. Of several lines one that counts is enough.
   */
  public static Signals read(List<String> secGpc, List<String> dnt) {
    boolean gpc = one(secGpc);
    boolean track = one(dnt);
    return track ? new Signals(gpc, true) : gpc ? GPC : NONE;
  }

  private static boolean one(List<String> lines) {
    for (String line : lines) {
      if (line.trim().equals("1")) {
        return true;
      }
    }
    return false;
  }
}
