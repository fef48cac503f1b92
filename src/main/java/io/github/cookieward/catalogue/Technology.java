package io.github.cookieward.catalogue;

import java.util.Locale;

/** A way of recognising visitors that nothing else of a {@link Service} gives away. */
public enum Technology {
  /** Tiny images whose fetching is counted. */
  BEACONS,
  /** Messages that a page sends in the background. */
  BEACON_API,
  /** A random number by which a browser is known again. */
  DEVICE_IDENTIFIER;

  /** Its name in {@code consent.xml}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
