package io.github.cookieward.filter;

import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A site on a real server, with the filter before its pages. */
final class Site implements AutoCloseable {
  /** One page. */
  interface Page {
    void serve(HttpServletRequest request, HttpServletResponse response) throws Exception;
  }

  static final EnumSet<DispatcherType> ALL_DISPATCHES = EnumSet.allOf(DispatcherType.class);

  private final Server server = new Server();
  private final ServerConnector connector;
  private final ServletContextHandler context;

  private Site(ServletContextHandler context) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    http.setRequestHeaderSize(128 * 1024);
    http.setResponseHeaderSize(128 * 1024);
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    this.context = context;
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
  }

  /** A site with nothing but what {@code sets} puts there, started. */
  static Site of(Consumer<ServletContextHandler> sets) throws Exception {
    return of(ServletContextHandler.SESSIONS, sets);
  }

  /** The same with other options of the container's. */
  static Site of(int options, Consumer<ServletContextHandler> sets) throws Exception {
    Site site = new Site(new ServletContextHandler(options));
    try {
      sets.accept(site.context);
      site.server.start();
      return site;
    } catch (Exception e) {
      site.close();
      throw e;
    }
  }

  /** A site whose every path is one page, behind the filter with these settings. */
  static Site of(Settings settings, Page page) throws Exception {
    return of(
        context -> {
          filter(context, new ConsentFilter(settings));
          page(context, "/*", page);
        });
  }

  static void filter(ServletContextHandler context, Filter filter) {
    FilterHolder holder = new FilterHolder(filter);
    holder.setAsyncSupported(true);
    context.addFilter(holder, "/*", ALL_DISPATCHES);
  }

  static void page(ServletContextHandler context, String path, Page page) {
    ServletHolder holder = new ServletHolder(servlet(page));
    holder.setAsyncSupported(true);
    context.addServlet(holder, path);
  }

  static HttpServlet servlet(Page page) {
    return new HttpServlet() {
      @Override
      protected void service(HttpServletRequest request, HttpServletResponse response)
          throws ServletException, IOException {
        try {
          page.serve(request, response);
        } catch (IOException | ServletException | RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new ServletException(e);
        }
      }
    };
  }

  ServletContextHandler context() {
    return context;
  }

  int port() {
    return connector.getLocalPort();
  }

  Wire connect() throws IOException {
    return new Wire(port());
  }

  /** One GET on a connection of its own. */
  Wire.Answer get(String path, String... fields) throws IOException {
    try (Wire wire = connect()) {
      return wire.get(path, fields);
    }
  }

  /** One request as it stands, on a connection of its own. */
  Wire.Answer send(String text) throws IOException {
    try (Wire wire = connect()) {
      return wire.send(text);
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the server does not stop", e);
    }
  }
}
