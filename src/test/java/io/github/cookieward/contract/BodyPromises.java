package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What there is nothing to withhold from leaves as it would without the filter. */
interface BodyPromises extends Visits {
  List<String> STATIC =
      List.of("plain.txt", "style.css", "module.js", "data.json", "page.html", "large.bin");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "writer", "nothing", "no-content", "not-modified", "type", "type-charset",
        "charset-then-type", "type-after-writer", "header-type", "utf-16", "locale", "stream"
      })
  default void typeAndCharsetAreWhatTheApplicationMadeThem(String scene) {
    sameAsWithout("/body/" + scene);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "prints",
        "pieces",
        "closed",
        "flushes",
        "forward-static",
        "forward-after-writer",
        "include-static",
        "include-jsp"
      })
  default void everyByteArrives(String scene) {
    sameAsWithout("/body/" + scene);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exclusive", "facts", "committed", "small-buffer", "redirect-kept"})
  default void theResponseAnswersTheApplicationAsWithoutTheFilter(String scene) {
    sameAsWithout("/body/" + scene);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"length", "length-long", "length-header", "length-int-header", "length-only"})
  default void aContentLengthMeansWhatItMeansWithoutTheFilter(String scene) {
    sameAsWithout("/body/" + scene);
    sameAsWithout(RawRequest.head(ON.path("/body/" + scene)));
  }

  @Test
  default void aLargeForwardedJspArrivesToItsLastByte() {
    RawResponse page = withheldAndOtherwiseTheSame("/body/forward-big", "_ga", "stats_id");
    assertThat(page.body()).hasSizeGreaterThan(64 * 1024);
    assertThat(page.text()).endsWith("</body></html>\n");
  }

  @Test
  default void nonBlockingWritesArriveToTheLastByte() {
    RawResponse page = withheldAndOtherwiseTheSame("/body/non-blocking", "_ga", "stats_id");
    assertThat(page.body()).hasSize(10_000 * 39);
  }

  @Test
  default void whatIsReadWhenItComesIsWhatWasSent() {
    byte[] sent = new byte[50_000];
    new Random(7).nextBytes(sent);
    for (String way : new String[] {"/body/echo", "/body/blocking-echo"}) {
      RawRequest post =
          new RawRequest("POST", ON.path(way), List.of(), new String(sent, ISO_8859_1));
      RawResponse answer = RawHttp.send(container().port(), post, 1500);
      assertThat(answer.body()).as("%s", answer).isEqualTo(sent);
      assertThat(answer.setCookies()).isEmpty();
      sameAsWithout(post);
    }
  }

  @Test
  default void aFormsParametersAndItsStreamAreStillTheApplications() {
    sameAsWithout(RawRequest.form(ON.path("/body/parameters?p=1"), "p=2&p=%C3%BC"));
    sameAsWithout(RawRequest.form(ON.path("/request/sniff"), "p=2"));
    RawRequest raw = RawRequest.form(ON.path("/body/blocking-echo"), "p=a+form&read=raw");
    sameAsWithout(raw);
    assertThat(send(raw).text()).isEqualTo("p=a+form&read=raw");
  }

  @Test
  default void aStaticFileLosesItsCookiesAndNothingElse() {
    for (String file : STATIC) {
      withheldAndOtherwiseTheSame("/static/" + file, "_ga", "stats_id");
    }
  }

  @Test
  default void aBrowsersCopyOfAStaticFileStaysValid() {
    for (String file : STATIC) {
      RawResponse first = get(OFF, "/static/" + file);
      String modified = first.value("Last-Modified").orElseThrow();
      RawRequest again =
          RawRequest.get(ON.path("/static/" + file)).with("If-Modified-Since", modified);
      assertNotModified(again);
      first.value("ETag").ifPresent(tag -> assertNotModified(again.with("If-None-Match", tag)));
    }
  }

  private void assertNotModified(RawRequest request) {
    RawResponse answer = send(request);
    assertThat(answer.status()).as("%s", answer).isEqualTo(304);
    assertThat(answer.setCookies()).isEmpty();
    assertThat(answer.whole()).as("nothing after the head").isTrue();
    sameAsWithout(request);
  }

  @Test
  default void aRangeOfAStaticFileIsThatRange() {
    for (String range : new String[] {"bytes=5-9", "bytes=-4", "bytes=3-"}) {
      for (String file : new String[] {"plain.txt", "style.css", "large.bin"}) {
        RawRequest part = RawRequest.get(ON.path("/static/" + file)).with("Range", range);
        sameAsWithout(part);
        assertThat(send(part).setCookies()).isEmpty();
      }
    }
  }

  /** Jetty has no error page for it as soon as request and response are wrapped, by whomever. */
  @Test
  default void aRangeThatTheFileDoesNotHaveIsRefusedAsWithAnyFilter() {
    String beyond = "bytes=9999999-";
    RawResponse off =
        send(RawRequest.get(OFF.path("/static/plain.txt?wrapped")).with("Range", beyond));
    RawResponse on = send(RawRequest.get(ON.path("/static/plain.txt")).with("Range", beyond));
    Visits.assertSame(on, off);
    assertThat(on.status()).isEqualTo(416);
    assertThat(on.setCookies()).isEmpty();
  }
}
