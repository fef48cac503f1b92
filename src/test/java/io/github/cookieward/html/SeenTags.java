package io.github.cookieward.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A rule that changes nothing and notes every tag: {@code <name {attribute=value}>}. */
final class SeenTags implements TagRule {
  private static final WantedTags EVERY = WantedTags.every();

  final List<String> tags = new ArrayList<>();
  private final WantedTags wanted;

  SeenTags() {
    this(EVERY);
  }

  SeenTags(WantedTags wanted) {
    this.wanted = wanted;
  }

  @Override
  public WantedTags wanted() {
    return wanted;
  }

  @Override
  public Edit on(StartTag tag) {
    tags.add(describe(tag));
    return Edit.keep();
  }

  @Override
  public Edit onEndTag(String name) {
    tags.add(endTag(name));
    return Edit.keep();
  }

  static String describe(StartTag tag) {
    Map<String, String> attributes = new TreeMap<>();
    for (String name : tag.attributeNames()) {
      attributes.put(name, tag.attribute(name).orElseThrow());
    }
    return startTag(tag.name(), attributes);
  }

  /** Alike however SVG spells it: without capitals, and without prefixes of attributes. */
  static String startTag(String name, Map<String, String> attributes) {
    Map<String, String> plain = new TreeMap<>();
    attributes.forEach(
        (key, value) ->
            plain.put(key.toLowerCase(Locale.ROOT).replaceFirst("^(xlink|xml):", ""), value));
    return "<" + name.toLowerCase(Locale.ROOT) + " " + plain + ">";
  }

  static String endTag(String name) {
    return "</" + name + ">";
  }
}
