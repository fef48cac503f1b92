package io.github.cookieward.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.filter.ConsentFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * A site whose one page is what a test says, with the guard that the filter puts first in it, and
 * beside it on the same port a trap: whatever asks for another host is remembered, and answered as
 * a tracker would.
 */
final class GuardSite implements AutoCloseable {
  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);
  private final List<String> hits = new CopyOnWriteArrayList<>();

  volatile String page = "";
  volatile String policy = "";
  volatile String nonce = "";
  volatile boolean guarded = true;

  /** What answers within the page: the page itself, unless a test puts something in its place. */
  volatile Application application = (request, response) -> page;

  /** The site's own code: sets what it likes, and gives back what the page says. */
  interface Application {
    String answer(HttpServletRequest request, HttpServletResponse response) throws IOException;
  }

  /** Whether every browser that comes sends the opt-out signal: none here does by itself. */
  volatile boolean signal;

  GuardSite(Settings settings) throws Exception {
    this(new FilterHolder(new ConsentFilter(settings)));
  }

  GuardSite(FilterHolder filter) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler context =
        new ServletContextHandler("/shop", ServletContextHandler.SESSIONS);
    context.addFilter(filter, "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(new Pages()), "/*");
    server.setHandler(
        new org.eclipse.jetty.server.Handler.Sequence(
            new org.eclipse.jetty.server.Handler.Abstract() {
              @Override
              public boolean handle(
                  org.eclipse.jetty.server.Request request,
                  org.eclipse.jetty.server.Response response,
                  org.eclipse.jetty.util.Callback callback) {
                return trap(request, response, callback);
              }
            },
            new org.eclipse.jetty.server.Handler.Wrapper(context) {
              @Override
              public boolean handle(
                  org.eclipse.jetty.server.Request request,
                  org.eclipse.jetty.server.Response response,
                  org.eclipse.jetty.util.Callback callback)
                  throws Exception {
                return super.handle(signal ? signalling(request) : request, response, callback);
              }
            }));
    server.start();
  }

  private static org.eclipse.jetty.server.Request signalling(
      org.eclipse.jetty.server.Request request) {
    return new org.eclipse.jetty.server.Request.Wrapper(request) {
      @Override
      public org.eclipse.jetty.http.HttpFields getHeaders() {
        return org.eclipse.jetty.http.HttpFields.build(super.getHeaders()).put("Sec-GPC", "1");
      }
    };
  }

  private boolean trap(
      org.eclipse.jetty.server.Request request,
      org.eclipse.jetty.server.Response response,
      org.eclipse.jetty.util.Callback callback) {
    String host = org.eclipse.jetty.server.Request.getServerName(request);
    String path = request.getHttpURI().getPath();
    if (!guarded && path.equals("/shop/page")) { // past the filter
      response.getHeaders().put("Content-Type", "text/html;charset=UTF-8");
      org.eclipse.jetty.io.Content.Sink.write(
          response, true, "<!doctype html><title>Bare</title><body></body>", callback);
      return true;
    }
    if ((host.equals("site.test") || host.equals("localhost"))
        && !path.startsWith("/shop/collect")) {
      return false;
    }
    hits.add(host + path);
    if (path.equals("/never")) {
      return true; // and no answer
    }
    response.getHeaders().put("Access-Control-Allow-Origin", "*");
    response.getHeaders().put("Content-Type", "text/javascript");
    org.eclipse.jetty.io.Content.Sink.write(
        response, true, "document.documentElement.dataset.ran = 1", callback);
    return true;
  }

  private final class Pages extends HttpServlet {
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if ("/leave".equals(request.getPathInfo())) {
        response.sendRedirect("https://films.example/");
        return;
      }
      response.setContentType("text/html;charset=UTF-8");
      String content = application.answer(request, response);
      if (!policy.isEmpty()) {
        response.setHeader("Content-Security-Policy", policy);
      }
      StringBuilder out = new StringBuilder("<!doctype html><html lang=en><head>");
      out.append("<title>A page</title></head><body>").append(content).append("</body></html>");
      response.getOutputStream().write(out.toString().getBytes(UTF_8));
    }
  }

  int port() {
    return connector.getLocalPort();
  }

  String uri() {
    return "http://site.test:" + port() + "/shop/page";
  }

  /** The address of a page of its, under the name that every browser knows. */
  String at(String path) {
    return "http://localhost:" + port() + "/shop/" + path;
  }

  List<String> hits() {
    return hits;
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
