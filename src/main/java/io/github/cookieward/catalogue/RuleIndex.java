package io.github.cookieward.catalogue;

import io.github.cookieward.http.WebUrl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules, found by the host that they name, or else by four characters that they contain: of those
 * that each contains, the four that are rarest among the rules. An address is read once, each four
 * characters of it looked up in a small table of bits, and only what is found there looked at
 * further. A look-up allocates nothing. Immutable; safe to share.
 */
final class RuleIndex {
  private static final int GRAM = 4;
  private static final int BITS = 1 << 16;

  /** How often the whole of an address is searched for one rule; more is none that anybody uses. */
  static final int MAX_SEARCHES = 256;

  private static final int MAX_HOST = 255;

  /** Text of which most addresses have some, however seldom rules do. */
  private static final List<String> COMMON =
      List.of(
          "https://www.",
          ".com/",
          ".net/",
          ".org/",
          ".co.uk/",
          ".min.js?v=",
          ".css?ver=",
          ".html",
          ".php?id=",
          ".png",
          ".jpg",
          ".jpeg",
          ".gif",
          ".svg",
          ".webp",
          "/wp-content/uploads/20",
          "/themes/",
          "/plugins/",
          "/wp-includes/js/",
          "jquery",
          "/images/",
          "/assets/",
          "/static/",
          "/media/",
          "/scripts/",
          "/content/",
          "/index",
          "/files/",
          "/public/",
          "/article",
          "/image/upload/",
          "width=",
          "height=",
          "/style",
          "/main.",
          "-1024x768",
          "version=",
          "/dist/",
          "cdn.",
          "img.",
          "/news/",
          "/blog/",
          "=true&",
          "=false&",
          "/2020/",
          "/2021/",
          "/2022/",
          "/2023/",
          "/2024/",
          "/2025/",
          "0000",
          "api.",
          "/api/",
          "/core/",
          "/lib/");

  private static final Set<String> SCHEMES = Set.of("http", "ttps", "ttp:", "tps:");

  /** Stands for all rules of a host that is blocked whatever else holds. */
  private static final FilterRule[] WHOLE_HOST = new FilterRule[0];

  private final HostTable<FilterRule[]> byHost = new HostTable<>();
  private final long[] bits = new long[BITS / 64];
  private final int[] grams;
  private final @Nullable Found[] found;
  private final FilterRule[] rest;
  private final boolean empty;

  /** A rule and where in it the four characters stand; -1 where that does not tell its place. */
  private record Found(FilterRule rule, int offset, @Nullable Found next) {}

  RuleIndex(List<FilterRule> rules) {
    empty = rules.isEmpty();
    Map<String, List<FilterRule>> hosts = new HashMap<>();
    List<FilterRule> texts = new ArrayList<>();
    for (FilterRule rule : rules) {
      if (rule.host().isEmpty()) {
        texts.add(rule);
      } else {
        hosts.computeIfAbsent(rule.host(), h -> new ArrayList<>(1)).add(rule);
      }
    }
    hosts.forEach(
        (host, own) ->
            byHost.put(
                host,
                own.stream().anyMatch(FilterRule::isWholeHost)
                    ? WHOLE_HOST
                    : own.toArray(FilterRule[]::new)));
    int capacity = Math.max(16, Integer.highestOneBit(texts.size() * 4 + 1) * 2);
    grams = new int[capacity];
    found = new Found[capacity];
    rest = indexTexts(texts).toArray(FilterRule[]::new);
  }

  private List<FilterRule> indexTexts(List<FilterRule> texts) {
    Map<Integer, Integer> frequency = new HashMap<>();
    for (FilterRule rule : texts) {
      for (String text : texts(rule)) {
        for (int i = 0; i + GRAM <= text.length(); i++) {
          frequency.merge(gram(text, i), 1, Integer::sum);
        }
      }
    }
    for (String text : COMMON) {
      for (int i = 0; i + GRAM <= text.length(); i++) {
        frequency.merge(gram(text, i), 10_000, Integer::sum);
      }
    }
    List<FilterRule> unfound = new ArrayList<>();
    for (FilterRule rule : texts) {
      if (!index(rule, frequency)) {
        unfound.add(rule);
      }
    }
    return unfound;
  }

  private static List<String> texts(FilterRule rule) {
    return rule.expression().isPresent()
        ? List.of(rule.literal())
        : Arrays.asList(rule.pattern().segments());
  }

