package io.github.cookieward.html;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The tags that a rule asks to see, compiled. Immutable: made once, it serves every document and
 * every thread.
 */
public final class WantedTags {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final long[] low;
  private final long[] high;
  private final int[] traits;
  private final int shift;

  private final int others;

  private WantedTags(Map<String, Integer> names, int others) {
    this.others = others;
    int bits = 64 - Long.numberOfLeadingZeros(names.size()) + 2;
    low = new long[1 << bits];
    high = new long[1 << bits];
    traits = new int[1 << bits];
    shift = 64 - bits;
    names.forEach((name, trait) -> put(TagName.low(name), TagName.high(name), trait));
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
    startTags.forEach(name -> want(names, name, TagName.WANTED));
    endTags.forEach(name -> want(names, name, TagName.WANTED_END));
    if (startTags.contains("img")) {
      want(names, "image", TagName.WANTED_AS_IMG);
    }
    return new WantedTags(names, 0);
  }

  /** All start and end tags. */
  public static WantedTags every() {
    int all = TagName.WANTED | TagName.WANTED_END;
    Map<String, Integer> names = new HashMap<>(TagName.TRAITS);
    names.replaceAll((name, traits) -> traits | all);
    names.merge("image", TagName.WANTED_AS_IMG, (a, b) -> a | b);
    return new WantedTags(names, all);
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

  private void put(long nameLow, long nameHigh, int trait) {
    int slot = (int) (nameLow * MIX >>> shift);
    while (traits[slot] != 0) {
      slot = slot + 1 & traits.length - 1;
    }
    low[slot] = nameLow;
    high[slot] = nameHigh;
    traits[slot] = trait;
  }

  /** What is known of a packed name: bits of {@link TagName}, or what goes for all others. */
  int traits(long nameHigh, long nameLow) {
    int slot = (int) (nameLow * MIX >>> shift);
    while (traits[slot] != 0) {
      if (low[slot] == nameLow && high[slot] == nameHigh) {
        return traits[slot];
      }
      slot = slot + 1 & traits.length - 1;
    }
    return others;
  }
}
