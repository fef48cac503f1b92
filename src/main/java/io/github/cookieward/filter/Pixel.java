package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** An image of one pixel that nobody sees, in the formats that beacons ask for. */
enum Pixel {
  GIF("image/gif"),
  PNG("image/png"),
  JPG("image/jpeg"),
  SVG("image/svg+xml");

  private final String type;

  /** A byte in each character. */
  private final String bytes;

  Pixel(String type) {
    this.type = type;
    String file = "pixel." + name().toLowerCase(Locale.ROOT);
    try (InputStream in = Objects.requireNonNull(Pixel.class.getResourceAsStream(file), file)) {
      this.bytes = new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's own image cannot be read: " + file, e);
    }
  }

  /** The one that the end of a path asks for; a GIF for other images. */
  static Optional<Pixel> of(String extension) {
    return switch (extension) {
      case "gif", "webp", "avif", "ico", "bmp" -> Optional.of(GIF);
      case "png" -> Optional.of(PNG);
      case "jpg", "jpeg" -> Optional.of(JPG);
      case "svg" -> Optional.of(SVG);
      default -> Optional.empty();
    };
  }

  String type() {
    return type;
  }

  byte[] bytes() {
    return bytes.getBytes(ISO_8859_1);
  }
}
