package io.github.cookieward.filter;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What the application says of its body, kept until it is known whether the body leaves as it is:
 * on Servlet 6.0 a field once set cannot be removed.
 */
final class ParkedFields {
  /**
   * The content codings that are registered, with their other names.
   *
   * @see <a href="https://www.iana.org/assignments/http-parameters/">HTTP Parameters</a>
   */
  private static final Set<String> CODINGS =
      Set.of(
          "aes128gcm",
          "br",
          "compress",
          "dcb",
          "dcz",
          "deflate",
          "exi",
          "gzip",
          "pack200-gzip",
          "x-compress",
          "x-gzip",
          "zstd");

  private enum Door {
    SET,
    ADD,
    LENGTH
  }

  private record Call(Door door, String name, String value) {
    boolean names(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  private final List<Call> calls = new ArrayList<>(2);

  /** Whether a field says something of a body's bytes. */
  static boolean concern(String name) {
    return switch (name.length()) {
      case 6 -> name.equalsIgnoreCase("Digest");
      case 11 -> name.equalsIgnoreCase("Content-MD5") || name.equalsIgnoreCase("Repr-Digest");
      case 13 -> name.equalsIgnoreCase("Last-Modified");
      case 14 -> name.equalsIgnoreCase("Content-Length") || name.equalsIgnoreCase("Content-Digest");
      case 16 -> name.equalsIgnoreCase("Content-Encoding");
      default -> false;
    };
  }

  void set(String name, String value) {
    remove(name);
    calls.add(new Call(Door.SET, name, value));
  }

  void add(String name, String value) {
    calls.add(new Call(Door.ADD, name, value));
  }

  void length(long length) {
    remove("Content-Length");
    if (length >= 0) {
      calls.add(new Call(Door.LENGTH, "Content-Length", Long.toString(length)));
    }
  }

  void remove(String name) {
    calls.removeIf(call -> call.names(name));
  }

  List<String> names() {
    return calls.stream().map(Call::name).distinct().toList();
  }

  List<String> values(String name) {
    return calls.stream().filter(call -> call.names(name)).map(Call::value).toList();
  }

  Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  /**
   * What is to be undone to read the body: empty where it stands as it is, as it does for browsers
   * where no coding is named that there is. Applications name {@code none}, or a charset.
   */
  String encoding() {
    List<String> codings = new ArrayList<>();
    for (String line : values("Content-Encoding")) {
      for (String coding : line.split(",", -1)) {
        String name = coding.strip().toLowerCase(Locale.ROOT);
        if (!name.isEmpty() && !name.equals("identity")) {
          codings.add(name);
        }
      }
    }
    return codings.stream().noneMatch(CODINGS::contains) ? "" : String.join(", ", codings);
  }

  /** Hands the fields to the container, by the doors through which they came. */
  void release(HttpServletResponse container) {
    for (Call call : calls) {
      switch (call.door()) {
        case SET -> container.setHeader(call.name(), call.value());
        case ADD -> container.addHeader(call.name(), call.value());
        case LENGTH -> container.setContentLengthLong(Long.parseLong(call.value()));
      }
    }
    calls.clear();
  }
}
