package io.github.cookieward.contract;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An answer as it was on the wire.
 *
 * @param interim the heads of the 1xx answers that came before
 * @param fields in the order of the wire, with their duplicates
 * @param content the body without its framing, as ISO 8859-1
 * @param whole whether the body ended as its framing promised
 * @param wire every byte that came, as ISO 8859-1
 */
record RawResponse(
    List<String> interim,
    String statusLine,
    List<RawField> fields,
    String content,
    List<RawField> trailers,
    boolean whole,
    String wire) {

  int status() {
    return Integer.parseInt(statusLine.split(" ", 3)[1]);
  }

  List<String> values(String name) {
    return fields.stream().filter(field -> field.isNamed(name)).map(RawField::value).toList();
  }

  Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  /** The values of all fields, trailers too, that a lenient browser would take for Set-Cookie. */
  List<String> setCookies() {
    return Stream.concat(fields.stream(), trailers.stream())
        .filter(RawField::couldBeSetCookie)
        .map(RawField::value)
        .toList();
  }

  /** The names of the cookies that are set, in the order of the wire. */
  List<String> cookieNames() {
    return setCookies().stream().map(value -> value.split("[=;]", 2)[0].strip()).toList();
  }

  /** The cookie of that name as a browser would send it back. */
  String cookie(String name) {
    return setCookies().stream()
        .filter(value -> value.startsWith(name + "="))
        .reduce((first, last) -> last)
        .map(value -> value.split(";", 2)[0])
        .orElseThrow(() -> new AssertionError("no cookie " + name + " in:\n" + wire));
  }

  byte[] body() {
    return content.getBytes(StandardCharsets.ISO_8859_1);
  }

  String text() {
    return text(StandardCharsets.UTF_8);
  }

  String text(Charset charset) {
    return new String(body(), charset);
  }

  @Override
  public String toString() {
    return wire.length() > 4000 ? wire.substring(0, 4000) + "…" : wire;
  }
}
