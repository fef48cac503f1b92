package io.github.cookieward.enforcement;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The references to characters and entities in a text of an XML document.
 *
 * @see <a href="https://www.w3.org/TR/xml/#sec-references">XML 1.0, 4.1</a>
 */
final class XmlReferences {
  /** The entities that every document has. */
  static final Map<String, String> PREDEFINED =
      Map.of("lt", "<", "gt", ">", "amp", "&", "apos", "'", "quot", "\"");

  /** How long a text may be, with its references resolved, in characters. */
  private static final int LONGEST = 16 * 1024;

  private static final Pattern REFERENCE = Pattern.compile("&(#?[^\\s;&]{1,64});|%([^\\s;%]+);");

  private XmlReferences() {}

  /**
   * A text with its references resolved, as far as they are known: its beginning, where it is
   * longer than 16 Ki characters.
   *
   * @param entities by name; the name of a parameter entity begins with {@code %}
   */
  static String resolved(String text, Map<String, String> entities) {
    StringBuilder resolved = new StringBuilder();
    Matcher reference = REFERENCE.matcher(text);
    int copied = 0;
    while (reference.find() && resolved.length() < LONGEST) {
      resolved.append(text, copied, reference.start());
      copied = reference.end();
      String name = reference.group(1) == null ? "%" + reference.group(2) : reference.group(1);
      resolved.append(
          name.startsWith("#") ? character(name) : entities.getOrDefault(name, reference.group()));
    }
    resolved.append(text, copied, text.length());
    return resolved.substring(0, Math.min(LONGEST, resolved.length()));
  }

  private static String character(String number) {
    boolean hexadecimal = number.startsWith("#x");
    try {
      return Character.toString(
          Integer.parseInt(number.substring(hexadecimal ? 2 : 1), hexadecimal ? 16 : 10));
    } catch (IllegalArgumentException e) {
      return ""; // no character: the document is not well-formed
    }
  }
}
