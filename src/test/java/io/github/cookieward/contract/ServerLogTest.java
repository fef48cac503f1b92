package io.github.cookieward.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A log full of what was asked for, and one line that was not. */
class ServerLogTest {
  @Test
  void anExceptionWithTheLibraryInItsTraceIsASurprise() {
    String log =
        """
        INFO: fine
        SEVERE: oh
        java.lang.IllegalStateException: late
        	at org.server.Response.addHeader(Response.java:1)
        	at io.github.cookieward.filter.ConsentFilter.doFilter(ConsentFilter.java:1)
        INFO: and on it goes
        """;
    assertThat(ServerLog.surprises(log))
        .singleElement()
        .satisfies(entry -> assertThat(entry).contains("java.lang.IllegalStateException: late"));
  }

  @Test
  void whatASceneThrowsAndWhatTheServerSaysByItselfIsNone() {
    String log =
        """
        SEVERE: Servlet.service() threw exception
        io.github.cookieward.contract.probe.Deliberate: deliberate: in a JSP
        	at org.server.Wrapper.invoke(Wrapper.java:1)
        	at io.github.cookieward.filter.ConsentFilter.doFilter(ConsentFilter.java:1)
        WARNING: bad header
        java.lang.IllegalArgumentException: x
        	at org.server.Parser.p(Parser.java:1)
        """;
    assertThat(ServerLog.surprises(log)).isEmpty();
  }

  @Test
  void whatWasAskedForHidesNothingThatFollows() {
    String log =
        """
        io.github.cookieward.contract.probe.Deliberate: deliberate: in a JSP
        	at io.github.cookieward.filter.ConsentFilter.doFilter(ConsentFilter.java:1)
        java.lang.NullPointerException
        	at io.github.cookieward.filter.ConsentFilter.doFilter(ConsentFilter.java:1)
        """;
    assertThat(ServerLog.surprises(log)).hasSize(1);
  }
}
