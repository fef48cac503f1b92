package io.github.cookieward.html;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
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
  private final Set<String> wanted;
  private final Set<String> styles;

  private WantedAttributes(Set<String> wanted, Set<String> styles, boolean handlers) {
    this.wanted = Set.copyOf(wanted);
    this.styles = Set.copyOf(styles);
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
   * @param styles those of the names whose value is a style: a tag need not be asked about for one
   *     that says nothing of an address
   * @param handlers whether event handlers are wanted as well: every name that begins with {@code
   *     on} and goes on with letters
   */
  public static WantedAttributes of(Set<String> names, Set<String> styles, boolean handlers) {
    return new WantedAttributes(names, styles, handlers);
  }

  /** These and others. */
  WantedAttributes and(WantedAttributes others) {
    return new WantedAttributes(
        union(wanted, others.wanted), union(styles, others.styles), handlers || others.handlers);
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** Whether a name that stands in a tag's bytes is wanted. */
  boolean has(byte[] source, int from, int to) {
    return (handlers && isHandler(source, from, to)) || !named(source, from, to).isEmpty();
  }

  /**
   * Whether a tag has to be asked about for one of its attributes: false where the name is not
   * wanted, or the value is a style without an address.
   */
  boolean matter(byte[] source, int from, int to, int valueFrom, int valueTo) {
    return mayBeNamed(source[from], to - from) && doMatter(source, from, to, valueFrom, valueTo);
  }

  private boolean doMatter(byte[] source, int from, int to, int valueFrom, int valueTo) {
    String name = named(source, from, to);
    return name.isEmpty()
        ? handlers && isHandler(source, from, to)
        : !styles.contains(name) || mayFetch(source, valueFrom, valueTo);
  }

  /** By its first letter and its length: most names are not wanted. */
  private boolean mayBeNamed(byte begin, int length) {
    int first = lower(begin);
    return first >= 0
        && ((lengths[first] >>> Math.min(length, Long.SIZE - 1) & 1) != 0
            || (first == 'o' && handlers));
  }

  /**
   * Whether a style may have an address: a function's, a rule's, or one that a string carries. None
   * can be written without these characters, but with a character reference; a CSS escape makes no
   * parenthesis.
   *
   * @see CssAddresses#of
   */
  private static boolean mayFetch(byte[] style, int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = style[i];
      if (b == '(' || b == '@' || b == '&' || (b == '/' && i + 1 < to && style[i + 1] == '/')) {
        return true;
      }
    }
    return false;
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
    if (handlers && isHandler(source, from, to)) {
      return with(found, text(source, from, to));
    }
    String name = named(source, from, to);
    return name.isEmpty() ? found : with(found, name);
  }

  /** The wanted name that stands in a tag's bytes, or the empty text. */
  private String named(byte[] source, int from, int to) {
    int length = to - from;
    int first = lower(source[from]);
    if (length >= Long.SIZE || first < 0 || (lengths[first] >>> length & 1) == 0) {
      return "";
    }
    int hash = length;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + lower(source[i]);
    }
    int slot = mix(hash) & names.length - 1;
    while (!names[slot].isEmpty() && !isSame(names[slot], source, from, length)) {
      slot = slot + 1 & names.length - 1;
    }
    return names[slot];
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
