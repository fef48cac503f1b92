package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Holds back the trackers of a folder of real pages: this rewriter, jsoup, and, as the limit, a
 * mere search for each {@code <}. One operation is the whole folder. How to call it:
 * docs/html-rewriter.md.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class HtmlRewriterBench {
  private static final int PIECE = 8192;

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

  private final List<byte[]> pages = new ArrayList<>();

  /** Reads the pages, and says how much both hold back of them. */
  @Setup
  public void read() throws IOException {
    Path folder = Path.of(System.getProperty("bench.pages"));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".html")).sorted().toList()) {
        pages.add(Files.readAllBytes(file));
      }
    }
    long bytes = pages.stream().mapToLong(page -> page.length).sum();
    Counter rewriter = new Counter();
    pages.forEach(page -> rewriteTo(page, rewriter));
    long jsoup = pages.stream().mapToLong(page -> withhold(Jsoup.parse(text(page)))).sum();
    System.out.printf(
        "%n%d pages, %,d bytes; held back: rewriter %d, jsoup %d%n",
        pages.size(), bytes, rewriter.hits, jsoup);
  }

  @Benchmark
  public long rewriter() {
    Counter counter = new Counter();
    for (byte[] page : pages) {
      rewriteTo(page, counter);
    }
    return counter.bytes;
  }

  @Benchmark
  public long jsoup() {
    long bytes = 0;
    for (byte[] page : pages) {
      Document document = Jsoup.parse(text(page));
      document.outputSettings().prettyPrint(false);
      withhold(document);
      bytes += document.outerHtml().getBytes(UTF_8).length;
    }
    return bytes;
  }

  @Benchmark
  public long searchForLessThan() {
    long found = 0;
    for (byte[] page : pages) {
      int at = HtmlTokenizer.indexOf(page, 0, page.length, (byte) '<');
      while (at < page.length) {
        found++;
        at = HtmlTokenizer.indexOf(page, at + 1, page.length, (byte) '<');
      }
    }
    return found;
  }

  private static void rewriteTo(byte[] page, Counter counter) {
    try {
      HtmlRewriter rewriter = new HtmlRewriter(counter, UTF_8, counter, 65_536);
      for (int at = 0; at < page.length; at += PIECE) {
        rewriter.write(page, at, Math.min(PIECE, page.length - at));
      }
      rewriter.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private static String text(byte[] page) {
    return new String(page, UTF_8);
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

    private int hits;
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
      return Edit.keep().rename(attribute, "data-consent-" + attribute);
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
}
