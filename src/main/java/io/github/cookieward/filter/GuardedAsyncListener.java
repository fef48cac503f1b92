package io.github.cookieward.filter;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** Tells the application what happens to its context, and not of the container's beneath it. */
final class GuardedAsyncListener implements AsyncListener {
  private final AsyncListener application;
  private final GuardedAsyncContext context;

  GuardedAsyncListener(AsyncListener application, GuardedAsyncContext context) {
    this.application = application;
    this.context = context;
  }

  private AsyncEvent ours(AsyncEvent event) {
    return event.getAsyncContext() != null && context.wraps(event.getAsyncContext())
        ? new AsyncEvent(
            context, event.getSuppliedRequest(), event.getSuppliedResponse(), event.getThrowable())
        : event;
  }

  @Override
  public void onComplete(AsyncEvent event) throws IOException {
    application.onComplete(ours(event));
  }

  @Override
  public void onTimeout(AsyncEvent event) throws IOException {
    application.onTimeout(ours(event));
  }

  @Override
  public void onError(AsyncEvent event) throws IOException {
    application.onError(ours(event));
  }

  @Override
  public void onStartAsync(AsyncEvent event) throws IOException {
    application.onStartAsync(ours(event));
  }
}
