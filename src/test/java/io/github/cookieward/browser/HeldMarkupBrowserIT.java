package io.github.cookieward.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.endpoint.FormClient;
import io.github.cookieward.enforcement.ConsentTagRules;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.Place;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.filter.ConsentFilter;
import io.github.cookieward.html.HtmlRewriter;
import io.github.cookieward.http.WebUrl;
import io.github.cookieward.model.Proves;
import io.github.cookieward.page.PagePlaceholders;
import io.github.cookieward.page.PagePolicy;
import io.github.cookieward.page.View;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the rules hold back stays quiet in a real browser, and goes live without a reload. */
class HeldMarkupBrowserIT {
  /** The page writes all of it itself. */
  private static final PageSettings ALONE =
      PageSettings.DEFAULTS
          .withRewriting(false)
          .withInjection(false)
          .withGuard(false)
          .withPolicy(false);

  private static final String PAGE =
      """
      <!DOCTYPE html><html lang=en><head><title>Held</title>
      <link rel=stylesheet href=https://stats.example/sheet.css>
      <style>@import "https://stats.example/import.css"; #styled { color: rgb(1, 2, 3) }</style>
      <script>window.ran = [];</script>
      <script src="https://stats.example/1.js"></script>
      <script>new Image().src = "https://stats.example/inline"; ran.push("2")</script>
      <script src="https://stats.example/3.js"></script>
      </head><body>
      <p id=styled style="background: url(https://stats.example/background)">text</p>
      <img id=i src="https://stats.example/i.png" srcset="https://stats.example/set.png 2x, https://stats.example/set1.png 1x">
      <picture><source srcset="https://stats.example/picture.png"><img src="/own.png"></picture>
      <svg width=9 height=9><image width=9 height=9 xlink:href="https://stats.example/svg.png" /></svg>
      <svg><script href="https://stats.example/4.js"></script></svg>
      <iframe title=Film src="https://film.example/film"></iframe>
      <video><source src="https://stats.example/video.mp4"></video>
      <object data="https://stats.example/object"></object>
      <form id=f action="https://stats.example/form" method=post><button>Send</button></form>
      <a id=a href="#there" ping="https://stats.example/ping">There</a>
      </body></html>
      """;

  private static final String WRITING =
      "<script>document.write('<img id=written src=https://stats.example/written>')</script></body>";

  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private static Server server;
  private static int port;

  private final List<String> fetched = new CopyOnWriteArrayList<>();
  private Page page;

