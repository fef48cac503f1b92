package io.github.cookieward.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.catalogue.FilterList;
import io.github.cookieward.http.WebUrl;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.zip.GZIPInputStream;
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
 * Decides about the requests of a file under filter lists; one operation is the whole file. How to
 * call it: docs/classification.md.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class FilterListBench {
  private static final Map<String, Destination> DESTINATIONS =
      Map.of(
          "script", Destination.SCRIPT,
          "image", Destination.IMAGE,
          "stylesheet", Destination.STYLE,
          "subdocument", Destination.FRAME);

  private FilterList[] lists = {};
  private String[] addresses = {};
  private Destination[] destinations = {};
  private WebUrl[] pages = {};
  private WebUrl[] urls = {};

  /** Reads the files: {@code -Drequests=file -Dlists=file,file}. */
  @Setup
  public void read() throws IOException {
    List<FilterList> all = new ArrayList<>();
    for (String file : System.getProperty("lists", "").split(",")) {
      all.add(FilterList.adblock(text(Path.of(file))));
    }
    lists = all.toArray(FilterList[]::new);
    List<String[]> lines =
        text(Path.of(System.getProperty("requests", "")))
            .lines()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.split("\t", -1))
            .filter(line -> WebUrl.parse(line[2], null).isPresent())
            .toList();
    addresses = lines.stream().map(line -> line[2]).toArray(String[]::new);
    destinations =
        lines.stream()
            .map(line -> DESTINATIONS.getOrDefault(line[0], Destination.OTHER))
            .toArray(Destination[]::new);
    pages =
        lines.stream()
            .map(line -> WebUrl.parse(line[1], null).orElseThrow())
            .toArray(WebUrl[]::new);
    urls =
        lines.stream()
            .map(line -> WebUrl.parse(line[2], null).orElseThrow())
            .toArray(WebUrl[]::new);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      InputStream bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new String(bytes.readAllBytes(), UTF_8);
    }
  }

  private boolean blocks(WebUrl url, int i) {
    for (FilterList list : lists) {
      if (list.blocks(url, destinations[i], pages[i])) {
        for (FilterList other : lists) {
          if (other.excepts(url, destinations[i], pages[i])) {
            return list.insists(url, destinations[i], pages[i]);
          }
        }
        return true;
      }
    }
    return false;
  }

  /** Addresses that are read already. */
  @Benchmark
  public int match() {
    int blocked = 0;
    for (int i = 0; i < urls.length; i++) {
      blocked += blocks(urls[i], i) ? 1 : 0;
    }
    return blocked;
  }

  /** Addresses as a page has them. */
  @Benchmark
  public int readAndMatch() {
    int blocked = 0;
    for (int i = 0; i < addresses.length; i++) {
      WebUrl url = WebUrl.parse(addresses[i], pages[i]).orElse(null);
      blocked += url != null && blocks(url, i) ? 1 : 0;
    }
    return blocked;
  }

  /** Addresses as a page has them, read only. */
  @Benchmark
  public int parse() {
    int length = 0;
    for (int i = 0; i < addresses.length; i++) {
      length += WebUrl.parse(addresses[i], pages[i]).map(url -> url.host().length()).orElse(0);
    }
    return length;
  }

  /** Tells the CPU time of one request, which other work on the machine does not lengthen. */
  public static void main(String[] args) throws IOException {
    FilterListBench bench = new FilterListBench();
    bench.read();
    tell("match", bench::match, bench.addresses.length);
    tell("parse", bench::parse, bench.addresses.length);
    tell("read and match", bench::readAndMatch, bench.addresses.length);
  }

  private static void tell(String name, IntSupplier run, int requests) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] micros = new double[41];
    int found = 0;
    for (int i = 0; i < micros.length; i++) {
      long before = threads.getCurrentThreadCpuTime();
      found = run.getAsInt();
      micros[i] = (threads.getCurrentThreadCpuTime() - before) / 1e3 / requests;
    }
    double[] warm = Arrays.copyOfRange(micros, micros.length / 2, micros.length);
    Arrays.sort(warm);
    System.out.printf(
        "%s: %.3f us a request by CPU time (median; least %.3f), result %d%n",
        name, warm[warm.length / 2], warm[0], found);
  }
}
