package io.github.cookieward.contract;

import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser's cookies, kept as RFC 6265, 5.3 says: a cookie is its name, its domain and path. */
final class Jar {
  private final String host;
  private final Map<Place, String> cookies = new LinkedHashMap<>();

  Jar(String host) {
    this.host = host;
  }

  /** Takes what the answer to a request for {@code path} sets, and drops what it expires. */
  Jar take(String path, RawResponse response) {
    response.values("Set-Cookie").forEach(field -> take(path, field));
    return this;
  }

  Jar take(String requestPath, String field) {
    List<String> parts = List.of(field.split(";"));
    String[] pair = parts.get(0).split("=", 2);
    if (pair.length < 2 || pair[0].isBlank()) {
      return this;
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String part : parts.subList(1, parts.size())) {
      String[] attribute = part.split("=", 2);
      attributes.put(
          attribute[0].strip().toLowerCase(Locale.ROOT),
          attribute.length < 2 ? "" : attribute[1].strip());
    }
    String domain = attributes.getOrDefault("domain", "").toLowerCase(Locale.ROOT);
    String bare = domain.startsWith(".") ? domain.substring(1) : domain;
    if (!bare.isEmpty() && !host.equals(bare) && !host.endsWith("." + bare)) {
      return this;
    }
    String path = attributes.getOrDefault("path", "");
    Place place =
        new Place(
            pair[0].strip(),
            bare.isEmpty() ? host : bare,
            bare.isEmpty(),
            path.startsWith("/") ? path : defaultPath(requestPath));
    if (expired(attributes)) {
      cookies.remove(place);
    } else {
      cookies.put(place, pair[1].strip());
    }
    return this;
  }

  /** The value of the Cookie field of a request for {@code path}. */
  String field(String path) {
    return cookies.entrySet().stream()
        .filter(cookie -> cookie.getKey().covers(path))
        .map(cookie -> cookie.getKey().name() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  List<String> names() {
    return cookies.keySet().stream().map(Place::name).distinct().toList();
  }

  @Override
  public String toString() {
    return cookies.toString();
  }

  private static boolean expired(Map<String, String> attributes) {
    String age = attributes.get("max-age");
    if (age != null && age.matches("-?\\d+")) {
      return age.startsWith("-") || age.matches("0+");
    }
    String date = attributes.get("expires");
    if (date == null) {
      return false;
    }
    try {
      String usual = date.replace('-', ' ').replace("UTC", "GMT");
      return ZonedDateTime.parse(usual, DateTimeFormatter.RFC_1123_DATE_TIME)
          .toInstant()
          .isBefore(Instant.now());
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static String defaultPath(String requestPath) {
    int slash = requestPath.lastIndexOf('/');
    return slash <= 0 ? "/" : requestPath.substring(0, slash);
  }

  /** What makes two cookies the same. */
  private record Place(String name, String domain, boolean hostOnly, String path) {
    boolean covers(String requestPath) {
      return requestPath.equals(path)
          || requestPath.startsWith(path.endsWith("/") ? path : path + "/");
    }
  }
}
