package io.github.cookieward.html;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags that a rule asks to see, compiled. Immutable: made once, it serves every document and
 * every thread.
 */
public final class WantedTags {
  private static final int STOPS_START = 1;
  private static final int STOPS_END = 2;
  private static final int STOPS_BARE = 4;
  private static final int STOPS_BITS = 10;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long[] low;
  private final long[] high;
  private final int[] traits;
  private final String[] names;
  private final @Nullable WantedAttributes[] attributes;
  private final @Nullable WantedAttributes attributesOfOthers;
  private final int shift;

  /** By a hash of names: whether a tag so called may stop the tokenizer, by what kind of tag. */
  private final byte[] stops;

  private final int others;

  private WantedTags(
      Map<String, Integer> names,
      int others,
      Map<String, WantedAttributes> attributes,
      @Nullable WantedAttributes attributesOfOthers) {
    this.others = others;
    this.attributesOfOthers = attributesOfOthers;
    int bits = 64 - Long.numberOfLeadingZeros(names.size()) + 2;
    low = new long[1 << bits];
    high = new long[1 << bits];
    traits = new int[1 << bits];
    this.names = new String[1 << bits];
    stops = new byte[1 << STOPS_BITS];
    shift = 64 - bits;
    Arrays.fill(this.names, "");
    Arrays.fill(stops, stops(others));
    this.attributes = new WantedAttributes[1 << bits];
    names.forEach((name, trait) -> put(name, trait, attributes.get(name)));
  }

  /**
   * Compiles names.
   *
   * @param startTags as {@link StartTag#name()} gives them: {@code img} also stands for HTML's
   *     {@code image}, which is another word for it
   * @throws IllegalArgumentException where one is not 1 to 20 of {@code a-z}, {@code 0-9} and
   *     {@code -}, beginning with a letter
   */
  public static WantedTags of(Set<String> startTags, Set<String> endTags) {
    Map<String, Integer> names = new HashMap<>(TagName.TRAITS);
    startTags.forEach(name -> want(names, name, TagName.WANTED | TagName.WANTED_BARE));
    endTags.forEach(name -> want(names, name, TagName.WANTED_END));
    if (startTags.contains("img")) {
      want(names, "image", TagName.WANTED_AS_IMG | TagName.WANTED_BARE);
    }
    return new WantedTags(names, 0, Map.of(), null);
  }

  /** All start and end tags. */
  static WantedTags every() {
    int all = TagName.WANTED | TagName.WANTED_BARE | TagName.WANTED_END;
    Map<String, Integer> names = new HashMap<>(TagName.TRAITS);
    names.replaceAll((name, traits) -> traits | all);
    names.merge("image", TagName.WANTED_AS_IMG, (a, b) -> a | b);
    return new WantedTags(names, all, Map.of(), null);
  }

  /**
   * All start tags that have certain attributes; in doubt also one that has not.
   *
   * @param own what is wanted of elements that are named
   * @param others what is wanted of all others
   * @param always those that are wanted whatever attributes they have
   * @param endTags end tags that are wanted besides
   * @throws IllegalArgumentException as {@link #of} does
   */
  public static WantedTags withAttributes(
      Map<String, WantedAttributes> own,
      WantedAttributes others,
      Set<String> always,
      Set<String> endTags) {
    Map<String, Integer> names = new HashMap<>(TagName.TRAITS);
    TagName.COMMON.forEach(name -> names.putIfAbsent(name, 0));
    names.replaceAll((name, traits) -> traits | TagName.WANTED);
    own.keySet().forEach(name -> want(names, name, TagName.WANTED));
    names.merge("image", TagName.WANTED_AS_IMG, (a, b) -> a | b);
    always.forEach(name -> want(names, name, TagName.WANTED | TagName.WANTED_BARE));
    endTags.forEach(name -> want(names, name, TagName.WANTED | TagName.WANTED_END));
    Map<String, WantedAttributes> attributes = new HashMap<>();
    names.keySet().forEach(name -> attributes.put(name, own.getOrDefault(name, others)));
    attributes.computeIfPresent("image", (name, some) -> some.and(own.getOrDefault("img", others)));
    attributes.keySet().removeAll(always);
    return new WantedTags(names, TagName.WANTED, attributes, others);
  }

  boolean isEvery() {
    return others != 0;
  }

  private static void want(Map<String, Integer> names, String name, int trait) {
    if (!TagName.isPackable(name)) {
      throw new IllegalArgumentException(
          "a tag's name must be 1 to 20 of a-z, 0-9 and '-', not \"" + name + "\"");
    }
    names.merge(name, trait, (a, b) -> a | b);
  }

  private void put(String name, int trait, @Nullable WantedAttributes wantedOfIt) {
    int slot = slot(TagName.low(name));
    while (traits[slot] != 0) {
      slot = slot + 1 & traits.length - 1;
    }
    low[slot] = TagName.low(name);
    high[slot] = TagName.high(name);
    traits[slot] = trait;
    names[slot] = name;
    attributes[slot] = wantedOfIt;
    long word = 0;
    for (int i = Math.min(name.length(), 8) - 1; i >= 0; i--) {
      word = word << 8 | name.charAt(i);
    }
    stops[stop(word, Math.min(name.length(), 8))] |= stops(trait);
  }

  private static byte stops(int trait) {
    int bare = (trait & TagName.WANTED_BARE) != 0 ? trait : trait & ~HtmlTokenizer.ASKS;
    return (byte)
        (((trait & HtmlTokenizer.START_STOPS) != 0 ? STOPS_START : 0)
            | ((trait & HtmlTokenizer.END_STOPS) != 0 ? STOPS_END : 0)
            | ((bare & HtmlTokenizer.START_STOPS) != 0 ? STOPS_BARE : 0));
  }

  /**
   * Whether a tag of HTML may stop the tokenizer: never false where it does.
   *
   * @param word of which the lowest bytes are the name, up to eight letters in either case
   * @param kind 0 of a start tag, 1 of an end tag, 2 of a start tag without attributes
   */
  boolean mayStop(long word, int letters, int kind) {
    return (stops[stop(word, letters)] >>> kind & 1) != 0;
  }

  private static int stop(long word, int letters) {
    long name = (word | 0x2020202020202020L) << 64 - 8 * letters;
    return (int) (name * MIX >>> 64 - STOPS_BITS);
  }

  /** Where a packed name stands in the table, or an empty place where it does not. */
  int find(long nameHigh, long nameLow) {
    int slot = slot(nameLow);
    while (traits[slot] != 0 && (low[slot] != nameLow || high[slot] != nameHigh)) {
      slot = slot + 1 & traits.length - 1;
    }
    return slot;
  }

  /** What is known of the name that was found: bits of {@link TagName}. */
  int traits(int found) {
    int trait = traits[found];
    return trait == 0 ? others : trait;
  }

  /**
   * The attributes for one of which the tag whose name was found is wanted; null where it is wanted
   * whatever it has.
   */
  @Nullable WantedAttributes attributes(int found) {
    return traits[found] == 0 ? attributesOfOthers : attributes[found];
  }

  /** The name that was found, or the empty text. */
  String name(int found) {
    return names[found];
  }

  private int slot(long nameLow) {
    return (int) (nameLow * MIX >>> shift);
  }
}
