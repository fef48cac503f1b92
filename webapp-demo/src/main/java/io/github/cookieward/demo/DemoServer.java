package io.github.cookieward.demo;

import io.github.cookieward.demo.tracker.Tracker;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;
import org.eclipse.jetty.util.Callback;

/**
 * The running demo: one web application deployed twice, at {@code /} with the filter and at {@code
 * /unprotected} without it, and the tracker that its pages talk to.
 *
 * <p>The site lives on {@code 127.0.0.1} and the tracker on {@code localhost}: cookies know no
 * ports, so only a second host name makes the tracker the third party that it plays.
 */
public final class DemoServer implements AutoCloseable {
  private static final String UNPROTECTED = "/unprotected";

  /** Where the library, unpacked or packed, and the JSTL are found; the demo needs no scan. */
  private static final String SCANNED =
      ".*/target/classes/$|.*/target/cookieward-[^/]*\\.jar$|.*/jakarta\\.servlet\\.jsp\\.jstl-[^/]*\\.jar$";

  // Held here, because a logger that nobody holds is forgotten with its level.
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");
  private static final Logger TOMCAT = Logger.getLogger("org.apache.tomcat"); // misses DTDs

  private final Server server;
  private final Tracker tracker;

  private DemoServer(Server server, Tracker tracker) {
    this.server = server;
    this.tracker = tracker;
  }

  static DemoServer start(int port, int trackerPort) throws IOException {
    JETTY.setLevel(Level.WARNING);
    TOMCAT.setLevel(Level.SEVERE);
    Tracker tracker = Tracker.start(trackerPort, directory("tracker"));
    Server server = new Server();
    try {
      server.addConnector(connector(server, port));
      server.setHandler(
          new OneHostName(
              new ContextHandlerCollection(
                  site("/", UNPROTECTED, true, tracker), site(UNPROTECTED, "/", false, tracker))));
      server.start();
      return new DemoServer(server, tracker);
    } catch (Exception e) {
      stop(server);
      tracker.close();
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

  /** The tracker's address, ending in a slash. */
  public URI trackerUri() {
    return tracker.uri();
  }

  @Override
  public void close() {
    stop(server);
    tracker.close();
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
    WebAppContext context = new WebAppContext();
    context.setContextPath(path);
    context.setBaseResourceAsPath(directory("webapp"));
    context.setThrowUnavailableOnStartupException(true);
    context.setAttribute(MetaInfConfiguration.CONTAINER_JAR_PATTERN, SCANNED);
    context.setInitParameter("cookieward.enabled", Boolean.toString(enforced));
    context.setInitParameter("nimbus.twin", twin);
    context.setInitParameter("nimbus.tracker", tracker.uri().toString().replaceFirst("/$", ""));
    context.setAttribute("nimbus.received", tracker.receipts());
    return context;
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
