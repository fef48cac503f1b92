package io.github.cookieward.consent;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
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
 * Writes a consent as a cookie value and reads it back, strictly: what this class would not have
 * written is no consent. Safe to share between threads.
 *
 * <p>The value is {@code 1.id.time.policy.choices}, and {@code .mac} where a key is configured.
 * Time and policy are in base 36; the choices are {@code *category} for granted, {@code !category}
 * for denied, and the same with {@code @service}, in the order of the ids. All are characters of a
 * {@code cookie-octet}. A first field of {@code 1s} says that an opt-out signal was seen.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6265#section-4.1.1">RFC 6265, 4.1.1</a>
 */
public final class ConsentCodec {
  /** The longest value that is written or read, in characters; a browser keeps about 4,096. */
  public static final int MAX_LENGTH = 3_500;

  private static final int MAC_BYTES = 16;
  private static final Duration CLOCK_SKEW = Duration.ofDays(1);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final List<SecretKeySpec> keys;

  /**
   * A codec with its keys. The first one signs, all of them verify, so that a key can be changed
   * without asking everybody again. Without keys values are not signed, and a signed one is none.
   *
   * @throws IllegalArgumentException if a key has fewer than 16 bytes
   */
  public ConsentCodec(List<byte[]> keys) {
    this.keys =
        keys.stream()
            .map(
                key -> {
                  if (key.length < 16) {
                    throw new IllegalArgumentException(
                        "a key must have at least 16 bytes, not " + key.length);
                  }
                  return new SecretKeySpec(key, "HmacSHA256");
                })
            .toList();
  }

  /**
   * The cookie value of a consent.
   *
   * @return empty where it would be longer than {@link #MAX_LENGTH}: too many services were chosen
   *     one by one
   * @throws IllegalArgumentException if there is nothing to write: no answer was given
   */
  public Optional<String> encode(Consent consent) {
    if (!consent.isDecided()) {
      throw new IllegalArgumentException("an undecided consent is not written");
    }
    StringBuilder text = new StringBuilder(128);
    text.append(consent.signalSeen() ? "1s" : "1").append('.').append(consent.id()).append('.');
    text.append(Long.toString(consent.decidedAt().getEpochSecond(), 36)).append('.');
    text.append(Integer.toString(consent.policyVersion(), 36)).append('.');
    consent.categories().forEach((category, c) -> text.append(mark(c)).append(category.id()));
    consent.services().forEach((service, c) -> text.append(mark(c)).append('@').append(service));
    if (!keys.isEmpty()) {
      byte[] mac = mac(keys.get(0), text.toString()); // before the dot that leads to it
      text.append('.').append(BASE64.encodeToString(mac));
    }
    return text.length() > MAX_LENGTH ? Optional.empty() : Optional.of(text.toString());
  }

  private static char mark(Choice choice) {
    return choice == Choice.GRANTED ? '*' : '!';
  }

  /**
   * Reads a cookie value.
   *
   * @param now the current time; an answer older than {@code lifetime} has expired, one from more
   *     than a day ahead is forged
   * @return {@link Consent#NONE} where the value is unreadable, tampered with or expired
   */
  public Consent decode(String value, Instant now, Duration lifetime) {
    Consent consent = decode(value);
    return isCurrent(consent, now.getEpochSecond(), lifetime) ? consent : Consent.NONE;
  }

  /**
   * Whether an answer counts at a time, in seconds since 1970: it is not older than its lifetime,
   * nor from more than a day ahead.
   */
  public static boolean isCurrent(Consent consent, long now, Duration lifetime) {
    long age = now - consent.decidedAt().getEpochSecond();
    return age <= lifetime.toSeconds() && age >= -CLOCK_SKEW.toSeconds();
  }

  /**
   * Reads a cookie value, whether or not it has expired; what comes of it depends on nothing else.
   *
   * @return {@link Consent#NONE} where the value is unreadable or tampered with
   */
  public Consent decode(String value) {
    if (value.length() > MAX_LENGTH) {
      return Consent.NONE;
    }
    String[] fields = value.split("\\.", -1);
    if (fields.length != (keys.isEmpty() ? 5 : 6)
        || !(fields[0].equals("1") || fields[0].equals("1s"))
        || !isConsentId(fields[1])
        || !(keys.isEmpty() || isSigned(value))) {
      return Consent.NONE;
    }
    long time = number(fields[2], Long.MAX_VALUE / 1000);
    int policy = (int) number(fields[3], Integer.MAX_VALUE);
    if (time < 0 || policy < 1) {
      return Consent.NONE;
    }
    Map<Category, Choice> categories = new HashMap<>();
    Map<String, Choice> services = new HashMap<>();
    if (!readChoices(fields[4], categories, services)) {
      return Consent.NONE;
    }
    return new Consent(
        fields[1],
        Instant.ofEpochSecond(time),
        policy,
        fields[0].length() == 2,
        categories,
        services);
  }

  /** Whether a text could be a consent's id: 22 characters of base64url, 128 bits. */
  static boolean isConsentId(String text) {
    return text.length() == 22
        && text.chars()
            .allMatch(c -> (c < 128 && Character.digit(c, 36) >= 0) || c == '-' || c == '_');
  }

  /** Whether a text could be a service's id: 1 to 64 of {@code a-z}, {@code 0-9}, {@code -}. */
  public static boolean isServiceId(String text) {
    return !text.isEmpty()
        && text.length() <= 64
        && text.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  }

  /** A number in base 36 as this class writes it, or -1. */
  private static long number(String text, long max) {
    if (text.isEmpty() || text.length() > 12 || !text.equals(text.toLowerCase(Locale.ROOT))) {
      return -1;
    }
    try {
      long number = Long.parseLong(text, 36);
      return number <= max && Long.toString(number, 36).equals(text) ? number : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static boolean readChoices(
      String text, Map<Category, Choice> categories, Map<String, Choice> services) {
    String previous = "";
    int at = 0;
    while (at < text.length()) {
      char mark = text.charAt(at);
      if (mark != '*' && mark != '!') {
        return false;
      }
      int end = at + 1;
      while (end < text.length() && text.charAt(end) != '*' && text.charAt(end) != '!') {
        end++;
      }
      String id = text.substring(at + 1, end);
      boolean service = id.startsWith("@");
      // Categories come first, each in the order of the ids and once: '~' sorts after every id.
      String order = service ? "~" + id : id;
      if (order.compareTo(previous) <= 0) {
        return false;
      }
      previous = order;
      Choice choice = mark == '*' ? Choice.GRANTED : Choice.DENIED;
      if (service && isServiceId(id.substring(1))) {
        services.put(id.substring(1), choice);
      } else if (!service && Category.isId(id)) {
        categories.put(new Category(id), choice);
      } else {
        return false;
      }
      at = end;
    }
    return true;
  }

  private boolean isSigned(String value) {
    int dot = value.lastIndexOf('.');
    byte[] said = value.substring(dot + 1).getBytes(US_ASCII);
    for (SecretKeySpec key : keys) {
      byte[] expected = BASE64.encode(mac(key, value.substring(0, dot)));
      if (MessageDigest.isEqual(expected, said)) {
        return true;
      }
    }
    return false;
  }

  private static byte[] mac(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return Arrays.copyOf(mac.doFinal(text.getBytes(US_ASCII)), MAC_BYTES);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
