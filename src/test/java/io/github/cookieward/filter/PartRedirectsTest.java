package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where redirects lead that parts of a site's own pages are sent on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PartRedirectsTest {
  private Site site;

  @BeforeAll
  void start() throws Exception {
    site =
        Site.of(
            Visitors.site()
                .service(
                    Service.builder("counter", Category.ANALYTICS)
                        .address("counter.example")
                        .build())
                .build(),
            (request, response) -> {
              String to = request.getParameter("to");
              if (request.getRequestURI().equals("/by-hand")) {
                response.setStatus(307);
                response.setHeader("Location", to);
              } else {
                response.sendRedirect(to);
              }
            });
  }

  @AfterAll
  void stop() {
    site.close();
  }

  private Wire.Answer go(String path, String to, String use) throws Exception {
    return site.send(Wire.request("GET", path + "?to=" + to, "Sec-Fetch-Dest: " + use));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"image", "script", "style", "font", "iframe", "empty", "video", "worker", "new"})
  void aPartOfAPageIsNotSentToWhatIsNotGranted(String use) throws Exception {
    Wire.Answer answer = go("/go", "https://counter.example/p.gif", use);
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.all("Location")).isEmpty();

    assertThat(go("/by-hand", "//counter.example/p.gif", use).all("Location")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"image", "iframe", "empty"})
  void itIsSentAnywhereElse(String use) throws Exception {
    for (String to :
        new String[] {"https://cdn.example/p.gif", "/here.gif", "data:,x", "http://"}) {
      assertThat(go("/by-hand", to, use).all("Location")).containsExactly(to);
    }
    assertThat(go("/go", "https://cdn.example/p.gif", use).status()).isEqualTo(302);
  }
}
