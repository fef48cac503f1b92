package io.github.cookieward.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a form that the endpoint knows, whichever way they came; others are left out. A
 * value.
 */
final class Fields implements Submitted {
  /** The names of the fields. */
  static final Set<String> NAMES =
      Set.of(
          "action",
          "category",
          "service",
          "policy",
          "return",
          "token",
          "lang",
          "conflict",
          "to",
          "hand-over");

  private static final Map<String, String> JSON_NAMES =
      Map.of("categories", "category", "services", "service");

  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private Fields() {}

  /** The values of a field, in their order. */
  List<String> all(String name) {
    return values.getOrDefault(name, List.of());
  }

  /** The value of a field that has one: the same one twice is one, several are none. */
  Optional<String> one(String name) {
    List<String> found = all(name).stream().distinct().limit(2).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  /** Whether a field has several values that differ. */
  boolean isAmbiguous(String name) {
    return all(name).stream().distinct().limit(2).count() > 1;
  }

  private void add(String name, String value) {
    if (NAMES.contains(name)) {
      values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }
  }

  /** Fields that somebody else has read; the source says null where there is none. */
  static Fields of(Function<String, String @Nullable []> source) {
    Fields fields = new Fields();
    for (String name : NAMES) {
      String[] found = source.apply(name);
      if (found != null) {
        for (String value : found) {
          fields.add(name, value);
        }
      }
    }
    return fields;
  }

  /**
   * Reads {@code application/x-www-form-urlencoded} as browsers write it. Nothing is refused: what
   * cannot be decoded stays as it is, or becomes U+FFFD.
   *
   * @see <a href="https://url.spec.whatwg.org/#urlencoded-parsing">URL, urlencoded parsing</a>
   */
  static Fields form(String text) {
    Fields fields = new Fields();
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('&', at);
      end = end < 0 ? text.length() : end;
      int equals = text.indexOf('=', at);
      boolean valued = equals >= 0 && equals < end;
      String name = decode(text.substring(at, valued ? equals : end));
      if (NAMES.contains(name)) {
        fields.add(name, valued ? decode(text.substring(equals + 1, end)) : "");
      }
      at = end + 1;
    }
    return fields;
  }

  private static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text.replace('+', ' ');
    }
    byte[] encoded = text.getBytes(UTF_8);
    ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
    for (int i = 0; i < encoded.length; i++) {
      int high = i + 2 < encoded.length ? Character.digit(encoded[i + 1], 16) : -1;
      int low = i + 2 < encoded.length ? Character.digit(encoded[i + 2], 16) : -1;
      if (encoded[i] == '%' && high >= 0 && low >= 0) {
        decoded.write(high * 16 + low);
        i += 2;
      } else {
        decoded.write(encoded[i] == '+' ? ' ' : encoded[i]);
      }
    }
    return decoded.toString(UTF_8);
  }

  /** Reads a JSON object: a text, a number, or for categories and services a list of texts. */
  static Submitted json(String text) {
    Optional<Map<String, Object>> object = JsonReader.object(text);
    if (object.isEmpty()) {
      return Refusal.badRequest("The body is not a JSON object.");
    }
    Fields fields = new Fields();
    for (Map.Entry<String, Object> member : object.get().entrySet()) {
      String name = JSON_NAMES.getOrDefault(member.getKey(), member.getKey());
      if (NAMES.contains(name) && !fields.addJson(name, member.getValue())) {
        return Refusal.badRequest(
            "The member "
                + name
                + " must be a text, or for categories and services a list of texts.");
      }
    }
    return fields;
  }

  private boolean addJson(String name, Object value) {
    boolean repeatable = name.equals("category") || name.equals("service");
    List<?> items = repeatable && value instanceof List<?> list ? list : List.of(value);
    for (Object item : items) {
      if (item instanceof String string) {
        add(name, string);
      } else if (item instanceof JsonReader.Literal literal && !repeatable) {
        if (!literal.text().equals("null")) {
          add(name, literal.text());
        }
      } else {
        return false;
      }
    }
    return true;
  }
}
