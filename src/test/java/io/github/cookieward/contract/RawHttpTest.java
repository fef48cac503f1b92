package io.github.cookieward.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The client must not tidy up what it is there to report. */
class RawHttpTest {
  private static RawResponse parse(String wire) {
    return RawHttp.parse(wire.getBytes(ISO_8859_1), false);
  }

  @Test
  void fieldsKeepTheirOrderTheirCaseAndTheirDuplicates() {
    RawResponse answer =
        parse("HTTP/1.1 200 OK\r\nb: 1\r\nA: 2\r\nB: 3\r\nContent-Length: 2\r\n\r\nhi");
    assertThat(answer.fields()).extracting(RawField::name).startsWith("b", "A", "B");
    assertThat(answer.values("b")).containsExactly("1", "3");
    assertThat(answer.text()).isEqualTo("hi");
    assertThat(answer.whole()).isTrue();
  }

  @Test
  void aNameWithBlanksIsStillSeenAsSetCookie() {
    RawResponse answer =
        parse("HTTP/1.1 200 OK\r\nSet-Cookie : a=1\r\n\tset-cookie\t: b=2\r\n\r\n");
    assertThat(answer.setCookies()).containsExactly("a=1", "b=2");
  }

  @Test
  void chunksTrailersAndInterimAnswersAreToldApart() {
    RawResponse answer =
        parse(
            """
            HTTP/1.1 103 Early Hints
            Link: x

            HTTP/1.1 200 OK
            Transfer-Encoding: chunked

            3
            abc
            2;x=y
            de
            0
            Set-Cookie: late=1

            """
                .replace("\n", "\r\n"));
    assertThat(answer.interim()).containsExactly("HTTP/1.1 103 Early Hints\r\nLink: x");
    assertThat(answer.text()).isEqualTo("abcde");
    assertThat(answer.cookieNames()).containsExactly("late");
    assertThat(answer.whole()).isTrue();
  }

  @Test
  void aBodyThatBreaksOffIsNotWhole() {
    assertThat(parse("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab").whole()).isFalse();
    assertThat(parse("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab").whole()).isFalse();
    assertThat(parse("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n").whole())
        .isFalse();
    assertThat(parse("HTTP/1.1 304 Not Modified\r\n\r\nbody").whole()).isFalse();
  }

  @Test
  void whatIsNoHttpIsSaidToBeNone() {
    assertThatThrownBy(() -> parse("<html>")).hasMessageContaining("no HTTP answer: \"<html>\"");
  }
}
