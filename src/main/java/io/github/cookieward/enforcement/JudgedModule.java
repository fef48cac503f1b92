package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.enforcement.JudgedFile.Verdict;

/**
 * A module script of the site's own as one visitor may have it: what it imports is fetched before
 * any code runs that could stop it, so an import of a service that is not granted becomes one of an
 * empty module. A worker's script and a worklet's are read in the same way.
 */
public final class JudgedModule {
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
    for (ImportSpecifiers.Specifier specifier : ImportSpecifiers.of(script)) {
      boolean withheld = false;
      for (String address : specifier.addresses()) {
        Verdict verdict = Verdict.of(address, Destination.SCRIPT, enforcement, place);
        personal |= verdict != Verdict.FOR_ALL;
        withheld |= verdict == Verdict.WITHHELD;
      }
      if (withheld && specifier.start() >= copied) { // not within one that is gone
        changed.append(script, copied, specifier.start()).append(nothing(specifier.type()));
        copied = specifier.end();
      }
    }
    return new JudgedFile(
        copied == 0 ? script : changed.append(script, copied, script.length()).toString(),
        personal);
  }

  /** What does nothing and fetches nothing, and is of the type that is asked for. */
  private static String nothing(String type) {
    return switch (type) {
      case "css" -> "data:text/css,";
      case "json" -> "data:application/json,null";
      case "text" -> "data:text/plain,";
      default -> "data:text/javascript,";
    };
  }
}
