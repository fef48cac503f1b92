package io.github.cookieward.enforcement;

import io.github.cookieward.http.WebUrl;

/**
 * Another site to which an answer is handed over, and from which one is taken. Its key is told to
 * nobody. Immutable; safe to share.
 */
public final class Partner {
  private final WebUrl endpoint;
  private final String name;
  private final byte[] key;

  /**
   * A site.
   *
   * @param endpoint the address under which its filter answers, such as {@code
   *     https://b.example/consent}: http or https, with a path and nothing after it
   * @param name what visitors are told that it is called; empty for its host
   * @param key the key that both sites have, and nobody else: 16 bytes at least
   * @throws IllegalArgumentException if the address is no such one, or the key is shorter
   */
  public Partner(String endpoint, String name, byte[] key) {
    this.endpoint =
        WebUrl.parse(endpoint, null)
            .filter(WebUrl::isRemote)
            .filter(url -> url.scheme().startsWith("http") && url.query().isEmpty())
            .filter(url -> url.path().matches("(/[A-Za-z0-9._~-]+)+"))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "endpoint must be an address such as https://b.example/consent, not \""
                            + endpoint
                            + "\""));
    if (key.length < 16) {
      throw new IllegalArgumentException(
          "key must have at least 16 bytes, better 32 from a random source; it has " + key.length);
    }
    this.name = name.isEmpty() ? authority() : name;
    this.key = key.clone();
  }

  /** The address under which its filter answers. */
  public String endpoint() {
    return origin() + endpoint.path();
  }

  /** Its origin, such as {@code https://b.example}. */
  public String origin() {
    return endpoint.scheme() + "://" + authority();
  }

  /** Its host, with a port where that is not the scheme's own. */
  String authority() {
    boolean usual = endpoint.port() == (endpoint.scheme().equals("https") ? 443 : 80);
    return usual ? endpoint.host() : endpoint.host() + ":" + endpoint.port();
  }

  /** What visitors are told that it is called. */
  public String name() {
    return name;
  }

  /** Whether an address is one of this site's. */
  boolean has(WebUrl address) {
    return address.scheme().equals(endpoint.scheme())
        && address.host().equals(endpoint.host())
        && address.port() == endpoint.port();
  }

  byte[] key() {
    return key.clone();
  }

  @Override
  public String toString() {
    return endpoint();
  }
}
