package io.github.cookieward.filter;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** What Servlet 6.1 has and 6.0, against which this is compiled, has not. */
final class LaterApi {
  private static final @Nullable MethodHandle SEND_REDIRECT =
      find(
          "sendRedirect",
          MethodType.methodType(void.class, String.class, int.class, boolean.class));

  private LaterApi() {}

  private static @Nullable MethodHandle find(String name, MethodType type) {
    try {
      return MethodHandles.publicLookup().findVirtual(HttpServletResponse.class, name, type);
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }

  /**
   * Sends the browser on, with a status of choice.
   *
   * @throws UnsupportedOperationException if the container is of Servlet 6.0
   */
  static void sendRedirect(
      HttpServletResponse response, @Nullable String location, int status, boolean clearBuffer)
      throws IOException {
    if (SEND_REDIRECT == null) {
      throw new UnsupportedOperationException("sendRedirect with a status is of Servlet 6.1");
    }
    try {
      SEND_REDIRECT.invoke(response, location, status, clearBuffer);
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
