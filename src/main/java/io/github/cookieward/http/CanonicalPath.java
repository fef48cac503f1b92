package io.github.cookieward.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;

/**
 * A path in the form in which servers compare it, whatever way it was written: escapes undone,
 * parameters after {@code ;} taken out, slashes single, dot segments resolved. What is not ASCII is
 * escaped. It may find two paths equal that some server keeps apart, and not the other way round.
 */
public final class CanonicalPath {
  private CanonicalPath() {}

  /** The path's form; the very text where it has that form already. */
  public static String of(String path) {
    return isCanonical(path) ? path : resolved(withoutParameters(decoded(path)));
  }

  private static boolean isCanonical(String path) {
    char before = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%' || c == ';' || c >= 128 || (before == '/' && (c == '/' || c == '.'))) {
        return false;
      }
      before = c;
    }
    return true;
  }

  private static String decoded(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); ) {
      int c = path.codePointAt(i);
      int high = digit(path, i + 1);
      int low = digit(path, i + 2);
      if (c == '%' && high >= 0 && low >= 0) {
        if (high < 8) {
          out.append((char) (high << 4 | low));
        } else {
          out.append(path.substring(i, i + 3).toUpperCase(Locale.ROOT));
        }
        i += 3;
        continue;
      }
      if (c < 128) {
        out.append((char) c);
      } else {
        for (byte b : Character.toString(c).getBytes(UTF_8)) {
          out.append('%').append(Integer.toHexString(b & 0xff).toUpperCase(Locale.ROOT));
        }
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static int digit(String path, int at) {
    return at < path.length() && path.charAt(at) < 128 ? Character.digit(path.charAt(at), 16) : -1;
  }

  private static String withoutParameters(String path) {
    StringBuilder out = new StringBuilder(path.length());
    boolean parameter = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      parameter = c == ';' || (parameter && c != '/');
      if (!parameter) {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static String resolved(String path) {
    StringBuilder out = new StringBuilder(path.length());
    int at = 0;
    if (path.startsWith("/")) {
      out.append('/');
      at = 1;
    }
    while (at < path.length()) {
      int slash = path.indexOf('/', at);
      int end = slash < 0 ? path.length() : slash;
      String segment = path.substring(at, end);
      if (segment.equals("..")) {
        int above = out.lastIndexOf("/", out.length() - 2);
        out.setLength(above < 0 && !path.startsWith("/") ? 0 : Math.max(above, 0) + 1);
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        out.append(segment);
        if (slash >= 0) {
          out.append('/');
        }
      }
      at = end + 1;
    }
    return out.toString();
  }
}
