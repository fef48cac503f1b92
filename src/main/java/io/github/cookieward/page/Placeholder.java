package io.github.cookieward.page;

import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.CategorySettings;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What stands in front of content that is held back. The page's script takes it away when the
 * element after it goes live. Its button grants what is named and no more; what that takes besides,
 * it says.
 */
final class Placeholder {
  private static final String ALLOW = "cookieward-allow";
  private static final String ALLOW_THIRD_PARTY = "cookieward-allow-third-party";

  private final Markup markup;
  private final Optional<View> view;
  private final Optional<Need> need;
  private final String name;
  private final Embed embed;

  /**
   * A placeholder.
   *
   * @param need what the visitor may allow; empty where there is nothing, and then it can be loaded
   *     once at most
   * @param name who or what it comes from
   */
  Placeholder(Markup markup, Optional<View> view, Optional<Need> need, String name, Embed embed) {
    this.markup = markup;
    this.view = view;
    this.need = need;
    this.name = name;
    this.embed = embed;
  }

  /** As a block with a form of its own, where the page's author has put it. */
  void asBlock() throws IOException {
    begin("div", "p", "");
    if (view.isPresent() && isKnown()) {
      beginForm(markup.raw("<form"), view.get());
      Optional<String> service = need.flatMap(Need::service);
      if (service.isPresent()) {
        markup.hidden("service", service.get());
      }
      Optional<CategorySettings> category = category(view.get());
      if (category.isPresent()) {
        markup.hidden("category", category.get().category().id());
      }
      if (asksForThirdParties(view.get())) {
        markup.hidden("category", Category.THIRD_PARTY.id());
      }
      once("");
      markup.button("cookieward-choice", Action.ALLOW.word(), "embed.always", name);
      also("p", view.get());
      markup.raw("</form>");
    }
    markup.raw("</div>");
  }

  /**
   * As a phrase, which does not end the paragraph or the form that it stands in.
   *
   * @return the id of the form that its button sends, which the page is to have
   */
  Optional<String> asPhrase(View page) throws IOException {
    begin("span", "span", " role=\"paragraph\"");
    boolean known = isKnown();
    String form = known && asksForThirdParties(page) ? ALLOW_THIRD_PARTY : ALLOW;
    markup.raw("<span class=\"cookieward-embed-buttons\">");
    once(form);
    if (known) {
      Optional<String> service = need.flatMap(Need::service);
      markup
          .raw("<button type=\"submit\" class=\"cookieward-choice\"")
          .attribute("form", form)
          .attribute("name", service.isPresent() ? "service" : "category")
          .attribute(
              "value", service.or(() -> need.flatMap(Need::category).map(Category::id)).get())
          .raw(">")
          .say("embed.always", name)
          .raw("</button>");
      also("span", page);
    }
    markup.raw("</span></span>");
    return Optional.of(form).filter(f -> known);
  }

  /** A form that buttons elsewhere in the page send. */
  static void form(Markup markup, View view, String id) throws IOException {
    beginForm(markup.raw("<form hidden").attribute("id", id), view);
    markup.hidden("action", Action.ALLOW.word());
    if (id.equals(ALLOW_THIRD_PARTY)) {
      markup.hidden("category", Category.THIRD_PARTY.id());
    }
    markup.raw("</form>");
  }

  private static void beginForm(Markup markup, View view) throws IOException {
    markup.raw(" method=\"post\" data-consent-form").attribute("action", view.endpoint()).raw(">");
    Head.hiddenFields(markup, view);
  }

  private void begin(String box, String line, String role) throws IOException {
    String title = embed.title().isEmpty() ? name : embed.title();
    markup
        .raw("<" + box + " class=\"cookieward cookieward-embed\" role=\"group\"")
        .language()
        .attribute("aria-label", embed.title().isEmpty() ? name : title + " (" + name + ")")
        .raw("><" + line + role + " class=\"cookieward-embed-title\">")
        .text(title)
        .raw("</" + line + "><" + line + role + ">")
        .say("embed.why", name);
    if (!embed.src().isEmpty()) {
      markup.raw(" ").newTab(embed.src(), "embed.open", name);
    }
    markup.raw("</" + line + ">");
  }

  /** Nobody can grant a service that nobody knows. */
  private boolean isKnown() {
    return need.isPresent()
        && (need.get().service().isEmpty()
            || view.flatMap(v -> need.get().known(v.enforcement())).isPresent());
  }

  /** Not where the page's policy, which has left with it, would keep the content out. */
  private void once(String form) throws IOException {
    if (view.isPresent() && !view.get().hasFixedPolicy()) {
      markup
          .raw("<button type=\"button\" class=\"cookieward-save\" data-consent-once hidden")
          .attributeIfAny("form", form)
          .raw(">")
          .say("embed.once")
          .raw("</button>");
    }
  }

  private Optional<CategorySettings> category(View page) {
    return need.flatMap(Need::category)
        .filter(c -> !page.enforcement().covers(c))
        .flatMap(c -> page.enforcement().settings().category(c));
  }

  private boolean asksForThirdParties(View page) {
    return need.filter(n -> n.asksForThirdParties(page.enforcement())).isPresent()
        && !page.enforcement().covers(Category.THIRD_PARTY);
  }

  private void also(String line, View page) throws IOException {
    Optional<CategorySettings> category =
        category(page).filter(c -> need.flatMap(Need::service).isPresent());
    Optional<CategorySettings> thirdParties =
        asksForThirdParties(page)
            ? page.enforcement().settings().category(Category.THIRD_PARTY)
            : Optional.empty();
    String names =
        Stream.of(category, thirdParties)
            .flatMap(Optional::stream)
            .map(markup.texts()::name)
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      markup
          .raw("<" + line + " class=\"cookieward-small\">")
          .say("embed.also", names)
          .raw("</" + line + ">");
    }
  }
}
