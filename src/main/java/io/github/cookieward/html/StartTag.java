package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A start tag as a browser reads it. It looks into the page's bytes only when asked, and is valid
 * only until the {@link TagRule} that it is handed to returns.
 */
public final class StartTag {
  private static final int NAME = 0;
  private static final int NAME_END = 1;
  private static final int VALUE = 2;
  private static final int VALUE_END = 3;

  /** What a link of SVG is called in XML, whatever prefix it has there. */
  private static final String LINK = "xlink:href";

  private static final byte[] LINK_BYTES = LINK.getBytes(US_ASCII);

  private static final byte[] NO_BYTES = {};
  private static final int[] NO_RANGES = {};

  // One object serves all tags of a document, one after the other.
  private String name = "";
  private byte[] source = NO_BYTES;
  private int from;
  private int length;
  private int nameEnd;
  private int[] ranges = NO_RANGES;
  private int count;
  private Encoding encoding = Encoding.OF_NOTHING;
  private boolean xml;
  private Map<String, String> entities = Map.of();

  /** Becomes another tag. */
  void read(
      String newName,
      byte[] newSource,
      int newFrom,
      int newLength,
      int newNameEnd,
      int[] newRanges,
      int newCount,
      Encoding newEncoding) {
    name = newName;
    source = newSource;
    from = newFrom;
    length = newLength;
    nameEnd = newNameEnd;
    ranges = newRanges;
    count = newCount;
    encoding = newEncoding;
  }

  /** It stands in a document in XML, or not. */
  void isInXml(boolean isIt, Map<String, String> declared) {
    xml = isIt;
    entities = declared;
  }

  /** The element's name, lower-cased; {@code img} for HTML's {@code image}; no prefix of XML's. */
  public String name() {
    return name;
  }

  /**
   * The value of an attribute, decoded as a browser does: character references, line ends, and
   * U+FFFD for NUL. Where a tag has an attribute twice, the first counts.
   *
   * @param attribute its name, lower-cased
   * @return empty where the tag has no such attribute; the empty text where it has no value
   */
  public Optional<String> attribute(String attribute) {
    int i = find(attribute);
    return i < 0 ? Optional.empty() : Optional.of(value(i));
  }

  /**
   * All values of an attribute, in order: where a tag has it twice the first counts for its
   * element, but a browser that reads ahead may have gone by another.
   */
  public List<String> values(String attribute) {
    List<String> values = new ArrayList<>(1);
    for (int i = 0; i < count; i++) {
      if (hasName(i, attribute)) {
        values.add(value(i));
      }
    }
    return values;
  }

  /** Whether the tag has an attribute of this name, lower-cased. */
  public boolean has(String attribute) {
    return find(attribute) >= 0;
  }

  /** Those of the tag's attributes that are wanted, lower-cased, each once, as they stand. */
  public List<String> attributes(WantedAttributes wanted) {
    @Nullable List<String> found = null;
    for (int i = 0; i < count; i++) {
      found =
          xml && isLink(i)
              ? wanted.find(LINK_BYTES, 0, LINK_BYTES.length, found)
              : wanted.find(source, at(i, NAME), at(i, NAME_END), found);
    }
    return found == null ? List.of() : found;
  }

