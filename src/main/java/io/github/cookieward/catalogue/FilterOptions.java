package io.github.cookieward.catalogue;

import io.github.cookieward.http.WebUrl;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands behind the {@code $} of a filter list's rule. Not changed once read. */
final class FilterOptions {
  /** What lists call the things that are fetched. */
  private static final Map<String, List<Destination>> TYPES =
      Map.ofEntries(
          Map.entry("script", List.of(Destination.SCRIPT)),
          Map.entry("stylesheet", List.of(Destination.STYLE)),
          Map.entry("css", List.of(Destination.STYLE)),
          Map.entry("image", List.of(Destination.IMAGE)),
          Map.entry("background", List.of(Destination.IMAGE)),
          Map.entry("font", List.of(Destination.FONT)),
          Map.entry("media", List.of(Destination.MEDIA)),
          Map.entry("subdocument", List.of(Destination.FRAME)),
          Map.entry("frame", List.of(Destination.FRAME)),
          Map.entry("object", List.of(Destination.OBJECT)),
          Map.entry("object-subrequest", List.of(Destination.OBJECT)),
          Map.entry("xmlhttprequest", List.of(Destination.CONNECT)),
          Map.entry("xhr", List.of(Destination.CONNECT)),
          Map.entry("ping", List.of(Destination.PING)),
          Map.entry("beacon", List.of(Destination.PING)),
          Map.entry("websocket", List.of(Destination.WEBSOCKET)),
          Map.entry("other", List.of(Destination.OTHER)),
          Map.entry("document", List.of(Destination.DOCUMENT)),
          Map.entry("doc", List.of(Destination.DOCUMENT)),
          Map.entry("popup", List.of(Destination.DOCUMENT)),
          Map.entry("popunder", List.of(Destination.DOCUMENT)),
          Map.entry("all", List.of(Destination.values())));

  private static final Set<Destination> ORDINARY =
      EnumSet.complementOf(EnumSet.of(Destination.DOCUMENT, Destination.PREFETCH));

  private static final int ANY_PARTY = 0;
  private static final int THIRD_PARTY = 1;
  private static final int FIRST_PARTY = 2;

  private final Set<Destination> included = EnumSet.noneOf(Destination.class);
  private final Set<Destination> excluded = EnumSet.noneOf(Destination.class);
  private final Set<Destination> types = EnumSet.noneOf(Destination.class);
  private int party = ANY_PARTY;
  private @Nullable PageDomains pages;
  private @Nullable PageDomains hosts;
  private boolean matchCase;
  private boolean important;
  private boolean badFilter;
  private boolean plain = true;

  /**
   * Reads options with commas between.
   *
   * @return null where one is not known, or belongs to a rule that does not decide about requests:
   *     such a rule is left out
   */
  static @Nullable FilterOptions read(String text, boolean exception) {
    FilterOptions options = new FilterOptions();
    for (String option : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      if (!options.readOne(option.strip())) {
        return null;
      }
    }
    options.settle(exception);
    return options;
  }

  private boolean readOne(String option) {
    boolean negated = option.startsWith("~");
    int equals = option.indexOf('=');
    String name = option.substring(negated ? 1 : 0, equals < 0 ? option.length() : equals);
    String value = equals < 0 ? "" : option.substring(equals + 1);
    plain = false;
    List<Destination> destinations = TYPES.get(name);
    if (destinations != null && equals < 0) {
      (negated ? excluded : included).addAll(destinations);
      return true;
    }
    switch (name) {
      case "third-party", "3p" -> party = negated ? FIRST_PARTY : THIRD_PARTY;
      case "first-party", "1p" -> party = negated ? THIRD_PARTY : FIRST_PARTY;
      case "match-case" -> matchCase = !negated;
      case "important" -> important = !negated;
      case "badfilter" -> badFilter = true;
      case "domain", "from" -> {
        pages = new PageDomains();
        return pages.read(value);
      }
      case "denyallow" -> {
        hosts = new PageDomains();
        return hosts.read("~" + value.replace("|", "|~"));
      }
      case "to" -> {
        hosts = new PageDomains();
        return hosts.read(value);
      }
      // Blocked, and something harmless put in its place: blocked.
      case "redirect", "rewrite", "empty", "mp4" -> {}
      case "reason", "_" -> {}
      default -> {
        return !name.isEmpty() && name.chars().allMatch(c -> c == '_');
      }
    }
    return true;
  }

  private void settle(boolean exception) {
    types.addAll(included.isEmpty() ? ORDINARY : included);
    types.removeAll(excluded);
    // What is fetched ahead may turn out to be any of them.
    boolean ahead =
        exception
            ? types.contains(Destination.OTHER)
            : types.stream().anyMatch(type -> type != Destination.DOCUMENT);
    types.remove(Destination.PREFETCH);
    if (ahead) {
      types.add(Destination.PREFETCH);
    }
    if (plain && !exception) {
      types.add(Destination.DOCUMENT);
    }
  }

  /** For a pattern that says more than a host, which alone speaks of where a page goes unasked. */
  void notForDocuments() {
    if (included.isEmpty()) {
      types.remove(Destination.DOCUMENT);
    }
  }

  /** Whether it holds for every page. */
  boolean isPlain() {
    return plain;
  }

  boolean matchesCase() {
    return matchCase;
  }

  boolean isImportant() {
    return important;
  }

  boolean isBadFilter() {
    return badFilter;
  }

  boolean decidesNothing() {
    return types.isEmpty();
  }

  boolean allow(WebUrl url, Destination destination, WebUrl page) {
    if (!types.contains(destination)) {
      return false;
    }
    if (plain) {
      return true;
    }
    PageDomains onlyHosts = hosts;
    PageDomains onlyPages = pages;
    return (onlyPages == null || onlyPages.covers(page.host()))
        && (onlyHosts == null || onlyHosts.covers(url.host()))
        && (party == ANY_PARTY
            || RegistrableDomain.isSame(url.host(), page.host()) == (party == FIRST_PARTY));
  }
}
