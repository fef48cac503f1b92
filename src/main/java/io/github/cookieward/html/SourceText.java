package io.github.cookieward.html;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stretch of a page as its bytes, decoded only when somebody asks: most are known by their bytes.
 * Valid only until the {@link TagRule} that it is handed to returns.
 */
public final class SourceText {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** What stands between texts of an element in SVG, of which it has all without, in HTML. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "(?s)<!\\[CDATA\\[(.*?)(?:]]>|$)"
              + "|<!--(?:-?>|.*?(?:--!?>|$))|<(?:[!?]|/(?![a-zA-Z])).*?(?:>|$)");

  /** The same in XML. */
  private static final Pattern MARKUP_IN_XML =
      Pattern.compile("(?s)<!\\[CDATA\\[(.*?)(?:]]>|$)|<!--.*?(?:-->|$)|<\\?.*?(?:\\?>|$)");

  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** Where it cannot be told what text there is: there may be any. */
  static final SourceText NONE =
      new SourceText(new byte[0], 0, 0, Encoding.OF_NOTHING, true, Map.of());

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final Encoding encoding;
  private final boolean resolved;
  private final Map<String, String> entities;
  private long hash;

  /**
   * A stretch of bytes.
   *
   * @param resolved whether the text is followed by itself as foreign content has it: without
   *     comments, with its character references resolved
   * @param entities those that the document declares itself, by name
   */
  SourceText(
      byte[] bytes,
      int from,
      int to,
      Encoding encoding,
      boolean resolved,
      Map<String, String> entities) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    this.encoding = encoding;
    this.resolved = resolved;
    this.entities = entities;
  }

  /** How many bytes it has. */
  public int length() {
    return to - from;
  }

  /** Whether it may have elements within, as in SVG and MathML, or where browsers differ. */
  public boolean isForeign() {
    return resolved;
  }

  /** What it says; in SVG, MathML and XML all {@link #readings}, a line each. */
  public String text() {
    return String.join("\n", readings());
  }

  /**
   * What it may say, each to be read by itself, as one may leave something open: as it is written,
   * and, where it is foreign, without markup and with references resolved.
   */
  public List<String> readings() {
    String text = encoding.decode(bytes, from, to);
    if (!resolved || text.indexOf('<') < 0 && text.indexOf('&') < 0) {
      return List.of(text);
    }
    Set<String> readings = new LinkedHashSet<>();
    for (String one : List.of(text, without(MARKUP, text), without(MARKUP_IN_XML, text))) {
      readings.add(one);
      readings.add(CharacterReferences.decode(one, entities));
    }
    return List.copyOf(readings);
  }

  private static String without(Pattern markup, String text) {
    return markup.matcher(text).replaceAll(m -> Matcher.quoteReplacement(textOf(m)));
  }

  /** What never ends stays as it is. */
  private static String textOf(MatchResult markup) {
    if (markup.group(1) != null) {
      return markup.group(1);
    }
    return markup.group().endsWith(">") ? "" : markup.group();
  }

  /** The same, to be kept: its bytes are its own. */
  SourceText kept() {
    byte[] own = Arrays.copyOfRange(bytes, from, to);
    return new SourceText(own, 0, own.length, encoding, resolved, entities);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Whether it is of these very bytes. */
  boolean hasBytes(byte[] others) {
    return Arrays.equals(bytes, from, to, others, 0, others.length);
  }

  /** Whether it says the same in every document. */
  boolean isOfAnyDocument() {
    return entities.isEmpty();
  }

  /** Whether another would say the same if it had the same bytes. */
  boolean isReadAs(SourceText other) {
    return resolved == other.resolved && encoding.isSame(other.encoding);
  }

  /** A number that differs for most texts. */
  long hash() {
    if (hash == 0) {
      hash = mixed();
    }
    return hash;
  }

  /** Four words at a time, as none of them needs the one before. */
  private long mixed() {
    long a = length();
    int at = from;
    if (to - at >= 32) {
      long b = 1;
      long c = 2;
      long d = 3;
      for (int last = to - 32; at <= last; at += 32) {
        a = (a ^ (long) LONGS.get(bytes, at)) * MIX;
        b = (b ^ (long) LONGS.get(bytes, at + 8)) * MIX;
        c = (c ^ (long) LONGS.get(bytes, at + 16)) * MIX;
        d = (d ^ (long) LONGS.get(bytes, at + 24)) * MIX;
        a ^= a >>> 32;
        b ^= b >>> 32;
        c ^= c >>> 32;
        d ^= d >>> 32;
      }
      a = ((a * MIX ^ b) * MIX ^ c) * MIX ^ d;
    }
    for (int last = to - 8; at <= last; at += 8) {
      a = (a ^ (long) LONGS.get(bytes, at)) * MIX;
      a ^= a >>> 32;
    }
    for (; at < to; at++) {
      a = (a ^ bytes[at]) * MIX;
    }
    a ^= a >>> 32;
    return a * MIX;
  }
}
