package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.consent.Consent;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * Two answers of one visitor that grant different things, of which neither followed the other: the
 * visitor is asked which shall hold. A value.
 *
 * @param browser what was answered in this browser before signing in: the new settings
 * @param saved what the account has: the saved settings
 */
public record Conflict(Consent browser, Consent saved) {
  /** One of the two answers. */
  public enum Side {
    /** This browser's. */
    NEW,
    /** The account's. */
    SAVED;

    /** The side by the word that a form sends: {@code use-new} or {@code use-saved}. */
    public static Optional<Side> of(String word) {
      for (Side side : values()) {
        if (side.word().equals(word)) {
          return Optional.of(side);
        }
      }
      return Optional.empty();
    }

    /** The word that a form sends. */
    public String word() {
      return "use-" + name().toLowerCase(Locale.ROOT);
    }
  }

  /** A short text that another conflict does not have: it shows which one a visitor has seen. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] hash = digest.digest((browser + "\n" + saved).getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 9));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
