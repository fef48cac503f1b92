package io.github.cookieward.demo.tracker;

import io.github.cookieward.demo.DemoServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The third party of the demo: a server of its own that watches the site's visitors. */
public final class Tracker implements AutoCloseable {
  private final Server server;
  private final Receipts receipts;

  private Tracker(Server server, Receipts receipts) {
    this.server = server;
    this.receipts = receipts;
  }

  /**
   * Starts a tracker on the loopback interface.
   *
   * @param port 0 takes any free one
   * @param files where its script and its player lie
   */
  public static Tracker start(int port, Path files) throws IOException {
    Receipts receipts = new Receipts();
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    server.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.addServlet(new ServletHolder(new TrackerServlet(receipts, files)), "/");
    server.setHandler(context);
    try {
      connector.open();
    } catch (IOException e) {
      throw DemoServer.taken(port, "demo.tracker-port", e);
    }
    try {
      server.start();
    } catch (Exception e) {
      throw new IOException("the tracker did not start: " + e, e);
    }
    return new Tracker(server, receipts);
  }

  /** The tracker's address, ending in a slash: another host name than the site's. */
  public URI uri() {
    int port = ((ServerConnector) server.getConnectors()[0]).getLocalPort();
    return URI.create("http://localhost:" + port + "/");
  }

  /**
   * What was received about a visitor of the site, newest first: time, kind and page of each. In
   * the JDK's own types, so that a web application with a class loader of its own can read it.
   */
  public Function<String, List<Map<String, String>>> receipts() {
    return subject -> receipts.about(subject).stream().map(Receipt::asMap).toList();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the tracker would not stop", e);
    }
  }
}
