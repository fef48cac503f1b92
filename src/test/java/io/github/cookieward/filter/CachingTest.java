package io.github.cookieward.filter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page for one visitor is kept by nobody else, and as long as its site says. */
class CachingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "public, max-age=60 | private, max-age=60",
        "PUBLIC,s-maxage=600, max-age=60 | private, max-age=60",
        "max-age=60, proxy-revalidate | private, max-age=60",
        "no-store | no-store",
        "private, max-age=5 | private, max-age=5",
        "private=\"Set-Cookie, X\", max-age=5 | private, max-age=5",
        "no-cache=\"a, public\" | private, no-cache=\"a, public\"",
        "max-age=1, | private, max-age=1",
        "x=\"open, public | private, x=\"open, public"
      })
  void sharedCachesAreTakenOut(String said, String corrected) {
    assertThat(Caching.privately(List.of(said))).isEqualTo(corrected);
  }
}
