package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.ServletContext;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.PushBuilder;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is pushed is asked for with no more cookies than the application may know. */
class PushTest {
  private static PushBuilder builder(Map<String, String> headers) {
    return proxy(
        PushBuilder.class,
        Map.of(
            "getHeader", a -> headers.get((String) a[0]),
            "removeHeader", a -> headers.remove((String) a[0]),
            "setHeader", a -> headers.put((String) a[0], (String) a[1])));
  }

  private interface Answer {
    Object to(Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Map<String, Answer> answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              Answer answer = answers.get(method.getName());
              Object result = answer == null ? null : answer.to(arguments);
              return method.getReturnType() == PushBuilder.class
                      && !method.getName().equals("newPushBuilder")
                  ? self
                  : result;
            }));
  }

  private static Map<String, String> pushed(String builderCookie, String... requestCookies) {
    Map<String, String> headers = new HashMap<>();
    headers.put("Cookie", builderCookie);
    headers.put("Accept", "*/*");
    PushBuilder builder = builder(headers);
    HttpServletRequest request =
        proxy(
            HttpServletRequest.class,
            Map.of(
                "newPushBuilder", a -> builder,
                "getHeaders", a -> Collections.enumeration(Arrays.asList(requestCookies)),
                "getRequestURI", a -> "/",
                "isSecure", a -> false));
    Settings settings = Visitors.site().build();
    var enforcement =
        new Enforcer(settings, Clock.systemUTC())
            .begin(List.of(requestCookies), false, Signals.NONE);
    EnforcingResponse response =
        new EnforcingResponse(
            request,
            proxy(HttpServletResponse.class, Map.of()),
            enforcement,
            new Pages(PageSettings.DEFAULTS, Instant.EPOCH));
    ServletContext context =
        proxy(
            ServletContext.class,
            Map.of(
                "getContextPath", a -> "",
                "getSessionCookieConfig", a -> proxy(SessionCookieConfig.class, Map.of())));
    Deployment deployment = new Deployment(settings, true, context);
    assertThat(new EnforcingRequest(request, response, deployment).newPushBuilder()).isNotNull();
    return headers;
  }

  @Test
  void aHiddenCookieIsNotPushed() {
    assertThat(pushed("stats=1; sid=2", "stats=1; sid=2"))
        .containsEntry("Cookie", "sid=2")
        .containsEntry("Accept", "*/*");
  }

  @Test
  void whereAllIsHiddenNoFieldIsPushed() {
    assertThat(pushed("stats=1", "stats=1")).doesNotContainKey("Cookie");
  }

  @Test
  void cookiesThatCameInSeveralLinesAreAllPushed() {
    assertThat(pushed("stats=1", "stats=1", "sid=2", "sid=3; ads=4"))
        .containsEntry("Cookie", "sid=2; sid=3");
  }

  @Test
  void whatThisResponseSetsIsPushedToo() {
    assertThat(pushed("stats=1; sid=2; sid=new", "stats=1; sid=2"))
        .containsEntry("Cookie", "sid=2; sid=new");
    assertThat(pushed("sid=new")).containsEntry("Cookie", "sid=new");
  }
}
