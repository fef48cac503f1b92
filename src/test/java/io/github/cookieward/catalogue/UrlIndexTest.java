package io.github.cookieward.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.http.WebUrl;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlIndexTest {
  private static final Catalogue CATALOGUE =
      new Catalogue(
          List.of(
              service("host").address("t.example").build(),
              service("path").address("t.example/collect").build(),
              service("open").address("t.example/pix*").build(),
              service("port").address("p.example:8443").build(),
              service("sub").address("deep.t.example").build(),
              service("own")
                  .address("/stats")
                  .endpoint("/metrics/collect")
                  .endpoint("/px/*")
                  .parameter("utm_*")
                  .parameter("gclid")
                  .build()),
          List.of(
              service("behind").address("t.example/collect/more").address("b.example").build(),
              service("behind2").parameter("utm_source").parameter("fbclid").build()));

  private static Service.Builder service(String id) {
    return Service.builder(id, Category.ANALYTICS);
  }

  private static String id(Optional<Classification> found) {
    return found.map(c -> c.service().id()).orElse("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "https://t.example/ host",
        "http://a.t.example.:81/x host",
        "https://at.example/ none",
        "https://t.example/collect path",
        "https://t.example/collect?x path",
        "https://t.example/collect/more path",
        "https://t.example/%63ollect;x path",
        "https://t.example/collector host",
        "https://t.example/pixel.gif open",
        "https://p.example:8443/ port",
        "https://p.example/ none",
        "https://x.deep.t.example/collect sub",
        "https://b.example/ behind",
        "https://example/ none"
      })
  void theLongestAddressWinsAndTheSitesOwnWordFirst(String address, String service) {
    assertThat(id(CATALOGUE.address(WebUrl.parse(address, null).orElseThrow()))).isEqualTo(service);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "/metrics/collect own",
        "/metrics/collect/ own",
        "/metrics/%63ollect own",
        "//metrics;a=b/x/../collect own",
        "/metrics/collect/x none",
        "/metrics none",
        "/px/1.gif own",
        "/px own",
        "/p none"
      })
  void noWayToWriteAnEndpointHidesIt(String path, String service) {
    assertThat(id(CATALOGUE.endpoint(path))).isEqualTo(service);
  }

  @Test
  void aPathIsTheSitesOwn() {
    assertThat(id(CATALOGUE.ownAddress("/stats/a"))).isEqualTo("own");
    assertThat(id(CATALOGUE.ownAddress("/statsx"))).isEqualTo("none");
  }

  @Test
  void aParameterIsFoundInAnyCase() {
    assertThat(id(CATALOGUE.parameter("utm_source"))).isEqualTo("own");
    assertThat(id(CATALOGUE.parameter("UTM_x"))).isEqualTo("own");
    assertThat(id(CATALOGUE.parameter("GCLID"))).isEqualTo("own");
    assertThat(id(CATALOGUE.parameter("FbClid"))).isEqualTo("behind2");
    assertThat(id(CATALOGUE.parameter("utm"))).isEqualTo("none");
  }
}
