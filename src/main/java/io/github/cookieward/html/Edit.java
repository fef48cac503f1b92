package io.github.cookieward.html;

import java.util.ArrayList;
import java.util.List;

/**
 * What becomes of a tag. Immutable; each method gives a further edit.
 *
 * <p>Names of attributes are of {@code a-z}, {@code 0-9}, {@code -}, {@code _}, {@code :} and
 * {@code .}, or an {@link IllegalArgumentException} is thrown; only a tag that is kept has
 * attributes to change, or an {@link IllegalStateException} is. Markup is written as it is given,
 * and must be whole: each element that it opens and needs an end has one.
 */
public final class Edit {
  enum Kind {
    SET,
    RENAME,
    REMOVE
  }

  /** Of an attribute: its new value, or its new name. */
  record Change(Kind kind, String name, String value) {}

  private enum Tag {
    KEEP,
    READ_TEXT,
    INERT
  }

  private static final Edit KEEP = new Edit(Tag.KEEP, List.of(), "", "");
  private static final Edit READ_TEXT = new Edit(Tag.READ_TEXT, List.of(), "", "");
  private static final Edit INERT = new Edit(Tag.INERT, List.of(), "", "");

  private final Tag tag;
  private final List<Change> changes;
  private final String before;
  private final String after;

  private Edit(Tag tag, List<Change> changes, String before, String after) {
    this.tag = tag;
    this.changes = changes;
    this.before = before;
    this.after = after;
  }

  /** Leaves the tag as it came. */
  public static Edit keep() {
    return KEEP;
  }

  /** Leaves the tag open until {@link TagRule#onText} has seen the element's text. */
  public static Edit readText() {
    return READ_TEXT;
  }

  /** Turns the tag into text: each less-than sign in it becomes a character reference. */
  public static Edit inert() {
    return INERT;
  }

  /** Also writes markup before the tag, after what earlier calls asked for. */
  public Edit before(String markup) {
    return new Edit(tag, changes, before + markup, after);
  }

  /** Also writes markup after the tag, after what earlier calls asked for. */
  public Edit after(String markup) {
    return new Edit(tag, changes, before, after + markup);
  }

  /** Also gives an attribute a value, adding it where the tag has none. */
  public Edit set(String attribute, String value) {
    return with(new Change(Kind.SET, name(attribute), value));
  }

  /** Also gives an attribute another name, if the tag has it; its value stays as it came. */
  public Edit rename(String attribute, String newName) {
    return with(new Change(Kind.RENAME, name(attribute), name(newName)));
  }

  /** Also removes an attribute, if the tag has it. */
  public Edit remove(String attribute) {
    return with(new Change(Kind.REMOVE, name(attribute), ""));
  }

  private static String name(String attribute) {
    if (!isName(attribute)) {
      throw new IllegalArgumentException(
          "an attribute's name must be of a-z, 0-9, '-', '_', ':' and '.', not \""
              + attribute
              + "\"");
    }
    return attribute;
  }

  private static boolean isName(String attribute) {
    for (int i = 0; i < attribute.length(); i++) {
      char c = attribute.charAt(i);
      boolean first = c >= 'a' && c <= 'z' || c == '_' || c == ':';
      if (!first && (i == 0 || !(c >= '0' && c <= '9' || c == '.' || c == '-'))) {
        return false;
      }
    }
    return !attribute.isEmpty();
  }

  private Edit with(Change change) {
    if (tag != Tag.KEEP) {
      throw new IllegalStateException("only a tag that is kept has attributes to change");
    }
    List<Change> more = new ArrayList<>(changes);
    more.add(change);
    return new Edit(tag, List.copyOf(more), before, after);
  }

  boolean changesNothing() {
    return tag == Tag.KEEP && changes.isEmpty() && before.isEmpty() && after.isEmpty();
  }

  boolean readsText() {
    return tag == Tag.READ_TEXT;
  }

  /** Whether the tag is still a tag. */
  boolean keepsTag() {
    return tag == Tag.KEEP || tag == Tag.READ_TEXT;
  }

  /** The bytes that take the place of a start tag. */
  Bytes apply(StartTag start, Encoding encoding) {
    Bytes out = new Bytes(256);
    out.add(encoding.encode(before));
    if (keepsTag()) {
      start.write(out, changes);
    } else {
      byte[] source = start.bytes();
      writeInert(out, source, 0, source.length);
    }
    out.add(encoding.encode(after));
    return out;
  }

  /** The bytes that take the place of an end tag. */
  Bytes apply(byte[] endTag, Encoding encoding) {
    if (!changes.isEmpty() || readsText()) {
      throw new IllegalStateException("an end tag has neither attributes nor text");
    }
    Bytes out = new Bytes(64);
    out.add(encoding.encode(before));
    if (keepsTag()) {
      out.add(endTag);
    } else {
      writeInert(out, endTag, 0, endTag.length);
    }
    out.add(encoding.encode(after));
    return out;
  }

  static void writeInert(Bytes out, byte[] source, int from, int to) {
    byte[] lessThan = {'&', 'l', 't', ';'};
    for (int i = from; i < to; i++) {
      if (source[i] == '<') {
        out.add(lessThan);
      } else {
        out.add(source, i, i + 1);
      }
    }
  }
}
