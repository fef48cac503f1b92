package io.github.cookieward.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/**
 * A file that pages link to. Immutable; safe to share.
 *
 * @param name what it is called, such as {@code consent.css}
 * @param contentType its media type, with its charset
 * @param version a hash of its content: another content has another address, so a cache may keep it
 *     for good
 * @param content its bytes, read-only; take a {@link ByteBuffer#duplicate()} to read them
 */
public record Asset(String name, String contentType, String version, ByteBuffer content) {
  /** Where it lies below the endpoint, such as {@code /assets/0123456789abcdef/consent.css}. */
  public String path() {
    return path(version, name);
  }

  static String path(String version, String name) {
    return "/assets/" + version + "/" + name;
  }

  /** It as a text. */
  String text() {
    return UTF_8.decode(content.duplicate()).toString();
  }

  /** A copy of its bytes. */
  public byte[] bytes() {
    byte[] copy = new byte[content.remaining()];
    content.duplicate().get(copy);
    return copy;
  }
}
