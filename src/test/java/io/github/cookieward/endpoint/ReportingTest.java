package io.github.cookieward.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.endpoint.Wire.Reply;
import io.github.cookieward.enforcement.Inventory;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers report, over the wire. */
class ReportingTest {
  private static final Logger LOG = Logger.getLogger("io.github.cookieward");
  private static final String ONE = "Content-Type: application/csp-report";
  private static final String MANY = "Content-Type: application/reports+json";
  private static final String SAME = "Sec-Fetch-Site: same-origin";
  private static final String REPORT =
      "{\"csp-report\":{\"document-uri\":\"https://shop.example/a?b\",\"violated-directive\":"
          + "\"img-src\",\"blocked-uri\":\"https://other.example/x?y\",\"status-code\":200}}";

  private Wire wire;

  @BeforeEach
  void start() throws Exception {
    LOG.setUseParentHandlers(false);
    wire = new Wire(ConsentEndpointTest.settings().build(), "/app");
  }

  @AfterEach
  void stop() {
    LOG.setUseParentHandlers(true);
    wire.close();
  }

  private Reply report(String body, String... headers) throws Exception {
    return wire.send("POST", "/app/consent/reports", body, headers);
  }

  @Test
  void aReportOfEitherFormatReachesTheInventory() throws Exception {
    assertThat(report(REPORT, ONE, SAME).status()).isEqualTo(204);
    String many =
        "[{\"type\":\"deprecation\",\"body\":{}},{\"type\":\"csp-violation\",\"age\":1,\"body\":"
            + "{\"documentURL\":\"https://shop.example/c\",\"effectiveDirective\":\"connect-src\","
            + "\"blockedURL\":\"wss://other.example/x\"}}]";
    assertThat(report(many, MANY).status()).isEqualTo(204);
    assertThat(wire.enforcer.inventory().entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.host()).isEqualTo("other.example"))
        .satisfies(entry -> assertThat(entry.page()).isEqualTo("/a"))
        .satisfies(entry -> assertThat(entry.uses()).containsExactly("connect-src", "img-src"))
        .extracting(Inventory.Entry::count)
        .isEqualTo(2L);
  }

  @Test
  void onlyPagesOfThisSiteReport() throws Exception {
    assertThat(report(REPORT, ONE, "Sec-Fetch-Site: cross-site").status()).isEqualTo(403);
    assertThat(report(REPORT, ONE, "Origin: https://evil.example").status()).isEqualTo(403);
    assertThat(report(REPORT, "Content-Type: text/plain", SAME).status()).isEqualTo(415);
    assertThat(wire.get("/app/consent/reports").status()).isEqualTo(405);
    assertThat(wire.enforcer.inventory().entries()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "{\"csp-report\":[]}",
        "{\"csp-report\":{\"blocked-uri\":7}}",
        "{\"csp-report\":{\"blocked-uri\":\"https://\",\"document-uri\":\"\"}}",
        "{\"csp-report\":{\"blocked-uri\":\"https://x.example\"}}"
      })
  void noBodyIsAnError(String body) throws Exception {
    assertThat(report(body, ONE, SAME).status()).isIn(204, 400);
    assertThat(report(body, MANY, SAME).status()).isIn(204, 400);
    assertThat(report(body + " ".repeat(70_000), ONE, SAME).status()).isEqualTo(400);
    assertThat(wire.enforcer.inventory().entries()).isEmpty();
  }

  @Test
  void aFloodIsNotRead() throws Exception {
    boolean refused = false;
    for (int i = 0; i < Reporting.MOST_IN_A_SECOND * 20 && !refused; i++) {
      refused = report("{}", ONE, SAME).status() == 429;
    }
    assertThat(refused).isTrue();
  }
}
