package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Catalogue;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.html.RepeatedTexts;
import io.github.cookieward.html.SourceText;

/**
 * What the scripts within a site's pages give away. One that comes again and again is read once:
 * they are known up to 64 KB each and four megabytes together. Safe to share between threads.
 */
final class InlineScripts {
  private final RepeatedTexts<InlineScript.Reading> known = new RepeatedTexts<>(65_536, 4_000_000);
  private final Catalogue catalogue;
  private final boolean guarded;

  InlineScripts(Settings settings) {
    this.catalogue = settings.catalogue();
    this.guarded = settings.pages().guards();
  }

  /**
   * What a script gives away: no service where it is the site's own and merely calls one, since the
   * page's guard answers for that one.
   */
  InlineScript.Reading read(String script) {
    InlineScript.Reading reading = InlineScript.read(script, catalogue);
    return isAnsweredFor(reading) && OwnCode.isIn(script, StandIns::isGlobal)
        ? reading.withoutServices()
        : reading;
  }

  /** The same of one that pages may have again and again. */
  InlineScript.Reading read(SourceText script) {
    InlineScript.Reading before = known.find(script);
    if (before != null) {
      return before;
    }
    InlineScript.Reading found = read(script.text());
    if (known.comesAgain(script)) {
      known.keep(script, found);
    }
    return found;
  }

  /** The same of an event handler, which is always the site's own. */
  InlineScript.Reading readHandler(String script) {
    InlineScript.Reading reading = InlineScript.read(script, catalogue);
    return isAnsweredFor(reading) ? reading.withoutServices() : reading;
  }

  private boolean isAnsweredFor(InlineScript.Reading reading) {
    return guarded && reading.calls();
  }

  /** See {@link Enforcement#standIns}. */
  String standIns(Service service) {
    return guarded ? StandIns.of(service) : "";
  }
}
