package io.github.cookieward.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A log full of what was asked for, and one line that was not. */
class ServerLogTest {
  private static final String FRAMES =
      "\tat org.server.Response.addHeader(Response.java:1)\n"
          + "\tat io.github.cookieward.filter.ConsentFilter.doFilter(ConsentFilter.java:1)\n";

  @Test
  void anExceptionWithTheLibraryInItsTraceIsASurprise() {
    String log =
        "INFO: fine\nSEVERE: oh\njava.lang.IllegalStateException: late\n" + FRAMES + "INFO";
    assertThat(ServerLog.surprises(log))
        .singleElement()
        .satisfies(entry -> assertThat(entry).startsWith("java.lang.IllegalStateException: late"));
  }

  @Test
  void whatASceneThrowsAndWhatTheServerSaysByItselfIsNone() {
    String log =
        "SEVERE: Servlet.service() threw exception\n"
            + "io.github.cookieward.contract.probe.Deliberate: deliberate: in a JSP\n"
            + FRAMES
            + "WARNING: bad header\njava.lang.IllegalArgumentException: x\n\tat org.server.Parser.p(P)\n";
    assertThat(ServerLog.surprises(log)).isEmpty();
  }
}
