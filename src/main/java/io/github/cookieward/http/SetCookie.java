package io.github.cookieward.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One {@code Set-Cookie} field value, read as a browser reads it. A value; safe to share.
 *
 * <p>One that was {@linkplain #parse parsed} is looked up in the field itself, and cuts nothing out
 * of it but what is asked for: most fields are only asked for their name.
 *
 * @see <a
 *     href="https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis#section-5.6">RFC
 *     6265bis, 5.6, The Set-Cookie Header Field</a>
 */
public final class SetCookie {
  static final KnownTexts<String> NAMES = new KnownTexts<>(512, 128, piece -> piece);

  private final String name;

  /** The field in which the value lies, where it was parsed; the value alone otherwise. */
  private final String text;

  private final int valueFrom;
  private final int valueTo;
  private final CookieAttributes attributes;

  /** An attribute as it stands; the value is empty where there is none. */
  public record Attribute(String name, String value) {
    boolean is(String other) {
      return name.equals(other) || name.equalsIgnoreCase(other);
    }

    boolean isPlain() {
      return SetCookie.isPlain(name) && SetCookie.isPlain(value);
    }
  }

  /**
   * A field value of its parts, which are taken as they are: nothing is encoded or refused.
   *
   * @param name the cookie's name; empty for a nameless cookie, which browsers keep all the same
   * @param value the cookie's value
   * @param attributes the attributes in their order, as they stand
   */
  public SetCookie(String name, String value, List<Attribute> attributes) {
    this(name, value, 0, value.length(), CookieAttributes.of(attributes));
  }

  private SetCookie(
      String name, String text, int valueFrom, int valueTo, CookieAttributes attributes) {
    this.name = name;
    this.text = text;
    this.valueFrom = valueFrom;
    this.valueTo = valueTo;
    this.attributes = attributes;
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
    int end = semicolon < 0 ? field.length() : semicolon;
    int equals = field.indexOf('=');
    boolean named = equals >= 0 && equals < end;
    String name = "";
    int from = 0;
    if (named) {
      int start = start(field, 0, equals);
      name = NAMES.get(field, start, end(field, start, equals));
      from = equals + 1;
    }
    int start = start(field, from, end);
    return new SetCookie(
        name, field, start, end(field, start, end), CookieAttributes.parse(field, end));
  }

  /** The cookie's name; empty for a nameless cookie, which browsers keep all the same. */
  public String name() {
    return name;
  }

  /** The cookie's value. */
  public String value() {
    return text.substring(valueFrom, valueTo);
  }

  /** The attributes in their order, as they stand. */
  public List<Attribute> attributes() {
    return attributes.all();
  }

  /** Trims blanks and tabs only, as the cookie standard does. */
  static String trim(String text) {
    return text.substring(start(text, 0, text.length()), end(text, 0, text.length()));
  }

  /** Where a part of a text begins without the blanks and tabs around it. */
  static int start(String text, int from, int to) {
    int start = from;
    while (start < to && isBlank(text.charAt(start))) {
      start++;
    }
    return start;
  }

  /** Where a part of a text ends without the blanks and tabs around it. */
  static int end(String text, int from, int to) {
    int end = to;
    int start = start(text, from, to);
    while (end > start && isBlank(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /**
   * The value of the last attribute of a name, in any case: browsers let the last one win. Empty
   * where there is none; the empty text where it has no value.
   */
  public Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.last(attribute));
  }

  /** Whether an attribute stands there, with a value or without. */
  public boolean has(String attribute) {
    return attributes.last(attribute) != null;
  }

  /**
   * Whether this says by itself where it is kept, and that it is here.
   *
   * @param domain as the field says it; null for none
   */
  public boolean isKeptAt(String path, @Nullable String domain, boolean partitioned) {
    return attributes.areOf(path, domain, partitioned);
  }

  /**
   * {@code Max-Age} in seconds; empty where it is absent or not a number to a browser. Any negative
   * one is -1, and one of more than 18 digits {@link Long#MAX_VALUE}.
   */
  public OptionalLong maxAge() {
    return attributes.maxAge();
  }

  /**
   * Whether this only removes a cookie: {@code Max-Age} of zero or less, or without one an {@code
   * Expires} in the past. What cannot be read for certain is no removal: an attribute that stands
   * there twice and differs, or a character that a container would write as another one.
   */
  public boolean isDeletion(InstantSource clock) {
    return attributes.areOfADeletion(clock) && isPlain(name) && isPlain(value());
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
    List<Attribute> changed = new ArrayList<>();
    for (Attribute a : attributes()) {
      if (!a.is(attribute)) {
        changed.add(a);
      }
    }
    changed.add(new Attribute(attribute, newValue));
    return new SetCookie(name, value(), changed);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || other instanceof SetCookie that
            && name.equals(that.name)
            && value().equals(that.value())
            && attributes().equals(that.attributes());
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, value(), attributes());
  }

  /** The field value, as it is sent. */
  @Override
  public String toString() {
    StringBuilder field = new StringBuilder(name);
    String value = value();
    field.append(name.isEmpty() && value.indexOf('=') < 0 ? "" : "=").append(value);
    for (Attribute attribute : attributes()) {
      field.append("; ").append(attribute.name());
      if (!attribute.value().isEmpty()) {
        field.append('=').append(attribute.value());
      }
    }
    return field.toString();
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
