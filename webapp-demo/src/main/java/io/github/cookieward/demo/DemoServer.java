package io.github.cookieward.demo;

import io.github.cookieward.demo.tracker.Tracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.resource.ResourceFactory;

/**
 * The running demo: one web application deployed twice, at {@code /} with the filter and at {@code
 * /unprotected} without it; a second site, {@code harbour.localhost}, to which answers are handed
 * over; and the tracker that its pages talk to.
 *
 * <p>The site lives on {@code 127.0.0.1} and the tracker on {@code localhost}: cookies know no
 * ports, so only a second host name makes the tracker the third party that it plays.
 */
public final class DemoServer implements AutoCloseable {
  private static final String UNPROTECTED = "/unprotected";

  /** Browsers lead every name below localhost to this machine. */
  private static final String HARBOUR = "harbour.localhost";

  private static final String LIVE = "/WEB-INF/consent-live.xml";

  /** Where the library, unpacked or packed, and the JSTL are found; the demo needs no scan. */
  private static final String SCANNED =
      ".*/target/classes/$|.*/target/cookieward-[^/]*\\.jar$|.*/jakarta\\.servlet\\.jsp\\.jstl-[^/]*\\.jar$";

  // Held here, because a logger that nobody holds is forgotten with its level.
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");
  private static final Logger TOMCAT = Logger.getLogger("org.apache.tomcat"); // misses DTDs

  private final Server server;
  private final Tracker tracker;
  private final Path written;

  private DemoServer(Server server, Tracker tracker, Path written) {
    this.server = server;
    this.tracker = tracker;
    this.written = written;
  }

  static DemoServer start(int port, int trackerPort) throws IOException {
    JETTY.setLevel(Level.WARNING);
    TOMCAT.setLevel(Level.SEVERE);
    Tracker tracker = Tracker.start(trackerPort, directory("tracker"));
    Path written = Files.createTempDirectory("nimbus");
    Server server = new Server();
    try {
      ServerConnector connector = connector(server, port);
      server.addConnector(connector);
      String drive = "http://127.0.0.1:" + connector.getLocalPort();
      String harbour = "http://" + HARBOUR + ":" + connector.getLocalPort();
      String key = UUID.randomUUID().toString();
      WebAppContext site = site("/", UNPROTECTED, true, tracker);
      handsOver(site, "webapp", harbour, key, written.resolve("drive"));
      site.setInitParameter("nimbus.harbour", harbour);
      WebAppContext other = context("/");
      handsOver(other, "harbour", drive, key, written.resolve("harbour"));
      other.setInitParameter("nimbus.drive", drive);
      other.setVirtualHosts(List.of(HARBOUR));
      server.setHandler(
          new OneHostName(
              new ContextHandlerCollection(other, site, site(UNPROTECTED, "/", false, tracker))));
      server.start();
      return new DemoServer(server, tracker, written);
    } catch (Exception e) {
      stop(server);
      tracker.close();
      delete(written);
      throw e instanceof IOException failure
          ? failure
          : new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  /** The site's address, ending in a slash. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  /** The address of the deployment without the filter, ending in a slash. */
  public URI unprotectedUri() {
    return uri().resolve("unprotected/");
  }

  /** The address of the second site, to which answers are handed over; ending in a slash. */
  public URI harbourUri() {
    return URI.create("http://" + HARBOUR + ":" + port() + "/");
  }

  /** The tracker's address, ending in a slash. */
  public URI trackerUri() {
    return tracker.uri();
  }

  @Override
  public void close() {
    stop(server);
    tracker.close();
    delete(written);
  }

  void join() throws InterruptedException {
    server.join();
  }

  private int port() {
    return ((ServerConnector) server.getConnectors()[0]).getLocalPort();
  }

  private static ServerConnector connector(Server server, int port) throws IOException {
    ServerConnector connector = new ServerConnector(server);
    connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
    connector.setPort(port);
    try {
      connector.open();
    } catch (IOException e) {
      throw taken(port, "demo.port", e);
    }
    return connector;
  }

  /** The failure to open a port, with the remedy. */
  public static BindException taken(int port, String property, IOException cause) {
    BindException failure =
        new BindException(
            "port "
                + port
                + " is taken; choose another, or 0 for any free one: mvn -q test-compile exec:java"
                + (" -D" + property + "=")
                + (port > 65000 ? 0 : port + 10));
    failure.initCause(cause);
    return failure;
  }

  private static WebAppContext site(String path, String twin, boolean enforced, Tracker tracker)
      throws IOException {
    WebAppContext context = context(path);
    context.setBaseResourceAsPath(directory("webapp"));
    context.setInitParameter("cookieward.enabled", Boolean.toString(enforced));
    context.setInitParameter("nimbus.twin", twin);
    context.setInitParameter("nimbus.tracker", tracker.uri().toString().replaceFirst("/$", ""));
    context.setAttribute("nimbus.received", tracker.receipts());
    return context;
  }

  private static WebAppContext context(String path) {
    WebAppContext context = new WebAppContext();
    context.setContextPath(path);
    context.setThrowUnavailableOnStartupException(true);
    context.setAttribute(MetaInfConfiguration.CONTAINER_JAR_PATTERN, SCANNED);
    return context;
  }

  /**
   * Adds the other site to a site's consent.xml. A real site writes it there itself; only the demo
   * does not know its port before it runs.
   */
  private static void handsOver(
      WebAppContext context, String name, String other, String key, Path written)
      throws IOException {
    Path webapp = directory(name);
    String partner =
        "  <hand-over><partner endpoint=\""
            + other
            + "/consent\" key=\""
            + key
            + "\"/></hand-over>\n";
    Path live = written.resolve(LIVE.substring(1));
    Files.createDirectories(live.getParent());
    Files.writeString(
        live,
        Files.readString(webapp.resolve("WEB-INF/consent.xml"))
            .replaceFirst("(?=  <categories>)", partner));
    ResourceFactory resources = ResourceFactory.of(context);
    context.setBaseResource(
        ResourceFactory.combine(resources.newResource(webapp), resources.newResource(written)));
    context.setInitParameter("cookieward.config", LIVE);
  }

  private static void delete(Path directory) {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A source directory, found from the classes: the demo may be started from anywhere. */
  private static Path directory(String name) throws IOException {
    try {
      Path classes =
          Path.of(DemoServer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path directory = classes.resolve("../../webapp-demo/src/main").resolve(name).normalize();
      if (!Files.isDirectory(directory)) {
        throw new IOException("no " + directory + "; start the demo from a source tree");
      }
      return directory;
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the demo's server would not stop", e);
    }
  }

  /** Sends who comes by the tracker's host name to the site's. */
  private static final class OneHostName extends Handler.Wrapper {
    OneHostName(Handler site) {
      super(site);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      if (!"localhost".equals(Request.getServerName(request))) {
        return super.handle(request, response, callback);
      }
      String there =
          "http://127.0.0.1:"
              + Request.getServerPort(request)
              + request.getHttpURI().getPathQuery();
      Response.sendRedirect(request, response, callback, there);
      return true;
    }
  }
}
