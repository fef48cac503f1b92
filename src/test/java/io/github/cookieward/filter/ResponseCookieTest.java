package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every way to set a cookie, on every way through a server, before and after consent. */
class ResponseCookieTest {
  /** Each sets {@code stats}, which needs consent, and {@code sid}, which does not. */
  private static final Map<String, Site.Page> PAGES = new LinkedHashMap<>();

  private static Site site;

  private static void both(HttpServletResponse response) {
    response.addCookie(new Cookie("stats", "1"));
    response.addHeader("Set-Cookie", "sid=1; Path=/");
  }

  static {
    PAGES.put("add-cookie", (request, response) -> both(response));
    PAGES.put(
        "add-cookie-with-attributes",
        (request, response) -> {
          Cookie stats = new Cookie("stats", "1");
          stats.setAttribute("Partitioned", "");
          stats.setAttribute("SameSite", "None");
          stats.setMaxAge(60);
          response.addCookie(stats);
          response.addCookie(new Cookie("sid", "1"));
        });
    PAGES.put(
        "add-header",
        (request, response) -> {
          response.addHeader("Set-Cookie", "stats=1; Path=/");
          response.addHeader("Set-Cookie", "sid=1; Path=/");
        });
    PAGES.put(
        "add-header-in-another-case",
        (request, response) -> {
          response.addHeader("sEt-cOOkIE", "stats=1");
          response.addHeader("SET-COOKIE", "sid=1");
        });
    PAGES.put(
        "add-header-with-blanks",
        (request, response) -> {
          response.addHeader("Set-Cookie", " stats = 1 ");
          response.addHeader("Set-Cookie", "sid=1");
        });
    PAGES.put(
        "set-header",
        (request, response) -> {
          response.setHeader("set-cookie", "sid=1");
          if (request.getQueryString() == null) {
            response.setHeader("Set-Cookie", "stats=1"); // replaces nothing where it is withheld
          } else {
            response.addHeader("Set-Cookie", "stats=1");
          }
        });
    PAGES.put(
        "after-the-writer",
        (request, response) -> {
          response.getWriter().print("text");
          both(response);
        });
    PAGES.put(
        "after-the-stream",
        (request, response) -> {
          response.getOutputStream().write(65);
          both(response);
        });
    PAGES.put(
        "after-reset",
        (request, response) -> {
          both(response);
          response.reset();
          both(response);
        });
    PAGES.put(
        "after-reset-buffer",
        (request, response) -> {
          both(response);
          response.resetBuffer();
        });
    PAGES.put(
        "forward",
        (request, response) ->
            request.getRequestDispatcher("/inner/plain").forward(request, response));
    PAGES.put(
        "named-forward",
        (request, response) ->
            request.getServletContext().getNamedDispatcher("inner").forward(request, response));
    PAGES.put(
        "include",
        (request, response) -> {
          both(response);
          request.getRequestDispatcher("/inner/plain").include(request, response);
        });
    PAGES.put(
        "redirect",
        (request, response) -> {
          both(response);
          response.sendRedirect("/elsewhere");
        });
    PAGES.put(
        "error",
        (request, response) -> {
          both(response);
          response.sendError(404, "not here");
        });
    PAGES.put("error-page", (request, response) -> response.sendError(418));
    PAGES.put(
        "error-page-of-an-exception",
        (request, response) -> {
          throw new IllegalStateException("as the test wishes");
        });
    PAGES.put(
        "no-content",
        (request, response) -> {
          both(response);
          response.setStatus(204);
        });
    PAGES.put(
        "not-modified",
        (request, response) -> {
          both(response);
          response.setStatus(304);
        });
    PAGES.put(
        "async",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.start(
              () -> {
                both((HttpServletResponse) async.getResponse());
                async.complete();
              });
        });
    PAGES.put(
        "async-with-arguments",
        (request, response) -> {
          AsyncContext async = request.startAsync(request, response);
          async.start(
              () -> {
                both((HttpServletResponse) async.getResponse());
                async.complete();
              });
        });
    PAGES.put(
        "async-found-again",
        (request, response) -> {
          request.startAsync();
          both((HttpServletResponse) request.getAsyncContext().getResponse());
          request.getAsyncContext().complete();
        });
    PAGES.put(
        "async-dispatch",
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.ASYNC) {
            both(response);
          } else {
            request.startAsync().dispatch();
          }
        });
    PAGES.put(
        "async-dispatch-elsewhere",
        (request, response) -> request.startAsync().dispatch("/inner/plain"));
    PAGES.put(
        "async-timeout-with-listener",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.setTimeout(20);
          async.addListener(
              new QuietListener() {
                @Override
                public void onTimeout(AsyncEvent event) {
                  both((HttpServletResponse) event.getAsyncContext().getResponse());
                  event.getAsyncContext().complete();
                }
              });
        });
    PAGES.put(
        "async-timeout-with-supplied-response",
        (request, response) -> {
          AsyncContext async = request.startAsync();
          async.setTimeout(20);
          async.addListener(
              new QuietListener() {
                @Override
                public void onTimeout(AsyncEvent event) {
                  both((HttpServletResponse) event.getSuppliedResponse());
                  event.getAsyncContext().complete();
                }
              },
              request,
              response);
        });
    PAGES.put(
        "async-timeout-without-listener",
        (request, response) -> request.startAsync().setTimeout(20));
  }

  /** Cares for nothing. */
  private abstract static class QuietListener implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {}

    @Override
    public void onError(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  @BeforeAll
  static void start() throws Exception {
    site = Site.of(ResponseCookieTest::pages);
  }

  private static void pages(ServletContextHandler context) {
    Settings settings = Visitors.site().build();
    Site.filter(context, new ConsentFilter(settings));
    PAGES.forEach((path, page) -> Site.page(context, "/" + path, page));
    Site.page(context, "/inner/plain", (request, response) -> both(response));
    Site.page(context, "/oops", (request, response) -> both(response));
    context
        .getServletHandler()
        .addServlet(
            new ServletHolder("inner", Site.servlet((request, response) -> both(response))));
    ErrorPageErrorHandler errors = new ErrorPageErrorHandler();
    errors.addErrorPage(418, "/oops");
    errors.addErrorPage(500, "/oops");
    context.setErrorHandler(errors);
  }

  @AfterAll
  static void stop() {
    site.close();
  }

  static Stream<String> ways() {
    return PAGES.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("ways")
  void onlyTheEssentialCookieIsSetBeforeAnyAnswer(String way) throws Exception {
    assertThat(site.get("/" + way).kept()).containsExactly("sid");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void onlyTheEssentialCookieIsSetAfterRefusal(String way) throws Exception {
    assertThat(site.get("/" + way, Visitors.REFUSED).kept()).containsExactly("sid");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void bothAreSetOnceTheVisitorAgreed(String way) throws Exception {
    assertThat(site.get("/" + way + "?agreed", Visitors.AGREED_TO_ANALYTICS).kept())
        .containsExactlyInAnyOrder("sid", "stats");
  }

  @ParameterizedTest
  @MethodSource("ways")
  void whatIsAskedForWithHeadIsGuardedAlike(String way) throws Exception {
    assertThat(site.send(Wire.request("HEAD", "/" + way)).kept()).containsExactly("sid");
  }

  private static Wire.Answer answer(Site.Page page) throws Exception {
    try (Site one = Site.of(Visitors.site().build(), page)) {
      return one.get("/");
    }
  }

  @Test
  void aNumberOrADateIsNoCookie() throws Exception {
    Wire.Answer answer =
        answer(
            (request, response) -> {
              response.addIntHeader("Set-Cookie", 1);
              response.setIntHeader("set-cookie", 2);
              response.addDateHeader("Set-Cookie", 3_000);
              response.setDateHeader("SET-COOKIE ", 4_000);
            });
    assertThat(answer.cookies()).isEmpty();
  }

  @Test
  void aFieldNameWithStrayCharactersIsStillSetCookie() throws Exception {
    Wire.Answer answer =
        answer(
            (request, response) -> {
              for (String name :
                  new String[] {
                    "Set-Cookie ",
                    " Set-Cookie",
                    "Set-Cookie\t",
                    "Set-Cookie\0",
                    "Set-Cookie:",
                    "\u0153et-Cookie",
                    "Set\u012dCookie"
                  }) {
                try {
                  response.addHeader(name, "stats=1");
                  response.setHeader(name, "stats=1");
                } catch (IllegalArgumentException refusedByTheServer) {
                  assertThat(refusedByTheServer).isNotNull();
                }
              }
            });
    assertThat(String.join("\n", answer.fields())).doesNotContain("stats");
  }

  @Test
  void aBrokenLineSmugglesNothing() throws Exception {
    Wire.Answer answer =
        answer(
            (request, response) ->
                response.addHeader("Set-Cookie", "sid=1\r\nSet-Cookie: stats=1"));
    assertThat(answer.kept()).containsExactly("sid");
  }

  @Test
  void aCookieWithoutANameIsWithheld() throws Exception {
    Wire.Answer answer =
        answer(
            (request, response) -> {
              response.addHeader("Set-Cookie", "stats");
              response.addHeader("Set-Cookie", "=stats=1");
              response.addHeader("Set-Cookie", "");
              response.addHeader("Set-Cookie", "; Path=/");
            });
    assertThat(answer.cookies()).isEmpty();
  }

  @Test
  void trailersCarryNoCookies() throws Exception {
    Wire.Answer answer =
        answer(
            (request, response) -> {
              response.setTrailerFields(() -> Map.of("Set-Cookie", "stats=1", "Sum", "42"));
              assertThat(response.getTrailerFields().get()).containsOnlyKeys("Sum");
              response.getWriter().print("text");
            });
    assertThat(answer.body()).isEqualTo("text");
  }

  @Test
  void toRemoveACookieNeedsNoConsent() throws Exception {
    Wire.Answer answer =
        answer(
            (request, response) -> {
              Cookie gone = new Cookie("stats", "");
              gone.setMaxAge(0);
              response.addCookie(gone);
              response.addHeader("Set-Cookie", "ads=; Max-Age=0");
            });
    assertThat(answer.kept()).isEmpty();
    assertThat(answer.removed()).containsExactly("stats", "ads");
  }

  @Test
  void aCookieThatOnlyPretendsToBeRemovedIsWithheld() throws Exception {
    Wire.Answer answer =
        answer(
            (request, response) -> {
              response.addHeader("Set-Cookie", "stats=1; Max-Age=0; Max-Age=99");
              response.addHeader("Set-Cookie", "stats=1; Max-Age=0x");
              response.addHeader(
                  "Set-Cookie", "stats=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=99");
            });
    assertThat(answer.cookies()).isEmpty();
  }

  @Test
  void aCookieObjectThatExpiresInThePastIsRemovedAndNotSet() throws Exception {
    Wire.Answer answer =
        answer(
            (request, response) -> {
              Cookie gone = new Cookie("stats", "1");
              gone.setAttribute("Expires", "Thu, 01 Jan 1970 00:00:00 GMT");
              response.addCookie(gone);
              response.getWriter().print("x".repeat(200_000)); // past every audit
            });
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.kept()).isEmpty(); // a server that drops Expires would set it
    assertThat(answer.removed()).containsExactly("stats");
  }

  @Test
  void onlyTheVisitorsAnswerSetsTheConsentCookie() throws Exception {
    String forged = Visitors.granted(Visitors.OFFERED);
    Wire.Answer answer =
        answer(
            (request, response) -> {
              response.addHeader("Set-Cookie", forged);
              response.setHeader("Set-Cookie", "__Host-" + forged + "; Secure; Path=/");
              response.addCookie(new Cookie("consent", forged.substring("consent=".length())));
            });
    assertThat(answer.cookies()).isEmpty();
  }

  @Test
  void whatPassesLeavesAsItCame() throws Exception {
    String odd = "sid=a b\"c=d; pAth=/x; ; samesite=weird; foo";
    Wire.Answer answer = answer((request, response) -> response.addHeader("Set-Cookie", odd));
    assertThat(answer.cookies()).containsExactly(odd);
  }

  @Test
  void anExceptionOfTheApplicationArrivesUnchanged() throws Exception {
    IllegalStateException thrown = new IllegalStateException("the application's own");
    java.util.List<Throwable> seen = new java.util.ArrayList<>();
    try (Site one =
        Site.of(
            context -> {
              Site.filter(
                  context,
                  (request, response, chain) -> {
                    try {
                      chain.doFilter(request, response);
                    } catch (IllegalStateException e) {
                      seen.add(e);
                    }
                  });
              Site.filter(context, new ConsentFilter(Visitors.site().build()));
              Site.page(
                  context,
                  "/*",
                  (request, response) -> {
                    both(response);
                    throw thrown;
                  });
            })) {
      assertThat(one.get("/").kept()).containsExactly("sid");
    }
    assertThat(seen).containsExactly(thrown);
  }

  @Test
  void anAsyncDispatchComesBackToTheSamePlace() throws Exception {
    Site.Page page =
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.ASYNC) {
            response.getWriter().print(request.getRequestURI() + " " + request.getQueryString());
          } else {
            AsyncContext async = request.startAsync();
            assertThat(async.hasOriginalRequestAndResponse()).isTrue();
            assertThat(request.getAsyncContext()).isSameAs(async);
            assertThat(async.getRequest()).isSameAs(request);
            assertThat(async.getResponse()).isSameAs(response);
            async.dispatch();
          }
        };
    for (String path : new String[] {"/a%20b/c;v=1?q=%C3%A9", "/a%2520b", "/plain"}) {
      try (Site bare = Site.of(context -> Site.page(context, "/*", page));
          Site guarded = Site.of(Visitors.site().build(), page)) {
        assertThat(guarded.get(path).body()).isEqualTo(bare.get(path).body()).isNotEmpty();
      }
    }
  }
}
