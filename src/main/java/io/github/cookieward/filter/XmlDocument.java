package io.github.cookieward.filter;

import io.github.cookieward.html.Edit;
import io.github.cookieward.html.SourceText;
import io.github.cookieward.html.StartTag;
import io.github.cookieward.html.TagRule;
import io.github.cookieward.html.WantedTags;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document in XML: it has no head and no body, so what is put into it stands first in its root.
 * For one document.
 */
final class XmlDocument implements TagRule {
  private static final Pattern TAG =
      Pattern.compile("<([a-zA-Z][\\w-]*)((?:\\s+[\\w:.-]+(?:=\"[^\"]*\")?)*)\\s*/?>");
  private static final Pattern ATTRIBUTE = Pattern.compile("\\s+([\\w:.-]+)(?:=(\"[^\"]*\"))?");
  private static final Pattern VOID = Pattern.compile("br|hr|img|input|link|meta|wbr");

  private final TagRule rules;
  private String first;

  XmlDocument(TagRule rules, String first) {
    this.rules = rules;
    this.first = first;
  }

  /** Markup of ours as XML has it: every attribute has a value, and every element an end. */
  static String markup(String html) {
    return TAG.matcher(html)
        .replaceAll(tag -> Matcher.quoteReplacement(element(tag.group(1), tag.group(2))));
  }

  private static String element(String name, String attributes) {
    StringBuilder element = new StringBuilder("<").append(name);
    Matcher attribute = ATTRIBUTE.matcher(attributes);
    while (attribute.find()) {
      String value = attribute.group(2) == null ? "\"\"" : attribute.group(2);
      element
          .append(' ')
          .append(attribute.group(1))
          .append('=')
          // a line's end in an attribute would become a blank, and nothing else may be unescaped
          .append(value.replace("\n", "&#10;").replace("<", "&lt;"));
    }
    return element.append(VOID.matcher(name).matches() ? "/>" : ">").toString();
  }

  @Override
  public WantedTags wanted() {
    return rules.wanted();
  }

  @Override
  public Edit on(StartTag tag) {
    Edit edit = rules.on(tag);
    String root = first;
    first = "";
    return root.isEmpty() ? edit : edit.after(root);
  }

  @Override
  public Edit onText(StartTag tag, SourceText text, boolean whole) {
    return rules.onText(tag, text, whole);
  }

  @Override
  public Edit onEndTag(String name) {
    return Edit.keep();
  }

  @Override
  public boolean passesUnread(String name) {
    return rules.passesUnread(name);
  }
}
