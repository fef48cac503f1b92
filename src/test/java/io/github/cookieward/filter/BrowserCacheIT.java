package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.github.cookieward.browser.Browsing;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a browser keeps for one use is not shown for another by which more would be fetched. */
class BrowserCacheIT {
  @RegisterExtension
  private static final Browsing BROWSING =
      new Browsing("--host-resolver-rules=MAP stats.test 127.0.0.1");

  private static final String DRAWING =
      "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>"
          + "<image href='/own' width='9' height='9'/>"
          + "<image href='http://stats.test:%d/pixel' width='9' height='9'/></svg>";

  private final List<String> asked = new CopyOnWriteArrayList<>();

  @Test
  void aDrawingIsAPictureFirstAndThenOpened() throws Exception {
    Settings settings =
        Settings.builder()
            .service(Service.builder("stats", Category.ANALYTICS).address("stats.test").build())
            .build();
    try (Site site =
        Site.of(
            settings,
            (request, response) -> {
              asked.add(request.getRequestURI());
              if (request.getRequestURI().equals("/drawing")) {
                response.setContentType("image/svg+xml");
                response.setHeader("Cache-Control", "max-age=600");
                String drawing = DRAWING.formatted(request.getServerPort());
                response.getOutputStream().write(drawing.getBytes(UTF_8));
              } else {
                response.setContentType("text/html;charset=utf-8");
                response
                    .getWriter()
                    .write("<!DOCTYPE html><img src=/drawing><a href=/drawing>d</a>");
              }
            })) {
      Page window = BROWSING.window(true);
      window.navigate("http://127.0.0.1:" + site.port() + "/");
      assertThat(asked).containsOnlyOnce("/drawing").doesNotContain("/own");
      window.click("a");
      window.waitForURL("**/drawing");
      assertThat(asked).containsOnlyOnce("/own").doesNotContain("/pixel");
    }
  }
}
