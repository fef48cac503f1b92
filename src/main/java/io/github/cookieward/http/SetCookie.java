package io.github.cookieward.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One {@code Set-Cookie} field value, read as a browser reads it. A value; safe to share.
 *
 * @param name the cookie's name; empty for a nameless cookie, which browsers keep all the same
 * @param value the cookie's value
 * @param attributes the attributes in their order, as they stand
 * @see <a
 *     href="https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6">RFC
 *     6265bis, 5.6, The Set-Cookie Header Field</a>
 */
public record SetCookie(String name, String value, List<Attribute> attributes) {
  private static final int MAX_ATTRIBUTE = 1_024;

  /** An attribute as it stands; the value is empty where there is none. */
  public record Attribute(String name, String value) {
    boolean is(String other) {
      return name.equalsIgnoreCase(other);
    }
  }

  /**
   * Whether a header name is {@code Set-Cookie} to any browser, however a container sends it: in
   * any case, and with blanks or other stray characters around or within, which containers let pass
   * or replace.
   */
  public static boolean isFieldName(String name) {
    if (name.equalsIgnoreCase("Set-Cookie")) {
      return true;
    }
    @Nullable StringBuilder token = null;
    for (int i = 0; i < name.length(); i++) {
      char c = (char) (name.charAt(i) & 0xff); // what a container makes of it on the wire
      if (token == null && (c != name.charAt(i) || !isTokenCharacter(c))) {
        token = new StringBuilder(name.length()).append(name, 0, i);
      }
      if (token != null && isTokenCharacter(c)) {
        token.append(c);
      }
    }
    return token != null && token.toString().equalsIgnoreCase("Set-Cookie");
  }

  private static boolean isTokenCharacter(char c) {
    return c > 0x20 && c < 0x7f && c != ':';
  }

  /**
   * Reads a field value as leniently as a browser does. Nothing is refused: a field that a browser
   * would drop does no harm when it is judged by its name.
   */
  public static SetCookie parse(String field) {
    int semicolon = field.indexOf(';');
    String pair = semicolon < 0 ? field : field.substring(0, semicolon);
    int equals = pair.indexOf('=');
    String name = equals < 0 ? "" : trim(pair.substring(0, equals));
    String value = trim(pair.substring(equals + 1));
    List<Attribute> attributes = List.of();
    if (semicolon >= 0) {
      attributes = new ArrayList<>(6);
      int at = semicolon + 1;
      while (at <= field.length()) {
        int end = field.indexOf(';', at);
        end = end < 0 ? field.length() : end;
        addAttribute(field.substring(at, end), attributes);
        at = end + 1;
      }
    }
    return new SetCookie(name, value, attributes);
  }

  private static void addAttribute(String text, List<Attribute> attributes) {
    int equals = text.indexOf('=');
    String name = trim(equals < 0 ? text : text.substring(0, equals));
    String value = equals < 0 ? "" : trim(text.substring(equals + 1));
    if (value.length() <= MAX_ATTRIBUTE && !(name.isEmpty() && value.isEmpty())) {
      attributes.add(new Attribute(name, value));
    }
  }

  /** Trims blanks and tabs only, as the cookie standard does. */
  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isBlank(text.charAt(from))) {
      from++;
    }
    while (to > from && isBlank(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** The last attribute of a name, in any case: browsers let the last one win. */
  public Optional<String> attribute(String attribute) {
    for (int i = attributes.size() - 1; i >= 0; i--) {
      if (attributes.get(i).is(attribute)) {
        return Optional.of(attributes.get(i).value());
      }
    }
    return Optional.empty();
  }

  /** Whether an attribute stands there, with a value or without. */
  public boolean has(String attribute) {
    return attribute(attribute).isPresent();
  }

  /** {@code Max-Age} in seconds; empty where it is absent or not a number to a browser. */
  public OptionalLong maxAge() {
    for (int i = attributes.size() - 1; i >= 0; i--) {
      Attribute attribute = attributes.get(i);
      if (attribute.is("Max-Age")) {
        OptionalLong seconds = seconds(attribute.value());
        if (seconds.isPresent()) {
          return seconds;
        }
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong seconds(String text) {
    int digits = text.startsWith("-") ? 1 : 0;
    if (text.length() == digits) {
      return OptionalLong.empty();
    }
    for (int i = digits; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    if (digits == 1) {
      return OptionalLong.of(-1);
    }
    int from = 0;
    while (from < text.length() - 1 && text.charAt(from) == '0') {
      from++;
    }
    boolean huge = text.length() - from > 18;
    return OptionalLong.of(huge ? Long.MAX_VALUE : Long.parseLong(text, from, text.length(), 10));
  }

  /**
   * Whether this only removes a cookie: {@code Max-Age} of zero or less, or without one an {@code
   * Expires} in the past. What cannot be read for certain is no removal: an attribute that stands
   * there twice and differs, or a character that a container would write as another one.
   */
  public boolean isDeletion(Instant now) {
    boolean maxAge = false;
    boolean expires = false;
    for (Attribute attribute : attributes) {
      if (attribute.is("Max-Age")) {
        maxAge = true;
        if (seconds(attribute.value()).orElse(1) > 0) {
          return false;
        }
      }
    }
    for (Attribute attribute : attributes) {
      if (!maxAge && attribute.is("Expires")) {
        expires = true;
        if (CookieDate.parse(attribute.value()).filter(now::isAfter).isEmpty()) {
          return false;
        }
      }
    }
    return (maxAge || expires) && isPlain();
  }

  /** Whether every container writes these very characters. */
  private boolean isPlain() {
    return isPlain(name)
        && isPlain(value)
        && attributes.stream().allMatch(a -> isPlain(a.name()) && isPlain(a.value()));
  }

  /** Whether a text has visible ASCII characters, blanks and tabs only. */
  public static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x7f || (c < 0x20 && c != '\t')) {
        return false;
      }
    }
    return true;
  }

  /** {@code Expires} as a moment; empty where it is absent or not a date to a browser. */
  public Optional<Instant> expires() {
    return attribute("Expires").flatMap(CookieDate::parse);
  }

  /** The field value without the attributes of a name, and with one of that name at its end. */
  public SetCookie with(String attribute, String newValue) {
    List<Attribute> changed = new ArrayList<>(attributes.size() + 1);
    for (Attribute a : attributes) {
      if (!a.is(attribute)) {
        changed.add(a);
      }
    }
    changed.add(new Attribute(attribute, newValue));
    return new SetCookie(name, value, changed);
  }

  /** The field value, as it is sent. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name);
    text.append(name.isEmpty() && value.indexOf('=') < 0 ? "" : "=").append(value);
    for (Attribute attribute : attributes) {
      text.append("; ").append(attribute.name());
      if (!attribute.value().isEmpty()) {
        text.append('=').append(attribute.value());
      }
    }
    return text.toString();
  }

  /** The default path of a cookie that names none, for a request's path. RFC 6265, 5.1.4. */
  public static String defaultPath(String requestPath) {
    int slash = requestPath.lastIndexOf('/');
    return slash <= 0 || requestPath.charAt(0) != '/' ? "/" : requestPath.substring(0, slash);
  }

  /** The domain attribute as a browser keeps it, without its first dot and in lower case. */
  public Optional<String> domain() {
    return attribute("Domain")
        .map(d -> (d.startsWith(".") ? d.substring(1) : d).toLowerCase(Locale.ROOT))
        .filter(d -> !d.isEmpty());
  }
}
