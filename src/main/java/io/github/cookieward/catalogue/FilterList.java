package io.github.cookieward.catalogue;

import io.github.cookieward.http.WebUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A filter list: what it blocks and what it excepts, of the addresses that pages fetch. Which rules
 * and options it understands, docs/classification.md tells. Immutable; safe to share.
 */
public final class FilterList {
  /** Names in hosts files that are the machine's own. */
  private static final Set<String> OWN_NAMES =
      Set.of("localhost", "localhost.localdomain", "local", "broadcasthost", "0.0.0.0");

  private final RuleIndex blocking;
  private final RuleIndex important;
  private final RuleIndex exceptions;
  private final int rules;
  private final int skipped;

  private FilterList(List<FilterRule> all, int skipped) {
    this.blocking = new RuleIndex(all.stream().filter(rule -> !rule.exception()).toList());
    this.important =
        new RuleIndex(
            all.stream()
                .filter(rule -> !rule.exception() && rule.options().isImportant())
                .toList());
    this.exceptions = new RuleIndex(all.stream().filter(FilterRule::exception).toList());
    this.rules = all.size();
    this.skipped = skipped;
  }

  /** A list in Adblock Plus syntax; lines that are no rule about requests are passed over. */
  public static FilterList adblock(String text) {
    Set<String> takenBack = new HashSet<>();
    if (text.contains("badfilter")) {
      text.lines()
          .map(String::strip)
          .filter(line -> line.contains("badfilter"))
          .filter(line -> !FilterRuleReader.key(line).equals(line))
          .forEach(line -> takenBack.add(FilterRuleReader.key(line)));
    }
    List<FilterRule> rules = new ArrayList<>();
    int[] skipped = new int[1];
    text.lines()
        .map(String::strip)
        .filter(FilterRuleReader::isNetworkRule)
        .forEach(
            line -> {
              FilterRule rule = FilterRuleReader.read(line);
              if (rule == null) {
                skipped[0]++;
              } else if (!rule.options().isBadFilter()
                  && (takenBack.isEmpty() || !takenBack.contains(FilterRuleReader.key(line)))) {
                rules.add(rule);
              }
            });
    return new FilterList(rules, skipped[0]);
  }

  /**
   * A hosts file, or a host a line, each with what lies below it. The address in front of a host
   * does not matter, and {@code #} begins a comment.
   */
  public static FilterList hosts(String text) {
    List<FilterRule> rules = new ArrayList<>();
    int[] skipped = new int[1];
    text.lines()
        .forEach(
            line -> {
              int comment = line.indexOf('#');
              String content = (comment < 0 ? line : line.substring(0, comment)).strip();
              if (content.isEmpty() || content.startsWith("!")) {
                return;
              }
              String[] words = content.split("\\s+", 12);
              for (int i = words.length > 1 ? 1 : 0; i < words.length; i++) {
                String host = words[i].toLowerCase(Locale.ROOT);
                if (OWN_NAMES.contains(host) || host.startsWith("ip6-")) {
                  continue;
                }
                FilterRule rule =
                    host.matches("[^\\x00- /*^|$:,@]+")
                        ? FilterRuleReader.read(
                            "||"
                                + (host.endsWith(".") ? host.substring(0, host.length() - 1) : host)
                                + "^")
                        : null;
                if (rule == null || rule.host().isEmpty()) {
                  skipped[0]++;
                } else {
                  rules.add(rule);
                }
              }
            });
    return new FilterList(rules, skipped[0]);
  }

  /** How many rules it has that can decide. */
  public int rules() {
    return rules;
  }

  /** How many lines are rules, but of a kind that does not decide about requests here. */
  int skipped() {
    return skipped;
  }

  /**
   * Whether it blocks an address, exceptions apart.
   *
   * @param page the page that fetches it
   */
  public boolean blocks(WebUrl address, Destination destination, WebUrl page) {
    return address.isRemote() && blocking.matches(address, destination, page, true);
  }

  /** Whether it blocks an address whatever is excepted. */
  public boolean insists(WebUrl address, Destination destination, WebUrl page) {
    return address.isRemote() && important.matches(address, destination, page, false);
  }

  /** Whether it has an exception for an address. */
  public boolean excepts(WebUrl address, Destination destination, WebUrl page) {
    return address.isRemote() && exceptions.matches(address, destination, page, false);
  }

  /** How many rules are looked at for each address, since they have nothing to be found by. */
  int unindexed() {
    return blocking.unindexed();
  }
}
