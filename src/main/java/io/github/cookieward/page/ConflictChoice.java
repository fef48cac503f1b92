package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Conflict;
import io.github.cookieward.enforcement.Enforcement;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Two answers side by side, each with where and when it was given, and two buttons of one rank. A
 * plain form: it works the same with and without script.
 */
final class ConflictChoice {
  private final Markup markup;
  private final View view;
  private final Conflict conflict;
  private final Enforcement fresh;
  private final Enforcement saved;

  ConflictChoice(Markup markup, View view) {
    this.markup = markup;
    this.view = view;
    this.conflict = view.enforcement().conflict().orElseThrow();
    this.fresh = view.enforcement().with(conflict.browser());
    this.saved = view.enforcement().with(conflict.saved());
  }

  /** In a page of the site's, in place of the first layer. */
  void banner() throws IOException {
    markup
        .raw("<section class=\"cookieward cookieward-banner cookieward-conflict\" role=\"region\"")
        .language()
        .attribute("aria-label", markup.texts().get("conflict.title"))
        // Narrow screens scroll it, and a keyboard has to get there.
        .raw("><div class=\"cookieward-words\" tabindex=\"0\" role=\"group\"")
        .attribute("aria-label", markup.texts().get("conflict.title"))
        .raw(">");
    words();
    markup.raw("</div>");
    form();
    markup.raw("</section>");
  }

  /** In the settings page, above the settings. */
  void section() throws IOException {
    markup.raw("<section class=\"cookieward-category cookieward-conflict\">");
    words();
    form();
    markup.raw("</section>");
  }

  private void words() throws IOException {
    markup
        .raw("<h2>")
        .say("conflict.title")
        .raw("</h2><p>")
        .say("conflict.intro")
        .raw("</p><table class=\"cookieward-compare\"><thead><tr><td></td>");
    column("conflict.new", "conflict.browser", conflict.browser());
    column("conflict.saved", "conflict.account", conflict.saved());
    markup.raw("</tr></thead><tbody>");
    row(markup.texts().name(Category.ESSENTIAL), true, true);
    for (CategorySettings offered : view.enforcement().settings().categories()) {
      Category category = offered.category();
      row(markup.texts().name(offered), fresh.covers(category), saved.covers(category));
    }
    for (Service service : apart()) {
      row(service.name(), fresh.covers(service), saved.covers(service));
    }
    markup.raw("</tbody></table>");
  }

  private void column(String title, String origin, Consent answer) throws IOException {
    Moment moment = new Moment(markup.texts(), answer.decidedAt(), view.enforcement().enforcer());
    markup
        .raw("<th scope=\"col\">")
        .say(title)
        .raw("<span>")
        .say(origin, moment.text())
        .raw("</span></th>");
  }

  private void row(String name, boolean one, boolean other) throws IOException {
    markup.raw(one == other ? "<tr>" : "<tr class=\"cookieward-differs\">");
    markup.raw("<th scope=\"row\">").text(name).raw("</th>");
    state(one);
    state(other);
    markup.raw("</tr>");
  }

  private void state(boolean on) throws IOException {
    markup.raw(on ? "<td>✓ " : "<td>– ").say(on ? "conflict.on" : "conflict.off").raw("</td>");
  }

  /** The services that are not simply as their category, in either answer. */
  private Set<Service> apart() {
    Set<Service> known = new LinkedHashSet<>(view.enforcement().settings().catalogue().declared());
    for (Consent answer : new Consent[] {conflict.browser(), conflict.saved()}) {
      for (String id : answer.services().keySet()) {
        view.enforcement().settings().catalogue().service(id).ifPresent(known::add);
      }
    }
    known.removeIf(service -> isAsItsCategory(fresh, service) && isAsItsCategory(saved, service));
    return known;
  }

  private static boolean isAsItsCategory(Enforcement answer, Service service) {
    boolean category =
        answer.covers(service.category())
            && (!answer.asksForThirdParties(service) || answer.covers(Category.THIRD_PARTY));
    return answer.covers(service) == category;
  }

  private void form() throws IOException {
    markup
        .raw("<form class=\"cookieward-answer\" method=\"post\"")
        .attribute("action", view.endpoint())
        .raw(">");
    Head.hiddenFields(markup, view);
    markup
        .hidden("conflict", conflict.fingerprint())
        .button("cookieward-choice", Conflict.Side.NEW.word(), "conflict.use-new")
        .button("cookieward-choice", Conflict.Side.SAVED.word(), "conflict.use-saved")
        .raw("</form>");
  }
}
