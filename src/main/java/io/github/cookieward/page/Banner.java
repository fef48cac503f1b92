package io.github.cookieward.page;

import io.github.cookieward.catalogue.Retention;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The first layer: who asks, for what, for how long; and two buttons of one rank. */
final class Banner {
  private static final int MAX_NAMES = 4;
  private static final String ANSWER = "cookieward-answer";
  private static final String CUSTOMISE = "cookieward-customise";

  private final Markup markup;
  private final View view;
  private final Settings settings;

  Banner(Markup markup, View view) {
    this.markup = markup;
    this.view = view;
    this.settings = view.enforcement().settings();
  }

  void render() throws IOException {
    markup
        .raw("<section class=\"cookieward cookieward-banner")
        .raw(layout())
        .raw("\" role=\"region\"")
        .language()
        .attribute("aria-label", markup.texts().get("banner.label"))
        .raw(view.asksLate() ? " data-consent-late" : "")
        // the script knows who has answered already, and what needs an answer
        .raw(view.isShared() || view.asksLate() ? " hidden" : "")
        .raw("><div class=\"cookieward-words\"><h2>")
        .say("banner.title")
        .raw("</h2>");
    Notices.changed(markup, view);
    purposes();
    markup.raw("<p>");
    thirdParties();
    duration();
    markup.say("banner.later", markup.texts().get("settings.link"));
    Head.policies(markup, view);
    markup.raw("</p>");
    Notices.signal(markup, view);
    markup.raw("</div>");
    buttons();
    markup.raw("</section>");
  }

  private String layout() {
    return switch (settings.dialog().layout()) {
      case BAR -> "";
      case BOX -> " cookieward-box";
      case CORNER -> " cookieward-box cookieward-corner";
    };
  }

  /**
   * The key of the first sentences. Who offers advertising says so, and that partners receive data
   * where some do; a site's own plain words go before ours of any variant.
   */
  static String introduction(Texts texts, Settings settings) {
    if (!settings.offers(Category.ADVERTISING)) {
      return "banner.intro";
    }
    boolean partners =
        settings.offers(Category.THIRD_PARTY) || optional(settings).anyMatch(Service::thirdParty);
    String key = partners ? "banner.intro.partners" : "banner.intro.advertising";
    return texts.isOfSite("banner.intro") && !texts.isOfSite(key) ? "banner.intro" : key;
  }

  private void purposes() throws IOException {
    String site = settings.siteName().isEmpty() ? markup.texts().get("site") : settings.siteName();
    markup
        .raw("<p>")
        .say(introduction(markup.texts(), settings), site)
        .raw("</p><ul class=\"cookieward-purposes\">");
    for (CategorySettings offered : settings.categories()) {
      if (!offered.category().equals(Category.THIRD_PARTY)) {
        markup
            .raw("<li>")
            .declaredOr(
                markup.texts().key(offered.category(), "brief"), markup.texts().brief(offered))
            .raw("</li>");
      }
    }
    markup.raw("</ul>");
  }

  private void thirdParties() throws IOException {
    List<String> names =
        optional(settings)
            .filter(Service::thirdParty)
            .map(s -> s.controller().isEmpty() ? markup.texts().name(s) : s.controller())
            .distinct()
            .toList();
    if (names.size() > MAX_NAMES + 1) { // never “and 1 more”, which many languages say otherwise
      String first = String.join(", ", names.subList(0, MAX_NAMES));
      markup.say("banner.third-parties.more", first, names.size() - MAX_NAMES).raw(" ");
    } else if (!names.isEmpty()) {
      String all = String.join(", ", names).replaceFirst("[.]$", ""); // the sentence has its own
      markup.say("banner.third-parties", all).raw(" ");
    } else if (settings.offers(Category.THIRD_PARTY)) {
      markup.say("banner.third-parties.unnamed").raw(" ");
    }
  }

  private void duration() throws IOException {
    String answer = markup.texts().duration(settings.lifetime());
    Optional<String> longest =
        optional(settings)
            .flatMap(
                s ->
                    Stream.concat(
                        Stream.of(s.retention()), s.cookies().stream().map(c -> c.retention())))
            .filter(text -> Retention.parse(text).isPresent())
            .max((a, b) -> length(a).compareTo(length(b)));
    if (longest.isPresent()) {
      markup.say("banner.duration.longest", markup.texts().retention(longest.get())).raw(" ");
    }
    markup.say("banner.duration", answer).raw(" ");
  }

  private static Duration length(String retention) {
    return Retention.parse(retention).orElse(Duration.ZERO);
  }

  private static Stream<Service> optional(Settings settings) {
    return settings.catalogue().declared().stream()
        .filter(service -> !service.category().equals(Category.ESSENTIAL));
  }

  /**
   * A button of a rank below opens a dialog; without script its form leads to the settings' page.
   */
  private void buttons() throws IOException {
    markup
        .raw("<div class=\"cookieward-answer\">")
        .buttonOf(ANSWER, "cookieward-choice", Action.ACCEPT_ALL.word(), "button.accept-all")
        .buttonOf(ANSWER, "cookieward-choice", Action.REJECT_ALL.word(), "button.reject-all")
        .raw("<button type=\"submit\" class=\"cookieward-customise\" data-consent-settings")
        .attribute("form", CUSTOMISE)
        .raw(">")
        .say("banner.customise")
        .raw("</button></div>");
  }

  /**
   * The forms that the buttons send, wherever they stand: an application counts its own from the
   * first of the page.
   */
  void forms() throws IOException {
    markup
        .raw("<form hidden method=\"post\" data-consent-form")
        .attribute("id", ANSWER)
        .attribute("action", view.endpoint())
        .raw(">");
    Head.hiddenFields(markup, view);
    markup
        .raw("</form><form hidden method=\"get\"")
        .attribute("id", CUSTOMISE)
        .attribute("action", view.endpoint())
        .raw(">");
    if (!view.returnTo().isEmpty()) {
      markup.hidden("return", view.returnTo());
    }
    markup.hidden("lang", markup.texts().language()).raw("</form>");
  }
}
