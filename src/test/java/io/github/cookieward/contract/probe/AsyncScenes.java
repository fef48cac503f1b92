package io.github.cookieward.contract.probe;

import static java.util.Map.entry;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Pages that answer after their servlet has returned. */
public final class AsyncScenes extends Scenes {
  private static final Map<String, Scene> SCENES =
      Map.ofEntries(
          entry(
              "plain",
              (request, response) -> {
                AsyncContext async = request.startAsync();
                answer(async);
                async.complete();
              }),
          entry(
              "given",
              (request, response) -> {
                AsyncContext async = request.startAsync(request, response);
                answer(async);
                async.complete();
              }),
          entry("thread", (request, response) -> completeElsewhere(request.startAsync())),
          entry(
              "thread-given",
              (request, response) -> completeElsewhere(request.startAsync(request, response))),
          entry(
              "run",
              (request, response) -> {
                AsyncContext async = request.startAsync();
                async.start(
                    () -> {
                      answer(async);
                      async.complete();
                    });
              }),
          entry(
              "late-page",
              (request, response) -> {
                response.setContentType("text/html;charset=UTF-8");
                response.getWriter().print("<p>begun");
                completeElsewhere(request.startAsync());
              }),
          entry(
              "dispatch",
              (request, response) -> {
                response.addHeader("Set-Cookie", "stats_before=1; Path=/");
                request.startAsync().dispatch("/cookies/plain");
              }),
          entry(
              "dispatch-given",
              (request, response) ->
                  request.startAsync(request, response).dispatch("/cookies/plain")),
          entry(
              "dispatch-jsp", (request, response) -> request.startAsync().dispatch("/jsp/big.jsp")),
          entry(
              "dispatch-thrice",
              (request, response) -> {
                Integer round = (Integer) request.getAttribute("round");
                int next = round == null ? 1 : round + 1;
                request.setAttribute("round", next);
                response.addHeader("Set-Cookie", "stats_" + next + "=1; Path=/");
                if (next < 4) {
                  request.startAsync().dispatch("/async/dispatch-thrice");
                } else {
                  say(response, "round " + next + " by " + request.getDispatcherType());
                }
              }),
          entry(
              "dispatch-to-throw",
              (request, response) -> request.startAsync().dispatch("/cookies/exception")),
          entry(
              "forward-then-dispatch",
              (request, response) -> {
                if (request.getDispatcherType() == DispatcherType.ASYNC) {
                  say(response, "came back to the page that the visitor asked for");
                } else {
                  request.getRequestDispatcher("/async/dispatch-back").forward(request, response);
                }
              }),
          entry("dispatch-back", (request, response) -> back(request, response, false)),
          entry(
              "forward-then-dispatch-given",
              (request, response) ->
                  request
                      .getRequestDispatcher("/async/dispatch-back-given")
                      .forward(request, response)),
          entry("dispatch-back-given", (request, response) -> back(request, response, true)),
          entry(
              "timeout",
              (request, response) -> {
                CookieScenes.track(response);
                request.startAsync().setTimeout(150);
              }),
          entry(
              "timeout-heard",
              (request, response) -> {
                AsyncContext async = request.startAsync();
                async.setTimeout(150);
                async.addListener(new Answering());
              }),
          entry(
              "timeout-heard-supplied",
              (request, response) -> {
                AsyncContext async = request.startAsync(request, response);
                async.setTimeout(150);
                async.addListener(new Answering(), request, response);
              }),
          entry(
              "timeout-dispatched",
              (request, response) -> {
                AsyncContext async = request.startAsync();
                async.setTimeout(150);
                async.addListener(new Dispatching());
              }),
          entry(
              "error-heard",
              (request, response) -> {
                AsyncContext async = request.startAsync();
                async.addListener(new Answering());
                throw new Deliberate("after startAsync");
              }),
          entry(
              "send-error",
              (request, response) -> {
                AsyncContext async = request.startAsync();
                HttpServletResponse later = (HttpServletResponse) async.getResponse();
                CookieScenes.track(later);
                later.sendError(503);
                async.complete();
              }),
          entry("identity", AsyncScenes::identity),
          entry("original", AsyncScenes::original),
          entry(
              "original-given",
              (request, response) -> {
                AsyncContext async = request.startAsync(request, response);
                say(response, async.hasOriginalRequestAndResponse());
                async.complete();
              }),
          entry(
              "not-started",
              (request, response) -> {
                try {
                  say(response, request.getAsyncContext());
                } catch (IllegalStateException e) {
                  say(response, "IllegalStateException, started " + request.isAsyncStarted());
                }
              }));

  @Override
  Map<String, Scene> scenes() {
    return SCENES;
  }

  private static void answer(AsyncContext async) {
    HttpServletResponse response = (HttpServletResponse) async.getResponse();
    CookieScenes.track(response);
    try {
      response.getWriter().println("answered later");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void completeElsewhere(AsyncContext async) {
    Thread thread =
        new Thread(
            () -> {
              answer(async);
              async.complete();
            });
    thread.start();
  }

  private static void back(HttpServletRequest request, HttpServletResponse response, boolean given)
      throws IOException {
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      say(response, "came to the page that it was forwarded to");
    } else if (given) {
      request.startAsync(request, response).dispatch();
    } else {
      request.startAsync().dispatch();
    }
  }

  private static void identity(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    AsyncContext asked = request.getAsyncContext();
    boolean same = async == asked && asked == request.getAsyncContext();
    say(
        response,
        "one context: " + same + ", its request is ours: " + (async.getRequest() != null));
    async.complete();
  }

  private static void original(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    say(response, async.hasOriginalRequestAndResponse());
    async.complete();
  }

  /** Hears everything and does nothing. */
  private static class Quiet implements AsyncListener {
    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) throws IOException {}

    @Override
    public void onError(AsyncEvent event) throws IOException {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  /** Answers itself when time is up or something broke. */
  private static final class Answering extends Quiet {
    @Override
    public void onTimeout(AsyncEvent event) {
      answer(event.getAsyncContext());
      event.getAsyncContext().complete();
    }

    @Override
    public void onError(AsyncEvent event) {
      answer(event.getAsyncContext());
      event.getAsyncContext().complete();
    }
  }

  /** Sends the visitor to another page when time is up. */
  private static final class Dispatching extends Quiet {
    @Override
    public void onTimeout(AsyncEvent event) {
      event.getAsyncContext().dispatch("/cookies/plain");
    }
  }
}
