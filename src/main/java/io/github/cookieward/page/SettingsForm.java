package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.Enforcement;
import java.io.IOException;
import java.util.List;

/** The second layer: one switch a category, as stored; and the services behind it. */
final class SettingsForm {
  private final Markup markup;
  private final Texts texts;
  private final View view;
  private final Enforcement enforcement;

  SettingsForm(Markup markup, View view) {
    this.markup = markup;
    this.texts = markup.texts();
    this.view = view;
    this.enforcement = view.enforcement();
  }

  /** Without autocomplete, or a browser that reloads puts back ticks that were never saved. */
  void render() throws IOException {
    markup
        .raw("<form class=\"cookieward-settings\" method=\"post\" autocomplete=\"off\"")
        .raw(" data-consent-form")
        .attribute("action", view.endpoint())
        .raw(">");
    Head.hiddenFields(markup, view);
    markup.raw("<div class=\"cookieward-scroll\"><p>").say("settings.intro");
    Head.policies(markup, view);
    markup.raw("</p>");
    Notices.changed(markup, view);
    Notices.signal(markup, view);
    if (enforcement.settings().dialog().preset() == DialogSettings.Preset.FIVE) {
      all();
    }
    essential();
    for (CategorySettings offered : enforcement.settings().categories()) {
      category(offered);
    }
    notes();
    markup.raw("</div><div class=\"cookieward-buttons\">");
    // The first button is what the Enter key presses: it must be the one that grants no more than
    // is shown.
    markup
        .button("cookieward-save", Action.SAVE.word(), "button.save")
        .button("cookieward-choice", Action.ACCEPT_ALL.word(), "button.accept-all")
        .button("cookieward-choice", Action.REJECT_ALL.word(), "button.reject-all")
        .raw("</div></form>");
  }

  /** A control of the script's: without it the button below serves. It sends nothing itself. */
  private void all() throws IOException {
    markup
        .raw("<div class=\"cookieward-category\" hidden><label><span>")
        .say("settings.accept-all-row")
        .raw("</span><input type=\"checkbox\" role=\"switch\" data-consent-all></label></div>");
  }

  private void essential() throws IOException {
    Category essential = Category.ESSENTIAL;
    start(essential, texts.name(essential), " checked disabled", texts.purpose(essential));
    new ServiceList(markup, view).render(services(essential));
    markup.raw("</div>");
  }

  private void category(CategorySettings offered) throws IOException {
    Category category = offered.category();
    String checked = enforcement.covers(category) ? " checked" : "";
    start(category, texts.name(offered), checked, texts.purpose(offered));
    if (category.equals(Category.THIRD_PARTY)) {
      thirdParties();
    } else {
      new ServiceList(markup, view).render(services(category));
    }
    markup.raw("</div>");
  }

  private void start(Category category, String name, String state, String purpose)
      throws IOException {
    String id = "cookieward-" + category.id();
    markup
        .raw("<div class=\"cookieward-category\"><label><span>")
        .declaredOr(texts.key(category, "name"), name)
        .raw("</span><input type=\"checkbox\" role=\"switch\" name=\"category\"")
        .attribute("value", category.id())
        .attribute("aria-describedby", id)
        .raw(state)
        .raw("></label><p")
        .attribute("id", id)
        .raw(">")
        .declaredOr(texts.key(category, "purpose"), purpose)
        .raw("</p>");
  }

  private List<Service> services(Category category) {
    return enforcement.settings().catalogue().declared().stream()
        .filter(service -> service.category().equals(category))
        .toList();
  }

  /** Only their names, and the way to the rest: each stands with its switch under its purpose. */
  private void thirdParties() throws IOException {
    List<String> names =
        enforcement.settings().catalogue().declared().stream()
            .filter(s -> s.thirdParty() && !s.category().equals(Category.ESSENTIAL))
            .map(texts::name)
            .toList();
    if (!names.isEmpty()) {
      markup.raw("<p>").say("settings.third-parties", String.join(", ", names)).raw(" ");
      more();
      markup.raw("</p>");
    }
  }

  private void more() throws IOException {
    markup
        .raw("<a")
        .attribute("href", Head.own(markup, view, "/third-parties"))
        .raw(">")
        .say("third-parties.more")
        .raw("</a>");
  }

  private void notes() throws IOException {
    if (!enforcement.settings().offers(Category.THIRD_PARTY)) {
      thirdParties();
    }
    markup
        .raw("<p class=\"cookieward-small\">")
        .say("settings.withdraw", texts.duration(enforcement.settings().lifetime()))
        .raw("</p><p class=\"cookieward-small\">")
        .say("settings.other-hosts")
        .raw("</p>");
  }
}
