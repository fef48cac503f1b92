package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Threads that work at one response, and visitors that come at once. */
class ConcurrencyTest {
  @Test
  void twoThreadsOfAnAsyncResponseMaySetCookiesWhileTheFilterLeaves() throws Exception {
    try (Log log = new Log();
        Site site =
            Site.of(
                Visitors.site().build(),
                (request, response) -> {
                  AsyncContext async = request.startAsync();
                  HttpServletResponse answer = (HttpServletResponse) async.getResponse();
                  AtomicInteger working = new AtomicInteger(2);
                  for (int thread = 0; thread < 2; thread++) {
                    async.start(
                        () -> {
                          for (int i = 0; i < 50; i++) {
                            synchronized (
                                working) { // a server's own fields are not for two threads
                              answer.addCookie(new Cookie("stats", "1"));
                              answer.addHeader("Set-Cookie", "sid=1");
                            }
                          }
                          if (working.decrementAndGet() == 0) {
                            async.complete();
                          }
                        });
                  }
                });
        Wire wire = site.connect()) {
      for (int i = 0; i < 200; i++) {
        Wire.Answer answer = wire.get("/");
        assertThat(answer.cookies()).hasSize(100).containsOnly("sid=1");
      }
      assertThat(log.exceptions()).isEmpty();
    }
  }

  @Test
  void aResponseThatWorksOnAsyncIsLeftToItsThreads() throws Exception {
    AtomicInteger disturbed = new AtomicInteger();
    try (Site site =
        Site.of(
            context -> {
              Site.filter(
                  context,
                  (request, response, chain) -> {
                    Thread containers = Thread.currentThread();
                    chain.doFilter(
                        request,
                        new HttpServletResponseWrapper((HttpServletResponse) response) {
                          @Override
                          public Collection<String> getHeaders(String name) {
                            if (request.isAsyncStarted() && Thread.currentThread() == containers) {
                              disturbed.incrementAndGet();
                            }
                            return super.getHeaders(name);
                          }
                        });
                  });
              Site.filter(context, new ConsentFilter(Visitors.site().build()));
              Site.page(
                  context,
                  "/*",
                  (request, response) -> {
                    AsyncContext async = request.startAsync();
                    Thread worker =
                        new Thread(
                            () -> {
                              try {
                                Thread.sleep(50);
                                ((HttpServletResponse) async.getResponse())
                                    .addHeader("Set-Cookie", "sid=1");
                              } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                              }
                              async.complete();
                            });
                    worker.start();
                  });
            })) {
      assertThat(site.get("/").kept()).containsExactly("sid");
    }
    assertThat(disturbed).hasValue(0);
  }

  @Test
  void noVisitorGetsWhatAnotherAgreedTo() throws Exception {
    try (Site site =
        Site.of(
            Visitors.site().build(),
            (request, response) -> {
              response.addCookie(new Cookie("stats", "1"));
              response.addCookie(new Cookie("sid", "1"));
            })) {
      ExecutorService visitors = Executors.newFixedThreadPool(8);
      List<Future<Boolean>> right = new ArrayList<>();
      for (int v = 0; v < 8; v++) {
        boolean agreed = v % 2 == 0;
        right.add(
            visitors.submit(
                () -> {
                  boolean always = true;
                  try (Wire wire = site.connect()) {
                    for (int i = 0; i < 200; i++) {
                      List<String> kept =
                          wire.get("/", agreed ? Visitors.AGREED_TO_ANALYTICS : Visitors.REFUSED)
                              .kept();
                      always &= kept.equals(agreed ? List.of("stats", "sid") : List.of("sid"));
                    }
                  }
                  return always;
                }));
      }
      for (Future<Boolean> visitor : right) {
        assertThat(visitor.get()).isTrue();
      }
      visitors.shutdown();
    }
  }
}
