package io.github.cookieward.leaks;

import io.github.cookieward.enforcement.ConsentXml;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.filter.ConsentFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.MetaInfConfiguration;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/**
 * The site under test, once for each {@link Mode}: an application that knows nothing of consent.
 */
final class CaseSite implements AutoCloseable {
  static final Path CASES = Path.of("src/test/cases/leaks");

  private static final List<Logger> LOUD =
      List.of(
          Logger.getLogger("org.eclipse.jetty"),
          Logger.getLogger("org.apache"),
          Logger.getLogger("io.github.cookieward"));

  private final Server server = new Server();
  private final ServerConnector connector;

  CaseSite(List<CasePage> pages, Sightings sightings) throws Exception {
    LOUD.forEach(logger -> logger.setLevel(Level.SEVERE));
    connector = SelfSigned.connector(server, host -> {});
    ContextHandlerCollection sites = new ContextHandlerCollection();
    for (Mode mode : Mode.values()) {
      sites.addHandler(site(mode, pages, sightings));
    }
    server.setHandler(sites);
    server.start();
  }

  private static WebAppContext site(Mode mode, List<CasePage> pages, Sightings sightings)
      throws IOException {
    WebAppContext context = new WebAppContext();
    context.setContextPath("/");
    context.setVirtualHosts(List.of(mode.host()));
    context.setBaseResourceAsPath(webapp(mode, pages));
    context.setThrowUnavailableOnStartupException(true);
    context.setAttribute(MetaInfConfiguration.CONTAINER_JAR_PATTERN, ".*/target/classes/$");
    context.setInitParameter("cookieward.enabled", Boolean.toString(mode.settings().isPresent()));
    Map<String, HttpServlet> servlets =
        Map.of(
            "/case/*", new PageServlet(pages, sightings),
            "/file/*", new FileServlet(pages, sightings),
            "/own/*", new NoteServlet(sightings),
            "/metrics/*", new NoteServlet(sightings));
    servlets.forEach(
        (path, servlet) -> {
          ServletHolder holder = new ServletHolder(servlet);
          holder.setAsyncSupported(true);
          context.addServlet(holder, path);
        });
    context.addServlet(new ServletHolder(new SocketServlet(sightings)), "/socket/*");
    JettyWebSocketServletContainerInitializer.configure(context, null);
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(400, 599, "/case/error");
    context.setErrorHandler(errors);
    Optional<PageSettings> filtered = mode.settings();
    if (filtered.isPresent()) {
      FilterHolder filter = new FilterHolder(new ConsentFilter(settings(filtered.get())));
      filter.setAsyncSupported(true);
      context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
    }
    return context;
  }

  private static Settings settings(PageSettings pages) throws IOException {
    Path file = CASES.resolve("consent.xml");
    try (InputStream in = Files.newInputStream(file)) {
      return ConsentXml.read(in, file.toString()).pages(pages).build();
    }
  }

  /** The static files and JSPs of the cases, where the container finds them by itself. */
  private static Path webapp(Mode mode, List<CasePage> pages) throws IOException {
    Path root = Path.of("target/leaks/webapp-" + mode.word()).toAbsolutePath();
    Files.createDirectories(root);
    for (CasePage page : pages) {
      LeakCase first = page.cases().get(0);
      Optional<String> kind = PageServlet.servedAs(first);
      if (kind.isEmpty()) {
        continue;
      }
      if (kind.get().equals("jsp")) {
        write(root.resolve("jsp/" + page.path() + ".jsp"), page.text("${param.run}"));
      } else {
        for (State state : State.values()) {
          String run = mode.word() + "-" + state.word();
          write(root.resolve("static/" + run + "/" + page.path() + ".html"), page.text(run));
        }
      }
    }
    return root;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("it would not stop", e);
    }
  }
}
