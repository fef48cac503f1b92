package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.ConsentCodec;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.http.CookieHeader;
import io.github.cookieward.http.KnownTexts;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
  private final KnownTexts<Known> known = new KnownTexts<>(1_024, MAX_LENGTH, this::read);

  private record Known(String value, Standing standing) {}

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
    if (fields.isEmpty()) {
      return stranger;
    }
    Only only = new Only();
    for (int i = 0; i < fields.size(); i++) {
      CookieHeader.forEachValue(fields.get(i), name, only);
    }
    Known found = only.value;
    return found == null || only.differs ? stranger : current(found);
  }

  /** What one value says; {@link Consent#NONE} where it is unreadable or has run out. */
  Consent consent(String value) {
    return current(known.get(value, 0, value.length())).consent();
  }

  private Standing current(Known found) {
    long now = Math.floorDiv(clock.millis(), 1_000L);
    Standing standing = found.standing();
    return ConsentCodec.isCurrent(standing.consent(), now, settings.lifetime())
        ? standing
        : stranger;
  }

  private Known read(String value) {
    Consent consent = codec.decode(value);
    boolean ahead = consent.policyVersion() > settings.policyVersion();
    return new Known(
        value,
        ahead || !consent.isDecided()
            ? stranger
            : new Standing(settings, consent, Signals.NONE, Optional.empty()));
  }

  /** The one value that the consent cookies of a request have. */
  private final class Only implements CookieHeader.PartReader {
    private @Nullable Known value;
    private boolean differs;

    @Override
    public void read(String text, int from, int to) {
      // Clients of the days of RFC 2965 send a value in quotes.
      boolean quoted = to - from > 1 && text.charAt(from) == '"' && text.charAt(to - 1) == '"';
      Known next = quoted ? known.get(text, from + 1, to - 1) : known.get(text, from, to);
      differs |= value != null && !value.value().equals(next.value());
      value = next;
    }
  }
}
