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
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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
      long count) {}

  /** What is known of one host; threads may lose each other's moment, which is no harm. */
  static final class Sighting {
    private final String host;
    private final Optional<Service> service;
    private final String page;
    private final Instant first;
    private final Set<String> uses = ConcurrentHashMap.newKeySet(4);
    private final AtomicLong count = new AtomicLong();
    private volatile Instant last;

    Sighting(String host, Optional<Service> service, String page, Instant first) {
      this.host = host;
      this.service = service;
      this.page = page;
      this.first = first;
      this.last = first;
    }

    private Sighting seen(String use, Instant now) {
      if (!uses.contains(use) && uses.size() < MAX_USES) {
        uses.add(use);
      }
      last = now;
      count.incrementAndGet();
      return this;
    }

    /** Once more, for what it was seen before. */
    void seenAgain(Instant now, int times) {
      last = now;
      count.addAndGet(times);
    }

    private Entry entry() {
      return new Entry(host, service, new TreeSet<>(uses), page, first, last, count.get());
    }
  }

  private static final Pattern NOT_OF_A_PATH = Pattern.compile("[?#].*|[^\\x21-\\x7e]");

  private final Clock clock;
  private final ConcurrentHashMap<String, Sighting> sightings = new ConcurrentHashMap<>();
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

  /**
   * Takes note of a host, the decision's subject.
   *
   * @return where it is counted; null where it is one more than fit
   */
  @Nullable Sighting note(Decision decision, String use, String page, boolean byBrowser) {
    Instant now = clock.instant();
    Sighting before = sightings.get(decision.subject());
    if (before == null) {
      before = sightings.get(Reports.printable(decision.subject()));
    }
    if (before != null) {
      return before.seen(use, now);
    }
    AtomicInteger budget = byBrowser ? fromBrowsers : fromPages;
    int most = byBrowser ? MAX_FROM_BROWSERS : MAX_FROM_PAGES;
    if (budget.get() >= most) {
      return null;
    }
    return sightings
        .computeIfAbsent(
            Reports.printable(decision.subject()),
            known -> {
              budget.incrementAndGet();
              return new Sighting(known, decision.service(), path(page), now);
            })
        .seen(use, now);
  }

  private static String path(String page) {
    String cut = page.length() > MAX_PATH ? page.substring(0, MAX_PATH) : page;
    return NOT_OF_A_PATH.matcher(cut).replaceAll("");
  }

  /** What was seen so far, the most frequent first. */
  public List<Entry> entries() {
    return sightings.values().stream()
        .map(Sighting::entry)
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
