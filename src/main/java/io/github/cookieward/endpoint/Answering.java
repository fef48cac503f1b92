package io.github.cookieward.endpoint;

import io.github.cookieward.enforcement.Answered;
import io.github.cookieward.enforcement.Conflict;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Expiry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Takes an answer: who asks, what is said, what follows, and where the browser goes next. */
final class Answering {
  private static final Refusal ELSEWHERE =
      new Refusal(
          403,
          "Only a page of this very site may answer, by a browser that sends Sec-Fetch-Site:"
              + " same-origin or its own Origin, or with the token of a form that was fetched"
              + " here. Nothing was changed.");

  private final Enforcer enforcer;

  Answering(Enforcer enforcer) {
    this.enforcer = enforcer;
  }

  void answer(
      HttpServletRequest request, HttpServletResponse response, Reply reply, Enforcement before)
      throws IOException {
    SameOrigin.Verdict verdict = SameOrigin.of(request);
    if (verdict == SameOrigin.Verdict.OTHER) {
      reply.refuse(ELSEWHERE);
      return;
    }
    Submitted submitted = BodyReader.read(request);
    if (submitted instanceof Refusal refusal) {
      reply.refuse(refusal);
      return;
    }
    Fields fields = (Fields) submitted;
    AnswerReader reader = new AnswerReader(enforcer.settings(), fields);
    Optional<Refusal> refusal = reader.refusal();
    if (verdict == SameOrigin.Verdict.UNKNOWN && !hasToken(fields, request)) {
      refusal = Optional.of(ELSEWHERE);
    }
    if (refusal.isPresent()) {
      reply.refuse(refusal.get());
      return;
    }
    Optional<Answered> answered =
        reader.side().isPresent()
            ? Optional.of(settled(before, reader.side().get(), fields, request))
            : before.answer(reader.answer(), request.isSecure());
    if (answered.isEmpty()) {
      reply.refuse(Refusal.TOO_MANY_SERVICES);
      return;
    }
    Enforcement after = answered.get().enforcement();
    answered.get().fields().forEach(field -> response.addHeader("Set-Cookie", field));
    withdrawn(after, request).forEach(line -> response.addHeader("Set-Cookie", line));
    if (reply.wantsJson()) {
      reply.personal(HttpServletResponse.SC_OK, Reply.JSON, StateJson.of(after));
    } else {
      reply.seeOther(ReturnAddress.after(request, fields.one("return")));
    }
  }

  private boolean hasToken(Fields fields, HttpServletRequest request) {
    return fields
        .one("token")
        .filter(token -> enforcer.formTokens().accepts(token, FormClient.of(request)))
        .isPresent();
  }

  private static Answered settled(
      Enforcement before, Conflict.Side side, Fields fields, HttpServletRequest request) {
    return before.settle(side, fields.one("conflict").orElse(""), request.isSecure());
  }

  /** What the browser still holds and no longer may. */
  private static List<String> withdrawn(Enforcement after, HttpServletRequest request) {
    return Expiry.of(
        after,
        Collections.list(request.getHeaders("Cookie")),
        request.getServerName(),
        request.getRequestURI(),
        request.getContextPath(),
        request.isSecure());
  }
}
