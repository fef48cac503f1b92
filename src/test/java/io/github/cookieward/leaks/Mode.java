package io.github.cookieward.leaks;

import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.PageSettings.Protection;
import java.util.Locale;
import java.util.Optional;

/** How the site stands behind the filter; each on a host of its own. */
enum Mode {
  /** Without the filter. */
  BARE(Optional.empty()),
  /** Behind the filter, in strict protection. */
  STRICT(Optional.of(PageSettings.DEFAULTS.with(Protection.STRICT))),
  /** Behind the filter, in standard protection. */
  STANDARD(Optional.of(PageSettings.DEFAULTS.with(Protection.STANDARD)));

  @SuppressWarnings("ImmutableEnumChecker") // a record of words and numbers
  private final Optional<PageSettings> settings;

  Mode(Optional<PageSettings> settings) {
    this.settings = settings;
  }

  /** How pages are handled; empty where there is no filter. */
  Optional<PageSettings> settings() {
    return settings;
  }

  /** The word for it in file names, host names and run names. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String host() {
    return word() + ".test";
  }
}
