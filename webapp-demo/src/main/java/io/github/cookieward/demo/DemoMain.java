package io.github.cookieward.demo;

import java.io.IOException;
import java.net.BindException;

/**
 * Starts the demo: {@code mvn -q test-compile exec:java}.
 *
 * <p>The port is the first argument, or {@code -Ddemo.port}, or 8080; the tracker takes {@code
 * -Ddemo.tracker-port}, or the port after that. Both listen on the loopback interface only.
 */
public final class DemoMain {
  private static final int DEFAULT_PORT = 8080;

  private DemoMain() {}

  /** Starts the demo and stays until it is interrupted. */
  public static void main(String[] args) throws InterruptedException {
    try {
      int port = port(args.length > 0 ? args[0] : System.getProperty("demo.port"), DEFAULT_PORT);
      int trackerPort =
          port(System.getProperty("demo.tracker-port"), port == 0 || port == 65535 ? 0 : port + 1);
      DemoServer server = start(port, trackerPort);
      System.out.printf(
          "%nNimbus Drive is ready:    %s%n"
              + "  without the filter:     %sunprotected/%n"
              + "  side by side:           %scompare%n"
              + "  our other site:         %s%n"
              + "  the tracker's receipts: %sreceived%n"
              + "Stop it with Ctrl+C.%n",
          server.uri(), server.uri(), server.uri(), server.harbourUri(), server.trackerUri());
      server.join();
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    }
  }

  /**
   * Starts the site, once with the filter and once without, and the tracker.
   *
   * @param port the site's; 0 takes any free one
   * @param trackerPort the tracker's; 0 takes any free one
   * @throws BindException if a port is taken; its message says how to choose another
   */
  public static DemoServer start(int port, int trackerPort) throws IOException {
    return DemoServer.start(port, trackerPort);
  }

  private static int port(String text, int otherwise) {
    if (text == null || text.isBlank()) {
      return otherwise;
    }
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
      throw new IllegalArgumentException("a port must be 0 to 65535, not \"" + text + "\"");
    }
    return Integer.parseInt(text);
  }
}
