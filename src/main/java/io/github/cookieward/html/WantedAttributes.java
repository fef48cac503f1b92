package io.github.cookieward.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The attributes that a rule looks for, compiled: so that a tag with none of them is passed by at
 * once. Immutable; made once, it serves every document and every thread.
 */
public final class WantedAttributes {
  private final String[] names;

  /** Of each first character, the lengths that wanted names have: most names are none of them. */
  private final long[] lengths = new long[128];

  private final boolean handlers;

  private WantedAttributes(Set<String> wanted, boolean handlers) {
    int size = Integer.highestOneBit(Math.max(4, wanted.size())) << 3;
    names = new String[size];
    Arrays.fill(names, "");
    for (String name : wanted) {
      int slot = hash(name) & size - 1;
      while (!names[slot].isEmpty()) {
        slot = slot + 1 & size - 1;
      }
      names[slot] = name;
      lengths[name.charAt(0)] |= 1L << name.length();
    }
    this.handlers = handlers;
  }

  /**
   * Compiles names.
   *
   * @param names of ASCII, lower-cased, of 1 to 63 letters
   * @param handlers whether event handlers are wanted as well: every name that begins with {@code
   *     on} and goes on with letters
   */
  public static WantedAttributes of(Set<String> names, boolean handlers) {
    return new WantedAttributes(names, handlers);
  }

  private static int hash(String name) {
    int hash = name.length();
    for (int i = 0; i < name.length(); i++) {
      hash = hash * 31 + name.charAt(i);
    }
    return mix(hash);
  }

  private static int mix(int hash) {
    return hash ^ hash >>> 15;
  }

  /** What was found before, and the name that stands in a tag's bytes, where it is wanted. */
  @Nullable List<String> find(byte[] source, int from, int to, @Nullable List<String> found) {
    int length = to - from;
    if (handlers && isHandler(source, from, to)) {
      return with(found, text(source, from, to));
    }
    int first = lower(source[from]);
    if (length >= Long.SIZE || first < 0 || (lengths[first] >>> length & 1) == 0) {
      return found;
    }
    int hash = length;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + lower(source[i]);
    }
    int slot = mix(hash) & names.length - 1;
    while (!names[slot].isEmpty()) {
      if (isSame(names[slot], source, from, length)) {
        return with(found, names[slot]);
      }
      slot = slot + 1 & names.length - 1;
    }
    return found;
  }

  private static List<String> with(@Nullable List<String> found, String name) {
    List<String> more = found == null ? new ArrayList<>(4) : found;
    if (!more.contains(name)) {
      more.add(name);
    }
    return more;
  }

  private static boolean isHandler(byte[] source, int from, int to) {
    if (to - from < 4 || to - from > 64 || lower(source[from]) != 'o') {
      return false;
    }
    for (int i = from; i < to; i++) {
      int letter = lower(source[i]);
      if (letter < 'a' || letter > 'z') {
        return false;
      }
    }
    return lower(source[from + 1]) == 'n';
  }

  private static String text(byte[] source, int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    for (int i = from; i < to; i++) {
      text.append((char) lower(source[i]));
    }
    return text.toString();
  }

  private static boolean isSame(String name, byte[] source, int from, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(source[from + i]) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static int lower(byte b) {
    return b >= 'A' && b <= 'Z' ? b | 0x20 : b;
  }
}
