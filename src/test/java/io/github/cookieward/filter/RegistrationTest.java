package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.Cookie;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** How the filter comes into an application, with which settings, and when it refuses to start. */
class RegistrationTest {
  private static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <consent xmlns="urn:cookieward:consent:1">
        <services>
          <service id="own-statistics" category="analytics" name="Statistics">
            <cookie name="stats"/>
          </service>
          <service id="own-needs" category="essential"><cookie name="sid"/></service>
        </services>
      </consent>
      """;

  private static final Site.Page PAGE =
      (request, response) -> {
        response.addCookie(new Cookie("stats", "1"));
        response.addCookie(new Cookie("mystery", "1"));
        response.addCookie(new Cookie("sid", "1"));
      };

  @TempDir private Path application;

  private void file(String name, String text) throws Exception {
    Path file = application.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, UTF_8);
  }

  private void base(ServletContextHandler context) {
    context.setBaseResourceAsPath(application);
  }

  private static void configured(ServletContextHandler context, Map<String, String> parameters) {
    FilterHolder holder = new FilterHolder(ConsentFilter.class);
    holder.setName("cookieward");
    holder.setAsyncSupported(true);
    holder.setInitParameters(parameters);
    context.addFilter(holder, "/*", Site.ALL_DISPATCHES);
  }

  private Site site(Map<String, String> initParameters, Map<String, String> contextParameters)
      throws Exception {
    return Site.of(
        context -> {
          base(context);
          contextParameters.forEach(context::setInitParameter);
          configured(context, initParameters);
          Site.page(context, "/*", PAGE);
        });
  }

  /** Jetty then has no configuration of a session cookie. */
  @Test
  void startsInAContainerWithoutSessions() throws Exception {
    Site.Page page = (request, response) -> response.addCookie(new Cookie("_ga", "1"));
    try (Site site =
        Site.of(
            ServletContextHandler.NO_SESSIONS,
            context -> {
              Site.filter(context, new ConsentFilter(Settings.builder().build()));
              Site.page(context, "/*", page);
            })) {
      assertThat(site.get("/").kept()).isEmpty();
    }
  }

  @Test
  void theFileIsRead() throws Exception {
    file("WEB-INF/consent.xml", XML);
    try (Site site = site(Map.of(), Map.of())) {
      assertThat(site.get("/").kept()).containsExactly("sid");
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS).kept())
          .containsExactly("stats", "sid");
    }
  }

  @Test
  void anotherFileIsReadWhereAParameterSaysSo() throws Exception {
    file("WEB-INF/elsewhere.xml", XML);
    try (Site site = site(Map.of("config", "/WEB-INF/elsewhere.xml"), Map.of())) {
      assertThat(site.get("/").kept()).containsExactly("sid");
    }
    try (Site site = site(Map.of(), Map.of("cookieward.config", "/WEB-INF/elsewhere.xml"))) {
      assertThat(site.get("/").kept()).containsExactly("sid");
    }
  }

  private static final String WITH_TEXTS =
      XML.replace("<services>", "<texts bundle=\"/WEB-INF/texts\"/><services>");

  @Test
  void theSitesOwnTextsAreReadFromTheApplication() throws Exception {
    file("WEB-INF/consent.xml", WITH_TEXTS);
    file("WEB-INF/texts.properties", "settings.title=Your biscuits");
    file("WEB-INF/texts_hu.properties", "settings.title=Sütibeállítások");
    file("WEB-INF/textsofanotherkind.properties", "nonsense");
    try (Site site = site(Map.of(), Map.of())) {
      assertThat(site.get("/consent").body()).contains("<h1>Your biscuits</h1>");
      Wire.Answer page = site.get("/consent", "Accept-Language: hu-HU,en;q=0.5");
      assertThat(new String(page.body().getBytes(ISO_8859_1), UTF_8))
          .contains("<html lang=\"hu\"", "<h1>Sütibeállítások</h1>", "<option value=\"hu\"");
    }
  }

  @Test
  void theSitesOwnTextsAreReadFromTheClassPath() throws Exception {
    file(
        "WEB-INF/consent.xml",
        XML.replace(
            "<services>",
            "<texts bundle=\"io/github/cookieward/filter/words\" languages=\"hu\"/><services>"));
    try (Site site = site(Map.of(), Map.of())) {
      assertThat(site.get("/consent?lang=de").body()).contains("<h1>Kekse</h1>");
      assertThat(site.get("/consent?lang=hu").body()).contains("<h1>Keksz</h1>");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "texts_de.properties | buton.save=x | /WEB-INF/texts_de.properties, line 1, buton.save:",
        "texts_xx_yy_zz_1.properties | site=x | \"xx-yy-zz-1\" is no language",
        "other.properties | site=x | /WEB-INF/consent.xml, line 3, <texts bundle=\"/WEB-INF/texts\">: there is neither",
      })
  void aMistakeInTheSitesTextsStopsTheStart(String name, String text, String message)
      throws Exception {
    file("WEB-INF/consent.xml", WITH_TEXTS);
    file("WEB-INF/" + name, text);
    assertThatThrownBy(() -> site(Map.of(), Map.of()).close())
        .isInstanceOf(ServletException.class)
        .hasMessageStartingWith("Cookieward cannot start: ")
        .hasMessageContaining(message);
  }

  @Test
  void withoutAFileWhatNobodyKnowsIsWithheld() throws Exception {
    try (Site site = site(Map.of(), Map.of())) {
      assertThat(site.get("/").kept()).isEmpty();
    }
  }

  @Test
  void aParameterOfTheFilterGoesBeforeOneOfTheContextAndBothBeforeTheFile() throws Exception {
    file(
        "WEB-INF/consent.xml",
        XML.replace("<services>", "<unknown cookies=\"withhold\"/><services>"));
    try (Site site = site(Map.of(), Map.of("cookieward.unknown-cookies", "pass"))) {
      assertThat(site.get("/").kept()).containsExactly("mystery", "sid");
    }
    try (Site site =
        site(Map.of("unknown-cookies", "withhold"), Map.of("cookieward.unknown-cookies", "pass"))) {
      assertThat(site.get("/").kept()).containsExactly("sid");
    }
    try (Site site = site(Map.of("mode", "report-only"), Map.of())) {
      assertThat(site.get("/").kept()).containsExactly("stats", "mystery", "sid");
    }
    try (Site site = site(Map.of("cookie-name", "consent-of-mine"), Map.of())) {
      String other = Visitors.AGREED_TO_ANALYTICS.replace("consent=", "consent-of-mine=");
      assertThat(site.get("/", other).kept()).containsExactly("stats", "sid");
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS).kept()).containsExactly("sid");
    }
  }

  @Test
  void aFilterThatIsSwitchedOffChangesNothing() throws Exception {
    for (Site site :
        new Site[] {
          site(Map.of("enabled", "false"), Map.of()),
          site(Map.of(), Map.of("cookieward.enabled", "false"))
        }) {
      try (site) {
        assertThat(site.get("/", "Cookie: stats=1; " + Visitors.granted()).kept())
            .containsExactly("stats", "mystery", "sid");
      }
    }
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            Map.of("lifeTime", "P30D"),
            XML,
            "filter cookieward, init-param: unknown setting [lifeTime]; known are [cookie-domain,"),
        Arguments.of(
            Map.of("lifetime", "30"),
            XML,
            "filter cookieward, init-param lifetime: lifetime must be an ISO 8601 duration such as"
                + " P180D, not \"30\""),
        Arguments.of(Map.of("mode", "on"), XML, "mode must be enforce or report-only, not \"on\""),
        Arguments.of(Map.of("enabled", "yes"), XML, "enabled must be true or false, not \"yes\""),
        Arguments.of(
            Map.of("config", "/WEB-INF/none.xml"),
            XML,
            "config says /WEB-INF/none.xml, and the application has no such file"),
        Arguments.of(Map.of("key", "short"), XML, "key must have at least 16 bytes"),
        Arguments.of(
            Map.of("key", "env:COOKIEWARD_NO_SUCH_VARIABLE"),
            XML,
            "the environment variable COOKIEWARD_NO_SUCH_VARIABLE is not set"),
        Arguments.of(Map.of(), "<consent", "/WEB-INF/consent.xml"),
        Arguments.of(
            Map.of(),
            XML.replace("category=\"analytics\"", "category=\"statistics\""),
            "which the site does not offer"),
        Arguments.of(Map.of(), XML.replace("cookie name", "cookie nane"), "nane"),
        Arguments.of(Map.of(), XML.replace("<services>", "<services><servise/>"), "<servise>"),
        Arguments.of(
            Map.of(), XML.replace("id=\"own-statistics\"", "ref=\"gogle-analytics\""), "did you"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeStopsTheStartWithItsMessage(
      Map<String, String> parameters, String xml, String message) throws Exception {
    file("WEB-INF/consent.xml", xml);
    assertThatThrownBy(() -> site(parameters, Map.of()))
        .hasStackTraceContaining("Cookieward cannot start: ")
        .hasStackTraceContaining(message)
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aContextParameterThatNobodyKnowsStopsTheStartToo() throws Exception {
    assertThatThrownBy(() -> site(Map.of(), Map.of("cookieward.lifetme", "P30D")))
        .hasStackTraceContaining("web.xml, context-param cookieward.")
        .hasStackTraceContaining("unknown setting [lifetme]");
  }

  @Test
  void aSecondRegistrationChangesNothing() throws Exception {
    Settings settings = Visitors.site().build();
    String[] fields = {"Cookie: stats=1; ads=2; sid=3; " + Visitors.granted()};
    Site.Page page =
        (request, response) -> {
          PAGE.serve(request, response);
          request.getSession();
          response.getWriter().print(request.getHeader("Cookie"));
        };
    try (Site once = Site.of(settings, page);
        Site twice =
            Site.of(
                context -> {
                  Site.filter(context, new ConsentFilter(settings));
                  Site.filter(context, new ConsentFilter(settings));
                  Site.page(context, "/*", page);
                })) {
      Wire.Answer expected = once.get("/", fields);
      Wire.Answer answer = twice.get("/", fields);
      assertThat(answer.kept()).isEqualTo(expected.kept()).contains("sid");
      assertThat(answer.cookies()).hasSameSizeAs(expected.cookies());
      assertThat(answer.body()).isEqualTo(expected.body());
    }
  }

  @Test
  void anEmbedderIsToldThatItsOwnSessionIsUnknown() throws Exception {
    try (Log log = new Log();
        Site site =
            Site.of(
                context -> {
                  context.getSessionHandler().setSessionCookie("MYSESSION");
                  Site.filter(context, new ConsentFilter(Visitors.site().build()));
                  Site.page(context, "/*", (request, response) -> request.getSession());
                })) {
      assertThat(log.ours())
          .anyMatch(line -> line.startsWith("The session cookie \"MYSESSION\" is not essential"));
      assertThat(site.get("/").cookies()).isEmpty();
    }
  }

  @Test
  void aSessionCookieOfAnotherNameIsEssentialWhereTheFilterReadsTheDescriptor() throws Exception {
    try (Site site =
        Site.of(
            context -> {
              base(context);
              context.getSessionHandler().setSessionCookie("MYSESSION");
              configured(context, Map.of());
              Site.page(context, "/*", (request, response) -> request.getSession());
            })) {
      assertThat(site.get("/").kept()).containsExactly("MYSESSION");
    }
  }

  @Test
  void whatIsNotHttpPasses() throws Exception {
    List<ServletRequest> seen = new ArrayList<>();
    try (Site site =
        Site.of(
            context -> {
              Site.filter(
                  context,
                  (request, response, chain) ->
                      chain.doFilter(
                          new ServletRequestWrapper(request),
                          new ServletResponseWrapper(response)));
              Site.filter(context, new ConsentFilter(Visitors.site().build()));
              Site.filter(context, (request, response, chain) -> seen.add(request));
            })) {
      assertThat(site.get("/").status()).isEqualTo(200);
    }
    assertThat(seen).hasSize(1);
    assertThat(seen.get(0).getClass()).isEqualTo(ServletRequestWrapper.class);
  }

  @Test
  void withoutInitThereIsNoService() {
    ServletRequest request = none(ServletRequest.class);
    ServletResponse response = none(ServletResponse.class);
    assertThatThrownBy(() -> new ConsentFilter().doFilter(request, response, (asked, answer) -> {}))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("init");
  }

  private static <T> T none(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null));
  }

  @Test
  void theJarRegistersItselfFirstInTheChain() throws Exception {
    file("WEB-INF/consent.xml", XML);
    try (Site site =
        Site.of(
            context -> {
              base(context);
              context.addServletContainerInitializer(new ConsentSetup());
              Site.filter(
                  context,
                  (request, response, chain) -> {
                    ((jakarta.servlet.http.HttpServletResponse) response)
                        .addHeader("Set-Cookie", "stats=1");
                    assertThat(ConsentFilter.enforcement(request)).isPresent();
                    response.getWriter().print("first");
                  });
              Site.page(context, "/*", PAGE);
            })) {
      Wire.Answer answer = site.get("/");
      assertThat(answer.body()).isEqualTo("first");
      assertThat(answer.cookies()).isEmpty();
      assertThat(site.context().getServletContext().getFilterRegistrations())
          .containsKey("cookieward");
    }
  }

  @Test
  void itStandsBackWhereTheApplicationDeclaresTheFilter() throws Exception {
    try (Site site =
        Site.of(
            context -> {
              base(context);
              FilterHolder own = new FilterHolder(ConsentFilter.class);
              own.setName("mine");
              own.setAsyncSupported(true);
              own.setInitParameter("unknown-cookies", "pass");
              context.addFilter(own, "/*", Site.ALL_DISPATCHES);
              context.addServletContainerInitializer(new ConsentSetup());
              Site.page(context, "/*", PAGE);
            })) {
      assertThat(site.context().getServletContext().getFilterRegistrations())
          .doesNotContainKey("cookieward");
      assertThat(site.get("/").kept()).contains("mystery");
    }
  }

  @Test
  void itStandsBackWhereItIsSwitchedOff() throws Exception {
    try (Site site =
        Site.of(
            context -> {
              context.setInitParameter("cookieward.enabled", "false");
              context.addServletContainerInitializer(new ConsentSetup());
              Site.page(context, "/*", PAGE);
            })) {
      assertThat(site.context().getServletContext().getFilterRegistrations()).isEmpty();
      assertThat(site.get("/").kept()).containsExactly("stats", "mystery", "sid");
    }
  }

  /** A web application as a server deploys it, with a descriptor. */
  private Wire.Answer deployed(String descriptor) throws Exception {
    file("WEB-INF/web.xml", descriptor);
    file("WEB-INF/consent.xml", XML);
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    WebAppContext context = new WebAppContext();
    context.setContextPath("/");
    context.setBaseResourceAsPath(application);
    context.setThrowUnavailableOnStartupException(true);
    context.addServletContainerInitializer(new ConsentSetup());
    context.addServlet(new ServletHolder(Site.servlet(PAGE)), "/page");
    server.setHandler(context);
    try {
      server.start();
      try (Wire wire = new Wire(connector.getLocalPort())) {
        return wire.get("/page");
      }
    } finally {
      server.stop();
    }
  }

  private static final String WEB_XML =
      """
      <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
        %s
      </web-app>
      """;

  @Test
  void aDeployedApplicationIsGuardedWithoutAWord() throws Exception {
    assertThat(deployed(WEB_XML.formatted("")).kept()).containsExactly("sid");
  }

  @Test
  void aDescriptorThatDeclaresTheFilterIsObeyed() throws Exception {
    String declared =
        """
        <filter>
          <filter-name>consent</filter-name>
          <filter-class>io.github.cookieward.filter.ConsentFilter</filter-class>
          <async-supported>true</async-supported>
          <init-param>
            <param-name>unknown-cookies</param-name>
            <param-value>pass</param-value>
          </init-param>
        </filter>
        <filter-mapping>
          <filter-name>consent</filter-name>
          <url-pattern>/*</url-pattern>
        </filter-mapping>
        """;
    assertThat(deployed(WEB_XML.formatted(declared)).kept()).containsExactly("mystery", "sid");
  }
}
