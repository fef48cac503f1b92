package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A site whose consent.xml has accounts: how it starts, and when it refuses to. */
class AccountsStartTest {
  private static final String KEY = "<consent-cookie key=\"0123456789abcdef0123456789abcdef\"/>";

  @TempDir private Path application;

  private Site site(String settings) throws Exception {
    Path file = application.resolve("WEB-INF/consent.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "<consent xmlns=\"urn:cookieward:consent:1\">\n" + settings + "\n</consent>\n",
        UTF_8);
    return Site.of(
        context -> {
          context.setBaseResourceAsPath(application);
          context.addFilter(new FilterHolder(ConsentFilter.class), "/*", Site.ALL_DISPATCHES);
          Site.page(
              context,
              "/*",
              (request, response) -> {
                response.setContentType("text/plain");
                response.getWriter().print("page");
              });
        });
  }

  private static String store(String attributes) {
    return "<accounts><store " + attributes + "/></accounts>";
  }

  static Stream<Arguments> mistakes() {
    String h2 = "url=\"jdbc:h2:mem:start\"";
    return Stream.of(
        Arguments.of(store(h2), "line 2, <store url=\"…\">: accounts need a key"),
        Arguments.of(
            KEY + store("url=\"jdbc:nosuch:db\" password=\"hunter2\""),
            "line 2, <store url=\"…\" password=\"…\">: no driver takes jdbc:nosuch:; for jdbc:h2: put"
                + " com.h2database:h2 beside Cookieward's jar"),
        Arguments.of(
            KEY + store("jndi=\"jdbc/none\""),
            "<store jndi=\"jdbc/none\">: the server has no database under the name \"jdbc/none\""),
        Arguments.of(
            KEY + store("url=\"jdbc:h2:relative\" user=\"ada\" password=\"hunter2\""),
            "<store url=\"…\" user=\"ada\" password=\"…\">: the database does not do as it must ("),
        Arguments.of(
            KEY + "<accounts resolver=\"com.acme.Nobody\"><store " + h2 + "/></accounts>",
            "resolver: the application has no class com.acme.Nobody"),
        Arguments.of(
            KEY + "<accounts resolver=\"java.lang.String\"><store " + h2 + "/></accounts>",
            "resolver: java.lang.String must be a class that implements"
                + " io.github.cookieward.filter.AccountResolver"),
        Arguments.of(
            KEY
                + "<accounts resolver=\""
                + Unmakeable.class.getName()
                + "\"><store "
                + h2
                + "/></accounts>",
            "and has a public constructor without parameters"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeStopsTheStartWithPlaceAndRemedyAndWithoutSecrets(String settings, String message) {
    assertThatThrownBy(() -> site(settings))
        .hasStackTraceContaining("Cookieward cannot start: /WEB-INF/consent.xml, line 2, <store")
        .hasStackTraceContaining(message)
        .satisfies(
            e -> {
              java.io.StringWriter trace = new java.io.StringWriter();
              e.printStackTrace(new java.io.PrintWriter(trace));
              assertThat(trace.toString()).doesNotContain("hunter2");
            });
  }

  @Test
  void anEmbeddedDatabaseOutlivesTheSiteAndItsRestart() throws Exception {
    String settings = KEY + store("url=\"jdbc:h2:file:" + application.resolve("saved") + "\"");
    Device before;
    try (Site site =
        site(
            settings.replace(
                "<accounts>", "<accounts resolver=\"" + ByField.class.getName() + "\">"))) {
      before = new Device(site).signIn("ada");
      before.answer("action=accept-all");
    }
    try (Site site =
        site(
            settings.replace(
                "<accounts>", "<accounts resolver=\"" + ByField.class.getName() + "\">"))) {
      assertThat(new Device(site).signIn("ada").has("analytics")).isTrue();
      assertThat(new Device(site).signIn("bob").has("analytics")).isFalse();
    }
  }

  @Test
  void switchedOffItOpensNoDatabase() throws Exception {
    Path file = application.resolve("WEB-INF/consent.xml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "<consent xmlns=\"urn:cookieward:consent:1\">"
            + KEY
            + store("jndi=\"jdbc/none\"")
            + "</consent>");
    try (Site site =
        Site.of(
            context -> {
              context.setBaseResourceAsPath(application);
              FilterHolder filter = new FilterHolder(ConsentFilter.class);
              filter.setInitParameter("enabled", "false");
              context.addFilter(filter, "/*", Site.ALL_DISPATCHES);
              Site.page(context, "/*", (request, response) -> response.setStatus(204));
            })) {
      assertThat(site.get("/").status()).isEqualTo(204);
    }
  }

  /** Who is signed in, as the tests say it. */
  public static final class ByField implements AccountResolver {
    /** Made by name. */
    public ByField() {}

    @Override
    public java.util.Optional<String> account(jakarta.servlet.http.HttpServletRequest request) {
      return java.util.Optional.ofNullable(request.getHeader(Device.ACCOUNT));
    }
  }

  /** One that nobody can make. */
  public static final class Unmakeable implements AccountResolver {
    private Unmakeable() {}

    @Override
    public java.util.Optional<String> account(jakarta.servlet.http.HttpServletRequest request) {
      return java.util.Optional.empty();
    }
  }
}
