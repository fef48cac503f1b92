package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What went round the wrapper is found before it leaves, and taken back where the server can. */
class AuditTest {
  /** Spring's getNativeResponse and its like. */
  private static HttpServletResponse unwrapped(ServletResponse response) {
    ServletResponse found = response;
    while (found instanceof ServletResponseWrapper wrapper) {
      found = wrapper.getResponse();
    }
    return (HttpServletResponse) found;
  }

  private static void roundTheWrapper(ServletResponse response) {
    unwrapped(response).addHeader("Set-Cookie", "stats=1");
    unwrapped(response).addHeader("Set-Cookie", "sid=1");
  }

  private static final Map<String, Site.Page> PAGES = new LinkedHashMap<>();

  static {
    PAGES.put("and ends", (request, response) -> roundTheWrapper(response));
    PAGES.put(
        "and writes",
        (request, response) -> {
          roundTheWrapper(response);
          response.getWriter().print("text");
        });
    PAGES.put(
        "and redirects",
        (request, response) -> {
          roundTheWrapper(response);
          response.sendRedirect("/elsewhere");
        });
    PAGES.put(
        "and fails",
        (request, response) -> {
          roundTheWrapper(response);
          response.sendError(404);
        });
    PAGES.put(
        "and says why it fails",
        (request, response) -> {
          roundTheWrapper(response);
          response.sendError(404, "gone");
        });
    PAGES.put(
        "and flushes",
        (request, response) -> {
          roundTheWrapper(response);
          response.flushBuffer();
        });
    PAGES.put(
        "within a forward",
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.FORWARD) {
            roundTheWrapper(response);
          } else {
            request.getRequestDispatcher("/again").forward(request, response);
          }
        });
    PAGES.put(
        "within an async dispatch",
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.ASYNC) {
            roundTheWrapper(response);
          } else {
            request.startAsync().dispatch();
          }
        });
    PAGES.put(
        "and completes",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(
              () -> {
                roundTheWrapper(async.getResponse());
                async.complete();
              });
        });
  }

  static Stream<String> ways() {
    return PAGES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void anUnwrappedResponseIsLookedThrough(String way) throws Exception {
    try (Site site = Site.of(Visitors.site().build(), PAGES.get(way))) {
      assertThat(site.get("/").kept()).containsExactly("sid");
      assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS).kept())
          .containsExactly("stats", "sid");
    }
  }

  private static Site behind(Filter earlier, Settings settings, Site.Page page) throws Exception {
    return Site.of(
        context -> {
          Site.filter(context, earlier);
          Site.filter(context, new ConsentFilter(settings));
          Site.page(context, "/*", page);
        });
  }

  @Test
  void whatAnEarlierFilterSetIsTakenBack() throws Exception {
    Filter earlier =
        (request, response, chain) -> {
          roundTheWrapper(response);
          chain.doFilter(request, response);
        };
    try (Site site =
        behind(
            earlier,
            Visitors.site().build(),
            (request, response) -> response.getWriter().print("x".repeat(100_000)))) {
      assertThat(site.get("/").kept()).containsExactly("sid");
    }
  }

  @Test
  void whereNothingMayStayTheFieldGoesAltogether() throws Exception {
    Filter earlier =
        (request, response, chain) -> {
          unwrapped(response).addHeader("Set-Cookie", "stats=1");
          chain.doFilter(request, response);
        };
    try (Site site = behind(earlier, Visitors.site().build(), (request, response) -> {})) {
      assertThat(site.get("/").cookies()).isEmpty();
    }
  }

  @Test
  void theServersSessionIsEssential() throws Exception {
    try (Site site =
        Site.of(Visitors.site().build(), (request, response) -> request.getSession())) {
      assertThat(site.get("/").kept()).containsExactly("JSESSIONID");
    }
  }

  @Test
  void aSessionThatNeedsConsentIsTakenBackUntilItIsGranted() throws Exception {
    Settings settings =
        Visitors.site()
            .service(
                Service.builder("tracking-session", Category.ANALYTICS)
                    .cookie("JSESSIONID")
                    .build())
            .build();
    for (Site.Page page :
        new Site.Page[] {
          (request, response) -> {
            request.getSession();
            response.getWriter().print("x".repeat(100_000));
          },
          (request, response) -> {
            request.getSession(true);
            request.changeSessionId();
            response.sendRedirect("/");
          }
        }) {
      try (Site site = Site.of(settings, page)) {
        assertThat(site.get("/").cookies()).isEmpty();
        assertThat(site.get("/", Visitors.AGREED_TO_ANALYTICS).kept())
            .containsExactly("JSESSIONID");
      }
    }
  }

  @Test
  void aCommittedResponseIsLeftAlone() throws Exception {
    try (Log log = new Log();
        Site site =
            Site.of(
                Visitors.site().build(),
                (request, response) -> {
                  response.getWriter().print("text");
                  response.flushBuffer();
                  response.addHeader("Set-Cookie", "sid=late");
                  roundTheWrapper(response);
                })) {
      Wire.Answer answer = site.get("/");
      assertThat(answer.body()).isEqualTo("text");
      assertThat(answer.cookies()).isEmpty();
      assertThat(log.exceptions()).isEmpty();
    }
  }
}
