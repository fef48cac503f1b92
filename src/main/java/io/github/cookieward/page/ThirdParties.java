package io.github.cookieward.page;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Settings;
import java.io.IOException;
import java.util.List;

/** Each declared third party: what for, what it stores, whom it is told to, and its own policy. */
final class ThirdParties {
  private final Markup markup;
  private final Texts texts;
  private final Settings settings;
  private final String heading;

  private ThirdParties(Markup markup, View view, String heading) {
    this.markup = markup;
    this.texts = markup.texts();
    this.settings = view.enforcement().settings();
    this.heading = heading;
  }

  /** Behind the link in the settings, and with the way back to them. */
  static void page(Markup markup, View view) throws IOException {
    Frame.start(markup, view, "third-parties.title");
    new ThirdParties(markup, view, "h2").blocks();
    Frame.end(markup, view, "/third-parties", Head.own(markup, view, ""), "third-parties.back");
  }

  /** Within a page of the site's. */
  static void part(Markup markup, View view) throws IOException {
    markup
        .raw("<section class=\"cookieward\"")
        .language()
        .attribute("aria-label", markup.texts().get("third-parties.title"))
        .raw(">");
    new ThirdParties(markup, view, "h3").blocks();
    markup.raw("</section>");
  }

  private void blocks() throws IOException {
    List<Service> parties =
        settings.catalogue().declared().stream().filter(Service::thirdParty).toList();
    markup.raw("<div class=\"cookieward-scroll\"><p>");
    markup.say(parties.isEmpty() ? "third-parties.none" : "third-parties.intro").raw("</p>");
    for (Service party : parties) {
      block(party);
    }
    markup.raw("</div>");
  }

  private void block(Service party) throws IOException {
    String controller = party.controller().isEmpty() ? texts.name(party) : party.controller();
    markup
        .raw("<article class=\"cookieward-category\"><")
        .raw(heading)
        .raw(">")
        .text(texts.name(party))
        .raw("</")
        .raw(heading)
        .raw("><p>")
        .say("third-parties.category")
        .raw(": ")
        .text(category(party.category()))
        .raw("</p><ul class=\"cookieward-points\">");
    point("third-parties.use").text(use(party)).raw("</li>");
    if (!party.cookies().isEmpty()) {
      point("service.cookies").raw("<ul class=\"cookieward-points\">");
      for (CookieRule cookie : party.cookies()) {
        cookie(party, cookie);
      }
      markup.raw("</ul></li>");
    }
    names("third-parties.storage", party.storageKeys());
    names("third-parties.addresses", party.addresses());
    point("service.retention").text(texts.retention(party.retention())).raw("</li>");
    point("third-parties.access").say("third-parties.access.who", controller).raw("</li></ul>");
    if (!party.privacy().isEmpty()) {
      markup
          .raw("<p>")
          .newTab(party.privacy(), "service.privacy.link", texts.name(party))
          .raw("</p>");
    }
    markup.raw("</article>");
  }

  private Markup point(String key) throws IOException {
    return markup.raw("<li><strong>").say(key).raw(":</strong> ");
  }

  private void names(String key, List<String> names) throws IOException {
    if (names.isEmpty()) {
      return;
    }
    point(key);
    String separator = "";
    for (String name : names) {
      markup.raw(separator).raw("<code dir=\"ltr\">").text(name).raw("</code>");
      separator = ", ";
    }
    markup.raw("</li>");
  }

  private void cookie(Service party, CookieRule cookie) throws IOException {
    String retention = cookie.retention().isEmpty() ? party.retention() : cookie.retention();
    markup.raw("<li><code dir=\"ltr\">").text(CookieTable.name(cookie)).raw("</code> (");
    markup.text(texts.retention(retention)).raw(")");
    if (!cookie.purpose().isEmpty()) {
      markup.raw(": ").text(cookie.purpose());
    }
    markup.raw("</li>");
  }

  /** The site's own words for it, else those of its category. */
  private String use(Service party) {
    Category category = party.category();
    String own = texts.purpose(party);
    return own.isEmpty()
        ? settings.category(category).map(texts::purpose).orElseGet(() -> texts.purpose(category))
        : own;
  }

  private String category(Category category) {
    return settings
        .category(category)
        .map((CategorySettings offered) -> texts.name(offered))
        .orElseGet(() -> texts.name(category));
  }
}
