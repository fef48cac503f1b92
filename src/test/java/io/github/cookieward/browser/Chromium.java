package io.github.cookieward.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real headless Chromium, the one that the system has; without one the tests fail and say how.
 */
public final class Chromium implements AutoCloseable {
  private static final String QUIET = "--disable-background-networking";
  private static final List<String> ARGUMENTS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-component-update",
          "--disable-sync");

  private final Playwright playwright;
  private final Browser browser;

  /** Starts it. */
  public Chromium() {
    this(List.of(QUIET), List.of());
  }

  /** Starts it with more on its command line, such as rules by which it finds hosts. */
  public static Chromium with(String... arguments) {
    return new Chromium(Stream.concat(Stream.of(QUIET), Stream.of(arguments)).toList(), List.of());
  }

  /**
   * Starts one whose every connection leads to servers of the test, so that it may do in the
   * background what browsers do there: fetch ahead, and send reports.
   *
   * @param arguments what its command line says besides
   */
  public static Chromium free(String... arguments) {
    return new Chromium(List.of(arguments), List.of(QUIET));
  }

  private Chromium(List<String> arguments, List<String> without) {
    Path executable =
        find()
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "these tests need Chromium on the PATH: apt-get install chromium"
                            + " (or name one with -Dchromium=/path/to/chromium)"));
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    browser =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setHeadless(true)
                    .setIgnoreDefaultArgs(without)
                    .setArgs(Stream.concat(ARGUMENTS.stream(), arguments.stream()).toList()));
  }

  static Optional<Path> find() {
    String named = System.getProperty("chromium", "");
    Stream<Path> candidates =
        named.isEmpty()
            ? Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(
                    directory ->
                        Stream.of("chromium", "chromium-browser", "google-chrome")
                            .map(name -> Path.of(directory, name)))
            : Stream.of(Path.of(named));
    return candidates.filter(Files::isExecutable).findFirst();
  }

  /** The browser, to open windows in. */
  public Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
