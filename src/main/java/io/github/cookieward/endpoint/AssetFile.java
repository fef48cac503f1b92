package io.github.cookieward.endpoint;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The page's style and script, under addresses that change with their content. */
final class AssetFile {
  private AssetFile() {}

  static void send(
      String asked, HttpServletRequest request, HttpServletResponse response, Reply reply)
      throws IOException {
    reply.refuse(Refusal.NOT_FOUND);
  }
}
