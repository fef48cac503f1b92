package io.github.cookieward.enforcement;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * With which other sites answers are handed over. A value.
 *
 * @param host what those sites call this one in lower case, with a port where that is not the usual
 *     one; empty for what the browser calls it
 * @param life how long a token may be on its way, from a second to five minutes
 * @param partners the sites
 */
public record HandOverSettings(String host, Duration life, List<Partner> partners) {
  /** Nobody hands over anything; a token would live a minute. */
  public static final HandOverSettings NONE =
      new HandOverSettings("", Duration.ofSeconds(60), List.of());

  /**
   * Settings.
   *
   * @throws IllegalArgumentException if the life is out of bounds, the host is none, or a site
   *     stands there twice
   */
  public HandOverSettings {
    partners = List.copyOf(partners);
    if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("life must be from PT1S to PT5M, not \"" + life + "\"");
    }
    if (!host.matches("([a-z0-9.-]+(:[0-9]{1,5})?)?")) {
      throw new IllegalArgumentException(
          "host must be a host name in lower case such as a.example, with a port where that is not"
              + " the usual one, not \""
              + host
              + "\"");
    }
    Set<String> seen = new HashSet<>();
    for (Partner partner : partners) {
      if (!seen.add(partner.authority())) {
        throw new IllegalArgumentException(
            "partner " + partner.authority() + " stands there twice; remove one");
      }
    }
  }

  /** The site with a host, and a port where that is not the usual one. */
  Optional<Partner> partner(String authority) {
    return partners.stream().filter(p -> p.authority().equals(authority)).findFirst();
  }
}
