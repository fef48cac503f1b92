package io.github.cookieward.endpoint;

import io.github.cookieward.consent.Consent;
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
    Consent consent = enforcer.decide(before, reader.answer());
    Optional<Enforcement> after = keep(consent, before, request, response);
    if (after.isEmpty()) {
      reply.refuse(Refusal.TOO_MANY_SERVICES);
    } else if (reply.wantsJson()) {
      reply.personal(HttpServletResponse.SC_OK, Reply.JSON, StateJson.of(after.get()));
    } else {
      reply.seeOther(ReturnAddress.after(request, fields.one("return")));
    }
  }

  /**
   * Has the browser keep a consent, and give up what it may no longer hold.
   *
   * @return what holds from now on; empty where the consent is too long for a cookie, and then
   *     nothing is sent
   */
  Optional<Enforcement> keep(
      Consent consent,
      Enforcement before,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<String> cookie = enforcer.setCookie(consent, request.isSecure());
    if (cookie.isEmpty()) {
      return Optional.empty();
    }
    Enforcement after = before.with(consent);
    keep(cookie.get(), request, response);
    withdrawn(after, request).forEach(line -> response.addHeader("Set-Cookie", line));
    return Optional.of(after);
  }

  /** Whether a form of ours, fetched by this client, is answered. */
  boolean hasToken(Fields fields, HttpServletRequest request) {
    return fields
        .one("token")
        .filter(token -> enforcer.formTokens().accepts(token, FormClient.of(request)))
        .isPresent();
  }

  /**
   * Sets the consent cookie. A browser may still hold one of the same name from a time without a
   * domain; two that differ would be no consent, so that one goes.
   */
  private void keep(String cookie, HttpServletRequest request, HttpServletResponse response) {
    if (enforcer.settings().cookieDomain().isPresent()) {
      String hostOnly = "=; Path=/; Max-Age=0" + (request.isSecure() ? "; Secure" : "");
      response.addHeader(
          "Set-Cookie",
          enforcer.cookieName(request.isSecure()) + hostOnly + "; HttpOnly; SameSite=Lax");
    }
    response.addHeader("Set-Cookie", cookie);
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
