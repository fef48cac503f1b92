package io.github.cookieward.tags;

import java.net.URI;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** A real server with JSPs that use the tags: at {@code /shop}, and at {@code /bare} unfiltered. */
final class TagServer {
  private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");
  private static final Logger TOMCAT = Logger.getLogger("org.apache.tomcat");
  private static final String SCANNED =
      ".*/target/classes/$|.*/jakarta\\.servlet\\.jsp\\.jstl-[^/]*\\.jar$";

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  TagServer() throws Exception {
    JETTY.setLevel(Level.SEVERE);
    TOMCAT.setLevel(Level.SEVERE);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(new ContextHandlerCollection(site("/shop", true), site("/bare", false)));
    server.start();
  }

  private static WebAppContext site(String path, boolean filtered) {
    WebAppContext context = new WebAppContext();
    context.setContextPath(path);
    context.setBaseResourceAsPath(Path.of("src/test/webapp-tags").toAbsolutePath());
    context.setThrowUnavailableOnStartupException(true);
    context.setAttribute(MetaInfConfiguration.CONTAINER_JAR_PATTERN, SCANNED);
    context.setInitParameter("cookieward.enabled", Boolean.toString(filtered));
    return context;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort() + path);
  }

  void close() throws Exception {
    server.stop();
  }
}
