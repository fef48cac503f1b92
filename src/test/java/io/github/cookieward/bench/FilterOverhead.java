package io.github.cookieward.bench;

import com.sun.management.ThreadMXBean;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.ConsentCodec;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.filter.ConsentFilter;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a request costs with the filter and without it. The container is left out: request and
 * response do the least that the servlet API asks of them. How to run it, and what came out, stands
 * in {@code docs/performance.md}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class FilterOverhead {
  private static final String[] SET = {
    "JSESSIONID=node01abcdefghijklmnop; Path=/; HttpOnly",
    "_ga=GA1.2.1234567890.1234567890; Path=/; Max-Age=63072000",
    "_gid=GA1.2.987654321.987654321; Path=/; Max-Age=86400",
    "_fbp=fb.1.1234567890123.123456789; Path=/; Max-Age=7776000",
    "XSRF-TOKEN=0123456789abcdef; Path=/; SameSite=Lax"
  };

  private static final byte[] BODY = new byte[2_000];

  /** Whether the filter stands before the page. */
  @Param({"off", "on"})
  public String filter;

  /** What is asked and answered. */
  @Param({"nothing", "writes", "sets5", "sets5writes", "carries12sets5", "reads12", "reads12sets5"})
  public String page;

  private final LeastContainer container = new LeastContainer();
  private Filter guard;
  private FilterChain application;

  /** Makes the page, and the visitor, who agreed to analytics and refused advertising. */
  @Setup
  public void start() throws ServletException {
    Settings settings = Settings.builder().build();
    guard = filter.equals("on") ? new ConsentFilter(settings) : LeastContainer.PASSES;
    guard.init(container);
    Consent consent =
        new Consent(
            "AAAAAAAAAAAAAAAAAAAAAA",
            Instant.now(),
            1,
            false,
            Map.of(
                Category.ANALYTICS, Choice.GRANTED,
                Category.THIRD_PARTY, Choice.GRANTED,
                Category.ADVERTISING, Choice.DENIED,
                Category.PREFERENCE, Choice.GRANTED),
            Map.of());
    boolean reads = page.contains("reads");
    boolean writes = page.contains("writes");
    container.cookies =
        page.contains("12")
            ? "JSESSIONID=node01abcdefghijklmnop; _ga=GA1.2.1234567890.1234567890;"
                + " _gid=GA1.2.987654321.987654321; XSRF-TOKEN=0123456789abcdef; _gat=1;"
                + " _ga_ABCDEFGHIJ=GS1.1.1234567890.1.1.1234567890.0.0.0; _hjid=1234-5678;"
                + " _pk_id.1.1fff=abcdef0123456789; _pk_ses.1.1fff=1; remember-me=abcdef;"
                + " _clck=1abcdef; consent="
                + new ConsentCodec(List.of()).encode(consent).orElseThrow()
            : null;
    String[] set = page.contains("sets5") ? SET : new String[0];
    application =
        (request, response) -> {
          HttpServletResponse answer = (HttpServletResponse) response;
          for (String field : set) {
            answer.addHeader("Set-Cookie", field);
          }
          if (writes) {
            answer.setContentType("application/json;charset=utf-8");
            answer.getOutputStream().write(BODY);
          }
          if (reads) {
            container.read(request);
          }
        };
  }

  /** One request. */
  @Benchmark
  public int request() throws IOException, ServletException {
    container.begin();
    guard.doFilter(container.request, container.response, application);
    return container.end();
  }

  /** The same by the processor's time, for a machine that does other things beside. */
  public static void main(String[] arguments) throws IOException, ServletException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    int times = 100_000;
    for (String page :
        System.getProperty(
                "bench.pages",
                "nothing,writes,sets5,sets5writes,carries12sets5,reads12,reads12sets5")
            .split(",")) {
      for (String filter : List.of("off", "on")) {
        FilterOverhead overhead = new FilterOverhead();
        overhead.filter = filter;
        overhead.page = page;
        overhead.start();
        double[] spent = new double[15];
        long bytes = 0;
        long set = 0;
        for (int round = -10; round < spent.length; round++) { // the first ones warm up
          long allocated = threads.getThreadAllocatedBytes(thread);
          long start = threads.getCurrentThreadCpuTime();
          for (int i = 0; i < times; i++) {
            set += overhead.request();
          }
          if (round >= 0) {
            spent[round] = (threads.getCurrentThreadCpuTime() - start) / (double) times;
          }
          bytes = (threads.getThreadAllocatedBytes(thread) - allocated) / times;
        }
        Arrays.sort(spent);
        System.out.printf(
            Locale.ROOT,
            "%-13s %-4s %8.0f ns of processor (%.0f to %.0f), %d bytes, %d set%n",
            page,
            filter,
            spent[spent.length / 2],
            spent[0],
            spent[spent.length - 1],
            bytes,
            set);
      }
    }
  }
}
