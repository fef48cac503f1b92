package io.github.cookieward.http;

import io.github.cookieward.http.SetCookie.Attribute;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The attributes of a {@code Set-Cookie} field. Immutable; safe to share. */
final class CookieAttributes {
  /** In characters; browsers pass over an attribute whose value is longer. */
  private static final int MAX_VALUE = 1_024;

  private static final KnownTexts<CookieAttributes> KNOWN =
      new KnownTexts<>(512, 128, CookieAttributes::read);

  private final List<Attribute> all;
  private final OptionalLong maxAge;
  private final boolean mayDelete;
  private final @Nullable String path;
  private final @Nullable String domain;
  private final boolean partitioned;

  private CookieAttributes(List<Attribute> all) {
    this.all = List.copyOf(all);
    this.maxAge = maxAge(this.all);
    this.mayDelete = mayDelete(this.all);
    this.path = last("Path");
    this.domain = last("Domain");
    this.partitioned = last("Partitioned") != null;
  }

  static CookieAttributes of(List<Attribute> all) {
    return new CookieAttributes(all);
  }

  /** The attributes of a field, which begin with the semicolon at a place or not at all. */
  static CookieAttributes parse(String field, int semicolon) {
    return KNOWN.get(field, semicolon, field.length());
  }

  private static CookieAttributes read(String text) {
    List<Attribute> all = new ArrayList<>(6);
    int at = 0;
    while (at < text.length()) {
      int semicolon = text.indexOf(';', at + 1);
      int end = semicolon < 0 ? text.length() : semicolon;
      int equals = text.indexOf('=', at);
      int nameEnd = equals < 0 || equals > end ? end : equals;
      String name = SetCookie.trim(text.substring(at + 1, nameEnd));
      String value = SetCookie.trim(text.substring(Math.min(nameEnd + 1, end), end));
      if (value.length() <= MAX_VALUE && !(name.isEmpty() && value.isEmpty())) {
        all.add(new Attribute(name, value));
      }
      at = end;
    }
    return new CookieAttributes(all);
  }

  /** Whether they remove a cookie, or do so once their date has passed. */
  private static boolean mayDelete(List<Attribute> all) {
    boolean ends = false;
    for (Attribute attribute : all) {
      boolean maxAge = attribute.is("Max-Age");
      if (!attribute.isPlain() || (maxAge && seconds(attribute.value()).orElse(1) > 0)) {
        return false;
      }
      ends |= maxAge || attribute.is("Expires");
    }
    return ends;
  }

  List<Attribute> all() {
    return all;
  }

  /** The value of the last attribute of a name, in any case; null where there is none. */
  @Nullable String last(String name) {
    for (int i = all.size() - 1; i >= 0; i--) {
      if (all.get(i).is(name)) {
        return all.get(i).value();
      }
    }
    return null;
  }

  /** Whether a path is said that is this one, a domain or none, and a partition or none. */
  boolean areOf(String path, @Nullable String domain, boolean partitioned) {
    return path.equals(this.path)
        && Objects.equals(domain, this.domain)
        && partitioned == this.partitioned;
  }

  OptionalLong maxAge() {
    return maxAge;
  }

  private static OptionalLong maxAge(List<Attribute> all) {
    OptionalLong last = OptionalLong.empty();
    for (Attribute attribute : all) {
      if (attribute.is("Max-Age")) {
        OptionalLong seconds = seconds(attribute.value());
        last = seconds.isPresent() ? seconds : last;
      }
    }
    return last;
  }

  private static OptionalLong seconds(String text) {
    boolean negative = text.startsWith("-");
    int from = negative ? 1 : 0;
    if (from == text.length()) {
      return OptionalLong.empty();
    }
    for (int i = from; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return OptionalLong.empty();
      }
    }
    if (negative) {
      return OptionalLong.of(-1);
    }
    while (from < text.length() - 1 && text.charAt(from) == '0') {
      from++;
    }
    boolean huge = text.length() - from > 18;
    return OptionalLong.of(huge ? Long.MAX_VALUE : Long.parseLong(text, from, text.length(), 10));
  }

  /** Whether a cookie with these is removed, as {@link SetCookie#isDeletion} says. */
  boolean areOfADeletion(InstantSource clock) {
    if (!mayDelete || last("Max-Age") != null) {
      return mayDelete;
    }
    Instant now = clock.instant();
    return all.stream()
        .filter(attribute -> attribute.is("Expires"))
        .allMatch(
            attribute -> CookieDate.parse(attribute.value()).filter(now::isAfter).isPresent());
  }
}
