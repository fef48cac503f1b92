package io.github.cookieward.leaks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One way in which a page could track its visitor, or one thing of the site's own that must go on
 * working: a file of {@code src/test/cases/leaks}, whose README says how it is written.
 *
 * @param group the directory it lies in
 * @param name the file's name
 * @param title what it claims
 * @param concerns who would get something: a service of the suite's {@code consent.xml}, {@link
 *     #CATALOGUED}, {@link #NOBODY} or {@link #ESSENTIAL}
 * @param observed how it shows that it has fired
 * @param script whether the browser runs JavaScript
 * @param alone whether it needs a page of its own
 * @param apart whether it is visited after all others, with a browser of its own: it takes the
 *     browser's network down, and with it all cookies
 * @param click what the visitor clicks, as a selector
 * @param query what the page's address ends with
 * @param holds a cookie that the browser has from earlier days
 * @param page the page, or a piece of one
 * @param answer what else the server does, a directive a line
 * @param files further files of the site, by name
 */
record LeakCase(
    String group,
    String name,
    String title,
    String concerns,
    Observation observed,
    boolean script,
    boolean alone,
    boolean apart,
    Optional<String> click,
    String query,
    Optional<String> holds,
    String page,
    List<String> answer,
    Map<String, String> files) {

  /** What the built-in catalogue knows and the site has not declared. */
  static final String CATALOGUED = "catalogued";

  /** What nobody knows. */
  static final String NOBODY = "nobody";

  /** What must go on working, whatever the visitor says. */
  static final String ESSENTIAL = "essential";

  private static final Set<String> KEYS =
      Set.of("concerns", "observed", "script", "alone", "apart", "click", "query", "holds");

  /** How a case shows that it has fired. A value. */
  record Observation(Kind kind, String what) {
    /** Where one looks. */
    enum Kind {
      /** The tracker got a request whose path has the case's id. */
      REQUEST,
      /** The tracker got a connection for the host that has the case's label. */
      CONNECTION,
      /** The site's application was reached, or saw something. */
      APPLICATION,
      /** A cookie is in the browser's jar. */
      COOKIE,
      /** A key is in the local storage. */
      LOCAL,
      /** A key is in the session storage. */
      SESSION,
      /** There is an IndexedDB database. */
      DATABASE,
      /** There is a cache. */
      CACHE,
      /** The browser got a response field that contains something. */
      FIELD,
      /** An element is in the page: for what a browser does without telling any server. */
      ELEMENT
    }

    static Observation parse(String text) {
      String[] words = text.split(" ", 2);
      return new Observation(
          Kind.valueOf(words[0].toUpperCase(java.util.Locale.ROOT)),
          words.length > 1 ? words[1] : "");
    }
  }

  /** All of them, by group and name. */
  static List<LeakCase> all() throws IOException {
    try (Stream<Path> files = Files.walk(CaseSite.CASES)) {
      return files
          .filter(file -> file.toString().endsWith(".case"))
          .map(LeakCase::read)
          .sorted(Comparator.comparing(LeakCase::key))
          .toList();
    }
  }

  /** Reads a file; a mistake in it says which. */
  static LeakCase read(Path file) {
    try {
      return parse(
          file.getParent().getFileName().toString(),
          file.getFileName().toString().replace(".case", ""),
          Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  private static LeakCase parse(String group, String name, String text) {
    if (!group.matches("[a-z-]+") || !name.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("the name must be of a-z, 0-9 and -");
    }
    String[] parts = text.split("(?m)^--- ");
    List<String> head = parts[0].lines().filter(line -> !line.isBlank()).toList();
    Map<String, String> fields = new LinkedHashMap<>();
    for (String line : head.subList(1, head.size())) {
      String[] field = line.split(": ", 2);
      if (field.length != 2 || !KEYS.contains(field[0]) || fields.containsKey(field[0])) {
        throw new IllegalArgumentException("\"" + line + "\" is none of " + new TreeSet<>(KEYS));
      }
      fields.put(field[0], field[1].strip());
    }
    String page = "";
    List<String> answer = new ArrayList<>();
    Map<String, String> files = new LinkedHashMap<>();
    for (String part : List.of(parts).subList(1, parts.length)) {
      int end = part.indexOf('\n');
      String title = part.substring(0, end);
      String content = part.substring(end + 1).stripTrailing();
      if (title.equals("page")) {
        page = content;
      } else if (title.equals("answer")) {
        content.lines().filter(line -> !line.isBlank()).forEach(answer::add);
      } else if (title.matches("file [a-z0-9.-]+")) {
        files.put(title.substring("file ".length()), content);
      } else {
        throw new IllegalArgumentException("\"--- " + title + "\" is no part of a case");
      }
    }
    if (!fields.containsKey("concerns")) {
      throw new IllegalArgumentException("it does not say whom it concerns");
    }
    return new LeakCase(
        group,
        name,
        head.get(0).strip(),
        fields.get("concerns"),
        Observation.parse(fields.getOrDefault("observed", "request")),
        !fields.getOrDefault("script", "on").equals("off"),
        fields.getOrDefault("alone", "").equals("yes")
            || isWhole(page)
            || !answer.isEmpty()
            || fields.containsKey("click")
            || fields.containsKey("query")
            || fields.containsKey("apart"),
        fields.containsKey("apart"),
        Optional.ofNullable(fields.get("click")),
        fields.getOrDefault("query", ""),
        Optional.ofNullable(fields.get("holds")),
        page,
        List.copyOf(answer),
        files);
  }

  /** Whether a text is a document, not a piece of one. */
  static boolean isWhole(String page) {
    return page.matches("(?is)\\s*(<!doctype|<html|<head|<frameset|<\\?xml|\\{whole\\}).*");
  }

  /** The name that a run's requests carry in their path. */
  String id(String run) {
    return run + "/" + key();
  }

  /** The label that a run's host names begin with. */
  String label(String run) {
    return run + "--" + group + "-" + name;
  }

  String key() {
    return group + "/" + name;
  }

  boolean isCanary() {
    return concerns.equals(ESSENTIAL);
  }

  /** A text of this case with its placeholders filled in. */
  String fill(String text, String run) {
    return (text.contains("{many}") || text.contains("{long}") ? grown(text) : text)
        .replace("{id}", id(run))
        .replace("{label}", label(run))
        .replace("{files}", "/file/" + id(run))
        .replace("{whole}", "")
        .replace("{NUL}", "\0")
        .replace("{TAB}", "\t")
        .replace("{CR}", "\r")
        .replace("{LF}", "\n")
        .replace("{FF}", "\f")
        .replace("{SOH}", "\1");
  }

  private static String grown(String text) {
    return text.replace("{many}", "<p>One paragraph of many.\n".repeat(10_000))
        .replace("{long}", "x".repeat(300_000));
  }
}
