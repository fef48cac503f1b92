package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.ParameterSettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.model.Proves;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application sees of the address that a visitor came by. */
class VisibleQueryTest {
  static SettingsBuilder tracking() {
    return Visitors.site()
        .service(
            Service.builder("campaigns", Category.ANALYTICS)
                .parameter("utm_*")
                .parameter("gclid")
                .build())
        .service(Service.builder("own-search", Category.ESSENTIAL).parameter("q").build());
  }

  private static final Settings SITE = tracking().build();

  /** Everything that a request says of its address and its parameters. */
  static String seen(HttpServletRequest request) {
    Map<String, String> map = new TreeMap<>();
    request.getParameterMap().forEach((name, values) -> map.put(name, Arrays.toString(values)));
    StringJoiner all = new StringJoiner(" | ");
    all.add(String.valueOf(request.getQueryString()));
    all.add(request.getRequestURI());
    all.add(request.getRequestURL());
    all.add(map.toString());
    all.add(Collections.list(request.getParameterNames()).stream().sorted().toList().toString());
    all.add(request.getParameter("utm_source") + "," + request.getParameter("a"));
    all.add(
        Arrays.toString(request.getParameterValues("utm_source"))
            + ","
            + Arrays.toString(request.getParameterValues("a")));
    return all.toString();
  }

  private static String get(String target, String... fields) throws IOException, Exception {
    return get(SITE, target, fields);
  }

  private static String get(Settings settings, String target, String... fields) throws Exception {
    try (Site site =
        Site.of(settings, (request, response) -> response.getWriter().print(seen(request)))) {
      return site.get(target, fields).body();
    }
  }

  @Test
  @Proves({"enforced.campaign", "technique.address"})
  void aTrackingParameterIsInNoGetter() throws Exception {
    assertThat(get("/x;utm_id=3;b=4?utm_source=mail&a=1&UTM_SOURCE=n&utm%5Fsource=o&gclid&q=2"))
        .isEqualTo(
            "a=1&q=2 | /x;b=4 | http://shop.example.com/x;b=4 | {a=[1], q=[2]} | [a, q]"
                + " | null,1 | null,[1]");
  }

  @Test
  void aQueryOfNothingElseIsNoQuery() throws Exception {
    assertThat(get("/x?utm_source=mail"))
        .isEqualTo("null | /x | http://shop.example.com/x | {} | [] | null,null | null,null");
  }

