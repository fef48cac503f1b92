package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.ConsentTagRules;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.PageMarkup;
import io.github.cookieward.enforcement.Place;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.http.WebUrl;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * Holds back the trackers of folders of real pages: this rewriter, jsoup, where asked for Bun's
 * {@code HTMLRewriter}, and, as the limit, a mere search for each {@code <}. They take turns within
 * one run, each measured by the processor time of its thread beside the clock, so that what else
 * the machine does falls on all alike. How to call it, and what came out: docs/performance.md.
 */
public final class HtmlRewriterBench {
  private static final int PIECE = 8192;

  /** Which peer the others are held against. */
  private static final String MEASURE = System.getProperty("bench.measure", "rewriter");

  private static final int ROUNDS = Integer.getInteger("bench.rounds", 15);
  private static final int WARM = Integer.getInteger("bench.warm", 30);
  private static final long TURN = Integer.getInteger("bench.turn", 200) * 1_000_000L;

  private static final List<String> TRACKERS =
      List.of(
          "google-analytics.com",
          "googletagmanager.com",
          "doubleclick.net",
          "googlesyndication.com",
          "facebook.net",
          "facebook.com",
          "scorecardresearch.com",
          "quantserve.com",
          "chartbeat.com",
          "hotjar.com",
          "criteo.com",
          "adnxs.com",
          "taboola.com",
          "outbrain.com",
          "newrelic.com",
          "amazon-adsystem.com");

  private static final Map<String, String> SOURCES =
      Map.of("script", "src", "img", "src", "iframe", "src", "link", "href", "a", "ping");

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What was found or written last: so that no work is for nothing. */
  private static volatile long written;

  private static int origins;

  private HtmlRewriterBench() {}

  /** Something that works through pages, and says how much it found. */
  private interface Peer extends AutoCloseable {
    long work() throws IOException;

    /** Nanoseconds of processor, where it is another process that works; else negative. */
    default long processor() {
      return -1;
    }

    @Override
    default void close() throws IOException {}
  }

  /** What the turns of one peer took, in nanoseconds and bytes for all pages. */
  private static final class Turns {
    final List<Double> wall = new ArrayList<>();
    final List<Double> cpu = new ArrayList<>();
    final List<Double> bytes = new ArrayList<>();

    void take(Peer peer) throws IOException {
      long thread = Thread.currentThread().getId();
      long allocated = THREADS.getThreadAllocatedBytes(thread);
      long cpuStart = THREADS.getCurrentThreadCpuTime();
      long start = System.nanoTime();
      long other = 0;
      long used;
      int times = 0;
      do {
        written = peer.work();
        other += peer.processor();
        used = other > 0 ? other : THREADS.getCurrentThreadCpuTime() - cpuStart;
        times++;
      } while (used < TURN);
      wall.add((System.nanoTime() - start) / (double) times);
      cpu.add(used / (double) times);
      bytes.add((THREADS.getThreadAllocatedBytes(thread) - allocated) / (double) times);
    }
  }

