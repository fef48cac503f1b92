package io.github.cookieward.page;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.GuardRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The stylesheet and the scripts that come with the jar, and the tables of an application's guard.
 */
public final class Assets {
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private static final Map<String, Asset> ALL =
      Map.of(
          "consent.css", read("consent.css", "text/css; charset=utf-8", DenseStyle::of),
          "api.js", script("api.js"),
          "consent.js", script("consent.js"),
          "guard.js", script("guard.js"),
          "made-pages.js", script("made-pages.js"));

  private Assets() {}

  /** An asset by its name. */
  public static Optional<Asset> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  /** An asset by its name, or a table of an application's guard; empty where there is none. */
  public static Optional<Asset> find(String name, Enforcer enforcer) {
    return switch (name) {
      case "guard-table.js" -> Optional.of(table(name, enforcer.guardRules().table()));
      case "guard-cookies.js" -> Optional.of(table(name, enforcer.guardRules().cookies()));
      default -> find(name);
    };
  }

  /** A table as a script that leaves it at its own element, where the guard finds it. */
  static Asset table(String name, GuardRules.Table table) {
    byte[] bytes = ("document.currentScript.t=" + quoted(table.text())).getBytes(US_ASCII);
    return new Asset(name, SCRIPT, table.version(), ByteBuffer.wrap(bytes).asReadOnlyBuffer());
  }

  /** A text as a script writes it down. */
  static String quoted(String text) {
    StringBuilder script = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        script.append("\\n");
      } else if (c == '"' || c == '\\') {
        script.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        script.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        script.append(c);
      }
    }
    return script.append('"').toString();
  }

  static Asset get(String name) {
    return Objects.requireNonNull(ALL.get(name), name);
  }

  /** A script, which the build has made small. */
  private static Asset script(String name) {
    return read(name, SCRIPT, UnaryOperator.identity());
  }

  private static Asset read(String name, String contentType, UnaryOperator<String> dense) {
    try (InputStream in = Objects.requireNonNull(Assets.class.getResourceAsStream(name), name)) {
      byte[] bytes = dense.apply(new String(in.readAllBytes(), UTF_8)).getBytes(UTF_8);
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
