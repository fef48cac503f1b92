package io.github.cookieward.page;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.Enforcement;
import java.io.IOException;
import java.util.List;

/** The services of one category: who gets what, for how long; each with a choice of its own. */
final class ServiceList {
  private final Markup markup;
  private final Consent consent;
  private final Enforcement enforcement;

  ServiceList(Markup markup, View view) {
    this.markup = markup;
    this.enforcement = view.enforcement();
    this.consent = enforcement.consent();
  }

  void render(List<Service> services) throws IOException {
    if (services.isEmpty()) {
      return;
    }
    markup
        .raw("<details><summary>")
        .text(markup.texts().count("settings.services", services.size()))
        .raw("</summary><ul class=\"cookieward-services\">");
    for (Service service : services) {
      markup.raw("<li><p><strong>").text(markup.texts().name(service)).raw("</strong></p>");
      String purpose = markup.texts().purpose(service);
      if (!purpose.isEmpty()) {
        markup.raw("<p>").text(purpose).raw("</p>");
      }
      facts(service);
      if (!service.category().equals(Category.ESSENTIAL)) {
        choice(service);
      }
      markup.raw("</li>");
    }
    markup.raw("</ul></details>");
  }

  private void facts(Service service) throws IOException {
    markup.raw("<dl>");
    if (!service.controller().isEmpty()) {
      fact("service.controller").text(service.controller()).raw("</dd>");
    }
    if (!service.retention().isEmpty() || service.cookies().isEmpty()) {
      fact("service.retention").text(markup.texts().retention(service.retention())).raw("</dd>");
    }
    if (!service.cookies().isEmpty()) {
      fact("service.cookies");
      String separator = "";
      for (CookieRule cookie : service.cookies()) {
        markup
            .raw(separator)
            .raw("<code dir=\"ltr\">")
            .text(CookieTable.name(cookie))
            .raw("</code>");
        if (!cookie.retention().isEmpty()) {
          markup.raw(" (").text(markup.texts().retention(cookie.retention())).raw(")");
        }
        separator = ", ";
      }
      markup.raw("</dd>");
    }
    if (!service.privacy().isEmpty()) {
      fact("service.privacy")
          .newTab(service.privacy(), "service.privacy.link", markup.texts().name(service))
          .raw("</dd>");
    }
    markup.raw("</dl>");
  }

  private Markup fact(String key) throws IOException {
    return markup.raw("<dt>").say(key).raw("</dt><dd>");
  }

  /** What is new since the answer, or opted out of since, is not shown as allowed. */
  private void choice(Service service) throws IOException {
    Choice own = consent.choice(service.id());
    boolean optedOut =
        enforcement.signals().globalPrivacyControl()
            && enforcement.settings().honoursGpc()
            && !consent.signalSeen();
    boolean stale = optedOut || enforcement.changed().contains(service);
    markup
        .raw("<label class=\"cookieward-service\"><span>")
        .say("service.choice", markup.texts().name(service))
        .raw("</span> <select name=\"service\">");
    option("", "service.as-category", false);
    option(service.id(), "service.allow", own == Choice.GRANTED && !stale);
    option("!" + service.id(), "service.never", own == Choice.DENIED);
    markup.raw("</select></label>");
  }

  private void option(String value, String key, boolean selected) throws IOException {
    markup
        .raw("<option")
        .attribute("value", value)
        .languageOf(key)
        .raw(selected ? " selected>" : ">")
        .sayPlainly(key)
        .raw("</option>");
  }
}
