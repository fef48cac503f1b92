package io.github.cookieward.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.endpoint.ConsentEndpoint;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Inventory;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.Place;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.http.WebUrl;
import io.github.cookieward.model.Proves;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the policy of pages does in a real browser. The site is {@code localhost}; {@code 127.0.0.1}
 * is a declared host, {@code tracker.localhost} one that nobody declared; all are one server, which
 * notes who was asked for what.
 */
class PolicyIT {
  private static final Set<String> WAYS =
      Set.of(
          "img",
          "fetch",
          "beacon",
          "script",
          "style",
          "frame",
          "prefetch",
          "form",
          "worker-fetch",
          "socket",
          "ping",
          "font",
          "video",
          "object",
          "eventsource");

  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  /** A page that lets scripts reach for another host in many ways, each with its name. */
  private static final String PAGE =
      """
      <!doctype html><title>p</title><link rel=icon href=data:,><body><script>
      const host = new URLSearchParams(location.search).get('to');
      const at = way => '//' + host + ':' + location.port + '/hit/' + way;
      const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
      const tries = {
        img: u => { new Image().src = u; },
        fetch: u => fetch(u, {mode: 'no-cors'}),
        beacon: u => navigator.sendBeacon(u, 'x'),
        script: u => add('script', {src: u}),
        style: u => add('link', {rel: 'stylesheet', href: u}),
        frame: u => add('iframe', {src: u}),
        prefetch: u => add('link', {rel: 'prefetch', href: u}),
        video: u => add('video', {src: u}),
        object: u => add('object', {data: u}),
        eventsource: u => { new EventSource(u); },
        font: u => new FontFace('f', 'url(' + u + ')').load(),
        socket: u => { new WebSocket('ws:' + u); },
        ping: u => { const a = document.createElement('a'); a.href = '#x'; a.ping = u; a.click(); },
        'worker-fetch': u => { new Worker(URL.createObjectURL(new Blob(
            ['fetch("' + location.protocol + u + '", {mode: "no-cors"})']))); },
        form: u => { add('iframe', {name: 'f'}); add('form', {action: u, method: 'post', target: 'f'});
            document.forms[0].submit(); }
      };
      for (const way in tries) { try { Promise.resolve(tries[way](at(way))).catch(() => {}); } catch (e) {} }
      </script>
      """;

  /** The server, with what was asked for by host. */
  private static final class Site implements AutoCloseable {
    final Set<String> hits = new ConcurrentSkipListSet<>();
    final Enforcer enforcer;
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    Site(Settings settings) throws Exception {
      enforcer = new Enforcer(settings, Clock.systemUTC());
      server.addConnector(connector);
      ConsentEndpoint endpoint = new ConsentEndpoint(enforcer);
      ServletContextHandler handler = new ServletContextHandler("/");
      handler.addServlet(
          new ServletHolder(
              new HttpServlet() {
                private static final long serialVersionUID = 1L;

                @Override
                protected void service(HttpServletRequest request, HttpServletResponse response)
                    throws IOException {
                  answer(endpoint, request, response);
                }
              }),
          "/");
      server.setHandler(handler);
      server.start();
    }

    private void answer(
        ConsentEndpoint endpoint, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      var enforcement = enforcer.begin(List.of(), false, Signals.NONE);
      if (endpoint.handles(request)) {
        endpoint.serve(request, response, enforcement);
      } else if (request.getRequestURI().startsWith("/hit/")) {
        hits.add(request.getServerName() + request.getRequestURI().substring("/hit".length()));
        response.setContentType("text/plain");
      } else {
        Place place =
            new Place(WebUrl.parse(request.getRequestURL().toString(), null).orElseThrow(), "");
        enforcement.pageFields(place, response::getHeaders).forEach(response::addHeader);
        response.setContentType("text/html;charset=UTF-8");
        response.getOutputStream().write(PAGE.getBytes(UTF_8));
      }
    }

    Set<String> ways(String host) {
      return hits.stream()
          .filter(hit -> hit.startsWith(host + "/"))
          .map(hit -> hit.substring(host.length() + 1))
          .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Lets a page reach for a host, and waits until nothing more comes. */
    void visit(String to) {
      Page page = BROWSING.window(true);
      page.navigate("http://localhost:" + connector.getLocalPort() + "/?to=" + to);
      page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
      for (int i = 0; i < 30 && !ways(to).containsAll(WAYS); i++) {
        page.waitForTimeout(100);
      }
      BROWSING.leave(page);
    }

    @Override
    public void close() {
      try {
        server.stop();
      } catch (Exception e) {
        throw new IllegalStateException("the test's server does not stop", e);
      }
    }
  }

  private static SettingsBuilder settings(PageSettings.Protection protection) {
    return Settings.builder()
        .pages(PageSettings.DEFAULTS.with(protection))
        .service(Service.builder("cdn", Category.ESSENTIAL).address("127.0.0.1").build())
        .service(Service.builder("t", Category.ANALYTICS).address("tracker2.localhost").build());
  }

  @Test
  @Proves("technique.third-party-cookie")
  void strictPagesReachDeclaredHostsInEveryWayAndOthersInNone() throws Exception {
    try (Site site = new Site(settings(PageSettings.Protection.STRICT).build())) {
      site.visit("tracker.localhost");
      assertThat(site.ways("tracker.localhost")).isEmpty();
      site.visit("tracker2.localhost"); // declared, and not granted
      assertThat(site.ways("tracker2.localhost")).isEmpty();
      site.visit("127.0.0.1");
      assertThat(site.ways("127.0.0.1")).containsAll(WAYS);
      site.visit("localhost");
      assertThat(site.ways("localhost")).containsAll(WAYS);
      assertThat(site.enforcer.inventory().entries())
          .extracting(Inventory.Entry::host)
          .singleElement()
          .asString()
          .startsWith("tracker.localhost:");
    }
  }

  @Test
  void standardPagesReachEverythingAndReportTheUnknown() throws Exception {
    try (Site site = new Site(settings(PageSettings.Protection.STANDARD).build())) {
      site.visit("tracker.localhost");
      assertThat(site.ways("tracker.localhost")).containsAll(WAYS);
      site.visit("127.0.0.1");
      assertThat(site.enforcer.inventory().entries())
          .singleElement()
          .satisfies(entry -> assertThat(entry.host()).startsWith("tracker.localhost:"))
          .satisfies(entry -> assertThat(entry.uses()).contains("img-src", "form-action"));
    }
  }
}
