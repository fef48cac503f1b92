package io.github.cookieward.html;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * A rule written in lines: a tag, and what becomes of it, as {@code img rename src data-src}. Of a
 * tag that has {@code keep} as an attribute nothing does. An end tag is written with its slash;
 * {@code first:head} and {@code first:body} are where they begin, {@code $} how; {@code
 * text:script} is a script once its text has been read, where {@code $} stands for that text.
 */
final class CaseRule implements TagRule {
  private final Map<String, String> edits = new HashMap<>();
  private final WantedTags wanted;

  CaseRule(String lines) {
    Set<String> starts = new HashSet<>();
    Set<String> ends = new HashSet<>();
    for (String line : lines.split("\n")) {
      String[] words = line.split(" ", 2);
      edits.merge(words[0], words[1], (a, b) -> a + "\n" + b);
      if (words[0].startsWith("/")) {
        ends.add(words[0].substring(1));
      } else if (!words[0].startsWith("first:")) {
        starts.add(words[0].replace("text:", ""));
      }
    }
    wanted = WantedTags.of(starts, ends);
  }

  @Override
  public WantedTags wanted() {
    return wanted;
  }

  @Override
  public Edit on(StartTag tag) {
    if (tag.has("keep")) {
      return Edit.keep();
    }
    return edits.containsKey("text:" + tag.name()) ? Edit.readText() : edit(tag.name(), "");
  }

  @Override
  public Edit onText(StartTag tag, SourceText text, boolean whole) {
    return edit("text:" + tag.name(), whole ? text.text() : text.text() + "...");
  }

  @Override
  public Edit onEndTag(String name) {
    return edit("/" + name, "");
  }

  @Override
  public String firstInHead(boolean explicit) {
    return edits.getOrDefault("first:head", "").replace("$", explicit ? "tag" : "implied");
  }

  @Override
  public String firstInBody(boolean explicit) {
    return edits.getOrDefault("first:body", "").replace("$", explicit ? "tag" : "implied");
  }

  private Edit edit(String tag, String text) {
    Edit edit = Edit.keep();
    for (String line : edits.get(tag).split("\n")) {
      String[] words = line.replace("$", text).split(" ", 3);
      edit =
          switch (words[0]) {
            case "inert" -> Edit.inert();
            case "before" -> edit.before(line.substring("before ".length()));
            case "after" -> edit.after(line.substring("after ".length()));
            case "rename" -> edit.rename(words[1], words[2]);
            case "remove" -> edit.remove(words[1]);
            case "set" -> edit.set(words[1], words.length > 2 ? words[2] : "");
            case "keep" -> edit;
            default -> throw new IllegalArgumentException(line);
          };
    }
    return edit;
  }
}