  /** The names of the tag's attributes, lower-cased, each once. */
  Set<String> attributeNames() {
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      names.add(decodedName(i));
    }
    return names;
  }

  /** The tag as it stands, from {@code <} to {@code >}. */
  public SourceText source() {
    return new SourceText(source, from, from + length, encoding, xml, entities);
  }

  /** Whether the name that stands there is the element's: HTML's {@code image} is an img. */
  public boolean isNamedAsItStands() {
    return nameEnd == name.length() + 1;
  }

  /** A copy of the tag's bytes, from {@code <} to {@code >}. */
  public byte[] bytes() {
    return Arrays.copyOfRange(source, from, from + length);
  }

  /** The same tag, to be kept while others are read; it has no bytes until it is moved to them. */
  StartTag kept() {
    StartTag kept = new StartTag();
    int[] ownRanges = Arrays.copyOf(ranges, count * 4);
    kept.read(name, NO_BYTES, 0, length, nameEnd, ownRanges, count, encoding);
    kept.isInXml(xml, entities);
    return kept;
  }

  /** Finds its bytes elsewhere. */
  void moveTo(byte[] array, int index) {
    source = array;
    from = index;
  }

  private int find(String attribute) {
    for (int i = 0; i < count; i++) {
      if (hasName(i, attribute)) {
        return i;
      }
    }
    return isAscii(attribute) ? -1 : findDecoded(attribute);
  }

  private int findDecoded(String attribute) {
    for (int i = 0; i < count; i++) {
      if (decodedName(i).equals(attribute)) {
        return i;
      }
    }
    return -1;
  }

  private String decodedName(int i) {
    return encoding.decodeName(source, at(i, NAME), at(i, NAME_END));
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** Whether an attribute is called {@code href} behind a prefix. */
  private boolean isLink(int i) {
    int colon = at(i, NAME_END) - ":href".length();
    return colon > at(i, NAME) && isName(colon, at(i, NAME_END), ":href");
  }

  private boolean hasName(int i, String attribute) {
    return isName(at(i, NAME), at(i, NAME_END), attribute)
        || xml && attribute.equals(LINK) && isLink(i);
  }

  private boolean isName(int start, int end, String attribute) {
    if (end - start != attribute.length()) {
      return false;
    }
    for (int k = 0; k < end - start; k++) {
      byte b = source[start + k];
      if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != attribute.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  private String value(int i) {
    if (ranges[i * 4 + VALUE] < 0) {
      return "";
    }
    String raw = encoding.decode(source, at(i, VALUE), at(i, VALUE_END));
    if (raw.indexOf('\r') >= 0) {
      raw = raw.replace("\r\n", "\n").replace('\r', '\n');
    }
    return CharacterReferences.decode(raw.replace('\0', '\uFFFD'), entities);
  }

  private int at(int i, int which) {
    return from + ranges[i * 4 + which];
  }

  /** Writes the tag with changes to its attributes, and every other byte as it came. */
  void write(Bytes out, List<Edit.Change> changes) {
    int done = from + nameEnd;
    out.add(source, from, done);
    for (Edit.Change change : changes) {
      if (change.kind() == Edit.Kind.SET && !has(change.name())) {
        out.add(encoding.encode(" " + change.name() + "=" + quoted(change.value())));
      }
    }
    for (int i = 0; i < count; i++) {
      out.add(source, done, at(i, NAME));
      done = attributeEnd(i);
      writeAttribute(out, i, changes);
    }
    out.add(source, done, from + length);
  }

  private void writeAttribute(Bytes out, int i, List<Edit.Change> changes) {
    byte[] attribute = Arrays.copyOfRange(source, at(i, NAME), at(i, NAME_END));
    byte[] value = Arrays.copyOfRange(source, at(i, NAME_END), attributeEnd(i));
    for (Edit.Change change : changes) {
      if (hasName(i, change.name())) {
        switch (change.kind()) {
          case RENAME -> attribute = encoding.encode(change.value());
          case SET -> value = encoding.encode("=" + quoted(change.value()));
          case REMOVE -> {
            // A blank keeps neighbours apart; a slash keeps "=" from becoming theirs.
            boolean equals = i + 1 < count && source[at(i + 1, NAME)] == '=';
            out.add(encoding.encode(equals ? "/ " : " "));
            return;
          }
        }
      }
    }
    out.add(attribute);
    out.add(value);
  }

  private int attributeEnd(int i) {
    if (ranges[i * 4 + VALUE] < 0) {
      return at(i, NAME_END);
    }
    byte before = source[at(i, VALUE) - 1];
    return before == '"' || before == '\'' ? at(i, VALUE_END) + 1 : at(i, VALUE_END);
  }

  private static String quoted(String value) {
    return '"'
        + value
            .replace("&", "&amp;")
            .replace("\"", "&quot;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
        + '"';
  }
}
