package io.github.cookieward.endpoint;

import io.github.cookieward.endpoint.ReportReader.Violation;
import io.github.cookieward.enforcement.Enforcer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Takes what browsers report about the policy of pages, for the operator's inventory. Nothing of a
 * report but hosts, directives and paths is kept, and no more of them than are read within a
 * second. Safe to share.
 */
final class Reporting {
  /** How many bodies are read in a second. */
  static final int MOST_IN_A_SECOND = 50;

  private static final Refusal ELSEWHERE =
      new Refusal(403, "Only pages of this very site report here.");
  private static final Refusal TOO_MANY = new Refusal(429, "Too many reports; later ones count.");
  private static final Refusal WRONG_TYPE =
      new Refusal(415, "Send reports as application/csp-report or application/reports+json.");
  private static final Refusal UNREADABLE = Refusal.badRequest("The body is not a report.");

  private final Enforcer enforcer;
  private final LongSupplier seconds;
  private final AtomicLong second = new AtomicLong();
  private final AtomicInteger read = new AtomicInteger();

  Reporting(Enforcer enforcer, LongSupplier seconds) {
    this.enforcer = enforcer;
    this.seconds = seconds;
  }

  void take(HttpServletRequest request, HttpServletResponse response, Reply reply)
      throws IOException {
    if (SameOrigin.of(request) == SameOrigin.Verdict.OTHER) {
      reply.refuse(ELSEWHERE);
    } else if (!ReportReader.isReport(request)) {
      reply.refuse(WRONG_TYPE);
    } else if (!mayRead()) {
      reply.refuse(TOO_MANY);
    } else {
      Optional<List<Violation>> violations =
          BodyReader.text(request)
              .flatMap(body -> ReportReader.read(BodyReader.mediaType(request), body));
      if (violations.isEmpty()) {
        reply.refuse(UNREADABLE);
        return;
      }
      violations.get().forEach(v -> enforcer.reported(v.blocked(), v.directive(), v.page()));
      response.setHeader("Cache-Control", "no-store");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    }
  }

  /** Two threads at the turn of a second may let a few more in; that does no harm. */
  private boolean mayRead() {
    long now = seconds.getAsLong();
    if (second.getAndSet(now) != now) {
      read.set(0);
    }
    return read.incrementAndGet() <= MOST_IN_A_SECOND;
  }
}
