package io.github.cookieward.http;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a Content-Type field says, as far as a browser makes use of it. A value.
 *
 * @param essence type and subtype in lower case, such as {@code text/html}
 * @param charset the label of the first charset parameter in lower case; empty where there is none
 * @see <a href="https://mimesniff.spec.whatwg.org/#parsing-a-mime-type">MIME Sniffing, 4.4</a>
 */
public record MediaType(String essence, String charset) {
  /** MIME Sniffing, 4.6: JavaScript MIME type. */
  private static final Set<String> JAVASCRIPT =
      Set.of(
          "application/ecmascript",
          "application/javascript",
          "application/x-ecmascript",
          "application/x-javascript",
          "text/ecmascript",
          "text/javascript",
          "text/javascript1.0",
          "text/javascript1.1",
          "text/javascript1.2",
          "text/javascript1.3",
          "text/javascript1.4",
          "text/javascript1.5",
          "text/jscript",
          "text/livescript",
          "text/x-ecmascript",
          "text/x-javascript");

  private static final KnownTexts<Optional<MediaType>> KNOWN =
      new KnownTexts<>(64, 128, MediaType::read);

  /**
   * Reads a field value.
   *
   * @return empty where it is no type and subtype, so that a browser takes it for absent
   */
  public static Optional<MediaType> parse(String field) {
    return KNOWN.get(field, 0, field.length());
  }

  private static Optional<MediaType> read(String field) {
    int end = field.indexOf(';');
    String essence = (end < 0 ? field : field.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    int slash = essence.indexOf('/');
    if (slash < 1 || slash == essence.length() - 1 || essence.indexOf(' ') >= 0) {
      return Optional.empty();
    }
    return Optional.of(new MediaType(essence, end < 0 ? "" : charset(field, end)));
  }

  private static String charset(String field, int from) {
    for (int at = from; at >= 0 && at < field.length(); ) {
      int next = nextParameter(field, at + 1);
      String parameter = field.substring(at + 1, next);
      int equals = parameter.indexOf('=');
      if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase("charset")) {
        return unquoted(parameter.substring(equals + 1).strip()).toLowerCase(Locale.ROOT);
      }
      at = next;
    }
    return "";
  }

  /** Where the next semicolon outside of quotes stands. */
  private static int nextParameter(String field, int from) {
    boolean quoted = false;
    for (int i = from; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && quoted) {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ';' && !quoted) {
        return i;
      }
    }
    return field.length();
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? value.substring(1, value.length() - 1).replace("\\", "").strip()
        : value;
  }

  /** Whether a browser reads this as HTML, in either syntax. */
  public boolean isHtml() {
    return essence.equals("text/html") || essence.equals("application/xhtml+xml");
  }

  /** Whether a browser reads this as XML. */
  public boolean isXml() {
    return essence.endsWith("+xml") || essence.endsWith("/xml") || isTransformation();
  }

  /** Whether it is a transformation in XSLT, which some browsers show as HTML. */
  public boolean isTransformation() {
    return essence.equals("text/xsl");
  }

  /** Whether a browser runs this as a script. */
  public boolean isScript() {
    return JAVASCRIPT.contains(essence);
  }

  /** Whether a browser looks at the first bytes as if there were no type at all. */
  public boolean isUnknown() {
    return essence.equals("unknown/unknown")
        || essence.equals("application/unknown")
        || essence.equals("*/*");
  }
}
