package io.github.cookieward.demo;

import java.net.CookieHandler;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * One site's cookies, sent back as a browser does: name and value. The JDK's own jar quotes the
 * values and adds {@code $Path}, as a standard asked that no browser followed.
 */
final class CookieJar extends CookieHandler {
  private final Map<String, String> cookies = new ConcurrentHashMap<>();

  @Override
  public Map<String, List<String>> get(URI address, Map<String, List<String>> headers) {
    String field =
        cookies.entrySet().stream()
            .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
            .collect(Collectors.joining("; "));
    return field.isEmpty() ? Map.of() : Map.of("Cookie", List.of(field));
  }

  @Override
  public void put(URI address, Map<String, List<String>> headers) {
    headers.forEach(
        (name, fields) -> {
          if ("set-cookie".equalsIgnoreCase(name)) {
            fields.forEach(this::keep);
          }
        });
  }

  private void keep(String field) {
    String[] pair = field.split(";", 2)[0].split("=", 2);
    if (field.contains("Max-Age=0")) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }
}