  private boolean index(FilterRule rule, Map<Integer, Integer> frequency) {
    int best = 0;
    int bestOffset = -1;
    int least = Integer.MAX_VALUE;
    for (String text : texts(rule)) {
      for (int i = 0; i + GRAM <= text.length(); i++) {
        int often = frequency.getOrDefault(gram(text, i), 0);
        if (often < least && isLiteral(text, i)) {
          least = often;
          best = gram(text, i);
          bestOffset = i;
        }
      }
    }
    if (bestOffset < 0) {
      return false;
    }
    int slot = slot(best);
    grams[slot] = best;
    found[slot] = new Found(rule, rule.isFixed() ? bestOffset : -1, found[slot]);
    int bit = bit(best);
    bits[bit >> 6] |= 1L << bit;
    return true;
  }

  /** Whether four characters stand for themselves, and not in the scheme, which is not read. */
  private static boolean isLiteral(String text, int at) {
    for (int i = at; i < at + GRAM; i++) {
      char c = text.charAt(i);
      boolean afterScheme = i > at && i < at + GRAM - 1 && text.startsWith(":/", i);
      if (c == '^' || c >= 128 || afterScheme) {
        return false;
      }
    }
    return !SCHEMES.contains(text.substring(at, at + GRAM).toLowerCase(Locale.ROOT));
  }

  private static int gram(String text, int at) {
    int gram = 0;
    for (int i = at; i < at + GRAM; i++) {
      gram = gram << 8 | (UrlPattern.lower(text.charAt(i)) & 0xFF);
    }
    return gram;
  }

  private static int bit(int gram) {
    return (gram * 0x9E3779B1) >>> 16;
  }

  private int slot(int gram) {
    int mask = grams.length - 1;
    int slot = (gram * 0x85EBCA6B) >>> 8 & mask;
    while (found[slot] != null && grams[slot] != gram) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Whether a rule holds for an address; {@code inDoubt} where that takes too much searching. */
  boolean matches(WebUrl url, Destination destination, WebUrl page, boolean inDoubt) {
    String host = url.host();
    if (empty || host.length() > MAX_HOST) { // no name that long is ever resolved
      return false;
    }
    int hostStart = url.scheme().length() + 3;
    return hostMatches(url, host, hostStart, destination, page)
        || textMatches(url, hostStart, hostStart + host.length(), destination, page, inDoubt)
        || restMatches(url, hostStart, hostStart + host.length(), destination, page);
  }

  private boolean hostMatches(
      WebUrl url, String host, int hostStart, Destination destination, WebUrl page) {
    if (byHost.isEmpty()) {
      return false;
    }
    int end = HostTable.endOf(host);
    int hash = HostTable.START;
    for (int i = end - 1; i >= 0; i--) {
      hash = HostTable.step(hash, host.charAt(i));
      if (i == 0 || host.charAt(i - 1) == '.') {
        FilterRule[] rules = byHost.get(host, i, end, hash);
        if (rules == WHOLE_HOST) {
          return true;
        }
        if (rules != null) {
          for (FilterRule rule : rules) {
            if (rule.matches(url, hostStart, hostStart + host.length(), destination, page)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  private boolean textMatches(
      WebUrl url,
      int hostStart,
      int hostEnd,
      Destination destination,
      WebUrl page,
      boolean inDoubt) {
    String text = url.toString();
    int length = text.length();
    int searches = 0;
    int gram = 0;
    for (int i = hostStart - 3; i < length; i++) {
      gram = gram << 8 | UrlPattern.lower(text.charAt(i));
      int bit = bit(gram);
      if ((bits[bit >> 6] & 1L << bit) == 0) {
        continue;
      }
      for (Found at = found[slot(gram)]; at != null; at = at.next()) {
        int start = i - GRAM + 1 - at.offset();
        if (at.offset() >= 0) {
          if (at.rule().matchesAt(url, hostStart, hostEnd, start, destination, page)) {
            return true;
          }
        } else if (++searches > MAX_SEARCHES) {
          return inDoubt;
        } else if (at.rule().matches(url, hostStart, hostEnd, destination, page)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean restMatches(
      WebUrl url, int hostStart, int hostEnd, Destination destination, WebUrl page) {
    for (FilterRule rule : rest) {
      if (rule.matches(url, hostStart, hostEnd, destination, page)) {
        return true;
      }
    }
    return false;
  }

  /** How many rules have to be looked at for each address. */
  int unindexed() {
    return rest.length;
  }
}
