package io.github.cookieward.endpoint;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.HandOver.Handed;
import io.github.cookieward.enforcement.Partner;
import io.github.cookieward.http.WebUrl;
import io.github.cookieward.page.HandOverOffer;
import io.github.cookieward.page.Page;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Hands an answer over to another site, and takes one from there. A page asks the visitor here, and
 * its form posts to the other site, which so knows from the browser itself where the visitor comes
 * from; what comes by any other way is asked about once more, there.
 */
final class HandingOver {
  private static final Refusal NOWHERE =
      new Refusal(404, "Nothing is handed over to that address.");

  private final Enforcer enforcer;
  private final Answering answering;

  HandingOver(Enforcer enforcer, Answering answering) {
    this.enforcer = enforcer;
    this.answering = answering;
  }

  /** Whether the site has others with which it does this. */
  boolean isOpen() {
    return !enforcer.settings().handOver().partners().isEmpty();
  }

  void serve(
      HttpServletRequest request, HttpServletResponse response, Reply reply, Enforcement here)
      throws IOException {
    switch (request.getMethod()) {
      case "GET", "HEAD" -> {
        Fields asked = Fields.form(Objects.toString(request.getQueryString(), ""));
        Optional<String> to = asked.one("to");
        if (to.isPresent()) {
          offer(to.get(), request, response, reply, here);
        } else {
          ask(asked, request, response, reply, here);
        }
      }
      case "POST" -> {
        Submitted submitted = BodyReader.read(request);
        if (submitted instanceof Refusal refusal) {
          reply.refuse(refusal);
        } else {
          receive((Fields) submitted, request, response, reply, here);
        }
      }
      default -> reply.allow("GET, HEAD, POST");
    }
  }

  /** On the way out: shows what goes along. Whoever has not answered has nothing to take along. */
  private void offer(
      String to,
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply,
      Enforcement here)
      throws IOException {
    Optional<WebUrl> address = WebUrl.parse(to, null);
    Optional<Partner> partner = address.flatMap(enforcer.handOver()::partner);
    Optional<String> path = address.flatMap(HandingOver::path);
    if (partner.isEmpty() || path.isEmpty()) {
      reply.refuse(NOWHERE);
      return;
    }
    String leave = partner.get().origin() + path.get();
    String host = host(request);
    Optional<String> token = enforcer.handOver().issue(here, partner.get(), host);
    if (token.isEmpty()) {
      reply.seeOther(leave);
      return;
    }
    String name = enforcer.settings().siteName();
    HandOverOffer offer =
        new HandOverOffer(
            name.isEmpty() ? host : name,
            partner.get().name(),
            here::state,
            partner.get().endpoint() + "/hand-over",
            false,
            token.get(),
            path.get(),
            leave);
    // The other site is told this one's origin, and nothing more of where the visitor was.
    response.setHeader("Referrer-Policy", "strict-origin");
    SettingsPage.send(
        request,
        response,
        reply,
        here,
        "'self' " + partner.get().origin(),
        (out, view) -> Page.handOver(out, view, offer));
  }

  private static Optional<String> path(WebUrl address) {
    String query = address.query();
    return ReturnAddress.path(address.path() + (query.isEmpty() ? "" : "?" + query));
  }

  /** On the way in, by whatever way: shows who hands over what. Nothing changes yet. */
  private void ask(
      Fields fields,
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply,
      Enforcement here)
      throws IOException {
    Optional<String> token = fields.one("hand-over");
    if (token.isEmpty()) {
      reply.refuse(NOWHERE);
      return;
    }
    String after = ReturnAddress.after(request, fields.one("return"));
    Optional<Handed> handed = enforcer.handOver().open(token.get(), host(request));
    if (handed.isEmpty()) {
      reply.seeOther(after);
      return;
    }
    String name = enforcer.settings().siteName();
    HandOverOffer offer =
        new HandOverOffer(
            handed.get().from().name(),
            name.isEmpty() ? host(request) : name,
            handed.get().consent()::choice,
            request.getContextPath() + enforcer.settings().endpoint() + "/hand-over",
            true,
            token.get(),
            after,
            after);
    SettingsPage.send(
        request, response, reply, here, "'self'", (out, view) -> Page.handOver(out, view, offer));
  }

  /** Takes an answer from the page of the other site, or from our own that asked. */
  private void receive(
      Fields fields,
      HttpServletRequest request,
      HttpServletResponse response,
      Reply reply,
      Enforcement here)
      throws IOException {
    Optional<Handed> handed =
        fields.one("hand-over").flatMap(token -> enforcer.handOver().open(token, host(request)));
    if (handed.isPresent() && !isMeant(handed.get(), fields, request)) {
      ask(fields, request, response, reply, here);
      return;
    }
    Optional<Consent> consent = handed.flatMap(h -> enforcer.handOver().take(here, h));
    if (consent.isPresent()) {
      answering.keep(base -> consent.get(), here, request, response);
    }
    reply.seeOther(ReturnAddress.after(request, fields.one("return")));
  }

  /** Whether the browser tells that the visitor pressed the button there, or here. */
  private boolean isMeant(Handed handed, Fields fields, HttpServletRequest request) {
    List<String> origins = Collections.list(request.getHeaders("Origin"));
    if (origins.size() == 1) {
      Optional<Origin> origin = Origin.parse(origins.get(0));
      if (origin.isPresent() && origin.equals(Origin.parse(handed.from().origin()))) {
        return true;
      }
    }
    return switch (SameOrigin.of(request)) {
      case SAME -> true;
      case OTHER -> false;
      case UNKNOWN -> answering.hasToken(fields, request);
    };
  }

  private static String host(HttpServletRequest request) {
    return Objects.toString(request.getHeader("Host"), request.getServerName());
  }
}
