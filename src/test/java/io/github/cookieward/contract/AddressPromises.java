package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The application does not see the tracking parameters that the visitor did not agree to, wherever
 * it looks, and sees all else as ever; it hears nothing of requests to its endpoints that collect.
 */
interface AddressPromises extends Visits {
  String TRACKED = "?utm_source=mail&a=1&UTM_Source=Mail&utm%5Fsource=mail&a=2";
  String REFERRER = "http://news.example/x?utm_source=mail&a=1";

  private static RawRequest asked(Site site, String path) {
    return RawRequest.get(site.path(path)).with("Referer", REFERRER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/address/seen",
        "/address/forward",
        "/address/forward-more",
        "/address/include",
        "/address/include-more",
        "/address/async",
        "/address/async-more",
        "/address/async-again",
        "/address/error"
      })
  @Proves("technique.address")
  default void anUngrantedParameterIsNowhereInTheRequest(String path) {
    String target = path + ";utm_id=mail;v=1" + TRACKED;
    String off = send(asked(OFF, target)).text();
    assertThat(off).as("without the filter").contains("utm_source=[mail, mail]", "utm_id=mail");
    for (String choice : new String[] {"", rejecting()}) {
      assertThat(send(asked(ON, target).cookies(choice)).text())
          .contains("a=[1, 2]", "referrer http://news.example/x?a=1")
          .doesNotContainIgnoringCase("utm_source=", "mail")
          .doesNotContain("utm_id");
    }
    assertThat(send(asked(ON, target).cookies(accepting())).text()).isEqualTo(off);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/address/seen?a=%C3%A4+b&a&a=&b=%20%2B",
        "/address/seen?",
        "/address/seen;v=1?a=1",
        "/address/forward-own?a=1",
        "/address/forward-twice?a=1",
        "/address/async-more?a=1",
        "/address/async-again?a=1",
        "/address/include-more?a=1",
        "/address/error?a=1"
      })
  default void aRequestWithoutThemIsAsWithoutTheFilterWhereverItGoes(String path) {
    sameAsWithout(RawRequest.get(ON.path(path)).with("Referer", "http://news.example/?a=1&b"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/address/forward-own", "/address/forward-twice"})
  default void whatTheApplicationSaysItselfIsSeen(String path) {
    assertThat(get(OFF, path + TRACKED).text()).contains("utm_source=[own, mail, mail]");
    assertThat(get(ON, path + TRACKED).text())
        .contains("utm_source=[own]", "one own 1", "query utm_source=own")
        .doesNotContainIgnoringCase("mail");
  }

  @ParameterizedTest
  @CsvSource({"/address/seen, typed", "/address/forward, typed", "/address/forward-own, own"})
  default void whatIsTypedIntoAFormIsSeen(String path, String first) {
    String form = "utm_source=typed&a=3&utm_source=too";
    String off = send(RawRequest.form(OFF.path(path + TRACKED), form)).text();
    assertThat(off).contains("mail, mail, typed, too]");
    assertThat(send(RawRequest.form(ON.path(path + TRACKED), form)).text())
        .contains("typed, too]", "a=[1, 2, 3]", "one " + first + " 1")
        .doesNotContainIgnoringCase("mail");
  }

  @Test
  default void thePartsOfABodyAreSeen() {
    String body =
        "--x\r\nContent-Disposition: form-data; name=\"utm_source\"\r\n\r\ntyped\r\n--x--\r\n";
    for (Site site : new Site[] {OFF, ON}) {
      String text =
          send(new RawRequest(
                      "POST", site.path("/address/parts" + TRACKED), java.util.List.of(), body)
                  .with("Content-Type", "multipart/form-data; boundary=x"))
              .text();
      assertThat(text).startsWith("utm_source=typed\n");
      if (site == ON) {
        assertThat(text).contains("utm_source=[typed]").doesNotContainIgnoringCase("mail");
      } else {
        assertThat(text).contains("mail, mail"); // before the part's or, on Tomcat, behind it
      }
    }
  }

  @Test
  default void aBodyThatTheApplicationReadsIsLeftToIt() {
    RawRequest form = RawRequest.form(ON.path("/address/body-first?b=1"), "a=1");
    assertThat(send(form).text()).startsWith("a=1\nmap {b=[1]}");
    sameAsWithout(form);
    assertThat(
            send(RawRequest.form(ON.path("/address/body-first" + TRACKED), "utm_source=typed"))
                .text())
        .startsWith("utm_source=typed\nmap {a=[1, 2]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/address/collect/a",
        "/address/collect/",
        "/address;x/collect/a;y=1",
        "/address/%63ollect/a",
        "/address/./collect/a",
        "/address/x/../collect/a"
      })
  @Proves("technique.beacon")
  default void anUngrantedBeaconIsAnsweredAndNotHeard(String path) {
    RawResponse answer = send(RawRequest.get(ON.path(path)).with("Sec-Fetch-Dest", "image"));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.values("Content-Type")).containsExactly("image/gif");
    assertThat(answer.values("Cache-Control")).containsExactly("no-store");
    assertThat(answer.setCookies()).isEmpty();
    assertThat(answer.body()).hasSize(43);
    assertThat(send(RawRequest.form(ON.path(path), "a=" + "x".repeat(50_000))).status())
        .isEqualTo(204);
  }

  @Test
  default void aBeaconOnceGrantedIsTheApplications() {
    String granted = accepting();
    for (String path : new String[] {"/address/collect/a", "/address/collect/"}) {
      assertThat(get(OFF, path).text()).isEqualTo("heard\n");
      assertThat(get(ON, path, granted).text()).isEqualTo("heard\n");
    }
  }
}
