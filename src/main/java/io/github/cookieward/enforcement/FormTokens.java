package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tokens that show that a form came from here, for the rare browser that says with neither {@code
 * Origin} nor {@code Sec-Fetch-Site} where it comes from. Nothing is stored: a token holds its
 * time, and a code over it and over what is known of the client. Safe to share.
 */
public final class FormTokens {
  /** How long a form may lie open. */
  static final Duration LIFETIME = Duration.ofHours(12);

  private final SecretKeySpec key;
  private final Clock clock;

  /** Tokens under a key that only this process knows, or under the site's first key. */
  FormTokens(Settings settings, Clock clock) {
    this.clock = clock;
    byte[] bytes = new byte[32];
    if (settings.keys().isEmpty()) {
      new SecureRandom().nextBytes(bytes);
    } else {
      bytes = settings.keys().get(0);
    }
    key = new SecretKeySpec(bytes, "HmacSHA256");
  }

  /** A token for a client, described by what a stranger does not know of it; for twelve hours. */
  public String issue(String client) {
    return signed(clock.instant().getEpochSecond(), client);
  }

  /** Whether a token was issued to this client, within the last twelve hours. */
  public boolean accepts(String token, String client) {
    int dot = token.indexOf('.');
    if (dot < 1 || dot > 10 || token.length() > 80) {
      return false;
    }
    long time;
    try {
      time = Long.parseLong(token.substring(0, dot), 36);
    } catch (NumberFormatException e) {
      return false;
    }
    long age = clock.instant().getEpochSecond() - time;
    return age >= 0
        && age <= LIFETIME.toSeconds()
        && MessageDigest.isEqual(signed(time, client).getBytes(UTF_8), token.getBytes(UTF_8));
  }

  private String signed(long time, String client) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] code = mac.doFinal(("form\n" + time + "\n" + client).getBytes(UTF_8));
      return Long.toString(time, 36)
          + "."
          + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(code, 16));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
