package io.github.cookieward.filter;

import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Hears that the container is ready, and lets the page's last bytes go before the application. */
final class GuardedWriteListener implements WriteListener {
  private final WriteListener application;
  private final ResponseBody body;

  GuardedWriteListener(WriteListener application, ResponseBody body) {
    this.application = application;
    this.body = body;
  }

  @Override
  public void onWritePossible() throws IOException {
    if (!body.writesTheLast()) {
      application.onWritePossible();
    }
  }

  @Override
  public void onError(Throwable problem) {
    application.onError(problem);
  }
}
