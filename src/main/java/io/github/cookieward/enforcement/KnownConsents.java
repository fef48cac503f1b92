package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.ConsentCodec;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.http.CookieHeader;
import io.github.cookieward.http.KnownTexts;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * What consent cookies say, and how their visitors stand by them: a browser sends the same one with
 * each request, so the last ones are not read again. Bounded; safe to share.
 */
final class KnownConsents {
  /** The values that are kept are not longer: a few services chosen one by one. */
  private static final int MAX_LENGTH = 512;

  private final Settings settings;
  private final ConsentCodec codec;
  private final Clock clock;
  private final Standing stranger;
  private final KnownTexts<Standing> known = new KnownTexts<>(1_024, MAX_LENGTH, this::read);

  KnownConsents(Settings settings, ConsentCodec codec, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.codec = codec;
    this.stranger = new Standing(settings, Consent.NONE, Signals.NONE, Optional.empty());
  }

  /** How somebody stands of whom nothing is known. */
  Standing stranger() {
    return stranger;
  }

  /**
   * How a visitor stands by what the browser sent, where it says nothing else. Two consent cookies
   * that differ say nothing for certain, so they are no consent; nor is one that has run out.
   *
   * @param fields the {@code Cookie} field lines, as they came
   * @param name the consent cookie's name
   */
  Standing standing(List<String> fields, String name) {
    return CookieHeader.onlyValue(fields, name, known::get).map(this::current).orElse(stranger);
  }

  /** What one value says; {@link Consent#NONE} where it is unreadable or has run out. */
  Consent consent(String value) {
    return current(known.get(value, 0, value.length())).consent();
  }

  private Standing current(Standing standing) {
    long now = Math.floorDiv(clock.millis(), 1_000L);
    return ConsentCodec.isCurrent(standing.consent(), now, settings.lifetime())
        ? standing
        : stranger;
  }

  private Standing read(String value) {
    Consent consent = codec.decode(value);
    boolean ahead = consent.policyVersion() > settings.policyVersion();
    return ahead || !consent.isDecided()
        ? stranger
        : new Standing(settings, consent, Signals.NONE, Optional.empty());
  }
}
