package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.ConsentCodec;
import io.github.cookieward.http.WebUrl;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hands a visitor's answer over to another site, and takes one from there: by tokens that are
 * signed, live as long as {@link HandOverSettings} say, name both hosts, and count once on each
 * server. Nothing in a token tells who the visitor is. Safe to share.
 *
 * <p>A token is {@code 1~issued~from~to~value~mac}: the time in base 36, the two hosts, the answer
 * as the consent cookie has it with the token's own id in place of the visitor's, and a code over
 * all of it.
 */
public final class HandOver {
  private static final int MAX_LENGTH = ConsentCodec.MAX_LENGTH + 700;
  private static final Duration SKEW = Duration.ofSeconds(30);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Settings settings;
  private final Clock clock;
  private final ConsentCodec codec = new ConsentCodec(List.of());
  private final SecureRandom random = new SecureRandom();
  private final SpentTokens spent = new SpentTokens();

  HandOver(Settings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * An answer from another site.
   *
   * @param from the site
   * @param consent what was answered there, under the token's id
   */
  public record Handed(Partner from, Consent consent) {}

  /** The site that an address is one of, where it is one that answers are handed over to. */
  public Optional<Partner> partner(WebUrl address) {
    return settings.handOver().partners().stream().filter(p -> p.has(address)).findFirst();
  }

  /**
   * A token for another site: what is granted and what is denied here now.
   *
   * @param host what the browser calls this site, host and port
   * @return empty where the visitor has not answered, or has chosen too much one by one
   */
  public Optional<String> issue(Enforcement current, Partner to, String host) {
    Consent consent = current.consent();
    if (!consent.isDecided()) {
      return Optional.empty();
    }
    Map<Category, Choice> categories = new HashMap<>();
    settings.categories().forEach(c -> categories.put(c.category(), current.state(c.category())));
    Map<String, Choice> services = new HashMap<>();
    for (String id : consent.services().keySet()) {
      settings
          .catalogue()
          .service(id)
          .ifPresent(service -> services.put(id, current.standing().ownState(service)));
    }
    byte[] id = new byte[16];
    random.nextBytes(id);
    Consent told =
        new Consent(
            BASE64.encodeToString(id),
            consent.decidedAt(),
            consent.policyVersion(),
            consent.signalSeen(),
            categories,
            services);
    String issued = Long.toString(clock.instant().getEpochSecond(), 36);
    return codec
        .encode(told)
        .map(
            value -> {
              String text = String.join("~", "1", issued, own(host), to.authority(), value);
              return text + "~" + code(to, text);
            });
  }

  private String own(String host) {
    return settings.handOver().host().isEmpty()
        ? host.toLowerCase(Locale.ROOT).replaceFirst(":(80|443)$", "")
        : settings.handOver().host();
  }

  /**
   * Reads a token that another site issued for this one, and not long ago; two clocks may differ by
   * half a minute.
   *
   * @param host what the browser calls this site, host and port
   * @return empty for all else
   */
  public Optional<Handed> open(String token, String host) {
    String[] parts = token.length() > MAX_LENGTH ? new String[0] : token.split("~", -1);
    if (parts.length != 6 || !parts[0].equals("1") || !parts[1].matches("[0-9a-z]{1,8}")) {
      return Optional.empty();
    }
    Optional<Partner> from = settings.handOver().partner(parts[2]);
    String signed = token.substring(0, token.lastIndexOf('~'));
    if (from.isEmpty()
        || !parts[3].equals(own(host))
        || !MessageDigest.isEqual(
            code(from.get(), signed).getBytes(US_ASCII), parts[5].getBytes(US_ASCII))) {
      return Optional.empty();
    }
    Instant issued = Instant.ofEpochSecond(Long.parseLong(parts[1], 36));
    Instant now = clock.instant();
    if (issued.isAfter(now.plus(SKEW)) || now.isAfter(issued.plus(settings.handOver().life()))) {
      return Optional.empty();
    }
    Consent consent = codec.decode(parts[4], now, settings.lifetime());
    return consent.isDecided() ? Optional.of(new Handed(from.get(), consent)) : Optional.empty();
  }

  /**
   * Takes an answer, once. What the visitor has answered here later stays; what the other site's
   * visitor did not grant is not granted, and neither is what this site does not ask, or asks in
   * another version.
   *
   * @return what holds from now on; empty where nothing changes, the token was used before, or
   *     20,000 others were used and have not run out
   */
  public Optional<Consent> take(Enforcement current, Handed handed) {
    Consent said = handed.consent();
    if (!spent.spend(said.id(), clock.instant(), settings.handOver().life().plus(SKEW))
        || said.policyVersion() != settings.policyVersion()
        || !said.decidedAt().isAfter(current.consent().decidedAt())) {
      return Optional.empty();
    }
    return Optional.of(current.enforcer().taken(current, said));
  }

  private static String code(Partner partner, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(partner.key(), "HmacSHA256"));
      byte[] code = mac.doFinal(("hand-over\n" + text).getBytes(US_ASCII));
      return BASE64.encodeToString(Arrays.copyOf(code, 16));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
