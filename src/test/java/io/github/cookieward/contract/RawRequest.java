package io.github.cookieward.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A request, byte for byte as it goes out: nothing is added but a Host and the end of the
 * connection. Text is ISO 8859-1, so that any byte can be said.
 */
record RawRequest(String method, String target, List<RawField> fields, String body) {
  static final String HOST = "www.example.test";

  static RawRequest get(String target) {
    return new RawRequest("GET", target, List.of(), "");
  }

  static RawRequest head(String target) {
    return new RawRequest("HEAD", target, List.of(), "");
  }

  static RawRequest form(String target, String form) {
    return new RawRequest("POST", target, List.of(), form)
        .with("Content-Type", "application/x-www-form-urlencoded");
  }

  RawRequest with(String name, String value) {
    List<RawField> more = new ArrayList<>(fields);
    more.add(new RawField(name, value));
    return new RawRequest(method, target, List.copyOf(more), body);
  }

  /** The same from a visitor who sends these cookies; none where the text is empty. */
  RawRequest cookies(String cookies) {
    return cookies.isEmpty() ? this : with("Cookie", cookies);
  }

  byte[] head() {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    line(head, new RawField("Host", host()));
    line(head, new RawField("Connection", "close"));
    fields.stream().filter(field -> !field.isNamed("Host")).forEach(field -> line(head, field));
    if (!body.isEmpty()) {
      line(head, new RawField("Content-Length", Integer.toString(body.length())));
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  String host() {
    Optional<RawField> own = fields.stream().filter(field -> field.isNamed("Host")).findFirst();
    return own.map(RawField::value).orElse(HOST);
  }

  private static void line(StringBuilder head, RawField field) {
    head.append(field.name()).append(": ").append(field.value()).append("\r\n");
  }
}