  /**
   * Measures each folder.
   *
   * @param folders of pages; the word {@code pathological} stands for documents made up here
   */
  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      if (folder.equals("pathological")) {
        for (Map.Entry<String, byte[]> made : pathological().entrySet()) {
          List<byte[]> pages = List.of(made.getValue());
          Map<String, Peer> peers = new LinkedHashMap<>();
          peers.put("rewriter, 8 KB", () -> rewrite(pages, PIECE));
          peers.put("rewriter, 1 byte", () -> rewrite(pages, 1));
          measure(made.getKey(), pages, peers);
        }
      } else {
        List<byte[]> pages = read(Path.of(folder));
        measure(folder, pages, peers(folder, pages));
      }
    }
  }

  private static Map<String, Peer> peers(String folder, List<byte[]> pages) throws IOException {
    Map<String, Peer> peers = new LinkedHashMap<>();
    peers.put("search for <", () -> search(pages));
    peers.put("rewriter", () -> rewrite(pages, PIECE));
    peers.put("all our rules", () -> enforce(pages, ENFORCER, PLACE));
    peers.put("pages not seen yet", () -> enforce(pages, FORGETFUL, anotherOrigin()));
    peers.put("jsoup", () -> jsoup(pages));
    String bun = System.getProperty("bench.bun", "");
    if (!bun.isEmpty()) {
      peers.put("Bun", new Bun(bun, folder));
    }
    String some = System.getProperty("bench.peers", "");
    if (!some.isEmpty()) {
      peers.keySet().retainAll(List.of(some.split(",")));
    }
    return peers;
  }

  private static void measure(String what, List<byte[]> pages, Map<String, Peer> peers)
      throws IOException {
    Map<String, Turns> turns = new LinkedHashMap<>();
    for (Map.Entry<String, Peer> peer : peers.entrySet()) {
      turns.put(peer.getKey(), new Turns());
      for (int i = 0; i < WARM; i++) {
        new Turns().take(peer.getValue()); // warms up
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      for (Map.Entry<String, Peer> peer : peers.entrySet()) {
        turns.get(peer.getKey()).take(peer.getValue());
      }
    }
    long size = pages.stream().mapToLong(page -> page.length).sum();
    System.out.printf(Locale.ROOT, "%n%s: %d pages, %,d bytes%n", what, pages.size(), size);
    Turns rewriter =
        turns.entrySet().stream()
            .filter(peer -> peer.getKey().startsWith(MEASURE))
            .findFirst()
            .orElseThrow()
            .getValue();
    for (Map.Entry<String, Peer> peer : peers.entrySet()) {
      Turns taken = turns.get(peer.getKey());
      System.out.printf(
          Locale.ROOT,
          "%-18s %7.0f MB/s of processor (%.0f to %.0f), %7.0f of the clock; "
              + MEASURE
              + " %6.2f times as fast (%.2f to %.2f); %,10.0f bytes a page; found %d%n",
          peer.getKey(),
          size * 1e3 / at(taken.cpu, 0.5),
          size * 1e3 / at(taken.cpu, 1),
          size * 1e3 / at(taken.cpu, 0),
          size * 1e3 / at(taken.wall, 0.5),
          at(ratios(taken, rewriter), 0.5),
          at(ratios(taken, rewriter), 0),
          at(ratios(taken, rewriter), 1),
          at(taken.bytes, 0.5) / pages.size(),
          peer.getValue().work());
      peer.getValue().close();
    }
    System.out.printf("(the last of them wrote or found %d)%n", written);
  }

  /** Round by round: neighbours in time see the same machine. */
  private static List<Double> ratios(Turns slower, Turns faster) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < slower.cpu.size(); i++) {
      ratios.add(slower.cpu.get(i) / faster.cpu.get(i));
    }
    return ratios;
  }

  private static double at(List<Double> values, double quantile) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.round(quantile * (sorted.size() - 1)));
  }

  private static List<byte[]> read(Path folder) throws IOException {
    List<byte[]> pages = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).sorted().toList()) {
        pages.add(Files.readAllBytes(file));
      }
    }
    return pages;
  }

  private static Map<String, byte[]> pathological() {
    Map<String, byte[]> made = new LinkedHashMap<>();
    made.put("10 MB in an attribute of a tag that nobody wants", filled("<div title='", "x"));
    made.put("10 MB in an attribute of a wanted tag", filled("<img src='", "x"));
    made.put("10 MB in a comment", filled("<!--", "x - "));
    made.put("10 MB in a script", filled("<script>", "x < y;"));
    made.put("10 MB in an open tag", filled("<div ", "a=b "));
    made.put("10 MB of open tags", filled("", "<img "));
    return made;
  }

  private static byte[] filled(String beginning, String repeated) {
    byte[] bytes = Arrays.copyOf(beginning.getBytes(UTF_8), 10_000_000);
    for (int at = beginning.length(); at < bytes.length; at++) {
      bytes[at] = (byte) repeated.charAt((at - beginning.length()) % repeated.length());
    }
    return bytes;
  }

  // The peers.

  private static long rewrite(List<byte[]> pages, int size) {
    Counter counter = new Counter();
    for (byte[] page : pages) {
      try {
        HtmlRewriter rewriter = new HtmlRewriter(counter, UTF_8, counter, 65_536);
        for (int at = 0; at < page.length; at += size) {
          rewriter.write(page, at, Math.min(size, page.length - at));
        }
        rewriter.end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    written = counter.bytes;
    return counter.hits;
  }

  private static final Enforcer ENFORCER =
      new Enforcer(Settings.builder().build(), Clock.systemUTC());

  /** Its pages are each time of another origin. */
  private static final Enforcer FORGETFUL =
      new Enforcer(Settings.builder().build(), Clock.systemUTC());

  private static final Place PLACE =
      new Place(WebUrl.parse("https://shop.example/page", null).orElseThrow(), "");

  /** Of its tags, styles and stretches nothing is known. */
  private static Place anotherOrigin() {
    String page = "https://shop" + origins++ + ".example/page";
    return new Place(WebUrl.parse(page, null).orElseThrow(), "");
  }

  /** As the filter does it, for a visitor who has not answered. */
  private static long enforce(List<byte[]> pages, Enforcer enforcer, Place place) {
    Counter counter = new Counter();
    long withheld = 0;
    for (byte[] page : pages) {
      Enforcement visit = enforcer.begin(List.of(), true, Signals.NONE);
      ConsentTagRules rules = new ConsentTagRules(visit, place, PageMarkup.NONE);
      try {
        HtmlRewriter rewriter = new HtmlRewriter(rules, UTF_8, counter, 65_536);
        for (int at = 0; at < page.length; at += PIECE) {
          rewriter.write(page, at, Math.min(PIECE, page.length - at));
        }
        rewriter.end();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      withheld += visit.withheld().size();
    }
    written = counter.bytes;
    return withheld;
  }

  private static long jsoup(List<byte[]> pages) {
    long hits = 0;
    for (byte[] page : pages) {
      Document document = Jsoup.parse(new String(page, UTF_8));
      document.outputSettings().prettyPrint(false);
      hits += withhold(document);
      written = document.outerHtml().getBytes(UTF_8).length;
    }
    return hits;
  }

  private static long search(List<byte[]> pages) {
    long found = 0;
    for (byte[] page : pages) {
      int at = lessThan(page, 0);
      while (at < page.length) {
        found++;
        at = lessThan(page, at + 1);
      }
    }
    return found;
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Eight bytes at a time, as plainly as can be: what a tokenizer is held against. */
  private static int lessThan(byte[] in, int from) {
    int at = from;
    for (int last = in.length - 8; at <= last; at += 8) {
      long x = (long) LONGS.get(in, at) ^ 0x3C3C3C3C3C3C3C3CL;
      long hits = (x - 0x0101010101010101L) & ~x & 0x8080808080808080L;
      if (hits != 0) {
        return at + (Long.numberOfTrailingZeros(hits) >>> 3);
      }
    }
    while (at < in.length && in[at] != '<') {
      at++;
    }
    return at;
  }

  private static int withhold(Document document) {
    int hits = 0;
    for (Element element : document.getAllElements()) {
      String attribute = SOURCES.get(element.normalName());
      if (attribute != null && isTracker(element.attr(attribute))) {
        element.attr("data-consent-" + attribute, element.attr(attribute)).removeAttr(attribute);
        hits++;
      }
    }
    return hits;
  }

  /** Whether the host of an address, or a parent domain of it, is a tracker's. */
  private static boolean isTracker(String address) {
    int start = address.indexOf("//") + 2;
    if (start < 2) {
      return false;
    }
    int end = start;
    while (end < address.length() && "/?#:".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    for (String tracker : TRACKERS) {
      int at = end - tracker.length();
      boolean whole = at == start || at > start && address.charAt(at - 1) == '.';
      if (whole && address.regionMatches(true, at, tracker, 0, tracker.length())) {
        return true;
      }
    }
    return false;
  }

  /** The rule, and a sink that only counts. */
  private static final class Counter extends OutputStream implements TagRule {
    private static final WantedTags WANTED = WantedTags.of(SOURCES.keySet(), Set.of());

    private long hits;
    private long bytes;

    @Override
    public WantedTags wanted() {
      return WANTED;
    }

    @Override
    public Edit on(StartTag tag) {
      String attribute = SOURCES.getOrDefault(tag.name(), "");
      Optional<String> address = tag.attribute(attribute);
      if (address.isEmpty() || !isTracker(address.get())) {
        return Edit.keep();
      }
      hits++;
      Edit held = Edit.keep().rename(attribute, "data-consent-" + attribute);
      return tag.name().equals("script") ? held.set("type", "text/plain") : held;
    }

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] source, int from, int length) {
      bytes += length;
    }
  }

  /** Another process that does the same work each time that it is sent a line. */
  private static final class Bun implements Peer {
    private static final String PROGRAM =
        """
        const fs = require("fs"), path = require("path");
        const [folder, trackers] = process.argv.slice(-2);
        const list = trackers.split(",");
        const pages = fs.readdirSync(folder).filter(f => f.endsWith(".html")).sort()
          .map(f => fs.readFileSync(path.join(folder, f)));
        let hits = 0;
        function isTracker(address) {
          let start = address.indexOf("//") + 2;
          if (start < 2) return false;
          let end = start;
          while (end < address.length && !"/?#:".includes(address[end])) end++;
          const host = address.slice(start, end).toLowerCase();
          return list.some(t => host === t || host.endsWith("." + t));
        }
        function on(attribute) {
          return { element(e) {
            const address = e.getAttribute(attribute);
            if (address !== null && isTracker(address)) {
              hits++;
              e.removeAttribute(attribute);
              e.setAttribute("data-consent-" + attribute, address);
              if (e.tagName === "script") e.setAttribute("type", "text/plain");
            }
          } };
        }
        const rewriter = new HTMLRewriter();
        for (const [tag, attribute] of
            [["script", "src"], ["img", "src"], ["iframe", "src"], ["link", "href"], ["a", "ping"]])
          rewriter.on(tag + "[" + attribute + "]", on(attribute));
        require("readline").createInterface({ input: process.stdin }).on("line", () => {
          hits = 0;
          const before = process.cpuUsage();
          let bytes = 0;
          for (const page of pages)
            bytes += rewriter.transform(page.buffer.slice(
              page.byteOffset, page.byteOffset + page.length)).byteLength;
          const used = process.cpuUsage(before);
          console.log(hits + " " + (used.user + used.system) * 1000);
        }).on("close", () => process.exit(0));
        """;

    private final Process process;
    private final PrintWriter to;
    private final BufferedReader from;
    private long processor;

    Bun(String command, String folder) throws IOException {
      Path program = Files.createTempFile("bench", ".js");
      Files.writeString(program, PROGRAM);
      process =
          new ProcessBuilder(command, program.toString(), folder, String.join(",", TRACKERS))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      to = new PrintWriter(new OutputStreamWriter(process.getOutputStream(), UTF_8), true);
      from = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    @Override
    public long work() throws IOException {
      to.println("go");
      String[] answer = from.readLine().split(" ");
      processor = Long.parseLong(answer[1]);
      return Long.parseLong(answer[0]);
    }

    @Override
    public long processor() {
      return processor;
    }

    @Override
    public void close() {
      to.close();
    }
  }
}
