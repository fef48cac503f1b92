package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Runs folders of {@code .test} files: html5lib's tokenizer tests, each in all its initial states,
 * and parse5's parser-feedback tests, which are a rewriter's view of a document. Each is run whole
 * and broken in two at every place; every start tag and attribute that a test expects must be seen.
 * Prints counts and each deviation. How to call it: docs/html-rewriter.md.
 */
public final class ConformanceRunner {
  private static final WantedTags EVERY = WantedTags.every();
  private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-Fa-f]{4})");
  private static final Map<String, Integer> STATES =
      Map.of(
          "Data state", TokenizerState.DATA,
          "PLAINTEXT state", TokenizerState.PLAINTEXT,
          "RCDATA state", TokenizerState.RCDATA,
          "RAWTEXT state", TokenizerState.RAWTEXT,
          "Script data state", TokenizerState.SCRIPT_DATA,
          "CDATA section state", TokenizerState.CDATA_SECTION);

  private final Set<String> deviations = new LinkedHashSet<>();
  private int tests;
  private int alike;
  private int more;
  private int missing;
  private int split;
  private int tags;

  private ConformanceRunner() {}

  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      ConformanceRunner runner = new ConformanceRunner();
      List<Path> files;
      try (Stream<Path> list = Files.list(Path.of(folder))) {
        files = list.filter(file -> file.toString().endsWith(".test")).sorted().toList();
      }
      for (Path file : files) {
        runner.run(file);
      }
      runner.print(folder);
    }
  }

  private void run(Path file) throws IOException {
    JsonObject suite = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    for (String kind : suite.keySet()) {
      for (JsonElement test : suite.getAsJsonArray(kind)) {
        String where = file.getFileName() + ": ";
        JsonObject object = test.getAsJsonObject();
        if (object.has("fragmentContext")) {
          feedback(object, where);
        } else {
          tokenizer(object, where);
        }
      }
    }
  }

  private void tokenizer(JsonObject test, String where) {
    boolean escaped = test.has("doubleEscaped");
    byte[] input = text(test.get("input"), escaped).getBytes(UTF_8);
    List<String> expected = expected(test.getAsJsonArray("output"), escaped);
    List<String> states = new ArrayList<>();
    if (test.has("initialStates")) {
      test.getAsJsonArray("initialStates").forEach(state -> states.add(state.getAsString()));
    } else {
      states.add("Data state");
    }
    for (String state : states) {
      String lastStartTag = test.has("lastStartTag") ? test.get("lastStartTag").getAsString() : "";
      List<List<String>> runs = new ArrayList<>();
      for (int at = 0; at <= input.length; at++) {
        runs.add(tokenize(input, at, STATES.get(state), lastStartTag));
      }
      judge(where + "[" + state + "] " + new String(input, UTF_8), expected, runs);
    }
  }

  private static List<String> tokenize(byte[] input, int split, int state, String lastStartTag) {
    List<String> tags = new ArrayList<>();
    HtmlTokenizer tokenizer = new HtmlTokenizer(EVERY, Rewriting.LIMIT);
    tokenizer.enter(state, TagName.low(lastStartTag));
    Encoding encoding = new Encoding(UTF_8);
    int at = 0;
    for (int stop : new int[] {split, input.length}) {
      while (at < stop) {
        at = tokenizer.run(input, at, stop, 0);
        if (tokenizer.event() == HtmlTokenizer.Event.TAG) {
          int start = (int) tokenizer.tagStart();
          if (tokenizer.isEndTag()) {
            tags.add(SeenTags.endTag(tokenizer.tagName(input, start, encoding)));
          } else {
            StartTag tag = tokenizer.startTag(input, start, at - start, encoding).orElseThrow();
            tags.add(SeenTags.describe(tag));
          }
        }
      }
    }
    return tags;
  }

  private void feedback(JsonObject test, String where) {
    JsonElement context = test.get("fragmentContext");
    String before = context.isJsonNull() ? "" : before(context.getAsString());
    byte[] input = (before + test.get("input").getAsString()).getBytes(UTF_8);
    List<String> expected = expected(test.getAsJsonArray("output"), false);
    int skipped = rewrite(before.getBytes(UTF_8), Integer.MAX_VALUE).size();
    List<List<String>> runs = new ArrayList<>();
    for (int at = 1; at <= Math.max(1, input.length); at++) {
      List<String> seen = rewrite(input, at);
      runs.add(seen.subList(skipped, seen.size()));
    }
    judge(
        where
            + (before.isEmpty() ? "" : "(" + before + ") ")
            + new String(input, UTF_8).substring(before.length()),
        expected,
        runs);
  }

  /** Markup that leads a document to where a fragment of this element stands. */
  private static String before(String context) {
    return switch (context) {
      case "svg", "math", "select", "template" -> "<" + context + ">";
      case "path", "desc", "foreignObject" -> "<svg><" + context + ">";
      case "mi", "mo", "mn", "ms", "mtext", "mfenced", "malignmark", "annotation-xml" ->
          "<math><" + context + ">";
      default -> "";
    };
  }

  private static List<String> rewrite(byte[] input, int size) {
    SeenTags seen = new SeenTags();
    byte[] out = new Rewriting(seen, Rewriting.LIMIT).all(input, size).bytes();
    if (!new String(out, ISO_8859_1).equals(new String(input, ISO_8859_1))) {
      throw new IllegalStateException("changed: " + new String(input, UTF_8));
    }
    return seen.tags;
  }

  private void judge(String what, List<String> expected, List<List<String>> runs) {
    tests++;
    tags += expected.size();
    List<String> seen = runs.get(runs.size() - 1);
    if (runs.stream().anyMatch(run -> !run.equals(seen))) {
      split++;
      deviations.add("DIFFERS BY PIECES " + what);
    }
    if (seen.equals(expected)) {
      alike++;
    } else if (contains(seen, expected)) {
      more++;
      deviations.add("MORE " + what + "\n    expected " + expected + "\n    seen     " + seen);
    } else {
      missing++;
      deviations.add("MISSING " + what + "\n    expected " + expected + "\n    seen     " + seen);
    }
  }

  /** Whether all that is expected was seen, in that order; of end tags none is needed. */
  private static boolean contains(List<String> seen, List<String> expected) {
    int at = 0;
    for (String tag : expected) {
      if (!tag.startsWith("</")) {
        while (at < seen.size() && !seen.get(at).equals(tag)) {
          at++;
        }
        if (at++ == seen.size()) {
          return false;
        }
      }
    }
    return true;
  }

  private static List<String> expected(JsonArray output, boolean escaped) {
    List<String> tags = new ArrayList<>();
    for (JsonElement token : output) {
      if (token.isJsonArray()) {
        JsonArray parts = token.getAsJsonArray();
        String name =
            parts.size() > 1 && !parts.get(1).isJsonNull() ? text(parts.get(1), escaped) : "";
        switch (parts.get(0).getAsString()) {
          case "StartTag" -> tags.add(SeenTags.startTag(name, attributes(parts, escaped)));
          case "EndTag" -> tags.add(SeenTags.endTag(name));
          default -> {
            // text, comments and DOCTYPEs are no tags
          }
        }
      }
    }
    return tags;
  }

  private static Map<String, String> attributes(JsonArray startTag, boolean escaped) {
    Map<String, String> attributes = new LinkedHashMap<>();
    startTag
        .get(2)
        .getAsJsonObject()
        .entrySet()
        .forEach(e -> attributes.put(e.getKey(), text(e.getValue(), escaped)));
    return attributes;
  }

  private static String text(JsonElement json, boolean escaped) {
    String text = json.getAsString();
    return escaped ? ESCAPE.matcher(text).replaceAll(ConformanceRunner::unescape) : text;
  }

  private static String unescape(MatchResult escape) {
    return Matcher.quoteReplacement(
        Character.toString((char) Integer.parseInt(escape.group(1), 16)));
  }

  private void print(String folder) {
    deviations.forEach(System.out::println);
    System.out.printf(
        "%s: %,d runs (each broken at every place), %,d tags expected: %,d exactly these, %,d these"
            + " and more, %,d missing one, %,d differ by pieces%n",
        Path.of(folder).getFileName(), tests, tags, alike, more, missing, split);
  }
}
