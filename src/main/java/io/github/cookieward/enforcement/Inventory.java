package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.http.WebUrl;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * What pages fetch from hosts that the site has not declared, as the rewriter and browsers' reports
 * tell: what an operator declares next. Hosts and counts, and nothing about visitors. Bounded; safe
 * to share. Reports come from anybody, so they have a budget of their own.
 */
public final class Inventory {
  /** How many hosts are kept that stand in the application's own pages. */
  public static final int MAX_FROM_PAGES = 1_000;

  /** How many hosts are kept that only browsers have told of. */
  public static final int MAX_FROM_BROWSERS = 500;

  static final int MAX_USES = 16;
  static final int MAX_PATH = 200;

  /** After so many pages that ask browsers to report, only one in {@link #ONE_IN} asks. */
  static final int PAGES_THAT_ASK = 1_000;

  static final int ONE_IN = 100;

  /**
   * One host.
   *
   * @param host with the port where it is not the usual one
   * @param service whose it is, where the built-in catalogue or a filter list knows
   * @param uses what it serves: destinations such as {@code image}, directives such as {@code
   *     connect-src}
   * @param page the path of a page that uses it, without a query
   * @param first when it was first seen
   * @param last when it was last seen
   * @param count how often it was seen; a sample, since not every page asks for reports
   */
  public record Entry(
      String host,
      Optional<Service> service,
      Set<String> uses,
      String page,
      Instant first,
      Instant last,
      long count) {
    private Entry seen(String use, Instant now) {
      Set<String> all = uses;
      if (!uses.contains(use) && uses.size() < MAX_USES) {
        all = new TreeSet<>(uses);
        all.add(use);
      }
      return new Entry(host, service, all, page, first, now, count + 1);
    }
  }

  private static final Pattern NOT_OF_A_PATH = Pattern.compile("[?#].*|[^\\x21-\\x7e]");

  private final Clock clock;
  private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicInteger fromPages = new AtomicInteger();
  private final AtomicInteger fromBrowsers = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();

  Inventory(Clock clock) {
    this.clock = clock;
  }

  /** A host as it is kept here. */
  static String host(WebUrl address) {
    boolean secure = address.scheme().equals("https") || address.scheme().equals("wss");
    boolean usual = address.port() == (secure ? 443 : 80);
    return address.host() + (usual ? "" : ":" + address.port());
  }

  /** Takes note of a host, the decision's subject; one more than fit is left out. */
  void note(Decision decision, String use, String page, boolean byBrowser) {
    Instant now = clock.instant();
    String known = Reports.printable(decision.subject());
    if (entries.computeIfPresent(known, (key, entry) -> entry.seen(use, now)) != null) {
      return;
    }
    AtomicInteger budget = byBrowser ? fromBrowsers : fromPages;
    int most = byBrowser ? MAX_FROM_BROWSERS : MAX_FROM_PAGES;
    if (budget.get() >= most) {
      return;
    }
    entries.compute(
        known,
        (key, entry) -> {
          if (entry != null) {
            return entry.seen(use, now);
          }
          budget.incrementAndGet();
          return new Entry(known, decision.service(), Set.of(use), path(page), now, now, 1);
        });
  }

  private static String path(String page) {
    String cut = page.length() > MAX_PATH ? page.substring(0, MAX_PATH) : page;
    return NOT_OF_A_PATH.matcher(cut).replaceAll("");
  }

  /** What was seen so far, the most frequent first. */
  public List<Entry> entries() {
    return entries.values().stream()
        .sorted(Comparator.comparingLong(Entry::count).reversed().thenComparing(Entry::host))
        .toList();
  }

  /** Whether the next page is to ask browsers to report. */
  boolean asks() {
    int pages = asked.get();
    if (pages < PAGES_THAT_ASK) {
      asked.incrementAndGet();
      return true;
    }
    // Counts round within the hundred that follows, so that it never overflows.
    return asked.updateAndGet(
            n ->
                n + 1 >= PAGES_THAT_ASK + ONE_IN ? PAGES_THAT_ASK : Math.max(n + 1, PAGES_THAT_ASK))
        == PAGES_THAT_ASK;
  }
}