  @Test
  void grantedItIsSeen() throws Exception {
    assertThat(get("/x;utm_id=3?utm_source=mail&a=1", Visitors.AGREED_TO_ANALYTICS))
        .isEqualTo(
            "utm_source=mail&a=1 | /x;utm_id=3 | http://shop.example.com/x;utm_id=3"
                + " | {a=[1], utm_source=[mail]} | [a, utm_source] | mail,1 | [mail],[1]");
    assertThat(get("/x?utm_source=mail&a=1", Visitors.REFUSED)).doesNotContain("utm", "mail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/?",
        "/?a=1&a=2",
        "/?a=%zz",
        "/?a=1&&b&=",
        "/?a=%C3%A4+b",
        "/;x=1?a",
        "/?=&=",
        "/?a=%",
        "/?a=%e4"
      })
  void aRequestWithoutThemIsAsWithoutTheFilter(String target) throws Exception {
    try (Site plain =
        Site.of(
            context ->
                Site.page(
                    context,
                    "/*",
                    (request, response) -> response.getWriter().print(seen(request))))) {
      Wire.Answer without = plain.get(target);
      try (Site site =
          Site.of(SITE, (request, response) -> response.getWriter().print(seen(request)))) {
        Wire.Answer with = site.get(target);
        assertThat(with.status()).isEqualTo(without.status());
        if (with.status() == 200) {
          assertThat(with.body()).isEqualTo(without.body());
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Referer", "referer", "HX-Current-URL", "X-Original-URL"})
  void anAddressInAFieldIsCleaned(String field) throws Exception {
    try (Site site =
        Site.of(
            SITE,
            (request, response) ->
                response
                    .getWriter()
                    .print(
                        request.getHeader(field)
                            + Collections.list(request.getHeaders(field))
                            + outcome(() -> request.getIntHeader(field))
                            + outcome(() -> request.getDateHeader(field))))) {
      String dirty = "https://mail.example/;gclid=2?utm_source=x&b=1#f";
      assertThat(site.get("/", field + ": " + dirty).body())
          .startsWith("https://mail.example/?b=1#f[https://mail.example/?b=1#f]")
          .doesNotContain("utm", "gclid");
      assertThat(site.get("/", field + ": " + dirty, Visitors.AGREED_TO_ANALYTICS).body())
          .startsWith(dirty + "[" + dirty + "]");
      assertThat(site.get("/").body()).isEqualTo("null[]-1-1");
    }
  }

  private static String outcome(java.util.function.Supplier<?> call) {
    try {
      return String.valueOf(call.get());
    } catch (IllegalArgumentException e) {
      return "refused: " + e.getMessage();
    }
  }

  @Test
  void whatStandsInAFormIsNotHidden() throws Exception {
    try (Site site =
        Site.of(SITE, (request, response) -> response.getWriter().print(seen(request)))) {
      String body = "utm_source=typed&a=2&utm_source=too";
      String type = "Content-Type: application/x-www-form-urlencoded";
      String length = "Content-Length: " + body.length();
      assertThat(
              site.send(
                      Wire.request("POST", "/?utm_source=mail&a=1&utm_source=%C3%A4", type, length)
                          + body)
                  .body())
          .isEqualTo(
              "a=1 | / | http://shop.example.com/ | {a=[1, 2], utm_source=[typed, too]}"
                  + " | [a, utm_source] | typed,1 | [typed, too],[1, 2]");
      assertThat(site.send(Wire.request("POST", "/", type, length) + body).body())
          .contains("{a=[2], utm_source=[typed, too]}");
      assertThat(site.send(Wire.request("POST", "/?utm_source=mail", type, length) + body).body())
          .contains("{a=[2], utm_source=[typed, too]}");
    }
  }

  @Test
  void whatCannotBeToldFromAFormIsHidden() throws Exception {
    try (Site site =
        Site.of(
            SITE,
            (request, response) -> {
              request.setAttribute("org.eclipse.jetty.server.Request.queryEncoding", "ISO-8859-1");
              response.getWriter().print(seen(request));
            })) {
      assertThat(
              site.send(
                      Wire.request(
                              "POST",
                              "/?utm_source=%C3%A4",
                              "Content-Type: application/x-www-form-urlencoded",
                              "Content-Length: 12")
                          + "utm_source=b")
                  .body())
          .doesNotContain("\u00c3");
    }
  }

  @Test
  void partsOfABodyAreNotHidden() throws Exception {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"utm_source\"\r\n\r\ntyped\r\n--x--\r\n";
    try (Site site =
        Site.of(
            context -> {
              Site.filter(context, new ConsentFilter(SITE));
              Site.page(
                  context,
                  "/*",
                  (request, response) ->
                      response
                          .getWriter()
                          .print(
                              request.getParts().size()
                                  + seen(request)
                                  + new String(
                                      request.getPart("utm_source").getInputStream().readAllBytes(),
                                      java.nio.charset.StandardCharsets.US_ASCII)));
              context
                  .getServletHandler()
                  .getServlets()[0]
                  .getRegistration()
                  .setMultipartConfig(new MultipartConfigElement(""));
            })) {
      assertThat(
              site.send(
                      Wire.request(
                              "POST",
                              "/?utm_source=mail",
                              "Content-Type: multipart/form-data; boundary=x",
                              "Content-Length: " + body.length())
                          + body)
                  .body())
          .startsWith("1null")
          .contains("{utm_source=[typed]}")
          .endsWith("typed")
          .doesNotContain("mail");
    }
  }

  @Test
  void theBodyIsNotReadUnlessTheApplicationAsks() throws Exception {
    try (Site site =
        Site.of(
            SITE,
            (request, response) -> {
              String read =
                  request.getQueryString()
                      + request.getRequestURI()
                      + new String(
                          request.getInputStream().readAllBytes(),
                          java.nio.charset.StandardCharsets.US_ASCII);
              response.getWriter().print(read + request.getParameterMap().keySet());
            })) {
      assertThat(
              site.send(
                      Wire.request(
                              "POST",
                              "/?utm_source=mail&b=1",
                              "Content-Type: application/x-www-form-urlencoded",
                              "Content-Length: 3")
                          + "a=1")
                  .body())
          .isEqualTo("b=1/a=1[b]");
    }
  }

  private static void dispatches(
      org.eclipse.jetty.ee10.servlet.ServletContextHandler context, String target) {
    Site.filter(context, new ConsentFilter(SITE));
    Site.page(
        context,
        "/forward",
        (request, response) -> request.getRequestDispatcher(target).forward(request, response));
    Site.page(
        context,
        "/include",
        (request, response) -> request.getRequestDispatcher(target).include(request, response));
    Site.page(
        context,
        "/async",
        (request, response) -> {
          if (request.getDispatcherType() == DispatcherType.REQUEST) {
            request.startAsync().dispatch(target);
          }
        });
    Site.page(context, "/raw-async", (request, response) -> request.startAsync().dispatch(target));
    Site.page(context, "/error", (request, response) -> response.sendError(404));
    org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler errors =
        new org.eclipse.jetty.ee10.servlet.ErrorPageErrorHandler();
    errors.addErrorPage(404, target);
    context.setErrorHandler(errors);
    Site.page(
        context,
        "/target",
        (request, response) -> {
          StringJoiner attributes = new StringJoiner(" ");
          for (String kind : new String[] {"forward", "include", "async", "error"}) {
            for (String what : new String[] {"query_string", "request_uri"}) {
              attributes.add(
                  String.valueOf(request.getAttribute("jakarta.servlet." + kind + "." + what)));
            }
          }
          response.getWriter().print(seen(request) + attributes);
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"/forward", "/include", "/async", "/raw-async", "/error"})
  void noDispatchShowsWhatIsHidden(String path) throws Exception {
    for (String target : new String[] {"/target", "/target?c=3"}) {
      try (Site site = Site.of(context -> dispatches(context, target))) {
        String query = "?utm_source=mail&a=1";
        assertThat(site.get(path + ";utm_id=9" + query).body())
            .as(target)
            .contains("a=[1]")
            .doesNotContain("utm", "mail", "9");
        assertThat(site.get(path + query, Visitors.AGREED_TO_ANALYTICS).body())
            .as(target)
            .contains("utm_source=[mail]");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/forward", "/include"})
  void theApplicationsOwnWordsAreSeen(String path) throws Exception {
    try (Site site = Site.of(context -> dispatches(context, "/target?utm_source=own"))) {
      assertThat(site.get(path + "?utm_source=mail&a=1").body())
          .contains("utm_source=[own]", "a=[1]")
          .doesNotContain("mail");
    }
  }

  @Test
  void theFilterIsNoLooserWhereItSeesTheRequestLate() throws Exception {
    try (Site site =
        Site.of(
            context -> {
              var holder = new org.eclipse.jetty.ee10.servlet.FilterHolder(new ConsentFilter(SITE));
              context.addFilter(holder, "/*", java.util.EnumSet.of(DispatcherType.FORWARD));
              Site.page(
                  context,
                  "/forward",
                  (request, response) ->
                      request
                          .getRequestDispatcher("/target?c=3&" + request.getQueryString())
                          .forward(request, response));
              Site.page(
                  context,
                  "/target",
                  (request, response) ->
                      response
                          .getWriter()
                          .print(
                              seen(request)
                                  + request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING)));
            })) {
      assertThat(site.get("/forward?utm_source=mail&a=1").body())
          .contains("c=[3]")
          .doesNotContain("mail");
    }
  }

  @Test
  void afterAnAnswerWithinTheRequestItIsSeen() throws Exception {
    try (Site site =
        Site.of(
            SITE,
            (request, response) -> {
              String before = request.getQueryString() + request.getParameter("gclid");
              ConsentFilter.answer(request, Answer.of(Answer.Action.ACCEPT_ALL, SITE));
              response
                  .getWriter()
                  .print(before + request.getQueryString() + request.getParameter("gclid"));
            })) {
      assertThat(site.get("/?gclid=7").body()).isEqualTo("nullnullgclid=77");
    }
  }

  @Test
  void aSiteMayLetThemPassOrOnlyReport() throws Exception {
    Settings passes =
        tracking()
            .parameters(new ParameterSettings(ParameterSettings.Incoming.PASS, false))
            .build();
    Settings reports = tracking().mode(Settings.Mode.REPORT_ONLY).build();
    assertThat(get(passes, "/?utm_source=mail")).contains("{utm_source=[mail]}");
    assertThat(get(reports, "/?utm_source=mail")).contains("{utm_source=[mail]}");
  }

  @ParameterizedTest
  @CsvSource({"utm_a=%zz", "utm_%zz=1", "utm_a=%e4", "%=%&gclid=%"})
  void brokenEscapesAreNoTroubleOfOurs(String query) throws Exception {
    try (Site site =
        Site.of(
            SITE,
            (request, response) ->
                response.getWriter().print(request.getQueryString() + request.getRequestURI()))) {
      Wire.Answer answer = site.get("/?" + query);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).doesNotContain("utm", "gclid");
    }
  }
}