  @BeforeAll
  static void start() throws Exception {
    Settings settings =
        Settings.builder()
            .pages(ALONE)
            .service(Service.builder("stats", Category.ANALYTICS).address("stats.example").build())
            .service(
                Service.builder("film", Category.PREFERENCE)
                    .name("Film House")
                    .thirdParty(true)
                    .address("film.example")
                    .build())
            .build();
    ServletContextHandler context = new ServletContextHandler(ServletContextHandler.SESSIONS);
    context.addFilter(
        new FilterHolder(new ConsentFilter(settings)), "/*", EnumSet.allOf(DispatcherType.class));
    context.addServlet(new ServletHolder(new Pages()), "/*");
    server = new Server();
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(context);
    server.start();
    port = connector.getLocalPort();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  /** Writes its page through the rules, and the head of ours before it. */
  private static final class Pages extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Enforcement enforcement = ConsentFilter.enforcement(request).orElseThrow();
      View view =
          new View(
              enforcement,
              enforcement.settings().endpoint(),
              "/",
              Locale.ENGLISH,
              enforcement.enforcer().formTokens().issue(FormClient.of(request)),
              PagePolicy.NONE);
      Place place =
          new Place(WebUrl.parse(request.getRequestURL().toString(), null).orElseThrow(), "");
      StringBuilder head = new StringBuilder();
      io.github.cookieward.page.Page.head(head, view);
      StringBuilder banner = new StringBuilder();
      io.github.cookieward.page.Page.banner(banner, view);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      HtmlRewriter rewriter =
          new HtmlRewriter(
              new ConsentTagRules(enforcement, place, new PagePlaceholders(view)),
              UTF_8,
              out,
              65_536);
      byte[] bytes =
          PAGE.replace("<title>", head + "<title>")
              .replace("<body>", "<body>" + banner)
              .replace("</body>", request.getQueryString() == null ? "</body>" : WRITING)
              .getBytes(UTF_8);
      rewriter.write(bytes, 0, bytes.length);
      rewriter.end();
      response.setContentType("text/html; charset=utf-8");
      response.getOutputStream().write(out.toByteArray());
    }
  }

  @BeforeEach
  void visit() {
    page = BROWSING.window(true);
    page.context()
        .route(
            url ->
                URI.create(url).getHost() != null && URI.create(url).getHost().endsWith(".example"),
            this::answer);
    page.navigate("http://127.0.0.1:" + port + "/");
    page.waitForLoadState();
  }

  private void answer(Route route) {
    String path = URI.create(route.request().url()).getPath();
    fetched.add(path);
    String type =
        path.endsWith(".js") ? "text/javascript" : path.endsWith(".css") ? "text/css" : "text/html";
    String body = path.endsWith(".js") ? "ran.push('" + path.charAt(1) + "')" : "";
    route.fulfill(new Route.FulfillOptions().setContentType(type).setBody(body));
  }

  private void press(String button) {
    page.locator(".cookieward-banner button[value=" + button + "]").click();
  }

  @Test
  @Proves({"enforced.advertising", "technique.third-party-cookie"})
  void beforeAChoiceAndAfterRejectingNothingIsFetched() {
    assertThat(page.evaluate("ran.length")).isEqualTo(0);
    page.locator("#a").click();
    page.locator("#f button").click();
    press("reject-all");
    page.waitForSelector(
        ".cookieward-banner[hidden]",
        new Page.WaitForSelectorOptions()
            .setState(com.microsoft.playwright.options.WaitForSelectorState.ATTACHED));
    assertThat(page.url()).as("the form leads nowhere").endsWith("/#there");
    assertThat(fetched).isEmpty();
  }

  @Test
  @Proves("enforced.live")
  void afterAcceptingAllOfItGoesLiveInOrderWithoutAReload() {
    page.evaluate("document.documentElement.dataset.marked = 'yes'");
    press("accept-all");
    page.waitForFunction("ran.length === 4 && !document.querySelector('[data-consent-held]')");

    assertThat(page.evaluate("ran.join()")).isEqualTo("1,2,3,4");
    assertThat(page.locator("html[data-marked]").count()).as("not loaded anew").isEqualTo(1);
    assertThat(page.locator(".cookieward-embed").count()).isZero();
    assertThat(page.locator("iframe[title=Film]").isVisible()).isTrue();
    assertThat(page.locator("#f").evaluate("f => f.getAttribute('method') + f.action"))
        .isEqualTo("posthttps://stats.example/form");
    assertThat(page.locator("#styled").evaluate("p => getComputedStyle(p).color"))
        .isEqualTo("rgb(1, 2, 3)");
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    assertThat(fetched)
        .contains(
            "/sheet.css",
            "/import.css",
            "/inline",
            "/background",
            "/set1.png",
            "/picture.png",
            "/svg.png",
            "/film",
            "/video.mp4",
            "/object");
    List<String> scripts = new ArrayList<>(fetched);
    scripts.removeIf(path -> !path.endsWith(".js"));
    assertThat(scripts).containsExactly("/1.js", "/3.js", "/4.js");
    page.locator("#a").click();
    page.waitForCondition(() -> fetched.contains("/ping"));
  }

  /** A script that writes into a page that has ended puts all of it away. */
  @Test
  void aScriptThatWritesIntoThePageGoesLiveWithTheNext() {
    page.navigate("http://127.0.0.1:" + port + "/?writes");
    press("accept-all");
    page.waitForCondition(() -> fetched.contains("/written"));
    assertThat(page.locator("#written").count()).isEqualTo(1);
    assertThat(page.locator("#styled").count()).as("the rest of the page").isEqualTo(1);
  }

  @Test
  void aFrameMayBeLoadedOnceOrAlways() {
    Locator place =
        page.locator(".cookieward-embed", new Page.LocatorOptions().setHasText("Film House"));
    assertThat(place.locator("a").getAttribute("href")).isEqualTo("https://film.example/film");
    assertThat(page.locator("iframe[title=Film]").isVisible()).isFalse();

    place.getByText("Load once").click();
    page.waitForCondition(() -> fetched.contains("/film"));
    assertThat(fetched).containsExactly("/film");
    assertThat(place.count()).isZero();
    assertThat(page.context().cookies()).noneMatch(cookie -> cookie.name.startsWith("consent"));

    page.reload();
    fetched.clear();
    place.getByText("Always allow Film House").click();
    page.waitForCondition(() -> fetched.contains("/film"));
    assertThat(fetched).containsExactly("/film");
  }
}
