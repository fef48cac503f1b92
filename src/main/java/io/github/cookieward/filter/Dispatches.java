package io.github.cookieward.filter;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;

/** The way of one request through the container: includes, forwards, error pages, async. */
final class Dispatches {
  private int including;
  private int asyncStarts;
  private volatile boolean awaitsDispatch;

  /** Whether what writes now is included by another, and has no say about status and fields. */
  boolean isIncluding() {
    return including > 0;
  }

  void startedAsync() {
    asyncStarts++;
  }

  void awaitsDispatch(boolean awaits) {
    awaitsDispatch = awaits;
  }

  /** A dispatch begins; answers what {@link #ends} is to be told. */
  int begins(DispatcherType dispatch) {
    if (dispatch == DispatcherType.INCLUDE) {
      including++;
    } else if (dispatch == DispatcherType.ASYNC) {
      awaitsDispatch = false;
    }
    return asyncStarts;
  }

  /**
   * A dispatch ends. An async response belongs to another thread now, but for an error page of one.
   *
   * @return whether nobody goes on with the response
   */
  boolean ends(HttpServletRequest request, int startsBefore) {
    DispatcherType dispatch = request.getDispatcherType();
    if (dispatch == DispatcherType.INCLUDE) {
      including--;
      return false;
    }
    boolean later =
        awaitsDispatch
            || (request.isAsyncStarted()
                && (dispatch != DispatcherType.ERROR || asyncStarts != startsBefore));
    return !later;
  }
}
