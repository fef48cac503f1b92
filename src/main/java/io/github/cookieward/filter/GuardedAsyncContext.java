package io.github.cookieward.filter;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.Optional;

/**
 * The container's async context, started with the guarded request and response; to the application
 * they are the original ones.
 */
final class GuardedAsyncContext implements AsyncContext {
  private final AsyncContext inner;
  private final EnforcingResponse response;
  private final boolean original;
  private final Optional<String> back;

  /**
   * Guards a context.
   *
   * @param original whether the application started it without wrappers of its own
   * @param back where {@link #dispatch()} leads, if that is not for the container to say
   */
  GuardedAsyncContext(
      AsyncContext inner, EnforcingResponse response, boolean original, Optional<String> back) {
    this.inner = inner;
    this.response = response;
    this.original = original;
    this.back = back;
  }

  boolean wraps(AsyncContext other) {
    return inner == other;
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return original || inner.hasOriginalRequestAndResponse();
  }

  @Override
  public ServletRequest getRequest() {
    return inner.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return inner.getResponse();
  }

  @Override
  public void dispatch() {
    awaiting(() -> back.ifPresentOrElse(inner::dispatch, inner::dispatch));
  }

  @Override
  public void dispatch(String path) {
    awaiting(() -> inner.dispatch(path));
  }

  @Override
  public void dispatch(ServletContext context, String path) {
    awaiting(() -> inner.dispatch(context, path));
  }

  /** The page goes on where it is sent to, in this thread or another. */
  private void awaiting(Runnable dispatch) {
    response.awaitsDispatch(true);
    try {
      dispatch.run();
    } catch (RuntimeException e) {
      response.awaitsDispatch(false);
      throw e;
    }
  }

  @Override
  public void complete() {
    response.audit(); // the filter has left long ago
    if (response.finishOrWait(inner::complete)) {
      inner.complete();
    }
  }

  @Override
  public void start(Runnable run) {
    inner.start(run);
  }

  @Override
  public void addListener(AsyncListener listener) {
    inner.addListener(new GuardedAsyncListener(listener, this));
  }

  @Override
  public void addListener(AsyncListener listener, ServletRequest request, ServletResponse answer) {
    inner.addListener(new GuardedAsyncListener(listener, this), request, answer);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return inner.createListener(type);
  }

  @Override
  public void setTimeout(long milliseconds) {
    inner.setTimeout(milliseconds);
  }

  @Override
  public long getTimeout() {
    return inner.getTimeout();
  }
}
