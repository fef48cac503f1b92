package io.github.cookieward.endpoint;

import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.page.Asset;
import io.github.cookieward.page.Assets;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Optional;

/** The page's style, scripts and tables, under addresses that change with their content. */
final class AssetFile {
  private static final String FOR_GOOD = "public, max-age=31536000, immutable";

  private AssetFile() {}

  /** Sends the asset of a path such as {@code 0123456789abcdef/consent.css}. */
  static void send(
      String asked,
      Enforcer enforcer,
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply)
      throws IOException {
    Optional<Asset> found =
        Assets.find(asked.substring(asked.lastIndexOf('/') + 1), enforcer)
            .filter(asset -> asset.path().equals("/assets/" + asked));
    if (found.isEmpty()) {
      reply.refuse(Refusal.NOT_FOUND);
      return;
    }
    Asset asset = found.get();
    String tag = "\"" + asset.version() + "\"";
    response.setHeader("ETag", tag);
    if (isKept(request, tag)) {
      response.setHeader("Cache-Control", FOR_GOOD);
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
    } else {
      reply.shared(asset.contentType(), FOR_GOOD, asset.bytes());
    }
  }

  /** Whether the client has it already. RFC 9110, 13.1.2: a weak tag compares as a strong one. */
  private static boolean isKept(HttpServletRequest request, String tag) {
    for (String line : Collections.list(request.getHeaders("If-None-Match"))) {
      for (String known : line.split(",", -1)) {
        String stripped = known.strip();
        if (stripped.equals("*") || stripped.equals(tag) || stripped.equals("W/" + tag)) {
          return true;
        }
      }
    }
    return false;
  }
}
