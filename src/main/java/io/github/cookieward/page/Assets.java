package io.github.cookieward.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The stylesheet and the script that come with the jar. */
public final class Assets {
  private static final Map<String, Asset> ALL =
      Map.of(
          "consent.css", read("consent.css", "text/css; charset=utf-8"),
          "consent.js", read("consent.js", "text/javascript; charset=utf-8"));

  private Assets() {}

  /** An asset by its name. */
  public static Optional<Asset> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static Asset get(String name) {
    return Objects.requireNonNull(ALL.get(name), name);
  }

  /** Without indentation, and without comments that have a line to themselves. */
  private static byte[] slim(byte[] source) {
    return new String(source, UTF_8)
        .lines()
        .map(String::strip)
        .filter(line -> !(line.startsWith("/*") && line.endsWith("*/")) && !line.startsWith("//"))
        .collect(Collectors.joining("\n", "", "\n"))
        .getBytes(UTF_8);
  }

  private static Asset read(String name, String contentType) {
    try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
      byte[] bytes = slim(in.readAllBytes());
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Asset(
          name,
          contentType,
          HexFormat.of().formatHex(hash, 0, 8),
          ByteBuffer.wrap(bytes).asReadOnlyBuffer());
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's own asset cannot be read: " + name, e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
