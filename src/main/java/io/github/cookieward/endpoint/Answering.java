package io.github.cookieward.endpoint;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.Answer;
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
import java.util.function.Function;

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
    if (reader.side().isPresent()) {
      Optional<Conflict.Side> side = reader.side();
      Answered settled = before.settle(side.get(), fields.one("conflict").orElse(""));
      reply(tell(settled, request, response), fields, request, reply);
      return;
    }
    Answer answer = reader.answer();
    Optional<Enforcement> after =
        keep(base -> enforcer.decide(base, answer), before, request, response);
    if (after.isEmpty()) {
      reply.refuse(Refusal.TOO_MANY_SERVICES);
    } else {
      reply(after.get(), fields, request, reply);
    }
  }

  private static void reply(
      Enforcement after, Fields fields, HttpServletRequest request, Reply reply)
      throws IOException {
    if (reply.wantsJson()) {
      reply.personal(HttpServletResponse.SC_OK, Reply.JSON, StateJson.of(after));
    } else {
      reply.seeOther(ReturnAddress.after(request, fields.one("return")));
    }
  }

  /**
   * Has the browser, and the account where somebody is signed in, keep a consent, and give up what
   * it may no longer hold.
   *
   * @param weighing what follows from what holds; it may be asked again, with what holds by then
   * @return what holds from now on; empty where the consent is too long for a cookie, and then
   *     nothing is sent
   */
  Optional<Enforcement> keep(
      Function<Enforcement, Consent> weighing,
      Enforcement before,
      HttpServletRequest request,
      HttpServletResponse response) {
    return before.keep(weighing).map(answered -> tell(answered, request, response));
  }

  private static Enforcement tell(
      Answered answered, HttpServletRequest request, HttpServletResponse response) {
    answered.fields().forEach(field -> response.addHeader("Set-Cookie", field));
    withdrawn(answered.enforcement(), request)
        .forEach(line -> response.addHeader("Set-Cookie", line));
    return answered.enforcement();
  }

  /** Whether a form of ours, fetched by this client, is answered. */
  boolean hasToken(Fields fields, HttpServletRequest request) {
    return fields
        .one("token")
        .filter(token -> enforcer.formTokens().accepts(token, FormClient.of(request)))
        .isPresent();
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
